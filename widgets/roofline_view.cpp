#include "widgets/roofline_view.h"

#include <qcustomplot.h>

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "widgets/axis_tickers.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/flow_layout.h"
#include "widgets/painted_layer.h"
#include "widgets/roofline_geometry.h"

namespace quantscope::widgets {
namespace {

constexpr double smallest_dot = 3, dot_catch_margin = 4;  // pixels

bool usable(double value) {
  return std::isfinite(value) && value > 0;
}

}  // namespace

RooflineView::RooflineView(QWidget* parent)
    : QWidget(parent),
      frame_(new ChartFrame),
      memory_box_(new QComboBox),
      phases_box_(new QComboBox),
      changes_box_(new QCheckBox(tr("changes from pinned runs"))),
      theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  auto* options = new QWidget;
  auto* row = new FlowLayout(options, 8);
  memory_box_->setObjectName("roofline_memory");
  memory_box_->setAccessibleName(tr("memory whose bytes are counted"));
  memory_box_->setToolTip(tr("The memory whose bytes the horizontal axis counts"));
  memory_box_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  phases_box_->addItems({tr("prefill and decode"), tr("prefill"), tr("decode")});
  phases_box_->setObjectName("roofline_phases");
  phases_box_->setAccessibleName(tr("phases shown"));
  changes_box_->setObjectName("roofline_changes");
  changes_box_->setChecked(true);
  changes_box_->setToolTip(
      tr("Arrows from the operators of pinned runs to those of the present one, with the "
         "change of their time"));
  for (QWidget* each : {static_cast<QWidget*>(memory_box_), static_cast<QWidget*>(phases_box_),
                        static_cast<QWidget*>(changes_box_)})
    row->addWidget(each);
  frame_->setOptionsWidget(options);
  frame_->setExportName("roofline");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  set_axis_scale(plot->xAxis, {AxisScale::logarithmic, 1});
  set_axis_scale(plot->yAxis, {AxisScale::logarithmic, 1});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_marks([this] { go_home(); });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const int index = operator_at(pixel);
    if (index < 0) return;
    setSelectedOperator(index);
    emit operatorChosen(index);
  });
  connect(hand, &ChartInteraction::stepped, this, &RooflineView::step);
  connect(hand, &ChartInteraction::activated, this, [this] {
    if (drawn(selected_)) emit operatorChosen(selected_);
  });
  connect(memory_box_, &QComboBox::currentIndexChanged, this, [this](int index) {
    rebuild();
    frame_->interaction()->go_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
    emit memoryChanged(index);
  });
  connect(phases_box_, &QComboBox::currentIndexChanged, this, [this] {
    rebuild();
    frame_->interaction()->refresh_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  });
  connect(changes_box_, &QCheckBox::toggled, this,
          [this] { frame_->plot()->replot(QCustomPlot::rpQueuedReplot); });
  connect(frame_, &ChartFrame::recolour, this, &RooflineView::apply_colours);
  apply_colours(current_theme());
}

void RooflineView::setData(RooflineData data) {
  const bool same_view = data.view_key == data_.view_key && !data_.operators.empty();
  if (!same_view || data.operators.size() != data_.operators.size()) selected_ = -1;
  data_ = std::move(data);
  const int before = memory_box_->currentIndex();
  {
    const QSignalBlocker quiet(memory_box_);
    memory_box_->clear();
    for (const RooflineMemory& memory : data_.memories)
      memory_box_->addItem(tr("bytes of %1").arg(memory.name));
    const auto count = static_cast<int>(data_.memories.size());
    if (count > 0) memory_box_->setCurrentIndex(before >= 0 && before < count ? before : 0);
    memory_box_->setEnabled(count > 1);
    memory_box_->updateGeometry();
  }
  changes_box_->setEnabled(!data_.changes.empty());
  rebuild();
  frame_->showData(same_view, data_.preview, 0);
}

void RooflineView::setMemory(int memory) {
  if (memory >= 0 && memory < memory_box_->count()) memory_box_->setCurrentIndex(memory);
}
int RooflineView::memory() const {
  return std::max(0, memory_box_->currentIndex());
}
void RooflineView::setPhases(Phases phases) {
  phases_box_->setCurrentIndex(static_cast<int>(phases));
}
RooflineView::Phases RooflineView::phases() const {
  return static_cast<Phases>(std::max(0, phases_box_->currentIndex()));
}
void RooflineView::setShowsChanges(bool on) {
  changes_box_->setChecked(on);
}
bool RooflineView::showsChanges() const {
  return changes_box_->isChecked();
}

void RooflineView::setSelectedOperator(int index) {
  selected_ = index >= 0 && index < static_cast<int>(data_.operators.size()) ? index : -1;
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

/// Through the dots, the longest time first.
void RooflineView::step(int direction) {
  std::vector<int> seen;
  for (const int index : order_)
    if (drawn(index)) seen.push_back(index);
  if (seen.empty()) return;
  const auto count = static_cast<int>(seen.size());
  const auto found = std::ranges::find(seen, selected_);
  const int at = found == seen.end() ? (direction > 0 ? 0 : count - 1)
                                     : (static_cast<int>(found - seen.begin()) + direction + count) % count;
  setSelectedOperator(seen[static_cast<std::size_t>(at)]);
  frame_->showReadoutAt(pixelOfOperator(selected_));
}

double RooflineView::intensity(int index, int memory) const {
  const std::vector<double>& all = data_.operators[static_cast<std::size_t>(index)].operations_per_byte;
  return memory >= 0 && static_cast<std::size_t>(memory) < all.size() ? all[static_cast<std::size_t>(memory)]
                                                                      : std::nan("");
}

bool RooflineView::drawn(int index) const {
  if (index < 0 || index >= static_cast<int>(data_.operators.size())) return false;
  const RooflineOperator& each = data_.operators[static_cast<std::size_t>(index)];
  const bool in_phase =
      phases() == Phases::both || (each.phase == RooflinePhase::prefill) == (phases() == Phases::prefill);
  return in_phase && usable(intensity(index, memory())) && usable(each.operations_per_second);
}

QPointF RooflineView::pixelOfOperator(int index) const {
  return drawn(index) ? pixel_at(index, memory()) : QPointF(std::nan(""), std::nan(""));
}

QPointF RooflineView::pixel_at(int index, int memory) const {
  const QCustomPlot* plot = frame_->plot();
  return {plot->xAxis->coordToPixel(intensity(index, memory)),
          plot->yAxis->coordToPixel(data_.operators[static_cast<std::size_t>(index)].operations_per_second)};
}

double RooflineView::radiusOfOperator(int index) const {
  if (index < 0 || index >= static_cast<int>(data_.operators.size())) return 0;
  const double time = data_.operators[static_cast<std::size_t>(index)].time_s;
  const QRect chart = frame_->plot()->axisRect()->rect();
  const double largest = std::clamp(std::min(chart.width(), chart.height()) / 22.0, 9.0, 20.0);
  if (!usable(time) || !(longest_time_ > 0)) return smallest_dot;
  return std::max(smallest_dot, largest * std::sqrt(std::min(1.0, time / longest_time_)));
}

void RooflineView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  const QString of =
      data_.memories.empty() ? QString() : data_.memories[static_cast<std::size_t>(memory())].name;
  plot->xAxis->setLabel(of.isEmpty() ? tr("operations for each byte (op/B)")
                                     : tr("operations for each byte of %1 (op/B)").arg(of));
  plot->yAxis->setLabel(tr("operations per second (op/s)"));
  longest_time_ = 0;
  for (const RooflineOperator& each : data_.operators)
    if (usable(each.time_s)) longest_time_ = std::max(longest_time_, each.time_s);
  order_.resize(data_.operators.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::ranges::stable_sort(order_, std::greater<>(), [this](int index) {
    const double time = data_.operators[static_cast<std::size_t>(index)].time_s;
    return usable(time) ? time : 0;
  });
  apply_colours(current_theme());
}

void RooflineView::go_home() {
  const RooflineRoofs roofs(data_, memory());
  double low_x = std::numeric_limits<double>::infinity(), high_x = 0, low_y = low_x;
  double high_y = roofs.fastest_rate();
  for (int index = 0; index < static_cast<int>(data_.operators.size()); ++index) {
    if (!drawn(index)) continue;
    const double x = intensity(index, memory());
    const double y = data_.operators[static_cast<std::size_t>(index)].operations_per_second;
    low_x = std::min(low_x, x);
    high_x = std::max(high_x, x);
    low_y = std::min(low_y, y);
    high_y = std::max(high_y, y);
  }
  // All ridges are in sight.
  for (const double ridge : roofs.ridges()) {
    low_x = std::min(low_x, ridge);
    high_x = std::max(high_x, ridge);
  }
  if (!(low_x <= high_x)) low_x = 0.1, high_x = 1000;
  low_x /= 4;
  high_x *= 6;
  if (!(low_y < high_y)) low_y = high_y > 0 ? high_y * 1e-3 : 1e9;
  if (!(high_y > 0)) high_y = low_y * 1e3;
  const QCustomPlot* plot = frame_->plot();
  plot->xAxis->setRange(std::max(low_x, 1e-12), std::min(high_x, 1e15));
  plot->yAxis->setRange(std::max(low_y / 3, 1e-12), std::min(high_y * 2.5, 1e30));
}

int RooflineView::operator_at(QPointF pixel) const {
  int nearest = -1;
  double distance = std::numeric_limits<double>::infinity();
  for (const int index : order_) {
    if (!drawn(index)) continue;
    const QPointF apart = pixelOfOperator(index) - pixel;
    const double away = std::hypot(apart.x(), apart.y());
    // Of dots upon each other the upper one, which is smaller.
    if (away <= radiusOfOperator(index) + dot_catch_margin && away <= distance) {
      nearest = index;
      distance = away;
    }
  }
  return nearest;
}

}  // namespace quantscope::widgets
