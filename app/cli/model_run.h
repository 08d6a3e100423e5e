#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/methods/method.h"
#include "core/model/decoder.h"
#include "core/model/quantized_model.h"
#include "core/model/tokenizer.h"
#include "core/model/weight_source.h"
#include "core/storage/model_file.h"
#include "core/study/table.h"

namespace quantscope::cli {

/// What perplexity and generate have in common: which model runs, how it is quantized, in which formats.
struct ModelRunOptions {
  std::string model;
  std::string outliers;  ///< "channels=4,ratio=30" or a preset's id; empty: none
  std::string method;    ///< empty: as in the checkpoint
  std::vector<std::string> settings;
  std::vector<std::string> layers;
  std::string calibration;
  std::string precision = "f32", kv_cache = "f32", attention = "flash";
};

/// MODEL.h5 and --emulate-outliers.
void add_model_options(CLI::App& command, ModelRunOptions& options);
/// --method, --set, --layers, --calibration, --precision, --kv-cache, --attention.
void add_quantization_options(CLI::App& command, ModelRunOptions& options);

/// A model that can run, opened and checked; no tensor is read yet.
struct ModelRun {
  std::shared_ptr<const storage::ModelFile> file;
  model::ModelConfig config;
  std::shared_ptr<const model::Tokenizer> tokenizer;
  std::shared_ptr<const model::WeightSource> weights;
  std::string label;  ///< "emulated outliers: …" and the file's own; empty where there is nothing to say

  const methods::Method* method = nullptr;  ///< null: none
  base::ParameterValues values;             ///< what --set says
  model::PrecisionPlan precision;
  model::DecoderOptions decoder;  ///< cache and attention
  std::vector<std::string> notes;

  /// Anything that makes it another model than the checkpoint's in f32.
  bool is_changed() const;
};

/// Throws UsageError for wrong options, base::Error for a model that cannot run.
ModelRun open_model_run(const ModelRunOptions& options);

/// What the run will hold beside the weights.
struct RunShape {
  int sequences = 1;
  std::int64_t capacity = 0;        ///< of each, tokens; 0: the model's context
  std::int64_t tokens_at_once = 0;  ///< hidden states that are held
  bool reference = false;           ///< the unquantized model runs beside
  bool one_sided = false;           ///< so do forms with weights or inputs alone quantized
  std::uint64_t more = 0;           ///< bytes
  std::string remedy;               ///< where the memory does not suffice; empty: a usual one
};

struct LoadedModels {
  std::shared_ptr<const model::Transformer> model;
  std::shared_ptr<const model::Transformer> reference;  ///< f32 values, unquantized; null where not wanted
  std::optional<model::QuantizedModel> quantized;       ///< with a method; its model is the one above
  std::vector<std::string> notes;
};

/// Checks the memory, then reads and quantizes. Throws base::Error, base::Cancelled.
LoadedModels load_models(const ModelRun& run, const ModelRunOptions& options, const RunShape& shape,
                         const base::Job& job);

/// The run's model quantized with one side alone (the parameter set to 16 bits); nothing where the method has
/// no such parameter.
std::optional<model::QuantizedModel> quantized_on_one_side(
    const ModelRun& run, const ModelRunOptions& options, std::shared_ptr<const model::Transformer> reference,
    const std::string& left_alone, const base::Job& job);

/// model, label, method, set, layers, precision, kv_cache, attention: what the numbers belong to.
nlohmann::ordered_json run_facts(const ModelRun& run, const ModelRunOptions& options);
/// The same in one line: "rtn weight_bits=4, KV cache int8; emulated outliers: …".
std::string run_line(const ModelRun& run);

}  // namespace quantscope::cli
