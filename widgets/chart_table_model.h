#pragma once

#include <QAbstractTableModel>

#include "widgets/chart_table.h"

namespace quantscope::widgets {

/// A ChartTable for views: three significant digits to see, full precision in tooltips and for copying.
class ChartTableModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void set_table(ChartTable table);
  const ChartTable& table() const { return table_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  ChartTable table_;
};

}  // namespace quantscope::widgets
