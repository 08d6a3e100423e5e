#include <fmt/format.h>

#include "core/base/error.h"
#include "core/storage/model_file_state.h"

namespace quantscope::storage {
namespace {

bool is_input(const TensorInfo& info) {
  return info.role == TensorRole::activation || info.role == TensorRole::channel_absmax;
}

std::string described(const std::string& label) {
  return label.empty() ? "a model as released" : "one with " + label;
}

/// Throws where the weight of the input's module takes another number of channels.
void check_channels(const ModelFile& base, const ModelFile& captured, const TensorInfo& input) {
  const TensorInfo* weight = base.find("/weights/" + input.module + ".weight");
  if (!weight) return;
  const tensor::MatrixShape shape = weight->matrix();
  const std::int64_t wanted = weight->input_major ? shape.rows : shape.columns;
  const std::int64_t channels =
      input.role == TensorRole::activation ? input.matrix().columns : tensor::element_count(input.shape);
  if (channels != wanted)
    throw base::Error(fmt::format("has {} channels, but {} of {} takes {}", channels, weight->name,
                                  base.path().string(), wanted),
                      place(captured.path().string(), input.path),
                      "join inputs that were captured from this model");
}

}  // namespace

std::shared_ptr<const ModelFile> ModelFile::joined(std::shared_ptr<const ModelFile> base,
                                                   std::shared_ptr<const ModelFile> captured) {
  if (captured->label() != base->label())
    throw base::Error(fmt::format("holds inputs of {}, but the model is {}", described(captured->label()),
                                  described(base->label())),
                      captured->path().string(), "join inputs that were captured from this model");
  std::shared_ptr<ModelFile> result(new ModelFile);
  State& state = *result->state_;
  const State& own = *base->state_;
  state.path = own.path;
  state.identity = own.identity;
  state.identity.joined += captured->identity().key();
  state.is_model = own.is_model;
  state.name = own.name;
  state.architecture = own.architecture;
  state.source = own.source;
  state.licence = own.licence;
  state.label = own.label;
  state.config = own.config;
  state.skipped = own.skipped;
  state.tensors = own.tensors;
  for (std::size_t i = 0; i < own.tensors.size(); ++i)
    state.places.push_back({base.get(), static_cast<int>(i)});

  bool any = false;
  for (std::size_t i = 0; i < captured->tensors().size(); ++i) {
    const TensorInfo& input = captured->tensors()[i];
    if (!is_input(input)) continue;
    check_channels(*base, *captured, input);
    any = true;
    const TensorPlace held{captured.get(), static_cast<int>(i)};
    if (const auto same = own.by_path.find(input.path); same != own.by_path.end()) {
      state.tensors[same->second] = input;
      state.places[same->second] = held;
    } else {
      state.tensors.push_back(input);
      state.places.push_back(held);
    }
  }
  if (!any) throw base::Error("holds no captured inputs", captured->path().string());
  state.index_tensors();
  state.base = std::move(base);
  state.captured = std::move(captured);
  return result;
}

}  // namespace quantscope::storage
