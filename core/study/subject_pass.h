#pragma once

#include <vector>

#include "core/metrics/error_metrics.h"
#include "core/study/analysis.h"

namespace quantscope::study {

/// What one pass over a subject's original and quantized rows gives.
struct SubjectPass {
  metrics::ErrorMetrics error;
  std::vector<double> column_squared_error;
  ValuePicture after;  ///< counted by f32_top18
};

/// One pass over all rows in parallel; errors are summed in an order that depends on the shape alone, so the
/// figures are the same to the last bit on any number of threads. `picture`: fill in `after`. Codes are
/// counted a scale at a time where the dequantized rows are the codes' values, else the dequantized values
/// one by one.
SubjectPass pass_over_weights(const tensor::TensorView& original, const methods::QuantizedLinear& quantized,
                              const base::Job& job, bool picture = true);

/// `transformed` [tokens, kernel channels] against its codes: matrices that stand side by side, together as
/// wide as `transformed`; against itself where there are none (activations left alone). Throws base::Error
/// where the widths do not fit.
SubjectPass pass_over_input(const tensor::Matrix& transformed,
                            const std::vector<formats::IntegerMatrix>& codes, const base::Job& job,
                            bool picture = true);

}  // namespace quantscope::study
