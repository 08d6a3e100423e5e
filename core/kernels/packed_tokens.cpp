#include "core/kernels/packed_tokens.h"

#include <algorithm>
#include <cstring>

#include "core/base/parallel.h"

namespace quantscope::kernels {
namespace {

/// Codes of one group of one token into every rows-th quad from `to`; returns their sum.
std::int32_t pack_group(const std::int8_t* codes, std::int64_t columns, int rows, std::int8_t* to) {
  std::int32_t sum = 0;
  std::int64_t i = 0;
  for (; i + 4 <= columns; i += 4) {
    std::memcpy(to, codes + i, 4);
    sum += codes[i] + codes[i + 1] + codes[i + 2] + codes[i + 3];
    to += rows * 4;
  }
  if (i < columns) {
    std::memset(to, 0, 4);
    std::memcpy(to, codes + i, static_cast<std::size_t>(columns - i));
    for (; i < columns; ++i) sum += codes[i];
  }
  return sum;
}

}  // namespace

PackedTokens::PackedTokens(const formats::IntegerMatrix& x, const PackedWeights::State& weights,
                           const base::Job& job)
    : tokens(x.shape.rows),
      quads(weights.quads),
      groups(static_cast<std::int64_t>(weights.groups.size())),
      codes(tensor::ElementType::i8, tokens, quads * 4),
      sums(static_cast<std::size_t>(tokens * groups)),
      zeros(static_cast<std::size_t>(tokens)),
      scales(static_cast<std::size_t>(tokens)) {
  for (const formats::AffineScale& scale : x.scales)
    largest_factor = std::max(largest_factor, largest_distance(scale.zero_point));
  auto* all = reinterpret_cast<std::int8_t*>(codes.mutable_data());
  base::parallel_for(panels(), 4, job, [&](base::IndexRange range) {
    for (std::int64_t p = range.begin; p < range.end; ++p) {
      for (int row = 0; row < rows(p); ++row) {
        const std::int64_t token = p * kMostRows + row;
        const formats::AffineScale scale = x.scale_at(token, 0);
        zeros[static_cast<std::size_t>(token)] = scale.zero_point;
        scales[static_cast<std::size_t>(token)] = scale.scale;
        const std::int8_t* from = x.codes.data() + token * x.shape.columns;
        for (std::int64_t g = 0; g < groups; ++g) {
          const ColumnGroup& group = weights.groups[static_cast<std::size_t>(g)];
          std::int8_t* to = all + (panel(p, group.first_quad) - panel(0, 0)) + row * 4;
          sums[static_cast<std::size_t>(token * groups + g)] =
              pack_group(from + group.first_column, group.columns, rows(p), to);
        }
      }
    }
  });
}

}  // namespace quantscope::kernels
