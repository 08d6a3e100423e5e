#include <fmt/format.h>

#include <chrono>

#include "app/cli/commands.h"
#include "app/cli/model_run.h"
#include "app/cli/output_file.h"
#include "app/cli/text_choice.h"
#include "core/model/input_capture.h"

namespace quantscope::cli {
namespace {

struct CalibrateOptions {
  ModelRunOptions run;
  TextOptions text;
  model::CaptureOptions capture;
  bool no_hessian = false;
  std::string target;
};

study::Table capture_table(const model::InputCapture& capture) {
  study::Table table{{"site", "channels", "tokens", "absmax", "median_channel_absmax", "outlier_ratio"}, {}};
  for (const model::InputCapture::SiteInput& site : capture.sites) {
    std::vector<float> maxima = site.input.channel_absmax;
    std::ranges::sort(maxima);
    const double median = maxima[maxima.size() / 2], largest = maxima.back();
    table.rows.push_back({site.site, static_cast<std::int64_t>(maxima.size()), site.tokens, largest, median,
                          median > 0 ? study::Cell(largest / median) : study::Cell()});
  }
  return table;
}

void run(const CalibrateOptions& options, Session& session) {
  const auto start = std::chrono::steady_clock::now();
  refuse_to_overwrite(options.target, options.run.model);
  refuse_to_overwrite(options.target, options.text.text);
  const ModelRun run = open_model_run(options.run);
  const ChosenText text = chosen_text(options.text, run);
  model::CaptureOptions capture_options = options.capture;
  capture_options.hessian = !options.no_hessian;

  const model::DecoderOptions decoder = model::perplexity_decoder(text.windows, run.decoder);
  RunShape shape;
  shape.sequences = decoder.sequences;
  shape.capacity = decoder.capacity;
  shape.tokens_at_once = decoder.sequences * decoder.capacity;
  shape.more = model::capture_bytes(run.config, text.windows.predictions(), capture_options);
  shape.remedy = "--no-hessian and fewer --samples need less";
  const base::Job job = session.job();
  const LoadedModels models = load_models(run, options.run, shape, job.part(0, 0.1));
  const model::InputCapture capture =
      model::capture_inputs(models.model, text.windows, text.name, capture_options, job.part(0.1, 0.8));
  model::write_capture(capture, options.target, run.file->name(), run.file->architecture(), run.label,
                       job.part(0.8, 1));

  const study::Table table = capture_table(capture);
  nlohmann::ordered_json document = run_facts(run, options.run);
  for (const char* unused : {"method", "set", "layers", "calibration"}) document.erase(unused);
  document["text"] = text.name;
  document["window"] = text.windows.window;
  document["bos"] = model::beginning_mode_name(text.windows.begin);
  document["windows"] = capture.windows;
  document["tokens"] = capture.sites.front().tokens;
  document["samples"] = capture.sample_rows.size();
  document["hessian"] = capture_options.hessian;
  document["out"] = options.target;
  document["seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  document["notes"] = text.notes;
  document["sites"] = study::to_json(table);
  const std::string printed =
      study::to_text(table) + fmt::format("{}: {} tokens of {} in {} windows{}\n", options.target,
                                          capture.sites.front().tokens, text.name, capture.windows,
                                          run.label.empty() ? "" : " (" + run.label + ")");
  session.finish(document, table, printed, text.notes);
}

}  // namespace

void add_calibrate(CLI::App& app, Session& session) {
  CLI::App* command =
      app.add_subcommand("calibrate", "Run a model on text and keep what its layers get as input");
  auto options = std::make_shared<CalibrateOptions>();
  options->text.tokens = 8192;
  add_model_options(*command, options->run);
  add_text_options(*command, options->text, "Run at most so many tokens of the text [8192]");
  command
      ->add_option("--samples", options->capture.sample_tokens,
                   "Tokens whose values are kept, evenly spread [512]")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command->add_flag("--first", options->capture.keep_first, "Keep the first tokens as samples instead");
  command->add_flag("--no-hessian", options->no_hessian, "Leave out XᵀX, in_features² values a layer");
  command->add_option("--out", options->target, "Calibration file to write")
      ->type_name("FILE.h5")
      ->required();
  add_common_options(*command, session.options);
  command->callback([options, &session] { run(*options, session); });
}

}  // namespace quantscope::cli
