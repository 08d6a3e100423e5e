#pragma once

#include <QWidget>

#include "app/gui/inference_figures.h"

class QSortFilterProxyModel;
class QTabWidget;
class QTableView;

namespace quantscope::widgets {
class ChartTableModel;
}

namespace quantscope::gui {

/// The numbers of runs, one row a run; and the layers of one of them, the worst first.
class InferenceTables : public QWidget {
  Q_OBJECT

 public:
  explicit InferenceTables(QWidget* parent = nullptr);

  QTableView* runs() const { return runs_; }
  QTableView* layers() const { return layers_; }
  void set_shown(const ShownInference& shown);
  void show_layers(bool on);
  bool shows_layers() const;
  /// What is in front, at full precision.
  widgets::ChartTable table() const;

 public slots:
  void copy();

 signals:
  void layerChosen(int layer);  ///< index into ShownInference::layers
  void runApplied(int run);     ///< double click or Enter

 private:
  widgets::ChartTableModel* run_model_;
  widgets::ChartTableModel* layer_model_;
  QSortFilterProxyModel* order_;
  QTabWidget* tabs_;
  QTableView* runs_;
  QTableView* layers_;
  widgets::ChartTable run_table_;              ///< with all its columns
  int fitted_runs_ = -1, fitted_layers_ = -1;  ///< rows as of the last fitting of the columns
};

/// The numbers behind the bars: every figure of every run, as `quantscope-cli perplexity` names them.
widgets::ChartTable run_table(const ShownInference& shown);
/// The numbers behind the lines.
widgets::ChartTable layer_table(const ShownInference& shown);

}  // namespace quantscope::gui
