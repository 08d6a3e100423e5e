#include "app/gui/palette_model.h"

#include <QPainter>
#include <QTextLayout>

#include "widgets/theme.h"

namespace quantscope::gui {
namespace {

constexpr int margin = 10, gap = 12;

QString detail(const PaletteItem& item) {
  return item.enabled ? item.subtitle : item.reason;
}

/// Draws the title and gives the width that it took, at most `room`.
int draw_title(QPainter* painter, const QRect& row, int left, int room, const PaletteIndex::Hit& hit,
               const QFont& font, const QColor& colour) {
  const QFontMetrics metrics(font);
  // Bold letters are wider than the metrics of the plain font say.
  const int slack = static_cast<int>(hit.letters.size());
  const QString text = metrics.elidedText(hit.item->title, Qt::ElideRight, std::max(room - slack, 0));
  QTextLayout layout(text, font);
  QList<QTextLayout::FormatRange> formats;
  const int untouched = text == hit.item->title ? int(text.size()) : int(text.size()) - 1;
  for (const int letter : hit.letters) {
    if (letter >= untouched) continue;
    QTextLayout::FormatRange range;
    range.start = letter;
    range.length = 1;
    range.format.setFontWeight(QFont::Bold);
    range.format.setFontUnderline(true);
    formats.push_back(range);
  }
  layout.setFormats(formats);
  layout.beginLayout();
  QTextLine line = layout.createLine();
  line.setLineWidth(1e6);
  layout.endLayout();
  if (!line.isValid()) return 0;
  painter->setPen(colour);
  layout.draw(painter, QPointF(left, row.top() + (row.height() - line.height()) / 2));
  return static_cast<int>(line.naturalTextWidth() + 1);
}

}  // namespace

void PaletteModel::set_hits(std::vector<PaletteIndex::Hit> hits) {
  beginResetModel();
  hits_ = std::move(hits);
  endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(hits_.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const PaletteItem& item = *hits_[static_cast<std::size_t>(index.row())].item;
  switch (role) {
    case Qt::DisplayRole:
      return item.title;
    case Qt::ToolTipRole:
      return detail(item).isEmpty() ? item.title : QStringLiteral("%1\n%2").arg(item.title, detail(item));
    case Qt::AccessibleTextRole: {
      QStringList parts{item.group, item.title, item.subtitle, item.shortcut};
      if (!item.enabled) parts << tr("disabled: %1").arg(item.reason);
      parts.removeAll(QString());
      return parts.join(QStringLiteral(", "));
    }
    default:
      return {};
  }
}

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
  const PaletteIndex::Hit& hit = model_->hits().at(static_cast<std::size_t>(index.row()));
  const PaletteItem& item = *hit.item;
  const bool chosen = option.state & QStyle::State_Selected;
  const QPalette& palette = option.palette;
  const QColor muted =
      chosen ? palette.color(QPalette::HighlightedText) : widgets::current_theme().muted_text;
  const QColor text = !item.enabled && !chosen ? palette.color(QPalette::Disabled, QPalette::Text)
                      : chosen                 ? palette.color(QPalette::HighlightedText)
                                               : palette.color(QPalette::Text);
  painter->save();
  painter->setClipRect(option.rect);
  if (chosen)
    painter->fillRect(option.rect, palette.color(item.enabled ? QPalette::Active : QPalette::Disabled,
                                                 QPalette::Highlight));
  const QRect row = option.rect.adjusted(margin, 0, -margin, 0);
  const QFontMetrics metrics(option.font);
  painter->setFont(option.font);

  int right = row.right();
  for (const QString& each : {item.group, item.shortcut}) {
    if (each.isEmpty()) continue;
    const int width = metrics.horizontalAdvance(each);
    painter->setPen(muted);
    painter->drawText(QRect(right - width, row.top(), width + 1, row.height()), Qt::AlignVCenter, each);
    right -= width + gap;
  }
  const int taken = draw_title(painter, row, row.left(), right - row.left(), hit, option.font, text);
  const int left = row.left() + taken + gap;
  if (right - left > metrics.averageCharWidth() * 6) {
    painter->setPen(muted);
    painter->drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignVCenter,
                      metrics.elidedText(detail(item), Qt::ElideRight, right - left));
  }
  painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {200, QFontMetrics(option.font).height() + 10};
}

}  // namespace quantscope::gui
