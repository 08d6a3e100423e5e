#include "core/model/perplexity.h"

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/model_run.h"
#include "app/cli/text_choice.h"
#include "core/model/layer_errors.h"
#include "core/study/model_run.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct PerplexityOptions {
  ModelRunOptions run;
  TextOptions text;
  bool layer_errors = false;
  bool no_divergence = false;
};

study::Table result_table(const model::PerplexityResult& result, const ChosenText& text) {
  study::Table table{study::perplexity_columns(result.divergence.has_value()),
                     {study::perplexity_cells(result)}};
  const auto add = [&](const char* column, const study::Cell& cell) {
    table.columns.emplace_back(column);
    table.rows.front().push_back(cell);
  };
  if (result.divergence) {
    add("reference_perplexity", std::exp(result.divergence->reference_mean_nll));
    add("reference_mean_nll", result.divergence->reference_mean_nll);
  }
  add("tokens", result.predictions);
  add("window", text.windows.window);
  add("bos", std::string(model::beginning_mode_name(text.windows.begin)));
  add("seconds", result.seconds);
  add("tokens_per_second", result.tokens_per_second());
  return table;
}

std::vector<model::LayerError> measured_layers(const PerplexityOptions& options, const ModelRun& run,
                                               const LoadedModels& models, const model::EvaluationText& text,
                                               const base::Job& job) {
  const auto one_side = [&](const char* left_alone, const base::Job& part) {
    return quantized_on_one_side(run, options.run, models.reference, left_alone, part);
  };
  const auto weight_only = one_side("activation_bits", job.part(0, 0.2));
  const auto activation_only = one_side("weight_bits", job.part(0.2, 0.4));
  return model::layer_errors(models.reference, *models.quantized, weight_only ? &*weight_only : nullptr,
                             activation_only ? &*activation_only : nullptr, text, {}, job.part(0.4, 1));
}

std::string result_text(const model::PerplexityResult& result, const ChosenText& text, const ModelRun& run,
                        const LoadedModels& models) {
  std::string lines = run_line(run) + "\n" + protocol_line(text, result.predictions) + "\n";
  if (result.cancelled)
    lines += fmt::format("stopped early: {} of {} tokens\n", result.predictions, result.planned);
  lines += fmt::format("perplexity {:.6g} ± {:.2g}   mean NLL {:.6f} ± {:.2g} nats (standard errors)\n",
                       result.perplexity(), result.perplexity_standard_error(), result.mean_nll,
                       result.standard_error);
  if (const auto& divergence = result.divergence)
    lines += fmt::format(
        "unquantized {:.6g}; mean NLL {:+.6f} ± {:.2g} against it\n"
        "KL divergence mean {:.4g}, P50 {:.4g}, P95 {:.4g}, P99 {:.4g}, max {:.4g} nats; top token the same "
        "in "
        "{:.2f} %\n",
        std::exp(divergence->reference_mean_nll), result.mean_nll - divergence->reference_mean_nll,
        divergence->difference_standard_error, divergence->kl_mean, divergence->kl_p50, divergence->kl_p95,
        divergence->kl_p99, divergence->kl_max, 100 * divergence->top_token_agreement);
  if (models.quantized)
    lines += fmt::format("{} layers quantized, {:.4g} bits per weight\n", models.quantized->layers.size(),
                         models.quantized->bits_per_weight);
  lines += fmt::format("{:.2f} s, {:.0f} tokens/s; kernels: {}; weights {:.1f} MiB\n", result.seconds,
                       result.tokens_per_second(), fmt::join(models.model->kernel_names(), "; "),
                       static_cast<double>(models.model->weight_bytes()) / (1 << 20));
  return lines;
}

void run(const PerplexityOptions& options, Session& session) {
  const ModelRun run = open_model_run(options.run);
  if (options.layer_errors && !run.method)
    throw UsageError("--layer-errors needs --method ID, what to compare");
  if (options.layer_errors && options.no_divergence)
    throw UsageError("--layer-errors runs the unquantized model (leave --no-divergence out)");
  const ChosenText text = chosen_text(options.text, run);

  const model::DecoderOptions decoder = model::perplexity_decoder(text.windows, run.decoder);
  RunShape shape;
  shape.sequences = decoder.sequences;
  shape.capacity = decoder.capacity;
  shape.tokens_at_once = decoder.sequences * decoder.capacity;
  shape.reference = run.is_changed() && !options.no_divergence;
  shape.one_sided = options.layer_errors;
  if (shape.reference) shape.remedy = "--no-divergence runs without the unquantized model";
  const base::Job job = session.job();
  const double loading = run.method ? 0.2 : 0.05, measuring = options.layer_errors ? 0.6 : 1;
  LoadedModels models = load_models(run, options.run, shape, job.part(0, loading));

  model::PerplexityOptions measure;
  measure.decoder = run.decoder;
  measure.reference = models.reference;
  const model::PerplexityResult result =
      model::perplexity(models.model, text.windows, measure, job.part(loading, measuring));

  study::Table table = result_table(result, text);
  Json document = run_facts(run, options.run);
  document["text"] = text.name;
  document["text_bytes"] = text.bytes;
  document["protocol"] = protocol_line(text, result.predictions);
  const Json figures = study::to_json(table).front();
  for (const auto& [key, value] : figures.items()) document[key] = value;
  document["planned_tokens"] = result.planned;
  document["cancelled"] = result.cancelled;
  document["kernels"] = models.model->kernel_names();
  document["weight_bytes"] = models.model->weight_bytes();
  if (models.quantized) document["bits_per_weight"] = models.quantized->bits_per_weight;
  std::vector<std::string> notes = models.notes;
  notes.insert(notes.end(), text.notes.begin(), text.notes.end());
  std::string printed = result_text(result, text, run, models);
  if (options.layer_errors && !result.cancelled) {
    table =
        study::layer_error_table(measured_layers(options, run, models, text.windows, job.part(measuring, 1)));
    document["layer_errors"] = study::to_json(table);
    printed += study::to_text(table);
  }
  document["notes"] = notes;
  session.finish(document, table, printed, notes);
  if (result.cancelled) throw base::Cancelled();
}

}  // namespace

void add_perplexity(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "perplexity", "Run a model on text: perplexity, divergence from the unquantized model");
  auto options = std::make_shared<PerplexityOptions>();
  add_model_options(*command, options->run);
  add_text_options(*command, options->text, "Predict at most so many tokens");
  add_quantization_options(*command, options->run);
  command->add_flag("--layer-errors", options->layer_errors,
                    "Error of each layer: alone, with all before it, weights or inputs only");
  command->add_flag("--no-divergence", options->no_divergence,
                    "Without the unquantized model beside: half the time, less memory");
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
