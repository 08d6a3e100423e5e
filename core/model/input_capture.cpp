#include "core/model/input_capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/calibration/input_accumulator.h"

namespace quantscope::model {
namespace {

/// `wanted` of `tokens` indices, ascending: the first ones, or evenly spread with the first among them.
std::vector<std::int64_t> picked_rows(std::int64_t tokens, const CaptureOptions& options) {
  const std::int64_t wanted = std::min(tokens, options.sample_tokens);
  std::vector<std::int64_t> rows(static_cast<std::size_t>(wanted));
  for (std::int64_t i = 0; i < wanted; ++i)
    rows[static_cast<std::size_t>(i)] = options.keep_first ? i : i * tokens / wanted;
  return rows;
}

/// One site's input as it passes, in the order of the tokens.
class SiteRecord {
 public:
  SiteRecord(std::int64_t channels, const std::vector<std::int64_t>& rows, bool hessian)
      : accumulator_(channels, hessian),
        rows_(rows),
        samples_(std::make_shared<tensor::Matrix>(static_cast<std::int64_t>(rows.size()), channels)) {}

  void add(const tensor::Matrix& x, const base::Job& job) {
    const std::int64_t first = accumulator_.tokens();
    for (; kept_ < rows_.size() && rows_[kept_] < first + x.rows(); ++kept_)
      std::copy_n(x.row(rows_[kept_] - first), x.columns(), samples_->row(static_cast<std::int64_t>(kept_)));
    accumulator_.add(x, job);
  }

  std::int64_t not_finite() const { return accumulator_.not_finite(); }

  calibration::InputKnowledge take(const base::Job& job) {
    calibration::InputKnowledge knowledge = accumulator_.take(job);
    knowledge.samples = std::move(samples_);
    return knowledge;
  }

 private:
  calibration::InputAccumulator accumulator_;
  const std::vector<std::int64_t>& rows_;
  std::size_t kept_ = 0;
  std::shared_ptr<tensor::Matrix> samples_;
};

class Recorder : public ForwardObserver {
 public:
  Recorder(const Transformer& model, const std::vector<std::int64_t>& rows, bool hessian,
           const base::Job& job)
      : model_(model), job_(job) {
    job_.progress = nullptr;
    for (const LinearSite& site : model.sites())
      records_.emplace_back(
          model.linears()[static_cast<std::size_t>(site.layers.front())].weights->shape().columns, rows,
          hessian);
  }

  void site_input(int site, const tensor::Matrix& x) override {
    SiteRecord& record = records_[static_cast<std::size_t>(site)];
    record.add(x, job_);
    if (record.not_finite() > 0)
      throw base::Error("its input has values that are not finite",
                        model_.sites()[static_cast<std::size_t>(site)].name,
                        "the model's weights or number formats lead to infinities");
  }

  SiteRecord& record(std::size_t site) { return records_[site]; }

 private:
  const Transformer& model_;
  base::Job job_;
  std::vector<SiteRecord> records_;
};

}  // namespace

std::uint64_t capture_bytes(const ModelConfig& config, std::int64_t tokens, const CaptureOptions& options) {
  const auto samples = static_cast<std::uint64_t>(std::min(tokens, options.sample_tokens));
  const auto site = [&](std::int64_t channels) {
    return (options.hessian ? calibration::ProductSums::bytes(channels) : 0) +
           static_cast<std::uint64_t>(channels) * (samples * sizeof(float) + 48);
  };
  const std::uint64_t block =
      2 * site(config.hidden_size) + site(config.heads * config.head_size) + site(config.feed_forward_size);
  return static_cast<std::uint64_t>(config.layers) * block + 3 * site(config.embedding_size);
}

InputCapture capture_inputs(std::shared_ptr<const Transformer> model, const EvaluationText& text,
                            const std::string& text_name, const CaptureOptions& options,
                            const base::Job& job) {
  if (text.windows.empty()) throw base::Error("no window to run", text_name);
  if (options.sample_tokens < 1)
    throw base::Error(fmt::format("{} samples", options.sample_tokens), text_name, "keep one token or more");
  InputCapture capture;
  capture.text = text_name;
  capture.windows = static_cast<std::int64_t>(text.windows.size());
  capture.tokens_per_window = text.window;
  const std::int64_t tokens = text.predictions() + capture.windows;
  capture.sample_rows = picked_rows(tokens, options);

  const DecoderOptions decoder_options = perplexity_decoder(text, {});
  Decoder decoder(model, decoder_options);
  Recorder recorder(*model, capture.sample_rows, options.hessian, job);
  const auto head = model->sites().size() - 1;
  const auto step = static_cast<std::size_t>(decoder_options.sequences);
  std::int64_t done = 0;
  constexpr double running = 0.9;  // share of the time, beside putting Hessians together
  for (std::size_t first = 0; first < text.windows.size(); first += step) {
    std::vector<SequencePiece> pieces;
    for (std::size_t w = first; w < std::min(first + step, text.windows.size()); ++w) {
      const int sequence = static_cast<int>(w - first);
      decoder.clear(sequence);
      pieces.push_back({sequence, text.windows[w]});
    }
    base::Job quiet = job;
    quiet.progress = nullptr;
    const tensor::Matrix hidden = decoder.run(pieces, quiet, &recorder);
    recorder.site_input(static_cast<int>(head), hidden);
    done += hidden.rows();
    job.report(running * static_cast<double>(done) / static_cast<double>(tokens),
               fmt::format("calibrating: {} of {} tokens", done, tokens));
  }

  for (std::size_t s = 0; s < model->sites().size(); ++s) {
    const LinearSite& site = model->sites()[s];
    job.check();
    job.report(running + (1 - running) * static_cast<double>(s) / static_cast<double>(head + 1), site.name);
    InputCapture::SiteInput& input = capture.sites.emplace_back();
    input.site = site.name;
    for (const int layer : site.layers)
      input.modules.push_back(model->linears()[static_cast<std::size_t>(layer)].module);
    input.input = recorder.record(s).take(job);
    input.tokens = input.input.tokens;
  }
  return capture;
}

}  // namespace quantscope::model
