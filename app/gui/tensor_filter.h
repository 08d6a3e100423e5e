#pragma once

#include <QSortFilterProxyModel>

#include "app/gui/view_filter.h"

namespace quantscope::gui {

/// Filters and sorts a TensorModel: keeps the tensors that all filters keep, and the groups that have any.
class TensorFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit TensorFilter(QObject* parent = nullptr);

  void set_filters(const Filters& filters);
  int shown_tensors() const;

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  bool accepts_tensor(const QModelIndex& index) const;

  Filters filters_;
  TensorCondition condition_;  ///< empty where all are kept
};

}  // namespace quantscope::gui
