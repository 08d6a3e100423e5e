#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/model_run.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/model/generation.h"
#include "core/model/tokenizer_stream.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

struct GenerateOptions {
  ModelRunOptions run;
  std::string prompt;
  std::int64_t tokens = model::GenerationOptions().tokens;
  model::SamplingOptions sampling;
};

const char* end_name(model::GenerationResult::End end) {
  switch (end) {
    case model::GenerationResult::End::length:
      return "length";
    case model::GenerationResult::End::end_token:
      return "end_token";
    case model::GenerationResult::End::context:
      return "context";
    case model::GenerationResult::End::cancelled:
      break;
  }
  return "cancelled";
}

void check_options(const GenerateOptions& options) {
  if (options.tokens < 0)
    throw UsageError(fmt::format("--tokens {} is not accepted (use 0 or more)", options.tokens));
  try {
    model::check_sampling(options.sampling);
  } catch (const base::Error& error) {
    throw UsageError(fmt::format("--{} ({})", error.problem(), error.remedy()));
  }
}

study::Table token_table(const model::GenerationResult& result, const model::Tokenizer& tokenizer) {
  study::Table table{{"position", "token", "text"}, {}};
  auto position = static_cast<std::int64_t>(result.prompt.size());
  for (const int token : result.tokens)
    table.rows.push_back({position++, std::int64_t{token}, base::valid_utf8(tokenizer.token_bytes(token))});
  return table;
}

Json figures(const GenerateOptions& options, const model::GenerationResult& result) {
  return {{"prompt_tokens", result.prompt.size()},
          {"tokens", result.tokens.size()},
          {"end", end_name(result.end)},
          {"temperature", options.sampling.temperature},
          {"top_k", options.sampling.top_k},
          {"top_p", options.sampling.top_p},
          {"seed", options.sampling.seed},
          {"seconds", result.prefill_seconds + result.decode_seconds},
          {"prefill_seconds", result.prefill_seconds},
          {"prefill_tokens_per_second", result.prefill_tokens_per_second()},
          {"tokens_per_second", result.decode_tokens_per_second()}};
}

std::string figures_line(const model::GenerationResult& result, const ModelRun& run,
                         const LoadedModels& models) {
  return fmt::format(
      "{}; {} tokens of prompt at {:.0f} tokens/s, {} new at {:.1f} tokens/s, ended by {}; kernels: {}; "
      "weights {:.1f} MiB",
      run_line(run), result.prompt.size(), result.prefill_tokens_per_second(), result.tokens.size(),
      result.decode_tokens_per_second(), end_name(result.end), fmt::join(models.model->kernel_names(), ", "),
      static_cast<double>(models.model->weight_bytes()) / (1 << 20));
}

void run(const GenerateOptions& options, Session& session) {
  check_options(options);
  const ModelRun run = open_model_run(options.run);
  const std::vector<int> prompt_ids = model::prompt_tokens(*run.tokenizer, options.prompt, run.config);
  const auto prompt = static_cast<std::int64_t>(prompt_ids.size());
  RunShape shape;
  shape.capacity = prompt + std::min(options.tokens, run.config.context - prompt);
  shape.tokens_at_once = prompt;
  shape.remedy = "use fewer bits, fewer tokens or a smaller model";
  const base::Job job = session.job();
  constexpr double loading = 0.5;
  const LoadedModels models = load_models(run, options.run, shape, job.part(0, loading));

  model::GenerationOptions generation;
  generation.tokens = options.tokens;
  generation.sampling = options.sampling;
  generation.decoder = run.decoder;
  model::TextStream stream(*run.tokenizer, prompt_ids);
  std::string text;
  const auto arrive = [&](const std::string& part) {
    text += part;
    if (!session.options.json) session.write_now(part);
  };
  if (!session.options.json) session.write_now(base::valid_utf8(options.prompt));
  generation.arrived = [&](int token) { arrive(stream.add(token)); };
  const model::GenerationResult result =
      model::generate(models.model, *run.tokenizer, options.prompt, generation, job.part(loading, 1));
  arrive(stream.rest());

  std::vector<std::string> notes = models.notes;
  if (!base::is_valid_utf8(options.prompt))
    notes.push_back("the prompt is not all UTF-8: each byte that is not is read as U+FFFD");
  Json document = run_facts(run, options.run);
  document["prompt"] = options.prompt;
  document["text"] = text;
  document["token_ids"] = result.tokens;
  document.update(figures(options, result));
  document["kernels"] = models.model->kernel_names();
  document["weight_bytes"] = models.model->weight_bytes();
  if (models.quantized) document["bits_per_weight"] = models.quantized->bits_per_weight;
  document["notes"] = notes;
  session.finish(document, token_table(result, *run.tokenizer), "\n", notes);
  if (!session.options.json && !session.options.quiet)
    fmt::print(stderr, "{}\n", figures_line(result, run, models));
  if (result.end == model::GenerationResult::End::cancelled) throw base::Cancelled();
}

}  // namespace

void add_generate(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("generate", "Continue a text with a model, quantized or not");
  auto options = std::make_shared<GenerateOptions>();
  add_model_options(*command, options->run);
  command->add_option("--prompt", options->prompt, "Text to continue")->type_name("TEXT")->required();
  command
      ->add_option("--tokens", options->tokens,
                   "New tokens at most; fewer where the text or the context ends")
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--temperature", options->sampling.temperature,
                   "0: always the most likely token; higher: more variety")
      ->type_name("T")
      ->capture_default_str();
  command->add_option("--top-k", options->sampling.top_k, "Draw among the K most likely tokens; 0: all")
      ->type_name("K")
      ->capture_default_str();
  command
      ->add_option("--top-p", options->sampling.top_p,
                   "Draw among the most likely tokens that together have this probability")
      ->type_name("P")
      ->capture_default_str();
  command->add_option("--seed", options->sampling.seed, "The same seed gives the same text")
      ->type_name("N")
      ->capture_default_str();
  add_quantization_options(*command, options->run);
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
