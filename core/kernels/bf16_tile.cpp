#include "core/kernels/bf16_tile.h"

#include <bit>

#include "core/base/parallel.h"
#include "core/formats/value_rounding.h"

namespace quantscope::kernels {
namespace {

/// The upper halves of two floats, both rounded to bfloat16.
std::uint32_t pair_of(float first, float second) {
  return std::bit_cast<std::uint32_t>(first) >> 16 | (std::bit_cast<std::uint32_t>(second) & 0xffff0000u);
}

}  // namespace

Bf16Tokens::Bf16Tokens(const tensor::Matrix& x, std::span<const ColumnGroup> groups, std::int64_t quads,
                       const base::Job& job)
    : tokens_(x.rows()), quads_(quads), pairs_(static_cast<std::size_t>(x.rows() * quads * 2)) {
  base::parallel_for(panels(), 4, job, [&](base::IndexRange range) {
    std::vector<float> rounded(static_cast<std::size_t>(x.columns()));
    for (std::int64_t p = range.begin; p < range.end; ++p) {
      const int rows_of_panel = rows(p);
      for (int row = 0; row < rows_of_panel; ++row) {
        std::copy_n(x.row(p * kMostRows + row), x.columns(), rounded.data());
        formats::round_to_bf16(rounded.data(), x.columns());
        for (const ColumnGroup& group : groups) {
          const float* from = rounded.data() + group.first_column;
          std::uint32_t* to = pairs_.data() + (panel(p, group.first_quad) - pairs_.data()) + row;
          std::int64_t c = 0;
          for (; c + 2 <= group.columns; c += 2, to += rows_of_panel) *to = pair_of(from[c], from[c + 1]);
          if (c < group.columns) *to = pair_of(from[c], 0);
        }
      }
    }
  });
}

}  // namespace quantscope::kernels
