#include "core/study/model_run.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/kernels/float_matmul.h"

namespace quantscope::study {
namespace {

/// Bits of a layer whose scales and the like are not known yet.
constexpr double overhead_bits = 0.5;
constexpr double left_alone_bits = 16;  // in parameters: not quantized

struct Prepared {
  std::shared_ptr<const model::Transformer> model;
  RunModel facts;
};

double block_bits(const model::Transformer& model) {
  double bits = 0, values = 0;
  for (const model::LinearSite& site : model.sites()) {
    if (site.block < 0) continue;
    for (const int layer : site.layers) {
      const auto& weights = *model.linears()[static_cast<std::size_t>(layer)].weights;
      bits += weights.cost().storage_bits();
      values += static_cast<double>(weights.shape().rows) * static_cast<double>(weights.shape().columns);
    }
  }
  return values > 0 ? bits / values : 0;
}

Prepared prepared(RunnableModel& source, const ModelRun& run, const EngineOptions& engine,
                  const base::Job& job) {
  Prepared made;
  if (run.setting) {
    const auto quantized = source.quantized(*run.setting, job);
    made.model = quantized->model.model;
    if (engine.precision != made.model->precision().id)
      made.model = made.model->with_precision(model::precision_preset(engine.precision));
    made.facts.bits_per_weight = quantized->model.bits_per_weight;
    made.facts.notes = quantized->model.notes;
    made.facts.quantize_seconds = quantized->seconds;
  } else {
    made.model = source.original(job);
    made.facts.bits_per_weight = block_bits(*made.model);
  }
  made.facts.weight_bytes = made.model->weight_bytes();
  made.facts.kernels = made.model->kernel_names();
  return made;
}

model::DecoderOptions decoder_options(const ModelRun& run, const EngineOptions& engine) {
  model::DecoderOptions options;
  options.attention = engine.attention;
  if (run.setting) options.cache = engine.cache;
  return options;
}

/// The setting with one side left alone; nothing where the method has no such parameter or the side is left
/// alone already.
std::optional<Setting> without(const Setting& setting, const char* parameter) {
  const std::vector<base::ParameterSpec> specs = methods::method_by_id(setting.method).parameters(nullptr);
  const base::ParameterSpec* spec = base::find_parameter(specs, parameter);
  if (!spec || !base::why_invalid(*spec, left_alone_bits).empty() ||
      base::value_of(*spec, setting.values) == base::ParameterValue(left_alone_bits))
    return std::nullopt;
  Setting alone = setting;
  alone.values[parameter] = left_alone_bits;
  return alone;
}

double bits_of(const Setting& setting) {
  const std::vector<base::ParameterSpec> specs = methods::method_by_id(setting.method).parameters(nullptr);
  const base::ParameterSpec* spec = base::find_parameter(specs, "weight_bits");
  return spec ? base::number_of(*spec, setting.values) + overhead_bits : left_alone_bits;
}

}  // namespace

RunFigures measure_run(RunnableModel& source, const ModelRun& run, const EngineOptions& engine,
                       const model::EvaluationText& text, bool divergence,
                       const std::function<void(const RunFigures&)>& arrived, const base::Job& job) {
  RunFigures figures;
  try {
    const double share = run.setting ? 0.3 : 0.1;
    // First, so that it is quantized from what is in memory already.
    std::shared_ptr<const model::Transformer> reference;
    if (run.setting && divergence) reference = source.original(job);
    const Prepared ready = prepared(source, run, engine, job.part(0, share));
    figures.model = ready.facts;
    model::PerplexityOptions options;
    options.decoder = decoder_options(run, engine);
    options.reference = reference;
    options.arrived = [&](const model::PerplexityResult& so_far) {
      figures.result = so_far;
      if (arrived) arrived(figures);
    };
    figures.result = model::perplexity(ready.model, text, options, job.part(share, 1));
  } catch (const base::Error& error) {
    figures.problem = error.what();
  }
  return figures;
}

RunLayers measure_layers(RunnableModel& source, const ModelRun& run, const EngineOptions& engine,
                         const model::EvaluationText& text, const RunLayersOptions& options,
                         const std::function<void(const RunLayers&)>& arrived, const base::Job& job) {
  RunLayers layers;
  layers.tokens = std::min(options.most_tokens, text.predictions());
  try {
    const auto original = source.original(job);
    const auto of = [&](const Setting& setting, double begin, double end) {
      model::QuantizedModel made = source.quantized(setting, job.part(begin, end))->model;
      if (engine.precision != made.model->precision().id)
        made.model = made.model->with_precision(model::precision_preset(engine.precision));
      return made;
    };
    const model::QuantizedModel whole = of(*run.setting, 0, 0.2);
    std::optional<model::QuantizedModel> weights, activations;
    if (options.parts) {
      if (const auto alone = without(*run.setting, "activation_bits")) weights = of(*alone, 0.2, 0.35);
      if (const auto alone = without(*run.setting, "weight_bits")) activations = of(*alone, 0.35, 0.5);
    }
    model::LayerErrorOptions wanted;
    wanted.most_tokens = options.most_tokens;
    wanted.arrived = [&](const std::vector<model::LayerError>& so_far) {
      layers.layers = so_far;
      if (arrived) arrived(layers);
    };
    layers.layers =
        model::layer_errors(original, whole, weights ? &*weights : nullptr,
                            activations ? &*activations : nullptr, text, wanted, job.part(0.5, 1));
    layers.complete = true;
  } catch (const base::Error& error) {
    layers.problem = error.what();
  }
  return layers;
}

RunText generate_text(RunnableModel& source, const ModelRun& run, const EngineOptions& engine,
                      const std::string& prompt, const model::GenerationOptions& options,
                      const std::function<void(const RunText&)>& arrived, const base::Job& job) {
  RunText text;
  try {
    const Prepared ready = prepared(source, run, engine, job.part(0, 0.5));
    text.model = ready.facts;
    text.prompt = source.tokenizer().encode(prompt);
    model::GenerationOptions wanted = options;
    wanted.decoder = decoder_options(run, engine);
    wanted.arrived = [&](int token) {
      text.tokens.push_back(token);
      if (arrived) arrived(text);
      if (options.arrived) options.arrived(token);
    };
    text.result = model::generate(ready.model, source.tokenizer(), prompt, wanted, job.part(0.5, 1));
    text.tokens = text.result->tokens;
  } catch (const base::Error& error) {
    text.problem = error.what();
  }
  return text;
}

model::RunMemory needed_memory(const RunnableModel& source, const std::vector<ModelRun>& runs,
                               bool divergence, const EngineOptions& engine, std::int64_t window) {
  const double other_bits = source.checkpoint_bits();
  const auto need = [&](double bits, kernels::CacheFormat cache) {
    model::DecoderOptions decoder;
    decoder.capacity = window > 0 ? window : source.config().context;
    decoder.cache = cache;
    decoder.attention = engine.attention;
    return model::estimated_memory(source.config(), bits, other_bits, decoder, decoder.capacity);
  };
  model::RunMemory most;
  bool original = false;
  for (const ModelRun& run : runs) {
    original = original || !run.setting || divergence;
    if (!run.setting) continue;
    const model::RunMemory mine = need(bits_of(*run.setting), engine.cache);
    if (mine.total() > most.total()) most = mine;
  }
  if (original) {
    const model::RunMemory beside = need(other_bits, kernels::CacheFormat::f32);
    most.weights += beside.weights;
    most.cache += beside.cache;
    most.working = std::max(most.working, beside.working);
  }
  return most;
}

double needed_multiply_adds(const RunnableModel& source, const std::vector<ModelRun>& runs, bool divergence,
                            std::int64_t tokens) {
  double passes = 0;
  for (const ModelRun& run : runs) passes += run.setting && divergence ? 2 : 1;
  return passes * source.multiply_adds_per_token() * static_cast<double>(tokens);
}

double measured_multiply_adds_per_second() {
  constexpr std::int64_t rows = 64, columns = 512, inner = 512;
  const tensor::Matrix a(rows, inner), b(columns, inner);
  double best = 0;
  // The first one wakes the threads.
  for (int repeat = 0; repeat < 4; ++repeat) {
    const auto start = std::chrono::steady_clock::now();
    kernels::matmul_transposed(a, b.view());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (seconds > 0) best = std::max(best, static_cast<double>(rows * columns * inner) / seconds);
  }
  return best;
}

}  // namespace quantscope::study
