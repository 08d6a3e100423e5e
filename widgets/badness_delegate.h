#pragma once

#include <QStyledItemDelegate>

namespace quantscope::widgets {

/// Draws a small bar for a value in [0, 1] of a tree column; orange above `high`, and hatched there too, so
/// that colour does not speak alone. What is not a number draws nothing. The cell's DisplayRole text stays in
/// the model for assistive programs, tooltips and copying.
class BadnessDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  /// `role` holds the value as double.
  explicit BadnessDelegate(int role, QObject* parent = nullptr);

  void set_high(double high) { high_ = high; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                 const QModelIndex& index) override;

 private:
  int role_;
  double high_ = 0.66;
};

}  // namespace quantscope::widgets
