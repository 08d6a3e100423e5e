#pragma once

#include <cstdint>

namespace quantscope::formats {

// Rounds f32 values in place to the nearest value of a coarser format, half to even, vectorized; what a
// format cannot hold is simulated by f32 values that it can. The sign of zero is kept but by posits.

/// IEEE 754 binary16 and bfloat16: infinite beyond their range, NaN stays NaN.
void round_to_f16(float* values, std::int64_t count);
void round_to_bf16(float* values, std::int64_t count);

// "8-bit Transformer Inference and Fine-tuning for Edge Accelerators", ASPLOS 2024, released code:
// saturating, NaN and infinities become NaN.

/// FP8 E4M3 without infinities: up to 448, normal from 2^-6, steps of 2^-9 below.
void round_to_e4m3(float* values, std::int64_t count);
/// FP8 E5M2: up to 57344, normal from 2^-14, steps of 2^-16 below.
void round_to_e5m2(float* values, std::int64_t count);
/// Posit(8, es): 2^±6, 2^±12, 2^±24 are the largest and the smallest magnitude. Half to even on the string of
/// bits, so that half way between two regimes is the geometric middle. Magnitudes below the smallest become
/// it, but 0 below 2^-7, 2^-13, 2^-26 (which the posit standard does not allow).
void round_to_posit8_0(float* values, std::int64_t count);
void round_to_posit8_1(float* values, std::int64_t count);
void round_to_posit8_2(float* values, std::int64_t count);

/// One value by the formulas: the oracles.
float rounded_to_float(float value, int exponent_bits, int mantissa_bits, float largest);
float rounded_to_posit(float value, int bits, int exponent_bits);

}  // namespace quantscope::formats
