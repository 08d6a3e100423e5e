#include <algorithm>
#include <limits>

#include "core/base/error.h"
#include "core/study/comparison.h"

namespace quantscope::study {

const std::vector<ComparisonMetric>& comparison_metrics() {
  static const std::vector<ComparisonMetric> metrics = {
      {"output_sqnr_db", "output SQNR", "dB",
       "Signal to quantization noise of the layer's output: 10·log10(Σy² / Σ(y − ŷ)²), y = W·x on the "
       "captured "
       "input, ŷ by the quantized layer. 6 dB more is half the error.",
       true, false},
      {"sqnr_db", "weight SQNR", "dB",
       "Signal to quantization noise of the weights: 10·log10(Σw² / Σ(w − ŵ)²).", true, false},
      {"output_mse", "output MSE", "", "Mean squared error of the layer's output: Σ(y − ŷ)²/n.", false, true},
      {"mse", "weight MSE", "", "Mean squared error of the weights: Σ(w − ŵ)²/n.", false, true},
      {"cosine", "weight cosine", "", "Cosine between weights before and after: Σwŵ / √(Σw²·Σŵ²).", true,
       false},
      {"max_abs_error", "largest weight error", "", "The largest |w − ŵ| of the weights.", false, true},
      {"outlier_error_share", "error in outlier channels", "",
       "Part of the weights' squared error that lies in outlier channels, 0 to 1.", false, false},
      {"bits_per_weight", "bits per weight", "bits",
       "All that the method stores for the layer (codes, scales, zero points, indices) over its number of "
       "weights.",
       false, false}};
  return metrics;
}

const ComparisonMetric& comparison_metric(const std::string& id) {
  std::string known;
  for (const ComparisonMetric& metric : comparison_metrics()) {
    if (metric.id == id) return metric;
    known += (known.empty() ? "" : ", ") + metric.id;
  }
  throw base::Error("there is no metric '" + id + "'", {}, "known: " + known);
}

double value_of(const ComparisonMetric& metric, const ComparisonFigures& figures) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  if (!figures.problem.empty()) return unknown;
  const auto of_output = [&](double metrics::ErrorMetrics::*member) {
    return figures.output_error ? (*figures.output_error).*member : unknown;
  };
  if (metric.id == "output_sqnr_db") return of_output(&metrics::ErrorMetrics::sqnr_db);
  if (metric.id == "output_mse") return of_output(&metrics::ErrorMetrics::mse);
  if (metric.id == "sqnr_db") return figures.error.sqnr_db;
  if (metric.id == "mse") return figures.error.mse;
  if (metric.id == "cosine") return figures.error.cosine;
  if (metric.id == "max_abs_error") return figures.error.max_abs_error;
  if (metric.id == "outlier_error_share") return figures.outlier_error_share;
  return metric.id == "bits_per_weight" ? figures.bits_per_weight : unknown;
}

}  // namespace quantscope::study
