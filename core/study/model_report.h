#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/statistics/tensor_statistics.h"
#include "core/storage/model_file.h"
#include "core/study/comparison.h"
#include "core/study/report_document.h"

namespace quantscope::study {

/// The largest magnitudes of an input's channels.
struct InputProfile {
  int tensor = 0;  ///< index into file.tensors()
  std::vector<float> absmax;
  statistics::OutlierSummary outlier;
};

/// What a report is made of: all that takes time.
struct ReportFacts {
  std::shared_ptr<const storage::ModelFile> file;
  Table statistics;  ///< of all tensors in the file's order; no rows: the report is about the runs alone
  std::vector<InputProfile> worst_inputs;  ///< largest outlier ratio first
  Comparison comparison;                   ///< without runs: the report is about the tensors alone
};

/// Statistics of all tensors and the profiles of the (at most three) inputs with the largest outlier ratio.
/// No comparison. Any thread. Throws base::Error, base::Cancelled.
ReportFacts overview_facts(std::shared_ptr<const storage::ModelFile> file, const base::Job& job = {});

/// The runs that a report compares unless others are given: rtn at 8, 4 and 3 bits, qllm at 4.
std::vector<Run> default_report_runs();

/// How a report came about, for its last lines.
struct ReportOptions {
  std::string title;    ///< empty: "Quantization report: NAME"
  std::string file;     ///< as the user called it
  std::string command;  ///< that writes the report again
  std::string program;  ///< "quantscope 0.1.0"
  std::string date;     ///< empty: now, UTC
  std::vector<std::string> notes;
};

/// The sections' ids; charts are drawn by them.
namespace report_section {
constexpr const char* outliers = "outliers";  ///< tensors by outlier ratio, the largest first
constexpr const char* outliers_by_block = "outliers-by-block";
constexpr const char* runs = "runs";      ///< error against bits
constexpr const char* layers = "layers";  ///< error by layer and run
}  // namespace report_section
/// "worst-input", then "worst-input-2" …
std::string worst_input_section(std::size_t place);

/// The document with its sentences and tables; pictures are wanted where a section has one, and not drawn
/// yet.
Report model_report(const ReportFacts& facts, const ReportOptions& options);

/// Metric that the runs are compared by: output SQNR where all layers with figures know it, else SQNR of the
/// weights.
const ComparisonMetric& report_metric(const Comparison& comparison);

/// The runs on the Pareto front of bits and SQNR, ascending by bits.
std::vector<int> front_runs(const Comparison& comparison);

/// Weights (indices into comparison.weights) for the bars by layer: all of them in order, or the `most` with
/// the lowest value of any run, in order. Those without any figure are left out.
std::vector<int> layers_in_picture(const Comparison& comparison, std::size_t most);

/// Most bars that a picture of tensors shows, and most layers that a picture of runs by layer shows.
constexpr std::size_t most_tensor_bars = 30, most_layer_bars = 48;

/// Rows of the statistics with a known outlier ratio above 0 and more than one channel, largest ratio first.
std::vector<std::size_t> rows_by_outlier_ratio(const Table& statistics);
double number_at(const Table& table, std::size_t row, const std::string& column);  ///< NaN where not known
std::string text_at(const Table& table, std::size_t row, const std::string& column);

}  // namespace quantscope::study
