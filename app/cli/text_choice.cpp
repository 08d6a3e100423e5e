#include "app/cli/text_choice.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/cli/session.h"
#include "core/base/error.h"
#include "core/base/utf8.h"

namespace quantscope::cli {
namespace {

std::string read_file(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || std::filesystem::is_directory(path) || (!(content << file.rdbuf()) && file.peek() != EOF))
    throw base::Error(
        std::string("cannot read the text: ") + (errno != 0 ? std::strerror(errno) : "it is no file"), path);
  return std::move(content).str();
}

std::string known_texts(const storage::ModelFile& file) {
  std::string names;
  for (const std::string& name : file.text_names()) names += (names.empty() ? "" : ", ") + name;
  return names.empty() ? "a file" : "a file, or a text of the model file: " + names;
}

struct Source {
  std::string name, content;
};

Source source_of(const std::string& text, const storage::ModelFile& file) {
  constexpr std::string_view of_model = "model:";
  const bool model_only = text.starts_with(of_model);
  const std::string name = model_only ? text.substr(of_model.size()) : text;
  std::error_code ignored;
  if (!model_only && std::filesystem::exists(text, ignored))
    return {std::filesystem::path(text).filename().string(), read_file(text)};
  for (const std::string& known : file.text_names())
    if (known == name) return {name, file.text(name)};
  throw base::Error("there is no such text", "--text " + text, "use " + known_texts(file));
}

std::optional<model::BeginningMode> chosen_begin(const std::string& text) {
  if (text.empty()) return std::nullopt;
  for (const model::BeginningMode mode :
       {model::BeginningMode::each, model::BeginningMode::once, model::BeginningMode::none})
    if (text == model::beginning_mode_name(mode)) return mode;
  throw UsageError(fmt::format("--bos '{}' is not accepted (use each, once or none)", text));
}

}  // namespace

void add_text_options(CLI::App& command, TextOptions& options, const std::string& tokens_help) {
  command.add_option("--text", options.text, "Text file, or a text of the model file: NAME or model:NAME")
      ->type_name("FILE")
      ->required();
  command.add_option("--tokens", options.tokens, tokens_help)->type_name("N")->check(CLI::PositiveNumber);
  command.add_option("--window", options.window, "Tokens of a window; the model's context where not given")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{2}, std::int64_t{1} << 40));
  command
      .add_option("--bos", options.begin,
                  "Beginning-of-text token: before each window, once, none; each where the tokenizer has one")
      ->type_name("each|once|none");
}

ChosenText chosen_text(const TextOptions& options, const ModelRun& run) {
  model::PerplexityProtocol protocol;
  protocol.window = options.window;
  protocol.begin = chosen_begin(options.begin);
  if (options.window > run.config.context)
    throw UsageError(fmt::format("--window {} is longer than the model's context (use 2 to {})",
                                 options.window, run.config.context));
  if (protocol.begin && *protocol.begin != model::BeginningMode::none && !run.tokenizer->beginning_token())
    throw UsageError(
        fmt::format("--bos {}: the tokenizer has no beginning-of-text token (use none)", options.begin));

  const Source source = source_of(options.text, *run.file);
  ChosenText text;
  text.name = source.name;
  text.bytes = source.content.size();
  if (source.content.empty()) throw base::Error("the text is empty", options.text);
  if (!base::is_valid_utf8(source.content))
    text.notes.push_back(options.text + " is not all UTF-8: each byte that is not is read as U+FFFD");
  const std::vector<int> ids = run.tokenizer->encode(source.content);
  try {
    text.windows =
        model::evaluation_text(ids, run.tokenizer->beginning_token(), run.config, protocol, options.tokens);
  } catch (const base::Error& error) {
    throw base::Error(error.problem(), options.text, error.remedy());
  }
  return text;
}

std::string protocol_line(const ChosenText& text, std::int64_t predictions) {
  const auto bos = [&] {
    switch (text.windows.begin) {
      case model::BeginningMode::each:
        return "BOS before each";
      case model::BeginningMode::once:
        return "one BOS before the text";
      case model::BeginningMode::none:
        break;
    }
    return "no BOS";
  };
  return fmt::format("windows of {} tokens, {}; {} tokens of {} predicted", text.windows.window, bos(),
                     predictions, text.name);
}

}  // namespace quantscope::cli
