#pragma once

namespace quantscope::kernels {

/// How a product reads its f32 input: as it is, or rounded to bfloat16 (half to even).
enum class FloatInput { f32, bf16 };

}  // namespace quantscope::kernels
