#include "core/calibration/known_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/error.h"

namespace quantscope::calibration {
namespace {

using storage::ModelFile;
using storage::TensorInfo;
using storage::TensorRole;

/// What a file has of the input of the first of these modules that it knows.
struct Found {
  const TensorInfo* samples = nullptr;
  const TensorInfo* maxima = nullptr;
  const ModelFile* holder =
      nullptr;             ///< the file that statistics belong to: of joined ones that with the input
  std::string statistics;  ///< module; empty where there are none
};

Found find(const ModelFile& file, const std::vector<std::string>& modules) {
  Found found;
  for (const std::string& module : modules)
    for (const TensorInfo& info : file.tensors()) {
      if (info.module != module) continue;
      if (info.role == TensorRole::activation && !found.samples) found.samples = &info;
      if (info.role == TensorRole::channel_absmax && !found.maxima) found.maxima = &info;
    }
  const TensorInfo* const input = found.samples ? found.samples : found.maxima;
  found.holder = input ? file.place_of(*input).file : &file;
  for (const std::string& module : modules)
    if (found.statistics.empty() && found.holder->find_calibration(calibration_path(module, parts::maximum)))
      found.statistics = module;
  return found;
}

[[noreturn]] void refuse(const ModelFile& file, const std::string& path, const std::string& problem) {
  throw base::Error(problem, file.path().string() + ": " + path);
}

tensor::Matrix read_part(const ModelFile& file, const TensorInfo& info, const base::Job& job) {
  tensor::Matrix values = tensor::to_matrix(file.read(info, job).view());
  if (!std::ranges::all_of(values.values(), [](float value) { return std::isfinite(value); }))
    refuse(file, info.path, "has values that are not finite");
  return values;
}

/// Empty where the file has no such part.
std::vector<float> read_channels(const ModelFile& file, const std::string& path, const base::Job& job) {
  const TensorInfo* info = file.find_calibration(path);
  if (!info) return {};
  if (info->matrix().rows != 1)
    refuse(file, path, "has to be [channels], not " + tensor::shape_text(info->shape));
  const tensor::Matrix values = read_part(file, *info, job);
  return {values.values().begin(), values.values().end()};
}

std::int64_t read_tokens(const ModelFile& file, const std::string& path) {
  const TensorInfo* info = file.find_calibration(path);
  if (!info) return 0;
  if (tensor::element_count(info->shape) != 1 || info->type != tensor::ElementType::i64)
    refuse(file, path, "has to be one 64-bit integer");
  std::int64_t tokens = 0;
  std::memcpy(&tokens, file.read(*info).data(), sizeof tokens);
  if (tokens < 0) refuse(file, path, "is negative");
  return tokens;
}

std::shared_ptr<const tensor::Matrix> read_hessian(const ModelFile& file, const std::string& path,
                                                   std::int64_t channels, const base::Job& job) {
  const TensorInfo* info = file.find_calibration(path);
  if (!info) return nullptr;
  if (info->matrix() != tensor::MatrixShape{channels, channels})
    refuse(file, path,
           fmt::format("has to be [{0}, {0}], not {1}", channels, tensor::shape_text(info->shape)));
  return std::make_shared<const tensor::Matrix>(read_part(file, *info, job));
}

/// Statistics of the whole calibration set; no samples.
InputKnowledge read_statistics(const ModelFile& file, const std::string& module, bool hessian,
                               const base::Job& job) {
  const auto path = [&](const char* part) { return calibration_path(module, part); };
  InputKnowledge knowledge;
  knowledge.channel_maximum = read_channels(file, path(parts::maximum), job);
  const std::size_t channels = knowledge.channel_maximum.size();
  const auto read = [&](const char* part) {
    std::vector<float> values = read_channels(file, path(part), job);
    if (!values.empty() && values.size() != channels)
      refuse(file, path(part), fmt::format("has {} channels where maximum has {}", values.size(), channels));
    return values;
  };
  knowledge.channel_minimum = read(parts::minimum);
  if (knowledge.channel_minimum.empty()) refuse(file, path(parts::minimum), "is missing beside maximum");
  knowledge.channel_mean_square = read(parts::mean_square);
  knowledge.channel_mean_absolute = read(parts::mean_absolute);
  for (std::size_t c = 0; c < channels; ++c) {
    const float low = knowledge.channel_minimum[c], high = knowledge.channel_maximum[c];
    if (low > high) refuse(file, path(parts::minimum), fmt::format("is above maximum in channel {}", c));
    knowledge.channel_absmax.push_back(std::max(std::abs(low), std::abs(high)));
  }
  knowledge.tokens = read_tokens(file, path(parts::tokens));
  if (hessian)
    knowledge.hessian = read_hessian(file, path(parts::hessian), static_cast<std::int64_t>(channels), job);
  return knowledge;
}

InputKnowledge read_samples(const ModelFile& file, const TensorInfo& info, const base::Job& job,
                            std::vector<std::string>* notes) {
  const tensor::Tensor samples = file.read(info, job);
  std::int64_t replaced = 0;
  InputKnowledge knowledge = knowledge_from_samples(samples.view(), job, &replaced);
  if (replaced > 0 && notes)
    notes->push_back(fmt::format("{}: {} values that are not finite count as 0", info.name, replaced));
  return knowledge;
}

InputKnowledge read_maxima(const ModelFile& file, const TensorInfo& info, const base::Job& job) {
  const tensor::Matrix maxima = tensor::to_matrix(file.read(info, job).view());
  return knowledge_from_absmax({maxima.values().begin(), maxima.values().end()});
}

}  // namespace

std::string calibration_path(const std::string& module, const std::string& part) {
  return "/calibration/" + module + "/" + part;
}

bool knows_input(const ModelFile& file, const std::vector<std::string>& modules) {
  const Found found = find(file, modules);
  return found.samples || found.maxima || !found.statistics.empty();
}

InputKnowledge known_input(const ModelFile& file, const std::vector<std::string>& modules,
                           const base::Job& job, std::vector<std::string>* notes, const InputParts& parts) {
  const Found found = find(file, modules);
  InputKnowledge knowledge;
  if (found.samples && (parts.samples || found.statistics.empty()))
    knowledge = read_samples(file, *found.samples, job, notes);
  else if (found.maxima && found.statistics.empty())
    knowledge = read_maxima(file, *found.maxima, job);
  if (!parts.samples) knowledge.samples.reset();
  if (found.statistics.empty()) return knowledge;

  InputKnowledge whole = read_statistics(*found.holder, found.statistics, parts.hessian, job);
  if (knowledge.samples &&
      knowledge.samples->columns() != static_cast<std::int64_t>(whole.channel_absmax.size()))
    refuse(*found.holder, found.samples->path,
           fmt::format("has {} channels where {} has {}", knowledge.samples->columns(),
                       calibration_path(found.statistics, parts::maximum), whole.channel_absmax.size()));
  whole.samples = std::move(knowledge.samples);
  return whole;
}

}  // namespace quantscope::calibration
