// Ranges after a clip: of a span, and of a whole matrix on all threads.
#include <algorithm>
#include <array>
#include <limits>

#include "core/base/parallel.h"
#include "core/formats/integer_matrix.h"
#include "core/formats/integer_span.h"
#include "core/formats/quantile_range.h"
#include "core/formats/row_values.h"

namespace quantscope::formats {
namespace {

constexpr int kFactors = 80;

Range shrunk(Range range, int index) {
  const double factor = 1.0 - index / 100.0;
  return {static_cast<float>(range.low * factor), static_cast<float>(range.high * factor)};
}

double lower_quantile(const Clip& clip) {
  return (100.0 - clip.percentile) / 200.0;
}

/// Errors only grow along the span, so a factor is given up as soon as it is worse than the best so far.
Range least_error_range(const IntegerFormat& format, const float* values, std::int64_t count) {
  constexpr std::int64_t kPiece = 512;
  const Range whole = range_of(values, count);
  if (whole.empty()) return whole;
  Range best = whole;
  double least = std::numeric_limits<double>::infinity();
  for (int index = 0; index < kFactors; ++index) {
    const AffineScale scale = scale_for(format, shrunk(whole, index));
    double error = 0;
    for (std::int64_t i = 0; i < count && error < least; i += kPiece)
      error += squared_error(format, scale, values + i, std::min(kPiece, count - i));
    if (error >= least) continue;
    least = error;
    best = shrunk(whole, index);
  }
  return best;
}

using Errors = std::array<double, kFactors>;

Range least_error_range(const IntegerFormat& format, const tensor::TensorView& matrix, Range whole,
                        const base::Job& job) {
  if (whole.empty()) return whole;
  const Errors errors = base::ordered_reduce(
      matrix.rows, rows_per_piece(matrix), job, Errors{},
      [&](base::IndexRange rows) {
        Errors sums{};
        RowValues row(matrix);
        for (std::int64_t r = rows.begin; r < rows.end; ++r) {
          const float* values = row.read(r);
          for (int index = 0; index < kFactors; ++index)
            sums[static_cast<std::size_t>(index)] +=
                squared_error(format, scale_for(format, shrunk(whole, index)), values, matrix.columns);
        }
        return sums;
      },
      [](Errors& total, const Errors& part) {
        for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
      });
  return shrunk(whole, static_cast<int>(std::min_element(errors.begin(), errors.end()) - errors.begin()));
}

Range whole_range(const tensor::TensorView& matrix, const base::Job& job) {
  return base::ordered_reduce(
      matrix.rows, rows_per_piece(matrix), job, Range{},
      [&](base::IndexRange rows) {
        Range range;
        RowValues row(matrix);
        for (std::int64_t r = rows.begin; r < rows.end; ++r)
          range = united(range, range_of(row.read(r), matrix.columns));
        return range;
      },
      [](Range& total, const Range& part) { total = united(total, part); });
}

}  // namespace

Range clipped_range(const IntegerFormat& format, const Clip& clip, const float* values, std::int64_t count,
                    std::vector<float>& scratch) {
  switch (clip.kind) {
    case ClipKind::percentile:
      return quantile_range(values, count, lower_quantile(clip), scratch);
    case ClipKind::mse:
      return least_error_range(format, values, count);
    case ClipKind::none:
      break;
  }
  return range_of(values, count);
}

Range clipped_range(const IntegerFormat& format, const Clip& clip, const tensor::TensorView& matrix,
                    const base::Job& job) {
  if (clip.kind == ClipKind::percentile) return quantile_range(matrix, lower_quantile(clip), job);
  const Range whole = whole_range(matrix, job);
  return clip.kind == ClipKind::mse ? least_error_range(format, matrix, whole, job) : whole;
}

}  // namespace quantscope::formats
