#include "app/gui/tensor_filter.h"

#include "app/gui/tensor_model.h"

namespace quantscope::gui {

TensorFilter::TensorFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setSortRole(TensorModel::sort_role);
  setDynamicSortFilter(true);
}

void TensorFilter::set_pattern(const QString& pattern) {
  pattern_ = pattern.trimmed();
  is_glob_ = pattern_.contains(QRegularExpression(QStringLiteral("[*?\\[]")));
  // A '*' matches dots and slashes too: names are one text here, not a path.
  glob_ = QRegularExpression(QRegularExpression::wildcardToRegularExpression(
                                 pattern_, QRegularExpression::UnanchoredWildcardConversion)
                                 .replace(QStringLiteral("[^/]"), QStringLiteral(".")),
                             QRegularExpression::CaseInsensitiveOption);
  if (!glob_.isValid()) is_glob_ = false;
  invalidateFilter();
}

void TensorFilter::set_kind(const QString& kind) {
  kind_ = kind;
  invalidateFilter();
}

int TensorFilter::shown_tensors() const {
  int shown = 0;
  for (int group = 0; group < rowCount(); ++group) shown += rowCount(index(group, 0));
  return shown;
}

bool TensorFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  if (pattern_.isEmpty() && kind_.isEmpty()) return true;
  const QModelIndex index = sourceModel()->index(row, 0, parent);
  if (parent.isValid()) return accepts_tensor(index);
  const int children = sourceModel()->rowCount(index);
  for (int child = 0; child < children; ++child)
    if (accepts_tensor(sourceModel()->index(child, 0, index))) return true;
  return false;
}

bool TensorFilter::accepts_tensor(const QModelIndex& index) const {
  const auto* model = static_cast<const TensorModel*>(sourceModel());
  const storage::TensorInfo& info = model->document()->tensor(model->tensor_at(index));
  if (kind_ == QLatin1String("role:weight")) {
    if (info.role != storage::TensorRole::weight && info.role != storage::TensorRole::other) return false;
  } else if (kind_ == QLatin1String("role:input")) {
    if (info.role != storage::TensorRole::activation && info.role != storage::TensorRole::channel_absmax)
      return false;
  } else if (!kind_.isEmpty() && kind_ != QLatin1String(info.kind.c_str())) {
    return false;
  }
  if (pattern_.isEmpty()) return true;
  const QString name = QString::fromStdString(info.name);
  return is_glob_ ? glob_.match(name).hasMatch() : name.contains(pattern_, Qt::CaseInsensitive);
}

bool TensorFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  return left.data(sortRole()).toDouble() < right.data(sortRole()).toDouble();
}

}  // namespace quantscope::gui
