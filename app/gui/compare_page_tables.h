#pragma once

#include <QWidget>

#include "app/gui/compare_page_pooling.h"

class QSortFilterProxyModel;
class QTabWidget;
class QTableView;

namespace quantscope::widgets {
class ChartTableModel;
}

namespace quantscope::gui {

/// The numbers of a comparison: every cell, one row a tensor and one column a run; and one row a run.
class CompareTables : public QWidget {
  Q_OBJECT

 public:
  explicit CompareTables(QWidget* parent = nullptr);

  QTableView* cells() const { return cells_; }
  QTableView* runs() const { return runs_; }
  ComparisonModel* model() const { return model_; }
  /// Keeps the sorting and the columns' widths while runs and baseline are the same.
  void set_comparison(const ShownComparison& shown, const PooledComparison& pooled);
  void show_runs(bool on);
  bool shows_runs() const;
  /// What is in front, in its order, at full precision.
  widgets::ChartTable table() const;

 public slots:
  void copy();

 signals:
  void cellChosen(int run, int weight);  ///< indices into the comparison; run −1: the tensor's name
  void runApplied(int run, int weight);  ///< double click or Enter; weight −1: of the row of a run

 private:
  void choose(const QModelIndex& index);
  void apply(const QModelIndex& index);

  ComparisonModel* model_;
  QSortFilterProxyModel* order_;
  widgets::ChartTableModel* summary_;
  QTabWidget* tabs_;
  QTableView* cells_;
  QTableView* runs_;
  QStringList headers_;  ///< of the cells, as of the last fitting of the columns
};

}  // namespace quantscope::gui
