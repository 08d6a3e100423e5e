#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/model_run.h"
#include "core/model/perplexity.h"

namespace quantscope::cli {

/// Which text a command runs a model on, and how it is cut.
struct TextOptions {
  std::string text;
  std::int64_t tokens = 0;  ///< predictions at most; 0: the whole text
  std::int64_t window = 0;  ///< 0: the model's context
  std::string begin;        ///< each, once, none; empty: the tokenizer's default
};

/// --text, --tokens, --window, --bos.
void add_text_options(CLI::App& command, TextOptions& options, const std::string& tokens_help);

struct ChosenText {
  std::string name;  ///< of the file, or of the text in the model file
  std::uint64_t bytes = 0;
  model::EvaluationText windows;
  std::vector<std::string> notes;
};

/// Reads the text, a file or a text of the model file ("NAME", or "model:NAME" where a file has that name
/// too), and cuts it. Bytes that are no UTF-8 are read as U+FFFD, with a note. Throws UsageError for a wrong
/// --bos or --window, base::Error for a text that is not there, is empty or cannot be cut so.
ChosenText chosen_text(const TextOptions& options, const ModelRun& run);

/// "windows of 256 tokens, BOS before each; 7104 tokens of test.txt predicted in 28 windows".
std::string protocol_line(const ChosenText& text, std::int64_t predictions);

}  // namespace quantscope::cli
