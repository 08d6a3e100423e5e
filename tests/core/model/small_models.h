#pragma once

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/model/transformer.h"
#include "core/tensor/tensor.h"

namespace quantscope::model::testing {

/// A small random model of tests/golden/architectures.json.
struct SmallModel {
  std::string name;
  nlohmann::json config;
  std::vector<int> tokens;
  std::map<std::string, nlohmann::json> tensors;  ///< [shape, scale, offset]
  tensor::Matrix logits;
};

inline std::vector<SmallModel> small_models() {
  std::ifstream in(QUANTSCOPE_SOURCE_DIR "/tests/golden/architectures.json");
  std::vector<SmallModel> models;
  const nlohmann::json golden = nlohmann::json::parse(in);
  for (const auto& [name, entry] : golden.items()) {
    SmallModel model{name, entry.at("config"), entry.at("tokens"), entry.at("tensors"), {}};
    const auto rows = entry.at("logits").get<std::vector<std::vector<double>>>();
    model.logits =
        tensor::Matrix(static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(rows[0].size()));
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t c = 0; c < rows[r].size(); ++c)
        model.logits(static_cast<std::int64_t>(r), static_cast<std::int64_t>(c)) =
            static_cast<float>(rows[r][c]);
    models.push_back(std::move(model));
  }
  return models;
}

inline SmallModel small_model(const std::string& name) {
  for (SmallModel& model : small_models())
    if (model.name == name) return model;
  throw std::runtime_error("no small model " + name);
}

/// The rule of `values` in tests/golden/architectures.py.
inline std::vector<float> small_values(const std::string& name, std::size_t count, double scale,
                                       double offset) {
  std::uint64_t state = 0xCBF29CE484222325;
  for (const char byte : name) state = (state ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  std::vector<float> values(count);
  for (float& value : values) {
    std::uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    value = static_cast<float>(offset + scale * (static_cast<double>(z >> 48) / 32768 - 1));
  }
  return values;
}

/// The model as a Hugging Face folder below `folder`, tensors as in the checkpoint.
inline std::filesystem::path written(const SmallModel& model, const std::filesystem::path& folder) {
  const std::filesystem::path target = folder / model.name;
  std::filesystem::create_directories(target);
  std::ofstream(target / "config.json") << model.config;
  nlohmann::json header;
  std::string data;
  for (const auto& [name, recipe] : model.tensors) {
    const auto shape = recipe[0].get<std::vector<std::int64_t>>();
    const std::vector<float> values =
        small_values(name, static_cast<std::size_t>(tensor::element_count(shape)), recipe[1], recipe[2]);
    const std::size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    header[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, data.size()}}};
  }
  const std::string text = header.dump();
  const std::uint64_t bytes = text.size();
  std::ofstream out(target / "model.safetensors", std::ios::binary);
  out.write(reinterpret_cast<const char*>(&bytes), sizeof bytes);
  out << text << data;
  return target;
}

/// The model's tensors in memory, linear weights as [out_features, in_features].
inline std::map<std::string, tensor::Tensor> small_tensors(const SmallModel& model) {
  std::map<std::string, tensor::Tensor> tensors;
  for (const auto& [name, recipe] : model.tensors) {
    const tensor::MatrixShape shape = tensor::folded(recipe[0].get<std::vector<std::int64_t>>());
    const std::vector<float> values =
        small_values(name, static_cast<std::size_t>(shape.rows * shape.columns), recipe[1], recipe[2]);
    tensor::Tensor tensor(tensor::ElementType::f32, shape.rows, shape.columns);
    std::memcpy(tensor.mutable_data(), values.data(), tensor.bytes());
    const bool input_major = name.find(".c_") != std::string::npos && shape.rows > 1;
    tensors[name] = input_major ? tensor::transposed(tensor.view()) : tensor;
  }
  return tensors;
}

inline std::map<std::string, storage::ConfigValue> small_keys(const SmallModel& model) {
  std::map<std::string, storage::ConfigValue> keys;
  for (const auto& [name, value] : model.config.items()) keys[name] = value.dump();
  return keys;
}

inline std::shared_ptr<const Transformer> small_transformer(const SmallModel& model) {
  return Transformer::load(*memory_weights(small_tensors(model), "random weights"),
                           model_config(small_keys(model), "random weights"));
}

}  // namespace quantscope::model::testing
