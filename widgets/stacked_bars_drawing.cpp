#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/number_text.h"
#include "widgets/stacked_bars_view.h"

namespace quantscope::widgets {
namespace {

constexpr double run_strip = 4, text_gap = 5;  // pixels
constexpr int most_lines_of_others = 12;       // in a read-out

/// Black or white, whichever reads better on this.
QColor ink_on(const QColor& fill) {
  const double light = 0.299 * fill.redF() + 0.587 * fill.greenF() + 0.114 * fill.blueF();
  return light > 0.55 ? QColor(Qt::black) : QColor(Qt::white);
}

}  // namespace

QColor StackedBarsView::part_colour(int part) const {
  const auto at = std::ranges::find(drawn_parts_, part);
  return at == drawn_parts_.end() ? theme_->original_fill
                                  : kind_colour(static_cast<int>(at - drawn_parts_.begin()), *theme_);
}

void StackedBarsView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  QStringList legend;
  std::vector<RunStyle> runs;
  for (const StackedRow& row : data_.rows)
    if (!row.style.name.isEmpty() && std::ranges::find(runs, row.style) == runs.end())
      runs.push_back(row.style);
  for (const RunStyle& run : runs) legend << run_legend_html(run, theme);
  for (const int part : drawn_parts_)
    legend << legend_entry_html(QStringLiteral("■"), part_colour(part),
                                shown()->parts[static_cast<std::size_t>(part)], theme);
  if (!others_.empty())
    legend << legend_entry_html(QStringLiteral("■"), theme.original_fill,
                                tr("others (%1)").arg(others_.size()), theme);
  for (int row = 0; row < static_cast<int>(data_.rows.size()); ++row) {
    if (!whisker_of(row)) continue;
    legend << legend_entry_html(QStringLiteral("├┤"), theme.axis_text, tr("total from low to high"), theme);
    break;
  }
  frame_->setLegend(legend_html(legend));
}

void StackedBarsView::draw(QCPPainter& painter) {
  const QCustomPlot* plot = frame_->plot();
  label_rects_.clear();
  painter.setFont(plot->xAxis->tickLabelFont());
  const QCPRange range = plot->yAxis->range();
  const int first = std::max(0, static_cast<int>(std::ceil(range.lower - 0.5)));
  const int last =
      std::min(static_cast<int>(data_.rows.size()) - 1, static_cast<int>(std::floor(range.upper + 0.5)));
  for (int row = first; row <= last; ++row) draw_row(painter, row);
}

void StackedBarsView::draw_row(QCPPainter& painter, int row) {
  const StackedRow& each = data_.rows[static_cast<std::size_t>(row)];
  painter.setAntialiasing(false);
  for (const int part : drawn_parts_)
    if (const QRectF rect = segmentRect(row, part); !rect.isEmpty())
      draw_segment(painter, row, rect, part_colour(part), shown()->parts[static_cast<std::size_t>(part)]);
  if (const QRectF rest = others_rect(row); !rest.isEmpty())
    draw_segment(painter, row, rest, theme_->original_fill, tr("others"));
  // Whose bar this is, beside the axis.
  if (const QRectF whole = span_rect(row, 0, total(row)); whole.width() > 0)
    painter.fillRect(QRectF(whole.left() - run_strip - 1, whole.top(), run_strip, whole.height()),
                     run_colour(each.style, *theme_));
  if (row == selected_row_) {
    const QRectF rect = selected_part_ >= 0 ? segmentRect(row, selected_part_) : others_rect(row);
    painter.setPen(QPen(theme_->palette.color(QPalette::Highlight), 3));
    painter.setBrush(Qt::NoBrush);
    if (!rect.isEmpty()) painter.drawRect(rect.adjusted(-1, -2, 1, 2));
  }
  draw_whisker(painter, row);
  draw_total(painter, row);
}

/// With its name where that has room off the whisker.
void StackedBarsView::draw_segment(QCPPainter& painter, int row, const QRectF& rect, const QColor& fill,
                                   const QString& name) {
  const QRect chart = frame_->plot()->axisRect()->rect();
  const QRectF seen = rect.intersected(QRectF(chart));
  if (seen.isEmpty()) return;
  painter.fillRect(seen, data_.preview ? QBrush(fill, Qt::BDiagPattern) : QBrush(fill));
  painter.setPen(QPen(theme_->chart_background, 1));
  if (rect.width() >= 3) painter.drawLine(QLineF(rect.right(), rect.top(), rect.right(), rect.bottom()));
  const QFontMetricsF metrics(painter.font());
  QRectF place = seen.adjusted(2, 0, -3, 0);
  if (const auto whisker = whisker_of(row))
    place.setRight(std::min(place.right(), span_rect(row, whisker->first, whisker->second).left() - 3));
  if (metrics.horizontalAdvance(name) > place.width() || metrics.height() > place.height()) return;
  if (data_.preview) {
    painter.fillRect(QRectF(place.center().x() - metrics.horizontalAdvance(name) / 2 - 2,
                            place.center().y() - metrics.height() / 2, metrics.horizontalAdvance(name) + 4,
                            metrics.height()),
                     fill);
  }
  label_rects_.push_back(place);
  painter.setPen(ink_on(fill));
  painter.drawText(place, Qt::AlignCenter, name);
}

std::optional<std::pair<double, double>> StackedBarsView::whisker_of(int row) const {
  const StackedRow& each = data_.rows[static_cast<std::size_t>(row)];
  const bool known = std::isfinite(each.low) && std::isfinite(each.high) && each.high >= each.low;
  if (!known || showsShares() || !each.problem.isEmpty()) return std::nullopt;
  return std::pair(each.low, each.high);
}

void StackedBarsView::draw_whisker(QCPPainter& painter, int row) const {
  const auto whisker = whisker_of(row);
  if (!whisker) return;
  const QRectF span = span_rect(row, whisker->first, whisker->second);
  const double middle = span.center().y(), cap = std::max(2.0, span.height() * 0.22);
  // Light around the line, so that it is seen on any bar.
  for (const QPen& pen : {QPen(theme_->chart_background, 3.5), QPen(theme_->axis_text, 1.5)}) {
    painter.setPen(pen);
    painter.drawLine(QLineF(span.left(), middle, span.right(), middle));
    for (const double x : {span.left(), span.right()})
      painter.drawLine(QLineF(x, middle - cap, x, middle + cap));
  }
}

QString StackedBarsView::total_text(int row) const {
  const StackedRow& each = data_.rows[static_cast<std::size_t>(row)];
  if (!each.problem.isEmpty()) return each.problem;
  const QString sum = format_si(total(row), data_.unit);
  return each.note.isEmpty() ? sum : QStringLiteral("%1 · %2").arg(sum, each.note);
}

/// Beside the bar and its whisker; over its end where there is no room beside it.
void StackedBarsView::draw_total(QCPPainter& painter, int row) {
  const StackedRow& each = data_.rows[static_cast<std::size_t>(row)];
  const QRectF chart = frame_->plot()->axisRect()->rect();
  const QFontMetricsF metrics(painter.font());
  const auto whisker = whisker_of(row);
  const double high = whisker ? std::max(whisker->second, total(row)) : total(row);
  const QRectF whole = span_rect(row, 0, high);
  const double width = metrics.horizontalAdvance(total_text(row)), height = metrics.height();
  // Where rows are lower than the font, their texts would run into each other.
  const QCPAxis* axis = frame_->plot()->yAxis;
  const double spacing = std::abs(axis->coordToPixel(1) - axis->coordToPixel(0));
  if (spacing < height && row % static_cast<int>(std::ceil(height / std::max(spacing, 1e-3))) != 0) return;
  if (whole.right() < chart.left() && whole.width() > 0) return;
  QRectF place(std::max(whole.right(), chart.left()) + text_gap, whole.center().y() - height / 2, width + 4,
               height);
  const double room = chart.right() - place.left();
  const bool beside = room >= metrics.horizontalAdvance(format_si(total(row), data_.unit)) + 4;
  // The note can be shortened, the figure not.
  if (beside)
    place.setWidth(std::min(place.width(), room));
  else
    place.moveRight(chart.right() - 1);
  if (place.left() < chart.left()) place.setLeft(chart.left() + 1);
  if (!beside) {
    QColor ground = theme_->chart_background;
    ground.setAlpha(225);
    painter.fillRect(place, ground);
  }
  label_rects_.push_back(place);
  const bool warns = !each.problem.isEmpty() || !each.note.isEmpty();
  painter.setPen(warns ? theme_->outlier : theme_->axis_text);
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                   metrics.elidedText(total_text(row), Qt::ElideRight, place.width()));
}

QString StackedBarsView::value_text(int row, double value) const {
  const double sum = total(row);
  const QString text = format_si(value, data_.unit);
  return sum > 0 ? tr("%1 (%2 %)").arg(text, format_three(value / sum * 100)) : text;
}

QString StackedBarsView::readout(QPointF pixel) const {
  const double at = frame_->plot()->yAxis->pixelToCoord(pixel.y());
  if (!(std::abs(at) < 1e6)) return {};
  const auto row = static_cast<int>(std::lround(at));
  if (row < 0 || row >= static_cast<int>(data_.rows.size())) return {};
  const StackedRow& each = data_.rows[static_cast<std::size_t>(row)];
  QStringList lines = {each.full_name.isEmpty() ? each.label : each.full_name};
  if (!each.problem.isEmpty()) return (lines << each.problem).join('\n');
  const auto under = segment_at(pixel);
  if (under && under->second >= 0) {
    lines << QStringLiteral("▸ ") + tr("%1: %2").arg(shown()->parts[static_cast<std::size_t>(under->second)],
                                                     value_text(row, value(row, under->second)));
  } else if (under) {
    lines << QStringLiteral("▸ ") + tr("others: %1").arg(value_text(row, others_value(row)));
    int left = most_lines_of_others;
    for (const int part : others_)
      if (value(row, part) > 0 && left-- > 0)
        lines << tr("   %1: %2")
                     .arg(shown()->parts[static_cast<std::size_t>(part)], value_text(row, value(row, part)));
  } else {
    for (const int part : drawn_parts_)
      if (value(row, part) > 0)
        lines << tr("%1: %2").arg(shown()->parts[static_cast<std::size_t>(part)],
                                  value_text(row, value(row, part)));
    if (others_value(row) > 0) lines << tr("others: %1").arg(value_text(row, others_value(row)));
  }
  lines << tr("total: %1").arg(format_si(total(row), data_.unit));
  if (std::isfinite(each.low) && std::isfinite(each.high))
    lines << tr("from %1 to %2").arg(format_si(each.low, data_.unit), format_si(each.high, data_.unit));
  if (!each.note.isEmpty()) lines << each.note;
  return lines.join('\n');
}

ChartTable StackedBarsView::table() const {
  std::vector<QString> names, problems;
  std::vector<double> totals, lows, highs;
  const auto count = static_cast<int>(data_.rows.size());
  for (int row = 0; row < count; ++row) {
    const StackedRow& each = data_.rows[static_cast<std::size_t>(row)];
    names.push_back(each.full_name.isEmpty() ? each.label : each.full_name);
    problems.push_back(each.problem.isEmpty() ? each.note : each.problem);
    totals.push_back(total(row));
    lows.push_back(each.low);
    highs.push_back(each.high);
  }
  const QString unit = data_.unit.isEmpty() ? QString() : "_" + data_.unit.toLower();
  ChartTable made;
  made.columns.push_back({"row", std::move(names)});
  for (int part = 0; part < part_count(); ++part) {
    std::vector<double> values;
    for (int row = 0; row < count; ++row) values.push_back(value(row, part));
    made.columns.push_back({shown()->parts[static_cast<std::size_t>(part)] + unit, std::move(values)});
  }
  made.columns.push_back({"total" + unit, std::move(totals)});
  made.columns.push_back({"low" + unit, std::move(lows)});
  made.columns.push_back({"high" + unit, std::move(highs)});
  if (std::ranges::any_of(problems, [](const QString& text) { return !text.isEmpty(); }))
    made.columns.push_back({"problem", std::move(problems)});
  return made;
}

}  // namespace quantscope::widgets
