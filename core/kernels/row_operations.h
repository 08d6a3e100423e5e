#pragma once

#include <span>

#include "core/base/job.h"
#include "core/kernels/row_span.h"

namespace quantscope::kernels {

// Sums and look-ups of rows. Throw base::Error where shapes differ.

/// to += from: residual sums.
void add_rows(const RowSpan& to, const ConstRowSpan& from, const base::Job& job = {});
/// Every row of to += values [columns]: biases.
void add_to_rows(const RowSpan& to, const float* values, const base::Job& job = {});
/// Row r of out = scale · row indices[r] of a table of f32, f16 or bf16: embeddings. Throws base::Error for
/// an index outside the table.
void gather_rows(const tensor::TensorView& table, std::span<const int> indices, float scale,
                 const RowSpan& out, const base::Job& job = {});
/// Each row to e^(x − max) / Σ, in place; a row with −∞ alone becomes 0, one with a NaN or ∞ becomes NaN.
void softmax_rows(const RowSpan& x, const base::Job& job = {});

}  // namespace quantscope::kernels
