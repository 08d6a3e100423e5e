#pragma once

#include <string>
#include <vector>

namespace quantscope::base {

/// Instruction set levels at which kernels are built and tested, slowest first.
/// `scalar` is portable C++; `vnni` is AVX-512 with the 8-bit dot product instruction.
enum class IsaLevel { scalar, avx2, avx512, vnni };

/// The level that kernels use now: the best that the processor has, or less after limit_isa().
/// The environment variable QUANTSCOPE_FORCE_ISA=scalar|avx2|avx512|vnni sets the limit at the first call.
IsaLevel isa_level();

/// Whether bfloat16 dot products (AVX512_BF16) run: at level vnni, where the processor has them.
bool has_bf16_products();

/// Levels that this processor can run, ascending; always contains scalar.
std::vector<IsaLevel> available_isa_levels();

/// Uses at most this level from now on, in this process (for tests and benchmarks; not while kernels run).
void limit_isa(IsaLevel level);

const char* isa_name(IsaLevel level);

}  // namespace quantscope::base
