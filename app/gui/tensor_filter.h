#pragma once

#include <QRegularExpression>
#include <QSortFilterProxyModel>

namespace quantscope::gui {

/// Searches and sorts a TensorModel: keeps tensors whose name has the pattern (a glob where it has *, ? or [,
/// else a part of the name; upper and lower case alike) and whose kind is the chosen one, and the groups that
/// keep any.
class TensorFilter : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit TensorFilter(QObject* parent = nullptr);

  void set_pattern(const QString& pattern);
  /// A kind ("down_proj"), "role:weight", "role:input", or empty for all.
  void set_kind(const QString& kind);
  int shown_tensors() const;

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  bool accepts_tensor(const QModelIndex& index) const;

  QString pattern_;
  QRegularExpression glob_;
  bool is_glob_ = false;
  QString kind_;
};

}  // namespace quantscope::gui
