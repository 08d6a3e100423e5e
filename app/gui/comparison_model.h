#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

#include "core/study/comparison.h"
#include "widgets/chart_table.h"
#include "widgets/run_style.h"

namespace quantscope::gui {

/// A comparison as the page shows it: one metric, as it is or as the difference to a baseline.
struct ShownComparison {
  study::Comparison comparison;
  std::vector<widgets::RunStyle> styles;  ///< one a run
  std::vector<QString> labels;            ///< short names of the weights: "0.q_proj"
  std::vector<QString> kinds;             ///< of the weights: "q_proj"
  study::ComparisonMetric metric;
  int baseline = -1;        ///< index into the runs; −1 for none
  bool differences = true;  ///< shown in place of values where there is a baseline
  int selected = -1;        ///< index into the weights; −1 for none

  int runs() const { return static_cast<int>(comparison.runs.size()); }
  int weights() const { return static_cast<int>(comparison.weights.size()); }
  /// The metric of a cell; NaN where it is not known.
  double value(int run, int weight) const;
  bool shows_differences() const { return baseline >= 0 && differences; }
  /// value(), or its difference to the baseline's.
  double shown(int run, int weight) const;
  /// How much worse than others a shown value is, for "worst first": larger is worse; NaN where not known.
  double badness(int run, int weight) const;
  /// The worst of the runs on this weight.
  double badness_of_weight(int weight) const;
  /// The largest |difference| to the baseline that is finite; 0 where there is none.
  double largest_difference() const;
  /// "+1.9" with its sign for differences.
  QString text(int run, int weight) const;
  /// What is wrong with a cell; empty where nothing is.
  QString problem(int run, int weight) const;
  /// What a cell says in full, for tooltips and read-outs.
  QString details(int run, int weight) const;
};

/// −1 worst … 1 best: a difference of the metric by its size, for its colour.
double difference_level(const study::ComparisonMetric& metric, double difference, double largest);

/// Tensors × runs of one metric. Differences are coloured by size and carry their sign.
class ComparisonModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role {
    sort_role = Qt::UserRole,  ///< double; the larger the worse, NaN where not known
    problem_role               ///< why there are no figures
  };

  using QAbstractTableModel::QAbstractTableModel;

  /// Keeps the rows and columns where runs and weights are the same.
  void set_comparison(ShownComparison shown);
  const ShownComparison& shown() const { return shown_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  ShownComparison shown_;
  double largest_ = 0;
};

/// Tab-separated texts of rows × columns with their headers, for the clipboard: full precision.
widgets::ChartTable table_of(const ShownComparison& shown, const std::vector<int>& weights);

}  // namespace quantscope::gui
