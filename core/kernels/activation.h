#pragma once

#include "core/base/job.h"
#include "core/kernels/row_span.h"

namespace quantscope::kernels {

/// Non-linearities of feed-forward layers: x / (1 + e^−x), max(x, 0), x · Φ(x) by the error function, and
/// its form by tanh, ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel 2016).
enum class Activation { silu, relu, gelu, gelu_tanh };
const char* activation_name(Activation activation);

/// out = f(x), in f32: within 1e-6 · |f(x)| + 3e-7 · |x|·e^(−|x|) of the exact value. NaN stays NaN. `out`
/// has x's shape and may be x. Throws base::Error where the shapes differ.
void activate(Activation activation, const ConstRowSpan& x, const RowSpan& out, const base::Job& job = {});

/// out = f(gate) · up: SwiGLU, GeGLU (Shazeer 2020). `out` may be either.
void activate_gated(Activation activation, const ConstRowSpan& gate, const ConstRowSpan& up,
                    const RowSpan& out, const base::Job& job = {});

/// One value in f64: the oracle.
double activation_scalar(Activation activation, double x);

}  // namespace quantscope::kernels
