#include "core/study/runnable_model.h"

#include <algorithm>
#include <chrono>

#include "core/calibration/known_input.h"
#include "core/model/weight_source.h"

namespace quantscope::study {

std::shared_ptr<RunnableModel> RunnableModel::open(std::shared_ptr<const storage::ModelFile> file) {
  // Not make_shared: the constructor is private.
  std::shared_ptr<RunnableModel> made(new RunnableModel);
  made->config_ = model::model_config(*file);
  made->tokenizer_ = model::tokenizer_of(*file);
  made->weights_ = model::file_weights(file);
  double values = 0, bits = 0;
  for (const int weight : linear_weights(*file)) {
    const storage::TensorInfo& info = file->tensors()[static_cast<std::size_t>(weight)];
    const tensor::MatrixShape shape = info.matrix();
    values += static_cast<double>(shape.rows) * static_cast<double>(shape.columns);
    bits += 8.0 * static_cast<double>(info.bytes());
  }
  if (values > 0) made->checkpoint_bits_ = bits / values;
  made->multiply_adds_ = values + static_cast<double>(made->config_.vocabulary_size) *
                                      static_cast<double>(made->config_.embedding_size);
  made->file_ = std::move(file);
  return made;
}

std::shared_ptr<const model::Transformer> RunnableModel::original(const base::Job& job) {
  if (!original_) original_ = model::Transformer::load(*weights_, config_, {}, job);
  return original_;
}

std::shared_ptr<const RunnableModel::Quantized> RunnableModel::quantized(const Setting& setting,
                                                                         const base::Job& job) {
  const auto found = std::ranges::find(kept_, setting, &Kept::setting);
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
    return kept_.front().quantized;
  }
  if (!original_ && !frame_) {
    model::LoadOptions options;
    options.without_block_layers = true;
    frame_ = model::Transformer::load(*weights_, config_, options, job.part(0, 0.1));
  }
  base::Job quiet = job;
  quiet.progress = nullptr;
  model::QuantizationOptions options;
  options.method = &methods::method_by_id(setting.method);
  options.values = setting.values;
  const calibration::InputParts parts{true, options.method->description().uses_hessian};
  options.input = [this, parts, quiet](const model::Transformer& model, const model::LinearSite& site) {
    std::vector<std::string> modules;
    for (const int layer : site.layers)
      modules.push_back(model.linears()[static_cast<std::size_t>(layer)].module);
    return calibration::known_input(*file_, modules, quiet, nullptr, parts);
  };
  const auto start = std::chrono::steady_clock::now();
  auto made = std::make_shared<Quantized>();
  made->model = model::quantize_model(original_ ? original_ : frame_, *weights_, options, job.part(0.1, 1));
  made->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  kept_.push_front({setting, made});
  make_room();
  return made;
}

void RunnableModel::set_room(std::uint64_t bytes) {
  room_ = bytes;
  make_room();
}

std::uint64_t RunnableModel::held_bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& each : {original_, frame_})
    if (each) bytes += each->weight_bytes();
  for (const Kept& each : kept_) bytes += each.quantized->model.model->weight_bytes();
  return bytes;
}

void RunnableModel::make_room() {
  std::uint64_t used = 0;
  auto each = kept_.begin();
  while (each != kept_.end()) {
    used += each->quantized->model.model->weight_bytes();
    each = each != kept_.begin() && used > room_ ? kept_.erase(each) : std::next(each);
  }
}

}  // namespace quantscope::study
