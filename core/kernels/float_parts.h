#pragma once

#include <cstdint>
#include <optional>

#include "core/formats/integer_matrix.h"

namespace quantscope::kernels {

/// int8 codes that make up an f32 value.
constexpr std::int64_t kFloatParts = 4;

/// f32 tokens as sums of int8 codes, for integer kernels: x[t, i] = Σ_p scale(t, p) · code(4t + p, i) with
/// the power of two scale(t, p) = 256^p · scale(t, 0). Values are exact down to 2^-6 of the token's largest
/// one and within 2^-30 of that below. None where a value is NaN or infinite, or where a token is too small
/// for its scales to be normal floats.
std::optional<formats::IntegerMatrix> float_parts(const tensor::Matrix& x);

/// y[t] = Σ_p products[4t + p]: the product of the tokens from that of their parts.
tensor::Matrix sum_of_parts(const tensor::Matrix& products);

}  // namespace quantscope::kernels
