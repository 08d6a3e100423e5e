#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/metrics/error_metrics.h"
#include "core/storage/model_file.h"
#include "core/study/overview.h"
#include "core/study/table.h"

namespace quantscope::study {

/// A method with parameters under a name of its own, as pinned in the window or given to `compare`.
struct Run {
  std::string name;  ///< "rtn W4A8"; unique within a comparison
  Setting setting;
};

/// "qllm theta=6 W4A8": the method, what differs from its defaults, the bits, by the ids of the command line.
/// Throws base::Error for an unknown method.
std::string run_name(const Setting& setting);
/// Runs under these names; where two would be equal the later ones get " (2)", " (3)" … behind.
std::vector<Run> named_runs(const std::vector<Setting>& settings);

/// What one run gives on one weight.
struct ComparisonFigures {
  metrics::ErrorMetrics error;                        ///< of the weight
  std::optional<metrics::ErrorMetrics> output_error;  ///< of the layer's output, where its input is known
  double outlier_error_share = 0;                     ///< of the weight's squared error, [0, 1]
  double bits_per_weight = 0;
  std::int64_t values = 0;         ///< of the weight
  double seconds = 0;              ///< of quantizing the site and measuring this weight
  std::string problem;             ///< why there are no figures; the rest is nothing then
  base::ParameterValues chosen;    ///< parameters that are others on this site than the setting's:
                                   ///< chosen by the method ("theta")
  std::vector<std::string> notes;  ///< of the method and of the site's reading
};

/// One finished cell: indices into the runs and the weights given to compare_runs().
struct ComparisonCell {
  int run = 0;
  int weight = 0;
  ComparisonFigures figures;
};

/// A figure that runs are compared by.
struct ComparisonMetric {
  std::string id;     ///< column of the table: "output_sqnr_db"
  std::string label;  ///< "output SQNR"
  std::string unit;   ///< "dB"; empty where there is none
  std::string help;   ///< what it says, with the formula
  bool higher_is_better = false;
  bool logarithmic = false;  ///< drawn on a logarithmic axis
};

/// "output_sqnr_db", "sqnr_db", "output_mse", "mse", "cosine", "max_abs_error", "outlier_error_share",
/// "bits_per_weight", in this order.
const std::vector<ComparisonMetric>& comparison_metrics();
/// Throws base::Error naming the known ids.
const ComparisonMetric& comparison_metric(const std::string& id);
/// NaN where the cell does not know it.
double value_of(const ComparisonMetric& metric, const ComparisonFigures& figures);

/// All parameters of a setting, defaults among them, and what the method chose in this cell.
base::ParameterValues parameters_in_force(const Setting& setting, const ComparisonFigures& figures);

/// Runs × weights, filled cell by cell; what is not there yet is nothing.
struct Comparison {
  std::vector<Run> runs;
  std::vector<int> weights;                             ///< indices into file.tensors()
  std::vector<std::string> tensors;                     ///< their names
  std::vector<std::optional<ComparisonFigures>> cells;  ///< [run × weights.size() + weight]

  Comparison() = default;
  Comparison(const storage::ModelFile& file, std::vector<Run> runs, std::vector<int> weights);
  const std::optional<ComparisonFigures>& at(int run, int weight) const;
  void set(const ComparisonCell& cell);
  int known() const;  ///< number of cells that are there, with figures or with a problem
};

/// A run over all weights that it has figures of. Pooled figures are those of all values together: squared
/// errors and energies are summed, not averaged in dB.
struct RunSummary {
  int weights = 0;                       ///< with figures
  int problems = 0;                      ///< without
  double sqnr_db = 0;                    ///< pooled over the weights; NaN without any
  std::optional<double> output_sqnr_db;  ///< pooled over the outputs, where all of them are known
  double mean_output_sqnr_db = 0;        ///< mean of the layers' own figures in dB; NaN where none is known
  double worst_output_sqnr_db = 0;       ///< NaN where none is known
  int worst_weight = -1;  ///< index into Comparison::weights: the least output SQNR, where none is known SQNR
  double bits_per_weight = 0;  ///< weighted by the number of values; NaN without any
  double seconds = 0;          ///< sum over the cells
};
RunSummary run_summary(const Comparison& comparison, int run);

/// Quantizes and measures every cell, a site at a time, sites in the order of their first weight in `weights`
/// (the best visible first); the cells of a site arrive run by run as they are done. Only one site is in
/// memory. A run that cannot work on a site gives cells with a problem; other runs go on. `arrived` is called
/// on the calling thread. Throws base::Error for what is wrong as a whole (an unknown method, an invalid
/// parameter, a weight that is none), base::Cancelled.
void compare_runs(const storage::ModelFile& file, const std::vector<Run>& runs,
                  const std::vector<int>& weights, const base::Job& job,
                  const std::function<void(const ComparisonCell&)>& arrived);

/// One row a cell that is known: run, method, parameters, tensor, the metrics, seconds, notes. With
/// `baseline` ≥ 0 also `difference_<metric>` to that run's cell.
Table comparison_cells(const Comparison& comparison, int baseline = -1);
/// Whether each run is on the Pareto front of bits per weight and pooled output SQNR (of the weights' SQNR
/// where a run's output is not known). Runs with problems are not on it: they left out what others had to do.
std::vector<bool> on_pareto_front(const Comparison& comparison);

/// One row a run: the summary, and whether it is on the Pareto front.
Table comparison_summary(const Comparison& comparison);

/// Indices of the points that no other point beats: less or equal cost and better or equal value, one of
/// them strictly. Points with a NaN are never on it. Ascending by cost.
std::vector<int> pareto_front(const std::vector<double>& cost, const std::vector<double>& value,
                              bool higher_is_better);

}  // namespace quantscope::study
