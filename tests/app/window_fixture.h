#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "core/storage/model_writer.h"

namespace quantscope::tests {

/// A small model with a known outlier, kept in memory beside the file for expected values.
struct GeneratedModel {
  static constexpr int blocks = 2, hidden = 64, inner = 96, tokens = 1024, outlier_channel = 7;

  QString path;
  std::vector<std::vector<float>> inputs;        ///< of down_proj by block, [tokens, inner]
  std::vector<std::vector<float>> down_weights;  ///< by block, [hidden, inner]
  int tensors = 0;

  static std::string down(int block) { return "model.layers." + std::to_string(block) + ".mlp.down_proj"; }
};

inline std::vector<float> normal_values(std::mt19937& random, std::size_t count, float scale) {
  std::normal_distribution<float> normal(0.0f, scale);
  std::vector<float> values(count);
  for (float& value : values) value = normal(random);
  return values;
}

inline tensor::TensorView view_of(const std::vector<float>& values, std::int64_t rows, std::int64_t columns) {
  return {reinterpret_cast<const std::byte*>(values.data()), tensor::ElementType::f32, rows, columns,
          columns};
}

/// In block 1 the outlier channel of down_proj's input is 40 times, in block 0 8 times as large as the
/// others.
inline GeneratedModel generate_model(const QString& path) {
  using M = GeneratedModel;
  GeneratedModel model;
  model.path = path;
  std::mt19937 random(20240517);
  storage::ModelWriter::Header header;
  header.name = "generated";
  header.architecture = "llama";
  storage::ModelWriter writer(path.toStdString(), header);
  const auto write = [&](const std::string& hdf5_path, const std::vector<float>& values, std::int64_t rows,
                         std::int64_t columns) {
    writer.write(hdf5_path, tensor::ElementType::f32, {rows, columns}, view_of(values, rows, columns));
    ++model.tensors;
  };
  for (int block = 0; block < M::blocks; ++block) {
    const std::string prefix = "model.layers." + std::to_string(block);
    std::vector<float> input = normal_values(random, std::size_t(M::tokens) * M::inner, 1.0f);
    for (int token = 0; token < M::tokens; ++token)
      input[std::size_t(token) * M::inner + M::outlier_channel] *= block == 1 ? 40.0f : 8.0f;
    std::vector<float> down = normal_values(random, std::size_t(M::hidden) * M::inner, 0.05f);
    write("/weights/" + prefix + ".mlp.down_proj.weight", down, M::hidden, M::inner);
    write("/weights/" + prefix + ".mlp.gate_proj.weight",
          normal_values(random, std::size_t(M::inner) * M::hidden, 0.05f), M::inner, M::hidden);
    write("/weights/" + prefix + ".mlp.up_proj.weight",
          normal_values(random, std::size_t(M::inner) * M::hidden, 0.05f), M::inner, M::hidden);
    write("/activations/" + prefix + ".mlp.down_proj/input", input, M::tokens, M::inner);
    model.inputs.push_back(std::move(input));
    model.down_weights.push_back(std::move(down));
  }
  writer.commit();
  return model;
}

inline std::vector<double> channel_maxima(const std::vector<float>& values, int channels) {
  std::vector<double> maxima(std::size_t(channels), 0.0);
  for (std::size_t i = 0; i < values.size(); ++i)
    maxima[i % std::size_t(channels)] =
        std::max(maxima[i % std::size_t(channels)], std::abs(double(values[i])));
  return maxima;
}

/// Settings and caches of tests never mix with those of the user.
inline void isolate_settings(const QString& folder) {
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setOrganizationName(QStringLiteral("quantscope-tests"));
  QCoreApplication::setApplicationName(QStringLiteral("quantscope"));
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
  QSettings().clear();
}

}  // namespace quantscope::tests
