#include "app/gui/runs_panel_delegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "app/gui/run_list.h"
#include "widgets/theme.h"

namespace quantscope::gui {
namespace {

constexpr int eye_width = 24, glyph_width = 34, glyph_gap = 6;

QRect glyph_rect(const QRect& row) {
  return {row.left() + eye_width, row.top(), glyph_width, row.height()};
}

QRect name_rect(const QRect& row) {
  return row.adjusted(eye_width + glyph_width + glyph_gap, 0, -2, 0);
}

/// An open eye, or a closed lid.
void draw_eye(QPainter& painter, const QRectF& place, const QColor& colour, bool open) {
  const QPointF centre = place.center();
  constexpr double half = 7, lid = 5.5;
  painter.setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap));
  painter.setBrush(Qt::NoBrush);
  QPainterPath lower(centre - QPointF(half, 0));
  lower.quadTo(centre + QPointF(0, 1.6 * lid), centre + QPointF(half, 0));
  if (open) {
    lower.quadTo(centre - QPointF(0, 1.6 * lid), centre - QPointF(half, 0));
    painter.drawPath(lower);
    painter.setBrush(colour);
    painter.drawEllipse(centre, 2, 2);
    return;
  }
  painter.drawPath(lower);
  for (const double x : {-4.5, 0.0, 4.5}) {
    const double y = 4.4 - std::abs(x) * 0.45;
    painter.drawLine(centre + QPointF(x, y), centre + QPointF(1.35 * x, y + 2.6));
  }
}

}  // namespace

QRect RunDelegate::eye_rect(const QRect& row) {
  return {row.left(), row.top(), eye_width, row.height()};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
  const auto* list = qobject_cast<const RunList*>(index.model());
  if (!list) return;
  const PinnedRun& run = list->runs()[static_cast<std::size_t>(index.row())];
  const widgets::Theme& theme = widgets::current_theme();

  QStyleOptionViewItem row = option;
  row.text.clear();
  row.icon = {};
  row.features = QStyleOptionViewItem::None;
  const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
  style->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);

  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  QColor text = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
  draw_eye(*painter, eye_rect(option.rect), run.visible || selected ? text : theme.muted_text, run.visible);

  // On the ground of charts, so that the colours are those of the charts on a selected row too.
  const QRectF place = QRectF(glyph_rect(option.rect)).adjusted(1, 3, -1, -3);
  painter->setPen(Qt::NoPen);
  painter->setBrush(theme.chart_background);
  painter->drawRoundedRect(place, 3, 3);
  painter->setOpacity(run.visible ? 1 : 0.55);
  painter->setPen(widgets::run_pen(run.style(), theme, 2));
  painter->drawLine(QPointF(place.left() + 3, place.center().y()),
                    QPointF(place.right() - 3, place.center().y()));
  widgets::draw_run_marker(*painter, run.style(), theme, place.center(), 9);
  painter->setOpacity(1);

  if (!run.visible && !selected) text = theme.muted_text;
  painter->setPen(text);
  const QRect room = name_rect(option.rect);
  painter->setFont(option.font);
  painter->drawText(
      room, Qt::AlignVCenter | Qt::AlignLeft,
      option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, room.width()));
  painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  return {eye_width + glyph_width + glyph_gap +
              option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 4,
          std::max(22, option.fontMetrics.height() + 6)};
}

bool RunDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
  const auto toggle = [&] {
    const bool shown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
  };
  switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick: {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      if (mouse->button() != Qt::LeftButton || !eye_rect(option.rect).contains(mouse->position().toPoint()))
        return false;
      return event->type() == QEvent::MouseButtonRelease ? toggle() : true;
    }
    case QEvent::KeyPress:
      return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space && toggle();
    default:
      return false;
  }
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                       const QModelIndex&) const {
  editor->setGeometry(name_rect(option.rect));
}

}  // namespace quantscope::gui
