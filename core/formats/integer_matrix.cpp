#include "core/formats/integer_matrix.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/formats/code_storage.h"
#include "core/formats/integer_span.h"
#include "core/formats/row_values.h"

namespace quantscope::formats {
namespace {

void check_options(const IntegerMatrixOptions& options) {
  validate(options.format);
  if (options.format.bits > 8)
    throw base::Error("codes of 16 bits are not stored as a matrix", "bits", "use 1 to 8");
  if (options.granularity == Granularity::group && options.group_size < 1)
    throw base::Error("a group of " + std::to_string(options.group_size) + " columns", "group_size",
                      "use 1 or more");
  if (options.clip.kind == ClipKind::percentile &&
      !(options.clip.percentile > 50 && options.clip.percentile <= 100))
    throw base::Error("percentile " + std::to_string(options.clip.percentile), "percentile",
                      "use more than 50 and at most 100");
}

}  // namespace

AffineScale IntegerMatrix::scale_at(std::int64_t row, std::int64_t column) const {
  switch (granularity) {
    case Granularity::tensor:
      return scales[0];
    case Granularity::row:
      return scales[static_cast<std::size_t>(row)];
    case Granularity::group:
      break;
  }
  return scales[static_cast<std::size_t>(row * groups_per_row() + column / group_size)];
}

void IntegerMatrix::dequantize_rows(std::int64_t first, std::int64_t count, float* out) const {
  for (std::int64_t row = first; row < first + count; ++row) {
    const std::int8_t* from = codes.data() + row * shape.columns;
    for (std::int64_t column = 0; column < shape.columns; column += group_size) {
      const std::int64_t width = std::min(group_size, shape.columns - column);
      dequantize_span(scale_at(row, column), from + column, width, out + column);
    }
    out += shape.columns;
  }
}

IntegerMatrix quantize_matrix(const tensor::TensorView& matrix, const IntegerMatrixOptions& options,
                              const base::Job& job) {
  check_options(options);
  IntegerMatrix result;
  result.shape = {matrix.rows, matrix.columns};
  result.format = options.format;
  result.granularity = options.granularity;
  result.group_size = options.granularity == Granularity::group ? options.group_size : matrix.columns;
  result.codes = zero_codes(static_cast<std::size_t>(matrix.rows * matrix.columns), job);

  if (options.granularity == Granularity::tensor) {
    const Range range =
        options.fixed_range ? *options.fixed_range : clipped_range(options.format, options.clip, matrix, job);
    result.scales = {scale_for(options.format, range)};
  } else {
    const std::int64_t scales_per_row = options.granularity == Granularity::row ? 1 : result.groups_per_row();
    result.scales.resize(static_cast<std::size_t>(matrix.rows * scales_per_row));
  }
  if (matrix.columns == 0) return result;

  const std::int64_t groups = result.groups_per_row();
  base::parallel_for(matrix.rows, rows_per_piece(matrix), job, [&](base::IndexRange rows) {
    RowValues row(matrix);
    std::vector<float> scratch;
    for (std::int64_t r = rows.begin; r < rows.end; ++r) {
      const float* values = row.read(r);
      std::int8_t* codes = result.codes.data() + r * matrix.columns;
      for (std::int64_t g = 0; g < groups; ++g) {
        const std::int64_t first = g * result.group_size;
        const std::int64_t width = std::min(result.group_size, matrix.columns - first);
        AffineScale scale = result.scales[0];
        if (options.granularity != Granularity::tensor) {
          scale = scale_for(options.format,
                            clipped_range(options.format, options.clip, values + first, width, scratch));
          result.scales[static_cast<std::size_t>(r * groups + g)] = scale;
        }
        quantize_span(options.format, scale, values + first, width, codes + first);
      }
    }
  });
  return result;
}

}  // namespace quantscope::formats
