#include "widgets/stacked_bars_view.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "widgets/axis_tickers.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/flow_layout.h"
#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/painted_layer.h"

namespace quantscope::widgets {
namespace {

constexpr int most_colours = 9;         // kind_colour() tells that many apart
constexpr double thickest_stack = 17;   // half, pixels
constexpr double stack_share = 0.36;    // half a bar of the room of its row
constexpr double strip_room = 7;        // pixels left of zero, for the run's colour
constexpr double edge_of_stacks = 0.6;  // free room above the first and below the last row, in rows

/// Beyond the whole there is room for texts, but no share.
class ShareTicker : public NumberTicker {
 protected:
  QVector<double> createTickVector(double step, const QCPRange& range) override {
    QVector<double> ticks = NumberTicker::createTickVector(step, range);
    ticks.removeIf([](double tick) { return tick < 0 || tick > 100 * (1 + 1e-9); });
    return ticks;
  }
};

}  // namespace

StackedBarsView::StackedBarsView(QWidget* parent)
    : QWidget(parent),
      frame_(new ChartFrame),
      breakdown_box_(new QComboBox),
      quantity_box_(new QComboBox),
      theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  auto* options = new QWidget;
  auto* row = new FlowLayout(options, 8);
  breakdown_box_->setObjectName("stacks_breakdown");
  breakdown_box_->setAccessibleName(tr("parts of the bars"));
  breakdown_box_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  quantity_box_->addItems({tr("absolute"), tr("shares of each bar")});
  quantity_box_->setObjectName("stacks_quantity");
  quantity_box_->setAccessibleName(tr("absolute values or shares"));
  row->addWidget(breakdown_box_);
  row->addWidget(quantity_box_);
  frame_->setOptionsWidget(options);
  frame_->setExportName("parts");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  rows_ = RowTicker::on(plot->yAxis);
  set_axis_scale(plot->xAxis, {});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_marks([this] { go_home(); });
  hand->set_home_follows_width();
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const auto found = segment_at(pixel);
    if (!found) return;
    setSelected(found->first, found->second);
    emit segmentChosen(found->first, found->second);
  });
  connect(hand, &ChartInteraction::stepped, this, &StackedBarsView::step);
  connect(hand, &ChartInteraction::activated, this, [this] {
    if (selected_row_ >= 0) emit segmentChosen(selected_row_, selected_part_);
  });
  const auto redraw = [this] {
    rebuild();
    frame_->interaction()->go_home();
    frame_->tableChanged();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  };
  connect(breakdown_box_, &QComboBox::currentIndexChanged, this, [this, redraw](int index) {
    selected_row_ = selected_part_ = -1;
    redraw();
    emit breakdownChanged(index);
  });
  connect(quantity_box_, &QComboBox::currentIndexChanged, this, redraw);
  connect(frame_, &ChartFrame::recolour, this, &StackedBarsView::apply_colours);
  apply_colours(current_theme());
}

void StackedBarsView::setData(StackedBarsData data) {
  const bool same_view =
      data.view_key == data_.view_key && data.rows.size() == data_.rows.size() && !data_.rows.empty();
  data_ = std::move(data);
  if (!same_view) selected_row_ = selected_part_ = -1;
  const int before = breakdown_box_->currentIndex();
  {
    const QSignalBlocker quiet(breakdown_box_);
    breakdown_box_->clear();
    for (const StackedBreakdown& each : data_.breakdowns) breakdown_box_->addItem(each.name);
    const auto count = static_cast<int>(data_.breakdowns.size());
    if (count > 0) breakdown_box_->setCurrentIndex(before >= 0 && before < count ? before : 0);
    breakdown_box_->setVisible(count > 1);
    breakdown_box_->updateGeometry();
  }
  if (selected_part_ >= part_count()) selected_row_ = selected_part_ = -1;
  rebuild();
  frame_->showData(same_view, data_.preview, 0);
}

void StackedBarsView::setBreakdown(int index) {
  if (index >= 0 && index < breakdown_box_->count()) breakdown_box_->setCurrentIndex(index);
}
int StackedBarsView::breakdown() const {
  return breakdown_box_->currentIndex();
}
void StackedBarsView::setShowsShares(bool on) {
  quantity_box_->setCurrentIndex(on ? 1 : 0);
}
bool StackedBarsView::showsShares() const {
  return quantity_box_->currentIndex() == 1;
}

void StackedBarsView::setSelected(int row, int part) {
  const bool known = row >= 0 && row < static_cast<int>(data_.rows.size()) && part < part_count();
  selected_row_ = known ? row : -1;
  selected_part_ = known ? std::max(part, -1) : -1;
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

const StackedBreakdown* StackedBarsView::shown() const {
  const int index = breakdown();
  return index >= 0 && index < static_cast<int>(data_.breakdowns.size())
             ? &data_.breakdowns[static_cast<std::size_t>(index)]
             : nullptr;
}

int StackedBarsView::part_count() const {
  return shown() ? static_cast<int>(shown()->parts.size()) : 0;
}

double StackedBarsView::value(int row, int part) const {
  if (!shown() || row < 0 || part < 0) return 0;
  const auto& rows = shown()->values;
  const auto r = static_cast<std::size_t>(row), p = static_cast<std::size_t>(part);
  const double found = r < rows.size() && p < rows[r].size() ? rows[r][p] : 0;
  return std::isfinite(found) && found > 0 ? found : 0;
}

double StackedBarsView::others_value(int row) const {
  return std::accumulate(others_.begin(), others_.end(), 0.0,
                         [&](double sum, int part) { return sum + value(row, part); });
}

double StackedBarsView::total(int row) const {
  double sum = 0;
  for (int part = 0; part < part_count(); ++part) sum += value(row, part);
  return sum;
}

/// What a value is multiplied by before it is drawn.
double StackedBarsView::factor(int row) const {
  if (!showsShares()) return 1;
  const double sum = total(row);
  return sum > 0 ? 100 / sum : 0;
}

void StackedBarsView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  const auto count = static_cast<int>(data_.rows.size());
  // The parts with the largest share of any bar have colours.
  std::vector<double> largest(static_cast<std::size_t>(part_count()), 0);
  for (int row = 0; row < count; ++row)
    if (const double sum = total(row); sum > 0)
      for (int part = 0; part < part_count(); ++part) {
        double& share = largest[static_cast<std::size_t>(part)];
        share = std::max(share, value(row, part) / sum);
      }
  std::vector<int> by_size(static_cast<std::size_t>(part_count()));
  std::iota(by_size.begin(), by_size.end(), 0);
  std::ranges::stable_sort(by_size, std::greater<>(),
                           [&](int part) { return largest[static_cast<std::size_t>(part)]; });
  std::erase_if(by_size, [&](int part) { return !(largest[static_cast<std::size_t>(part)] > 0); });
  const std::size_t coloured = by_size.size() > most_colours ? most_colours - 1 : by_size.size();
  drawn_parts_.assign(by_size.begin(), by_size.begin() + static_cast<std::ptrdiff_t>(coloured));
  others_.assign(by_size.begin() + static_cast<std::ptrdiff_t>(coloured), by_size.end());
  std::ranges::sort(drawn_parts_);

  QStringList names;
  for (const StackedRow& row : data_.rows)
    names << marker_character(run_marker(row.style)) + QStringLiteral(" ") + row.label;
  rows_->set_rows(std::move(names));
  const QString name = data_.value_name.isEmpty() ? tr("value") : data_.value_name;
  if (showsShares())
    plot->xAxis->setTicker(QSharedPointer<ShareTicker>::create());
  else
    set_axis_scale(plot->xAxis, {});
  plot->xAxis->setSubTicks(!showsShares());
  plot->xAxis->setLabel(showsShares() ? tr("share of %1 (%)").arg(name) : with_unit(name, data_.unit));
  apply_colours(current_theme());
}

void StackedBarsView::go_home() {
  QCustomPlot* plot = frame_->plot();
  const auto count = static_cast<int>(data_.rows.size());
  plot->yAxis->setRange(-edge_of_stacks, std::max(count, 1) - 1 + edge_of_stacks);
  const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
  // The text of each row has room beside its bar.
  const double chart = std::max(60, plot->axisRect()->width());
  double most = 0;
  for (int row = 0; row < count; ++row) {
    double end = showsShares() ? 100 : total(row);
    if (const double high = data_.rows[static_cast<std::size_t>(row)].high;
        !showsShares() && std::isfinite(high))
      end = std::max(end, high);
    const double room = (metrics.horizontalAdvance(total_text(row)) + 16) / chart;
    most = std::max(most, end / (1 - std::min(0.6, room)));
  }
  if (!(most > 0) || !std::isfinite(most)) most = 1;
  plot->xAxis->setRange(-most * strip_room / chart, most);
}

double StackedBarsView::half_height() const {
  const QCPAxis* axis = frame_->plot()->yAxis;
  const double spacing = std::abs(axis->coordToPixel(1) - axis->coordToPixel(0));
  return std::min(thickest_stack, spacing * stack_share);
}

QRectF StackedBarsView::span_rect(int row, double from, double to) const {
  const QCustomPlot* plot = frame_->plot();
  const double middle = plot->yAxis->coordToPixel(row), half = half_height();
  const double left = std::clamp(plot->xAxis->coordToPixel(from * factor(row)), -1e5, 1e5);
  const double right = std::clamp(plot->xAxis->coordToPixel(to * factor(row)), -1e5, 1e5);
  return {left, middle - half, right - left, 2 * half};
}

QRectF StackedBarsView::segmentRect(int row, int part) const {
  if (row < 0 || row >= static_cast<int>(data_.rows.size())) return {};
  double from = 0;
  for (const int each : drawn_parts_) {
    if (each == part) return value(row, part) > 0 ? span_rect(row, from, from + value(row, part)) : QRectF();
    from += value(row, each);
  }
  return {};
}

QRectF StackedBarsView::others_rect(int row) const {
  const double sum = total(row), rest = others_value(row);
  return rest > 0 ? span_rect(row, sum - rest, sum) : QRectF();
}

std::optional<std::pair<int, int>> StackedBarsView::segment_at(QPointF pixel) const {
  const double at = frame_->plot()->yAxis->pixelToCoord(pixel.y());
  if (!(std::abs(at) < 1e6)) return std::nullopt;
  const auto row = static_cast<int>(std::lround(at));
  if (row < 0 || row >= static_cast<int>(data_.rows.size())) return std::nullopt;
  for (const int part : drawn_parts_)
    if (const QRectF rect = segmentRect(row, part); !rect.isEmpty() && rect.contains(pixel))
      return std::pair(row, part);
  if (const QRectF rest = others_rect(row); !rest.isEmpty() && rest.contains(pixel))
    return std::pair(row, -1);
  return std::nullopt;
}

/// Through the segments of all rows, in the order drawn.
void StackedBarsView::step(int direction) {
  std::vector<std::pair<int, int>> all;
  for (int row = 0; row < static_cast<int>(data_.rows.size()); ++row) {
    for (const int part : drawn_parts_)
      if (value(row, part) > 0) all.emplace_back(row, part);
    if (others_value(row) > 0) all.emplace_back(row, -1);
  }
  if (all.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(all.size());
  const auto found = std::ranges::find(all, std::pair(selected_row_, selected_part_));
  const std::ptrdiff_t at = found == all.end() ? (direction > 0 ? 0 : count - 1)
                                               : (found - all.begin() + direction + count) % count;
  const auto [row, part] = all[static_cast<std::size_t>(at)];
  setSelected(row, part);
  frame_->showReadoutAt((part >= 0 ? segmentRect(row, part) : others_rect(row)).center());
}

}  // namespace quantscope::widgets
