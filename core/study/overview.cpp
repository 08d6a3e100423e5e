#include "core/study/overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace quantscope::study {
namespace {

const char* role_name(storage::TensorRole role) {
  switch (role) {
    case storage::TensorRole::weight:
      return "weight";
    case storage::TensorRole::activation:
      return "activation";
    case storage::TensorRole::channel_absmax:
      return "channel_absmax";
    case storage::TensorRole::other:
      break;
  }
  return "other";
}

Cell whole(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

}  // namespace

std::vector<Cell> tensor_row(const storage::TensorInfo& info) {
  return {info.name,
          info.path,
          std::string(role_name(info.role)),
          info.block < 0 ? Cell() : Cell(std::int64_t{info.block}),
          info.kind,
          info.shape,
          std::string(tensor::element_name(info.type)),
          whole(info.bytes())};
}

std::vector<std::string> tensor_columns() {
  return {"name", "path", "role", "block", "kind", "shape", "dtype", "bytes"};
}

std::vector<std::string> statistics_columns() {
  return {"name",
          "shape",
          "dtype",
          "count",
          "min",
          "max",
          "mean",
          "std",
          "kurtosis",
          "absmax",
          "p50",
          "p99",
          "p999",
          "p9999",
          "skewness",
          "zeros",
          "nan",
          "infinite",
          "channels",
          "channel_absmax_max",
          "channel_absmax_median",
          "outlier_ratio",
          "outlier_channels",
          "role",
          "path"};
}

std::vector<Cell> statistics_row(const storage::TensorInfo& info, const statistics::TensorStatistics& known) {
  const bool values_known = info.role != storage::TensorRole::channel_absmax;
  const bool any_finite = values_known && known.count > known.nan + known.infinite;
  const bool channels_known = any_finite || (!values_known && !known.channels.absmax.empty());
  const auto of_values = [&](double number) { return any_finite ? Cell(number) : Cell(); };
  const auto of_channels = [&](double number) { return channels_known ? Cell(number) : Cell(); };
  const auto count_of = [&](std::uint64_t number) { return values_known ? whole(number) : Cell(); };
  return {info.name,
          info.shape,
          std::string(tensor::element_name(info.type)),
          count_of(known.count),
          of_values(known.minimum),
          of_values(known.maximum),
          of_values(known.mean),
          of_values(known.standard_deviation),
          of_values(known.kurtosis),
          of_channels(known.absmax),
          of_values(known.p50),
          of_values(known.p99),
          of_values(known.p999),
          of_values(known.p9999),
          of_values(known.skewness),
          count_of(known.zeros),
          count_of(known.nan),
          count_of(known.infinite),
          whole(static_cast<std::uint64_t>(known.channels.absmax.size())),
          of_channels(known.outlier.channel_absmax_max),
          of_channels(known.outlier.channel_absmax_median),
          of_channels(known.outlier.outlier_ratio),
          known.outlier.outlier_channels,
          std::string(role_name(info.role)),
          info.path};
}

Table statistics_table(const storage::ModelFile& file, const std::vector<int>& tensors,
                       const ScanOptions& options, const base::Job& job) {
  std::vector<int> wanted = tensors;
  if (wanted.empty()) {
    wanted.resize(file.tensors().size());
    std::iota(wanted.begin(), wanted.end(), 0);
  }
  double all_bytes = 1, done_bytes = 0;
  for (const int index : wanted)
    all_bytes += static_cast<double>(file.tensors()[static_cast<std::size_t>(index)].bytes());
  Table table{statistics_columns(), {}};
  for (const int index : wanted) {
    const storage::TensorInfo& info = file.tensors()[static_cast<std::size_t>(index)];
    const auto bytes = static_cast<double>(info.bytes());
    const base::Job part = job.part(done_bytes / all_bytes, (done_bytes + bytes) / all_bytes);
    table.rows.push_back(statistics_row(info, scan_tensor(file, info, options, part)));
    done_bytes += bytes;
  }
  return table;
}

std::vector<std::string> quantization_columns() {
  return {"name",
          "method",
          "mse",
          "sqnr_db",
          "cosine",
          "max_abs_error",
          "bits_per_weight",
          "output_mse",
          "output_sqnr_db",
          "output_cosine",
          "output_max_abs_error",
          "outlier_error_share",
          "outlier_channels",
          "theta",
          "time_s",
          "parameters",
          "notes"};
}

std::vector<Cell> quantization_row(const std::string& tensor, const AnalysisResult& result) {
  const auto of_output = [&](auto metrics::ErrorMetrics::*member) {
    return result.output_error ? Cell(double{(*result.output_error).*member}) : Cell();
  };
  Cell theta;
  if (const auto found = result.parameters.find("theta"); found != result.parameters.end())
    if (const double* number = std::get_if<double>(&found->second)) theta = *number;
  return {tensor,
          result.method,
          result.error.mse,
          result.error.sqnr_db,
          result.error.cosine,
          result.error.max_abs_error,
          result.bits_per_weight,
          of_output(&metrics::ErrorMetrics::mse),
          of_output(&metrics::ErrorMetrics::sqnr_db),
          of_output(&metrics::ErrorMetrics::cosine),
          of_output(&metrics::ErrorMetrics::max_abs_error),
          result.outlier_error_share,
          result.outlier_channels,
          theta,
          result.seconds,
          result.parameters,
          fmt::format("{}", fmt::join(result.notes, "; "))};
}

std::vector<int> linear_weights(const storage::ModelFile& file) {
  constexpr std::array<std::string_view, 6> no_products = {"embed", "wte",      "wpe",
                                                           "norm",  "position", "lm_head"};
  std::vector<int> result;
  for (std::size_t i = 0; i < file.tensors().size(); ++i) {
    const storage::TensorInfo& info = file.tensors()[i];
    const bool product = std::ranges::none_of(
        no_products, [&](std::string_view word) { return info.module.find(word) != std::string::npos; });
    if (info.role == storage::TensorRole::weight && info.shape.size() == 2 && info.shape[0] > 1 && product)
      result.push_back(static_cast<int>(i));
  }
  return result;
}

}  // namespace quantscope::study
