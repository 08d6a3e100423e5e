#pragma once

#include "core/base/job.h"
#include "core/kernels/row_span.h"

namespace quantscope::kernels {

// Norms of rows. Means and squares are summed in f64, the rest is f32. `out` has x's shape and may be x.
// Throw base::Error where the shapes differ. Do not depend on the thread count.

/// x / √(mean(x²) + epsilon) · gain, Zhang & Sennrich 2019; · (1 + gain) with `adds_one` (Gemma). gain
/// [columns].
void rms_norm(const ConstRowSpan& x, const float* gain, bool adds_one, float epsilon, const RowSpan& out,
              const base::Job& job = {});

/// (x − mean) / √(mean((x − mean)²) + epsilon) · gain + bias, Ba et al. 2016. gain [columns]; bias [columns]
/// or null.
void layer_norm(const ConstRowSpan& x, const float* gain, const float* bias, float epsilon,
                const RowSpan& out, const base::Job& job = {});

/// One row in f64 by plain loops: the oracles.
void rms_norm_scalar(const float* x, std::int64_t count, const float* gain, bool adds_one, float epsilon,
                     double* out);
void layer_norm_scalar(const float* x, std::int64_t count, const float* gain, const float* bias,
                       float epsilon, double* out);

}  // namespace quantscope::kernels
