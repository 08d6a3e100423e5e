#include "widgets/preview_badge.h"

#include <QPainter>

#include "widgets/number_text.h"
#include "widgets/theme.h"

namespace quantscope::widgets {

constexpr int hatch_width = 20;

PreviewBadge::PreviewBadge(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  hide();
}

void PreviewBadge::setPreview(bool preview, qint64 sample) {
  const QString text =
      sample > 0 ? tr("preview: sample of %1 values").arg(format_count(sample)) : tr("preview");
  if (preview == preview_ && text == text_) return;
  preview_ = preview;
  text_ = text;
  setVisible(preview);
  updateGeometry();
  setAccessibleName(preview ? text_ : QString());
  setToolTip(preview ? tr("A quick picture of a sample; the full result follows when the hand rests.")
                     : QString());
  update();
}

QSize PreviewBadge::sizeHint() const {
  const QFontMetrics metrics(font());
  return {metrics.horizontalAdvance(text_) + hatch_width + 12, metrics.height() + 4};
}

void PreviewBadge::paintEvent(QPaintEvent*) {
  const Theme& theme = current_theme();
  QPainter painter(this);
  const QRect badge = rect().adjusted(0, 0, -1, -1);
  painter.fillRect(badge, theme.chart_background);
  painter.fillRect(QRect(badge.left(), badge.top(), hatch_width, badge.height()),
                   QBrush(theme.preview_hatch, Qt::BDiagPattern));
  painter.setPen(theme.preview_hatch);
  painter.drawRect(badge);
  painter.setPen(theme.axis_text);
  painter.drawText(badge.adjusted(hatch_width, 0, 0, 0), Qt::AlignCenter, text_);
}

}  // namespace quantscope::widgets
