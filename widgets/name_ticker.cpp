#include "widgets/name_ticker.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

constexpr double shortest_limit = 66;  ///< "qllm W4A8" is whole

/// First and last of `count` places 0, 1, 2 … within the range; the last lies before the first where none
/// does.
std::pair<int, int> places_in(const QCPRange& range, qsizetype count) {
  if (count == 0 || !(range.size() > 0)) return {0, -1};
  return {std::max(0, static_cast<int>(std::ceil(range.lower))),
          std::min(static_cast<int>(count) - 1, static_cast<int>(std::floor(range.upper)))};
}

}  // namespace

void NameTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                          QVector<double>* sub_ticks, QVector<QString>* labels) {
  ticks.clear();
  if (sub_ticks) sub_ticks->clear();
  if (labels) labels->clear();
  const auto [first, last] = places_in(range, names_.size());
  if (first > last) return;

  // The viewport has the size to come already, the axis rectangle the one of the last picture.
  const QCPAxisRect* rect = axis_->axisRect();
  const QMargins margins = rect->margins();
  const QSize view = axis_->parentPlot()->viewport().size();
  const double spacing = (view.width() - margins.left() - margins.right()) / range.size();
  const QFontMetrics metrics(axis_->tickLabelFont());
  const int longest = static_cast<int>(std::max({shortest_limit, view.height() / 3.0, spacing - 10}));
  QStringList shown;
  int widest = 0;
  for (int index = first; index <= last; ++index) {
    shown << metrics.elidedText(names_[index], Qt::ElideMiddle, longest);
    widest = std::max(widest, metrics.horizontalAdvance(shown.back()));
  }
  const bool flat = widest + 10 <= spacing;
  // A slanted name must not stick out on the left.
  const double room = margins.left() + (first - range.lower) * spacing;
  const bool slanted = !flat && spacing >= metrics.height() * 1.25 && widest * 0.5 + 8 <= room;
  axis_->setTickLabelRotation(flat ? 0 : slanted ? -60 : -90);
  const double needed = flat ? widest + 10.0 : metrics.height() * (slanted ? 1.2 : 1.0);
  const int step = std::max(1, static_cast<int>(std::ceil(needed / std::max(spacing, 1e-9) - 1e-9)));
  for (int index = (first + step - 1) / step * step; index <= last; index += step) {
    ticks << index;
    if (labels) *labels << shown[index - first];
  }
}

QSharedPointer<RowTicker> RowTicker::on(QCPAxis* axis) {
  QSharedPointer<RowTicker> ticker(new RowTicker(axis));
  axis->setTicker(ticker);
  axis->setRangeReversed(true);
  axis->setSubTicks(false);
  axis->grid()->setVisible(false);
  return ticker;
}

void RowTicker::set_rows(QStringList names, QStringList second_lines) {
  names_ = std::move(names);
  second_lines_ = std::move(second_lines);
}

void RowTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                         QVector<double>* sub_ticks, QVector<QString>* labels) {
  ticks.clear();
  if (sub_ticks) sub_ticks->clear();
  if (labels) labels->clear();
  const auto [first, last] = places_in(range, names_.size());
  if (first > last) return;
  const QMargins margins = axis_->axisRect()->margins();
  const QSize view = axis_->parentPlot()->viewport().size();
  const double spacing = (view.height() - margins.top() - margins.bottom()) / range.size();
  const QFontMetrics metrics(axis_->tickLabelFont());
  const int longest = std::max(60, view.width() / 3);
  const bool both = second_lines_.size() == names_.size() && spacing >= 2.1 * metrics.height();
  const int step =
      std::max(1, static_cast<int>(std::ceil(metrics.height() / std::max(spacing, 1e-9) - 1e-9)));
  for (int index = (first + step - 1) / step * step; index <= last; index += step) {
    ticks << index;
    if (!labels) continue;
    QString text = metrics.elidedText(names_[index], Qt::ElideMiddle, longest);
    if (both) {
      // The axis centres lines; leading spaces set the shorter one flush with the other.
      QString &upper = text, lower = metrics.elidedText(second_lines_[index], Qt::ElideMiddle, longest);
      QString& shorter = metrics.horizontalAdvance(upper) < metrics.horizontalAdvance(lower) ? upper : lower;
      const int apart = std::abs(metrics.horizontalAdvance(upper) - metrics.horizontalAdvance(lower));
      const QChar space(0x00a0);
      shorter.prepend(QString(apart / std::max(1, metrics.horizontalAdvance(space)), space));
      text += '\n' + lower;
    }
    *labels << text;
  }
}

double CountTicker::getTickStep(const QCPRange& range) {
  return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
}

QString CountTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  return format_count(std::llround(tick));
}

}  // namespace quantscope::widgets
