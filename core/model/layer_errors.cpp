#include "core/model/layer_errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace quantscope::model {
namespace {

constexpr std::int64_t output_bytes = 256 << 20;  ///< of the float model, held until the other has run
constexpr std::int64_t most_tokens_at_once = 512;

tensor::Matrix layer_result(const LinearLayer& layer, const tensor::Matrix& x, const base::Job& job) {
  tensor::Matrix y = layer.weights->forward(x, job);
  if (!layer.bias) return y;
  base::parallel_for(y.rows(), 16, job, [&](base::IndexRange rows) {
    for (std::int64_t r = rows.begin; r < rows.end; ++r)
      for (std::int64_t c = 0; c < y.columns(); ++c) y(r, c) += (*layer.bias)[static_cast<std::size_t>(c)];
  });
  return y;
}

/// Errors of one layer so far, and the float model's output of the step that runs.
struct Record {
  explicit Record(std::int64_t out_features)
      : local(out_features),
        cumulative(out_features),
        weight_only(out_features),
        activation_only(out_features) {}

  metrics::ErrorAccumulator local, cumulative, weight_only, activation_only;
  tensor::Matrix output;
  std::int64_t rows = 0, compared = 0;
};

using Records = std::map<int, Record>;

/// Beside the float model: the quantized layers get its inputs.
class LocalErrors : public ForwardObserver {
 public:
  LocalErrors(const Transformer& reference, const QuantizedModel& quantized,
              const QuantizedModel* weight_only, const QuantizedModel* activation_only, Records& records,
              const base::Job& job)
      : reference_(reference),
        quantized_(quantized),
        weight_only_(weight_only),
        activation_only_(activation_only),
        records_(records),
        job_(job) {
    job_.progress = nullptr;
  }

  void site_input(int site, const tensor::Matrix& x) override {
    const auto& layers = reference_.sites()[static_cast<std::size_t>(site)].layers;
    const bool any = std::ranges::any_of(layers, [&](int layer) { return records_.contains(layer); });
    input_ = any ? x : tensor::Matrix();
  }

  void layer_output(int layer, const tensor::Matrix& y) override {
    const auto found = records_.find(layer);
    if (found == records_.end()) return;
    Record& record = found->second;
    std::copy_n(y.row(0), y.count(), record.output.row(record.rows));
    record.rows += y.rows();
    add(quantized_, layer, y, record.local);
    if (weight_only_) add(*weight_only_, layer, y, record.weight_only);
    if (activation_only_) add(*activation_only_, layer, y, record.activation_only);
  }

 private:
  void add(const QuantizedModel& model, int layer, const tensor::Matrix& y,
           metrics::ErrorAccumulator& errors) {
    const LinearLayer& linear = model.model->linears()[static_cast<std::size_t>(layer)];
    const tensor::Matrix result = layer_result(linear, input_, job_);
    errors.add_rows(y.row(0), result.row(0), y.rows());
  }

  const Transformer& reference_;
  const QuantizedModel& quantized_;
  const QuantizedModel *weight_only_, *activation_only_;
  Records& records_;
  base::Job job_;
  tensor::Matrix input_;
};

/// Beside the quantized model: its outputs against what the float model gave.
class CumulativeErrors : public ForwardObserver {
 public:
  explicit CumulativeErrors(Records& records) : records_(records) {}

  void layer_output(int layer, const tensor::Matrix& y) override {
    const auto found = records_.find(layer);
    if (found == records_.end()) return;
    Record& record = found->second;
    record.cumulative.add_rows(record.output.row(record.compared), y.row(0), y.rows());
    record.compared += y.rows();
  }

 private:
  Records& records_;
};

std::vector<LayerError> results(const Transformer& model, const Records& records, bool weight_only,
                                bool activation_only) {
  std::vector<LayerError> errors;
  for (const LinearSite& site : model.sites())
    for (const int layer : site.layers) {
      const auto found = records.find(layer);
      if (found == records.end()) continue;
      LayerError& error = errors.emplace_back();
      error.layer = layer;
      error.module = model.linears()[static_cast<std::size_t>(layer)].module;
      error.block = site.block;
      error.local = found->second.local.result();
      error.cumulative = found->second.cumulative.result();
      if (weight_only) error.weight_only = found->second.weight_only.result();
      if (activation_only) error.activation_only = found->second.activation_only.result();
    }
  return errors;
}

}  // namespace

std::vector<LayerError> layer_errors(std::shared_ptr<const Transformer> reference,
                                     const QuantizedModel& quantized, const QuantizedModel* weight_only,
                                     const QuantizedModel* activation_only, const EvaluationText& text,
                                     const LayerErrorOptions& options, const base::Job& job) {
  if (text.windows.empty() || options.most_tokens < 1)
    throw base::Error("no token to run", "layer errors", "a longer text is needed");
  Records records;
  std::int64_t outputs = 0;
  const int head = reference->sites().back().layers.front();
  for (const int layer : quantized.layers) {
    const std::int64_t width = reference->linears()[static_cast<std::size_t>(layer)].weights->shape().rows;
    records.emplace(layer, Record(width));
    outputs += width;
  }
  const std::int64_t at_once = std::clamp<std::int64_t>(
      output_bytes / (outputs * static_cast<std::int64_t>(sizeof(float)) + 1), 16, most_tokens_at_once);
  for (auto& [layer, record] : records)
    record.output =
        tensor::Matrix(at_once, reference->linears()[static_cast<std::size_t>(layer)].weights->shape().rows);

  const DecoderOptions decoder_options{.sequences = 1, .capacity = text.window};
  Decoder exact(reference, decoder_options), rounded(quantized.model, decoder_options);
  LocalErrors local(*reference, quantized, weight_only, activation_only, records, job);
  CumulativeErrors cumulative(records);
  base::Job quiet = job;
  quiet.progress = nullptr;

  std::int64_t planned = 0, done = 0;
  for (const std::vector<int>& window : text.windows) planned += static_cast<std::int64_t>(window.size());
  planned = std::min(planned, options.most_tokens);
  const bool with_head = records.contains(head);
  for (const std::vector<int>& window : text.windows) {
    if (done == planned) break;
    exact.clear(0);
    rounded.clear(0);
    const auto length = std::min(static_cast<std::int64_t>(window.size()), planned - done);
    for (std::int64_t first = 0; first < length; first += at_once) {
      const std::int64_t count = std::min(at_once, length - first);
      for (auto& [layer, record] : records) record.rows = record.compared = 0;
      const SequencePiece piece{0, std::span<const int>(window).subspan(static_cast<std::size_t>(first),
                                                                        static_cast<std::size_t>(count))};
      const tensor::Matrix exact_hidden = exact.run({&piece, 1}, quiet, &local);
      if (with_head) exact.logits(exact_hidden, quiet, &local);
      const tensor::Matrix rounded_hidden = rounded.run({&piece, 1}, quiet, &cumulative);
      if (with_head) rounded.logits(rounded_hidden, quiet, &cumulative);
      done += count;
      job.report(static_cast<double>(done) / static_cast<double>(planned),
                 fmt::format("errors by layer: {} of {} tokens", done, planned));
      if (options.arrived) options.arrived(results(*reference, records, weight_only, activation_only));
    }
  }
  return results(*reference, records, weight_only, activation_only);
}

}  // namespace quantscope::model
