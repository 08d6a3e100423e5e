#include "app/cli/model_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/method_choice.h"
#include "app/cli/outlier_choice.h"
#include "app/cli/session.h"
#include "core/base/error.h"
#include "core/calibration/known_input.h"
#include "core/model/checkpoint_layout.h"
#include "core/model/run_memory.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
struct Named {
  const char* id;
  Value value;
};

constexpr Named<kernels::CacheFormat> cache_formats[] = {{"f32", kernels::CacheFormat::f32},
                                                         {"f16", kernels::CacheFormat::f16},
                                                         {"int8", kernels::CacheFormat::int8},
                                                         {"int4", kernels::CacheFormat::int4}};
constexpr Named<kernels::AttentionKind> attention_kinds[] = {{"flash", kernels::AttentionKind::flash},
                                                             {"plain", kernels::AttentionKind::plain}};

template <typename Value, std::size_t count>
Value chosen(const char* option, const std::string& id, const Named<Value> (&known)[count]) {
  std::string ids;
  for (const Named<Value>& each : known) {
    if (id == each.id) return each.value;
    ids += (ids.empty() ? "" : ", ") + std::string(each.id);
  }
  throw UsageError(fmt::format("{} '{}' is not accepted (use {})", option, id, ids));
}

model::PrecisionPlan chosen_precision(const std::string& id) {
  try {
    return model::precision_preset(id);
  } catch (const base::Error& error) {
    throw UsageError(fmt::format("--precision '{}': {}", id, error.what()));
  }
}

double element_bits(const storage::ModelFile& file, const std::string& weight) {
  const storage::TensorInfo* info = file.find("/weights/" + weight);
  return info ? 8.0 * static_cast<double>(tensor::element_size(info->type)) : 32;
}

/// Stored bits of a quantized weight as the parameters say, scales with it; the checkpoint's where the method
/// leaves weights alone or has no such parameter.
double quantized_bits(const ModelRun& run, double checkpoint_bits) {
  const std::vector<base::ParameterSpec> specs = run.method->parameters(nullptr);
  const base::ParameterSpec* bits = base::find_parameter(specs, "weight_bits");
  if (!bits || base::number_of(*bits, run.values) > 8) return checkpoint_bits;
  double result = base::number_of(*bits, run.values);
  const base::ParameterSpec* granularity = base::find_parameter(specs, "weight_granularity");
  const base::ParameterSpec* size = base::find_parameter(specs, "group_size");
  const auto group = base::ParameterValue(std::string("group"));
  if (granularity && size && base::value_of(*granularity, run.values) == group)
    result += 32 / std::max(1.0, base::number_of(*size, run.values));
  return result;
}

model::RunMemory needed_memory(const ModelRun& run, const RunShape& shape) {
  const model::CheckpointLayout layout = model::checkpoint_layout(run.config, *run.weights);
  const bool emulated = run.weights->where() != run.file->path().string();
  const double block_bits =
      emulated ? 32 : element_bits(*run.file, layout.sites.front().layers.front().weight);
  const double other_bits = element_bits(*run.file, layout.embedding);
  model::DecoderOptions decoder = run.decoder;
  decoder.sequences = shape.sequences;
  decoder.capacity = shape.capacity;
  const auto of_model = [&](double bits, const model::DecoderOptions& options) {
    return model::estimated_memory(run.config, bits, other_bits, options, shape.tokens_at_once);
  };
  model::RunMemory need = of_model(run.method ? quantized_bits(run, block_bits) : block_bits, decoder);
  if (shape.reference) {
    decoder.cache = kernels::CacheFormat::f32;
    model::RunMemory beside = of_model(block_bits, decoder);
    // Embeddings, norms and a head are shared; without a method all weights are.
    beside.weights = run.method ? beside.weights - of_model(0, decoder).weights : 0;
    need += beside;
  }
  if (shape.one_sided)
    for (const double bits : {quantized_bits(run, block_bits), block_bits})
      need.weights += of_model(bits, decoder).weights - of_model(0, decoder).weights;
  need.working += shape.more;
  return need;
}

/// What is known of inputs: the calibration file's, else what the model file has captured itself.
model::InputOf known_inputs(const ModelRun& run, const ModelRunOptions& options,
                            std::vector<std::string>& notes) {
  std::shared_ptr<const storage::ModelFile> source = run.file;
  if (!options.calibration.empty()) {
    source = storage::ModelFile::open(options.calibration);
    if (source->label() != run.label)
      throw base::Error(
          fmt::format("was captured with '{}', but the model runs with '{}'", source->label(), run.label),
          options.calibration, "calibrate with the same --emulate-outliers");
  } else if (!run.label.empty() && run.file->label() != run.label) {
    notes.push_back(
        "the file's own captured inputs are those of the model without emulated outliers and not used: give "
        "--calibration");
    return {};
  }
  const calibration::InputParts parts{true, run.method->description().uses_hessian};
  return [source, parts](const model::Transformer& transformer, const model::LinearSite& site) {
    std::vector<std::string> modules;
    for (const int layer : site.layers)
      modules.push_back(transformer.linears()[static_cast<std::size_t>(layer)].module);
    return calibration::known_input(*source, modules, {}, nullptr, parts);
  };
}

model::QuantizedModel quantized_model(const ModelRun& run, const ModelRunOptions& options,
                                      std::shared_ptr<const model::Transformer> base,
                                      const base::ParameterValues& values, std::vector<std::string>& notes,
                                      const base::Job& job) {
  model::QuantizationOptions quantization;
  quantization.method = run.method;
  quantization.values = values;
  quantization.layers = options.layers;
  quantization.input = known_inputs(run, options, notes);
  return model::quantize_model(std::move(base), *run.weights, quantization, job);
}

}  // namespace

void add_model_options(CLI::App& command, ModelRunOptions& options) {
  command.add_option("MODEL.h5", options.model, "Model file with configuration and tokenizer")->required();
  command
      .add_option("--emulate-outliers", options.outliers,
                  "Scale norm gains up and the next columns down: channels=4,ratio=30, or opt, llm-int8, "
                  "llama-massive")
      ->type_name("SETTING");
}

void add_quantization_options(CLI::App& command, ModelRunOptions& options) {
  command.add_option("--method", options.method, "Quantize with this method; `methods` lists them")
      ->type_name("ID");
  command
      .add_option("--set", options.settings, "Parameter of the method (repeatable); `methods ID` lists them")
      ->type_name("key=value")
      ->allow_extra_args(false);
  command
      .add_option(
          "--layers", options.layers,
          "Modules to quantize (wildcards; repeatable); all linear layers of the blocks where not given")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  command
      .add_option("--calibration", options.calibration,
                  "File of `calibrate`; the model file's own /activations where not given")
      ->type_name("FILE");
  command
      .add_option("--precision", options.precision,
                  "Number formats inside the blocks: f32, f16, bf16, smoothquant, posit8-…, e4m3-…")
      ->type_name("PRESET");
  command.add_option("--kv-cache", options.kv_cache, "Keys and values kept as f32, f16, int8 or int4")
      ->type_name("FORMAT");
  command.add_option("--attention", options.attention, "flash or plain")->type_name("KIND");
}

bool ModelRun::is_changed() const {
  return method || decoder.cache != kernels::CacheFormat::f32 || precision != model::precision_preset("f32");
}

ModelRun open_model_run(const ModelRunOptions& options) {
  ModelRun run;
  run.decoder.cache = chosen("--kv-cache", options.kv_cache, cache_formats);
  run.decoder.attention = chosen("--attention", options.attention, attention_kinds);
  run.precision = chosen_precision(options.precision);
  if (!options.method.empty()) {
    run.method = &chosen_method(options.method);
    run.values = chosen_values(*run.method, options.settings);
    run.notes = idle_settings(*run.method, run.values);
  } else if (!options.settings.empty() || !options.layers.empty() || !options.calibration.empty()) {
    throw UsageError("--set, --layers and --calibration need --method ID");
  }

  run.file = storage::ModelFile::open(options.model);
  run.config = model::model_config(*run.file);
  run.tokenizer = model::tokenizer_of(*run.file);
  run.weights = model::file_weights(run.file);
  run.label = run.file->label();
  if (!options.outliers.empty()) {
    const model::OutlierEmulation emulation = chosen_outliers(options.outliers, run.config);
    run.weights = model::emulate_outliers(run.weights, run.config, emulation);
    run.label += (run.label.empty() ? "" : "; ") + emulation.label();
  }
  return run;
}

LoadedModels load_models(const ModelRun& run, const ModelRunOptions& options, const RunShape& shape,
                         const base::Job& job) {
  model::require_memory(
      needed_memory(run, shape), model::available_memory(), options.model,
      shape.remedy.empty() ? "use fewer bits, a shorter window or a smaller model" : shape.remedy);
  LoadedModels loaded;
  loaded.notes = run.notes;
  const bool floats_stay = shape.reference || !run.method;
  model::LoadOptions load;
  load.without_block_layers = !floats_stay;
  loaded.model = model::Transformer::load(*run.weights, run.config, load, job.part(0, run.method ? 0.4 : 1));
  if (shape.reference) loaded.reference = loaded.model;
  if (run.method) {
    loaded.quantized =
        quantized_model(run, options, loaded.model, run.values, loaded.notes, job.part(0.4, 1));
    loaded.notes.insert(loaded.notes.end(), loaded.quantized->notes.begin(), loaded.quantized->notes.end());
    loaded.model = loaded.quantized->model;
  }
  loaded.model = loaded.model->with_precision(run.precision);
  if (loaded.quantized) loaded.quantized->model = loaded.model;
  return loaded;
}

std::optional<model::QuantizedModel> quantized_on_one_side(
    const ModelRun& run, const ModelRunOptions& options, std::shared_ptr<const model::Transformer> reference,
    const std::string& left_alone, const base::Job& job) {
  const std::vector<base::ParameterSpec> specs = run.method->parameters(nullptr);
  const base::ParameterSpec* spec = base::find_parameter(specs, left_alone);
  if (!spec || !base::why_invalid(*spec, 16.0).empty()) return std::nullopt;
  base::ParameterValues values = run.values;
  values[left_alone] = 16.0;
  std::vector<std::string> notes;
  return quantized_model(run, options, std::move(reference), values, notes, job);
}

nlohmann::ordered_json run_facts(const ModelRun& run, const ModelRunOptions& options) {
  const auto known = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  return {{"file", options.model},
          {"model", run.file->name()},
          {"label", known(run.label)},
          {"method", known(options.method)},
          {"set", study::to_json(run.values)},
          {"layers", options.layers},
          {"calibration", known(options.calibration)},
          {"precision", options.precision},
          {"kv_cache", options.kv_cache},
          {"attention", options.attention}};
}

std::string run_line(const ModelRun& run) {
  std::vector<std::string> parts;
  if (run.method) {
    std::string method = run.method->description().id;
    for (const auto& [id, value] : run.values)
      method += fmt::format(" {}={}", id, base::parameter_text(value));
    parts.push_back(method);
  } else {
    parts.push_back("not quantized");
  }
  if (run.precision.id != "f32") parts.push_back("precision " + run.precision.id);
  if (run.decoder.cache != kernels::CacheFormat::f32)
    parts.push_back(std::string("KV cache ") + kernels::cache_format_name(run.decoder.cache));
  std::string line = fmt::format("{}: {}", run.file->name(), fmt::join(parts, ", "));
  if (!run.label.empty()) line += " (" + run.label + ")";
  return line;
}

}  // namespace quantscope::cli
