#pragma once

#include <cstdint>
#include <vector>

#include "core/tensor/tensor.h"

namespace quantscope::metrics {

/// Error of quantized values x̂ against the original x, over pairs where x is finite.
struct ErrorMetrics {
  std::uint64_t count = 0;
  double mse = 0;      ///< Σ(x − x̂)²/n
  double sqnr_db = 0;  ///< 10·log10(Σx²/Σ(x − x̂)²); +infinity without error, NaN where Σx² is 0 too
  double cosine = 1;   ///< Σxx̂/√(Σx²·Σx̂²); 1 where both are zero, 0 where one is
  double max_abs_error = 0;  ///< max |x − x̂|
  double mean_square = 0;    ///< Σx²/n: with mse what figures of several tensors are pooled from
};

/// Streams rows of both matrices; every difference, product and sum in double precision, so that neither tiny
/// nor huge values lose their part. One accumulator a thread, then merge(): in a fixed order of merges the
/// result does not depend on the number of threads.
class ErrorAccumulator {
 public:
  explicit ErrorAccumulator(std::int64_t columns);
  /// `columns` values each; vectorized.
  void add_row(const float* original, const float* quantized) { add_rows(original, quantized, 1); }
  /// `rows` × `columns` contiguous values each; about a third faster than row by row.
  void add_rows(const float* original, const float* quantized, std::int64_t rows);
  void merge(const ErrorAccumulator& other);

  ErrorMetrics result() const;
  /// Σ(x − x̂)² by column (channel).
  const std::vector<double>& column_squared_error() const { return column_error_; }
  /// max |x̂| by column, where x is finite.
  const std::vector<float>& column_absmax() const { return column_absmax_; }

  /// Sums over all that was added.
  struct Totals {
    std::uint64_t count = 0;
    double original_squared = 0;   ///< Σx²
    double quantized_squared = 0;  ///< Σx̂²
    double product = 0;            ///< Σxx̂
    double max_abs_error = 0;
  };

 private:
  std::int64_t columns_;
  std::vector<double> column_error_;
  std::vector<float> column_absmax_;
  Totals totals_;
};

/// Σ over `channels` of the column errors, over Σ of all; 0 where there is no error.
double error_share(const std::vector<double>& column_squared_error,
                   const std::vector<std::int64_t>& channels);

/// Both of the same shape, else base::Error.
ErrorMetrics error_between(const tensor::Matrix& original, const tensor::Matrix& quantized);

}  // namespace quantscope::metrics
