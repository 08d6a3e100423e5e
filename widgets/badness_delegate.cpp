#include "widgets/badness_delegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "widgets/number_text.h"
#include "widgets/theme.h"

namespace quantscope::widgets {

BadnessDelegate::BadnessDelegate(int role, QObject* parent) : QStyledItemDelegate(parent), role_(role) {}

void BadnessDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  QStyleOptionViewItem cell = option;
  initStyleOption(&cell, index);
  cell.text.clear();
  const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
  style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
  bool is_number = false;
  const double value = index.data(role_).toDouble(&is_number);
  if (!is_number || !std::isfinite(value)) return;
  const Theme& theme = current_theme();
  const bool high = value >= high_;
  const QRectF room = QRectF(option.rect).adjusted(4, 4, -4, -4);
  QRectF bar = room;
  bar.setWidth(std::max(1.0, room.width() * std::clamp(value, 0.0, 1.0)));
  painter->save();
  painter->fillRect(room, theme.grid);
  painter->fillRect(bar, high ? theme.outlier : theme.original);
  if (high) painter->fillRect(bar, QBrush(theme.chart_background, Qt::BDiagPattern));
  painter->restore();
}

QSize BadnessDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {56, option.fontMetrics.height() + 4};
}

bool BadnessDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                const QStyleOptionViewItem& option, const QModelIndex& index) {
  if (event->type() == QEvent::ToolTip && !index.data(Qt::ToolTipRole).isValid()) {
    bool is_number = false;
    const double value = index.data(role_).toDouble(&is_number);
    if (is_number && std::isfinite(value)) {
      QToolTip::showText(event->globalPos(), tr("badness %1 of 1").arg(format_three(value)), view);
      return true;
    }
  }
  return QStyledItemDelegate::helpEvent(event, view, option, index);
}

}  // namespace quantscope::widgets
