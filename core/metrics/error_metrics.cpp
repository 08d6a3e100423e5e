#include "core/metrics/error_metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/metrics/error_rows.h"

namespace quantscope::metrics {

ErrorAccumulator::ErrorAccumulator(std::int64_t columns)
    : columns_(columns),
      column_error_(static_cast<std::size_t>(columns), 0.0),
      column_absmax_(static_cast<std::size_t>(columns), 0.0f) {}

void ErrorAccumulator::add_rows(const float* original, const float* quantized, std::int64_t rows) {
  constexpr std::int64_t rows_at_once = 4;
  for (std::int64_t r = 0; r < rows; r += rows_at_once)
    add_error_rows(original + r * columns_, quantized + r * columns_, std::min(rows_at_once, rows - r),
                   columns_, columns_, column_error_.data(), column_absmax_.data(), totals_);
}

void ErrorAccumulator::merge(const ErrorAccumulator& other) {
  if (other.columns_ != columns_) throw base::Error("errors of matrices with different columns are merged");
  for (std::size_t c = 0; c < column_error_.size(); ++c) {
    column_error_[c] += other.column_error_[c];
    column_absmax_[c] = std::max(column_absmax_[c], other.column_absmax_[c]);
  }
  totals_.count += other.totals_.count;
  totals_.original_squared += other.totals_.original_squared;
  totals_.quantized_squared += other.totals_.quantized_squared;
  totals_.product += other.totals_.product;
  totals_.max_abs_error = std::max(totals_.max_abs_error, other.totals_.max_abs_error);
}

ErrorMetrics ErrorAccumulator::result() const {
  ErrorMetrics metrics;
  metrics.count = totals_.count;
  metrics.max_abs_error = totals_.max_abs_error;
  const double error = std::accumulate(column_error_.begin(), column_error_.end(), 0.0);
  if (totals_.count > 0) {
    metrics.mse = error / static_cast<double>(totals_.count);
    metrics.mean_square = totals_.original_squared / static_cast<double>(totals_.count);
  }
  if (error > 0)
    metrics.sqnr_db = 10 * std::log10(totals_.original_squared / error);
  else if (error == 0 && totals_.original_squared > 0)
    metrics.sqnr_db = std::numeric_limits<double>::infinity();
  else
    metrics.sqnr_db = std::numeric_limits<double>::quiet_NaN();
  const double norms = std::sqrt(totals_.original_squared) * std::sqrt(totals_.quantized_squared);
  if (norms != 0)
    metrics.cosine = std::clamp(totals_.product / norms, -1.0, 1.0);
  else
    metrics.cosine = totals_.original_squared == totals_.quantized_squared ? 1 : 0;
  return metrics;
}

double error_share(const std::vector<double>& column_squared_error,
                   const std::vector<std::int64_t>& channels) {
  const double all = std::accumulate(column_squared_error.begin(), column_squared_error.end(), 0.0);
  double part = 0;
  for (const std::int64_t channel : channels)
    part += column_squared_error.at(static_cast<std::size_t>(channel));
  return all > 0 ? part / all : 0;
}

ErrorMetrics error_between(const tensor::Matrix& original, const tensor::Matrix& quantized) {
  if (original.rows() != quantized.rows() || original.columns() != quantized.columns())
    throw base::Error("the error between matrices of different shapes",
                      tensor::shape_text({original.rows(), original.columns()}) + " and " +
                          tensor::shape_text({quantized.rows(), quantized.columns()}));
  ErrorAccumulator errors(original.columns());
  errors.add_rows(original.values().data(), quantized.values().data(), original.rows());
  return errors.result();
}

}  // namespace quantscope::metrics
