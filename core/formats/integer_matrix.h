#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/job.h"
#include "core/formats/integer_format.h"
#include "core/tensor/tensor.h"

namespace quantscope::formats {

/// Which values share a scale: all of the matrix, each row (a weight's output channel, an activation's
/// token), or groups of consecutive columns within a row.
enum class Granularity { tensor, row, group };

enum class ClipKind {
  none,        ///< the whole range
  percentile,  ///< the range between the quantiles (100 − p)/2 % and 100 − that, of the signed values of the
               ///< scale's group, by linear interpolation (NumPy's default)
  mse  ///< both ends shrunk by the factor of 1.00, 0.99, … 0.21 with the smallest Σ(x − x̂)² (GPTQ's grid,
       ///< exponent 2)
};

struct Clip {
  ClipKind kind = ClipKind::none;
  double percentile = 99.9;  ///< share of the values kept, in (50, 100]
};

struct IntegerMatrixOptions {
  IntegerFormat format;
  Granularity granularity = Granularity::row;
  std::int64_t group_size = 128;  ///< columns; the last group of a row may be shorter
  Clip clip;
  /// Range of the whole tensor for Granularity::tensor where it is known already or calibrated (static
  /// activations, a sample of a larger weight); the clip does not apply to it then.
  std::optional<Range> fixed_range;
};

/// A matrix in integer codes with its scales; rows × columns codes of int8, row-major.
struct IntegerMatrix {
  tensor::MatrixShape shape;
  IntegerFormat format;
  Granularity granularity = Granularity::row;
  std::int64_t group_size = 0;  ///< columns that share a scale: group size, or all columns for row and tensor
  std::vector<std::int8_t> codes;
  std::vector<AffineScale> scales;  ///< [1], [rows] or [rows × groups_per_row]

  std::int64_t groups_per_row() const {
    return shape.columns == 0 ? 0 : (shape.columns + group_size - 1) / group_size;
  }
  AffineScale scale_at(std::int64_t row, std::int64_t column) const;
  /// Rows [first, first + count) as f32 into out [count, columns].
  void dequantize_rows(std::int64_t first, std::int64_t count, float* out) const;
};

/// Range that the clip leaves of these values for this format (finite values only). `scratch` is reused
/// storage.
Range clipped_range(const IntegerFormat& format, const Clip& clip, const float* values, std::int64_t count,
                    std::vector<float>& scratch);

/// Range of a whole matrix after the clip, on all threads.
Range clipped_range(const IntegerFormat& format, const Clip& clip, const tensor::TensorView& matrix,
                    const base::Job& job = {});

/// Quantizes a matrix of any float type, rows in parallel. Throws base::Error for a format of more than 8
/// bits, a group size below 1 or a percentile outside (50, 100].
IntegerMatrix quantize_matrix(const tensor::TensorView& matrix, const IntegerMatrixOptions& options,
                              const base::Job& job = {});

}  // namespace quantscope::formats
