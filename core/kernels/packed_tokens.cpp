#include "core/kernels/packed_tokens.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "core/base/parallel.h"

namespace quantscope::kernels {
namespace {

/// Codes of one group of one token into every rows-th quad from `to`.
void pack_group(const std::int8_t* codes, std::int64_t columns, int rows, std::int8_t* to) {
  std::int64_t i = 0;
  for (; i + 4 <= columns; i += 4) std::memcpy(to + i * rows, codes + i, 4);
  if (i == columns) return;
  std::memset(to + i * rows, 0, 4);
  std::memcpy(to + i * rows, codes + i, static_cast<std::size_t>(columns - i));
}

/// max |q − z| over 8-bit codes q.
std::int64_t largest_distance(std::int64_t zero_point) {
  return zero_point >= 0 ? zero_point + 128 : 127 - zero_point;
}

}  // namespace

PackedTokens::PackedTokens(const formats::IntegerMatrix& x, const PackedWeights::State& weights,
                           const base::Job& job)
    : tokens(x.shape.rows), quads(weights.quads), groups(static_cast<std::int64_t>(weights.groups.size())) {
  for (const formats::AffineScale& scale : x.scales) {
    largest_factor = std::max(largest_factor, largest_distance(scale.zero_point));
    any_zero_point |= scale.zero_point != 0;
  }
  row_of_ones = any_zero_point && tokens < kMostRows;
  const std::int64_t all_rows = rows_in_all();
  codes = tensor::Tensor(tensor::ElementType::i8, all_rows, quads * 4);
  sums.resize(static_cast<std::size_t>(all_rows * groups));
  zeros.resize(static_cast<std::size_t>(all_rows));
  scales.resize(static_cast<std::size_t>(all_rows));
  const std::vector<std::int8_t> ones(row_of_ones ? static_cast<std::size_t>(x.shape.columns) : 0, 1);
  auto* all = reinterpret_cast<std::int8_t*>(codes.mutable_data());
  base::parallel_for(panels(), 4, job, [&](base::IndexRange range) {
    for (std::int64_t p = range.begin; p < range.end; ++p) {
      for (int row = 0; row < rows(p); ++row) {
        const std::int64_t token = p * kMostRows + row;
        const std::int8_t* from = ones.data();
        if (token < tokens) {
          const formats::AffineScale scale = x.scale_at(token, 0);
          zeros[static_cast<std::size_t>(token)] = scale.zero_point;
          scales[static_cast<std::size_t>(token)] = scale.scale;
          from = x.codes.data() + token * x.shape.columns;
        }
        for (std::int64_t g = 0; g < groups; ++g) {
          const ColumnGroup& group = weights.groups[static_cast<std::size_t>(g)];
          const std::int8_t* values = from + group.first_column;
          pack_group(values, group.columns, rows(p),
                     all + (panel(p, group.first_quad) - panel(0, 0)) + row * 4);
          sums[static_cast<std::size_t>(token * groups + g)] =
              std::accumulate(values, values + group.columns, std::int32_t{0});
        }
      }
    }
  });
}

}  // namespace quantscope::kernels
