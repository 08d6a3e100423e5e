#include "app/gui/tensor_filter.h"

#include <algorithm>

#include "app/gui/tensor_model.h"

namespace quantscope::gui {

TensorFilter::TensorFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setSortRole(TensorModel::sort_role);
  setDynamicSortFilter(true);
}

void TensorFilter::set_filters(const Filters& filters) {
  if (filters == filters_) return;
  filters_ = filters;
  const bool any = !std::ranges::all_of(filters_, &Filter::about_channels);
  condition_ = any ? tensor_condition(filters_) : TensorCondition();
  invalidateFilter();
}

int TensorFilter::shown_tensors() const {
  int shown = 0;
  for (int group = 0; group < rowCount(); ++group) shown += rowCount(index(group, 0));
  return shown;
}

bool TensorFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  if (!condition_) return true;
  const QModelIndex index = sourceModel()->index(row, 0, parent);
  if (parent.isValid()) return accepts_tensor(index);
  const int children = sourceModel()->rowCount(index);
  for (int child = 0; child < children; ++child)
    if (accepts_tensor(sourceModel()->index(child, 0, index))) return true;
  return false;
}

bool TensorFilter::accepts_tensor(const QModelIndex& index) const {
  const auto* model = static_cast<const TensorModel*>(sourceModel());
  const int tensor = model->tensor_at(index);
  return condition_(model->document()->tensor(tensor), model->summary(tensor));
}

bool TensorFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  return left.data(sortRole()).toDouble() < right.data(sortRole()).toDouble();
}

}  // namespace quantscope::gui
