#pragma once

#include <cstdint>

#include "core/kernels/packed_tokens.h"

namespace quantscope::kernels {

/// One panel of tokens × one tile of weights in a single pass over the tile, codes taken apart in registers:
/// what a product of few tokens needs, which reads each weight once. sums[row][16] = Σ_g scale · integer sum,
/// the same bits as add_scaled() gives. Integer sums (zero points included) must fit int32.
using FewTokensFunction = void (*)(const PackedWeights::State& weights, std::int64_t tile,
                                   const PackedTokens& x, float* sums);

/// Null where the present instruction set level has no such kernel.
FewTokensFunction few_tokens_function(int bits, int rows);

#if defined(__x86_64__)
FewTokensFunction few_tokens_vnni(int bits, int rows);
#endif

}  // namespace quantscope::kernels
