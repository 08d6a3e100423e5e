#pragma once

#include <QString>
#include <QTableWidget>
#include <optional>
#include <vector>

#include "widgets/chart_table.h"

namespace quantscope::widgets {

enum class MetricDirection { lower_is_better, higher_is_better, neither };

/// One error figure before → after.
struct MetricRow {
  QString id;       ///< column name in exports, with its unit: "output_sqnr_db"
  QString label;    ///< "output SQNR"
  QString unit;     ///< "dB"; empty where there is none
  QString formula;  ///< tooltip: what it is and how it is computed
  MetricDirection direction = MetricDirection::neither;
  std::optional<double> before, after;  ///< none shows "–"
};

/// Error figures before → after with an arrow and a word for better or worse. Copy gives tab-separated full
/// precision.
class MetricTable : public QTableWidget {
  Q_OBJECT
 public:
  explicit MetricTable(QWidget* parent = nullptr);

  /// Fast when only numbers changed. `preview` writes the figures in italics and says so in the tooltips.
  void setRows(std::vector<MetricRow> rows, bool preview = false);
  /// What the figures before are of: the name of a baseline run; empty for the setting before.
  void setBefore(const QString& name);
  const std::vector<MetricRow>& metricRows() const { return rows_; }

  ChartTable table() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 public slots:
  void copy();

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void fill();

  std::vector<MetricRow> rows_;
  bool preview_ = false;
};

}  // namespace quantscope::widgets
