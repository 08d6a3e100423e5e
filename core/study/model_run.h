#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/generation.h"
#include "core/model/layer_errors.h"
#include "core/model/perplexity.h"
#include "core/study/runnable_model.h"
#include "core/study/table.h"

namespace quantscope::study {

/// How quantized models run beside the formats of their weights; the unquantized one runs in f32.
struct EngineOptions {
  std::string precision = "f32";  ///< id of a model::PrecisionPreset
  kernels::CacheFormat cache = kernels::CacheFormat::f32;
  kernels::AttentionKind attention = kernels::AttentionKind::flash;
  bool operator==(const EngineOptions&) const = default;
};

/// A model to run under a name: the unquantized one where there is no setting.
struct ModelRun {
  std::string name;
  std::optional<Setting> setting;
};

/// What is known of a run's model.
struct RunModel {
  double bits_per_weight = 0;        ///< of the quantized layers, of the blocks' linear layers where original
  std::uint64_t weight_bytes = 0;    ///< resident, of all weights
  std::vector<std::string> kernels;  ///< that its linear layers run on
  std::vector<std::string> notes;    ///< of the method
  double quantize_seconds = 0;
};

/// Perplexity of one run; immutable once returned.
struct RunFigures {
  RunModel model;
  std::optional<model::PerplexityResult> result;  ///< nothing before the first windows
  std::string problem;                            ///< why there are no figures

  bool is_complete() const { return result && !result->cancelled && result->predictions == result->planned; }
};

/// Quantizes where needed and measures. `divergence`: against the unquantized model, which runs beside.
/// `arrived`: on the running thread, with the figures so far. What is cancelled keeps what was done; what the
/// run cannot do becomes its problem. Throws base::Cancelled before the first windows are done.
RunFigures measure_run(RunnableModel& model, const ModelRun& run, const EngineOptions& engine,
                       const model::EvaluationText& text, bool divergence,
                       const std::function<void(const RunFigures&)>& arrived, const base::Job& job = {});

/// Errors of a run's layers against the unquantized model.
struct RunLayers {
  std::vector<model::LayerError> layers;  ///< in execution order
  std::int64_t tokens = 0;                ///< at most so many were run
  bool complete = false;
  std::string problem;
};

struct RunLayersOptions {
  std::int64_t most_tokens = 1024;
  bool parts = true;  ///< weights alone and activations alone too, where the method can
};

/// As measure_run(); `run` has a setting.
RunLayers measure_layers(RunnableModel& model, const ModelRun& run, const EngineOptions& engine,
                         const model::EvaluationText& text, const RunLayersOptions& options,
                         const std::function<void(const RunLayers&)>& arrived, const base::Job& job = {});

/// Text that a run made.
struct RunText {
  RunModel model;
  std::optional<model::GenerationResult> result;
  std::vector<int> prompt;  ///< its ids, without BOS
  std::vector<int> tokens;  ///< new ids so far
  std::string problem;
};

/// As measure_run().
RunText generate_text(RunnableModel& model, const ModelRun& run, const EngineOptions& engine,
                      const std::string& prompt, const model::GenerationOptions& options,
                      const std::function<void(const RunText&)>& arrived, const base::Job& job = {});

/// What running these at once needs, from shapes alone. `window`: tokens that are worked on at
/// once; 0: the model's context.
model::RunMemory needed_memory(const RunnableModel& model, const std::vector<ModelRun>& runs, bool divergence,
                               const EngineOptions& engine, std::int64_t window);

/// Multiply-adds of a pass over so many tokens by all runs, the unquantized model beside each where there is
/// a divergence.
double needed_multiply_adds(const RunnableModel& model, const std::vector<ModelRun>& runs, bool divergence,
                            std::int64_t tokens);
/// Multiply-adds in a second that this machine does in f32 right now, from a product of some milliseconds.
double measured_multiply_adds_per_second();

/// perplexity, perplexity_standard_error, mean_nll, kl_divergence_mean …: what is known of a result.
std::vector<std::string> perplexity_columns(bool divergence = true);
/// A cell a column of perplexity_columns(whether the result has a divergence).
std::vector<Cell> perplexity_cells(const model::PerplexityResult& result);

/// A row a run: its name and method, perplexity_columns(), what it ran on, the protocol.
Table perplexity_table(const std::vector<ModelRun>& runs, const std::vector<RunFigures>& figures,
                       const model::EvaluationText& text);
/// A row a layer in execution order.
Table layer_error_table(const std::vector<model::LayerError>& layers);

}  // namespace quantscope::study
