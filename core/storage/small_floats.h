#pragma once

#include <cstddef>

namespace quantscope::storage {

/// 8-bit floats to binary16, exactly: E5M2 (infinities and NaN as in IEEE 754) or E4M3FN (no infinity, ±NaN
/// at S.1111.111), "FP8 Formats for Deep Learning", Micikevicius et al. 2022, table 1. `out` may begin
/// `count` bytes below `in`.
void widen_float8(const std::byte* in, std::size_t count, bool e5m2, std::byte* out);

}  // namespace quantscope::storage
