#include "widgets/chart_marks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace quantscope::widgets {
namespace {

constexpr int label_padding = 3;

QColor faded(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

/// Places labels where no earlier one stands. Upright marks fill rows from the top; level marks sit above
/// their line at the right edge and step to the left.
std::optional<QRect> free_place(const QRect& chart, double pixel, QSize size, bool upright,
                                const std::vector<QRect>& taken) {
  for (int row = 0; row < (upright ? 5 : 3); ++row) {
    QRect place(QPoint(), size);
    if (upright) {
      place.moveLeft(static_cast<int>(std::lround(pixel)) + 1);
      if (place.right() > chart.right()) place.moveRight(static_cast<int>(std::lround(pixel)) - 1);
      place.moveTop(chart.top() + 1 + row * (size.height() + 1));
    } else {
      place.moveRight(chart.right() - row * (size.width() + 6));
      place.moveBottom(static_cast<int>(std::lround(pixel)) - 1);
      if (place.top() < chart.top()) place.moveTop(static_cast<int>(std::lround(pixel)) + 2);
    }
    if (!chart.contains(place)) continue;
    if (std::ranges::none_of(
            taken, [&](const QRect& other) { return other.adjusted(-2, 0, 2, 0).intersects(place); }))
      return place;
  }
  return std::nullopt;
}

}  // namespace

ValueMarks::ValueMarks(QCPAxis* axis)
    : QCPLayerable(axis->parentPlot(), QStringLiteral("overlay")), axis_(axis) {}

void ValueMarks::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect ValueMarks::clipRect() const {
  return axis_->axisRect()->rect();
}

void ValueMarks::draw(QCPPainter* painter) {
  const QRect chart = clipRect();
  const bool upright = axis_->orientation() == Qt::Horizontal;
  const auto visible = [&](double pixel) {
    return std::isfinite(pixel) && (upright ? pixel >= chart.left() && pixel <= chart.right()
                                            : pixel >= chart.top() && pixel <= chart.bottom());
  };
  for (const ValueMark& mark : marks_) {
    const double pixel = axis_->coordToPixel(mark.coordinate);
    if (!visible(pixel)) continue;
    QPen pen(mark.colour, mark.width, mark.style);
    painter->setPen(pen);
    if (upright)
      painter->drawLine(QLineF(pixel, chart.bottom(), pixel, chart.top()));
    else
      painter->drawLine(QLineF(chart.left(), pixel, chart.right(), pixel));
  }

  std::vector<std::size_t> by_priority(marks_.size());
  std::iota(by_priority.begin(), by_priority.end(), std::size_t{0});
  std::ranges::stable_sort(
      by_priority, [&](std::size_t a, std::size_t b) { return marks_[a].priority > marks_[b].priority; });
  painter->setFont(axis_->tickLabelFont());
  const QFontMetrics metrics(axis_->tickLabelFont());
  std::vector<QRect> taken;
  painter->setAntialiasing(true);
  for (const std::size_t index : by_priority) {
    const ValueMark& mark = marks_[index];
    const double pixel = axis_->coordToPixel(mark.coordinate);
    if (mark.label.isEmpty() || !visible(pixel)) continue;
    const QSize size(metrics.horizontalAdvance(mark.label) + 2 * label_padding, metrics.height());
    const std::optional<QRect> place = free_place(chart, pixel, size, upright, taken);
    if (!place) continue;
    taken.push_back(*place);
    painter->setPen(Qt::NoPen);
    painter->setBrush(faded(background_, 215));
    painter->drawRect(*place);
    painter->setPen(mark.colour);
    painter->setBrush(Qt::NoBrush);
    painter->drawText(*place, Qt::AlignCenter, mark.label);
  }
}

LevelTicks::LevelTicks(QCPAxis* axis)
    : QCPLayerable(axis->parentPlot(), QStringLiteral("axes")), axis_(axis) {}

void LevelTicks::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect LevelTicks::clipRect() const {
  return axis_->axisRect()->rect();
}

void LevelTicks::draw(QCPPainter* painter) {
  constexpr double closest = 3;
  const QRect chart = clipRect();
  std::vector<double> pixels;
  bool thinned = false;
  double narrowest = chart.width();
  for (const double level : levels_) {
    const double pixel = axis_->coordToPixel(level);
    if (!(pixel >= chart.left() && pixel <= chart.right())) continue;
    if (!pixels.empty() && pixel - pixels.back() < closest) {
      thinned = true;
      continue;
    }
    if (!pixels.empty()) narrowest = std::min(narrowest, pixel - pixels.back());
    pixels.push_back(pixel);
  }
  if (pixels.empty()) return;
  const int bottom = chart.bottom();
  if (thinned)
    painter->fillRect(QRectF(pixels.front(), bottom - 3, pixels.back() - pixels.front(), 3),
                      faded(colour_, 130));
  if (narrowest >= 14) {
    painter->setPen(QPen(faded(colour_, 70), 1, Qt::DotLine));
    for (const double pixel : pixels) painter->drawLine(QLineF(pixel, bottom, pixel, chart.top()));
  }
  painter->setPen(QPen(colour_, narrowest >= 8 ? 2 : 1));
  const double height = narrowest >= 8 ? 10 : 7;
  for (const double pixel : pixels) painter->drawLine(QLineF(pixel, bottom, pixel, bottom - height));
}

BrushBand::BrushBand(QCPAxis* axis)
    : QCPLayerable(axis->parentPlot(), QStringLiteral("overlay")), axis_(axis) {}

void BrushBand::applyDefaultAntialiasingHint(QCPPainter* painter) const {
  painter->setAntialiasing(false);
}

QRect BrushBand::clipRect() const {
  return axis_->axisRect()->rect();
}

void BrushBand::draw(QCPPainter* painter) {
  if (!range_) return;
  const QRect chart = clipRect();
  const double low =
      std::clamp<double>(axis_->coordToPixel(range_->first), chart.left() - 2, chart.right() + 2);
  const double high =
      std::clamp<double>(axis_->coordToPixel(range_->second), chart.left() - 2, chart.right() + 2);
  const QRectF band(low, chart.top(), high - low, chart.height());
  painter->fillRect(band, colour_);
  painter->setPen(QPen(faded(colour_, 255), 1));
  painter->drawLine(band.topLeft(), band.bottomLeft());
  painter->drawLine(band.topRight(), band.bottomRight());
}

}  // namespace quantscope::widgets
