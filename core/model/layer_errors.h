#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/metrics/error_metrics.h"
#include "core/model/perplexity.h"
#include "core/model/quantized_model.h"

namespace quantscope::model {

/// Errors of one linear layer's output against the float model's, summed over all tokens that were run.
struct LayerError {
  int layer = -1;  ///< index into Transformer::linears()
  std::string module;
  int block = -1;
  metrics::ErrorMetrics local;       ///< this layer quantized alone, its input from the float model
  metrics::ErrorMetrics cumulative;  ///< all layers up to here quantized
  /// Local error with only the weights, only the input quantized; empty where the method cannot do one alone.
  std::optional<metrics::ErrorMetrics> weight_only, activation_only;
};

struct LayerErrorOptions {
  std::int64_t most_tokens = 1024;
  /// Called on the running thread after each batch with the errors so far; may be empty.
  std::function<void(const std::vector<LayerError>&)> arrived;
};

/// Which layer is to blame. Runs float and quantized model side by side over the windows; only layers in
/// `quantized.layers` are reported, in execution order. `weight_only` and `activation_only` are the same
/// model quantized with activation_bits = 16 and weight_bits = 16; null where the method has no such
/// parameter. Throws base::Error, base::Cancelled.
std::vector<LayerError> layer_errors(std::shared_ptr<const Transformer> reference,
                                     const QuantizedModel& quantized, const QuantizedModel* weight_only,
                                     const QuantizedModel* activation_only, const EvaluationText& text,
                                     const LayerErrorOptions& options = {}, const base::Job& job = {});

}  // namespace quantscope::model
