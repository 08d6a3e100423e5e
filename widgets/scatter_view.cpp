#include "widgets/scatter_view.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/axis_tickers.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/flow_layout.h"
#include "widgets/number_text.h"
#include "widgets/painted_layer.h"

namespace quantscope::widgets {
namespace {

constexpr double point_catch_distance = 9;  // pixels from a point that still mean it

/// Range of the coordinates seen, with room around.
class Extent {
 public:
  explicit Extent(bool logarithmic) : logarithmic_(logarithmic) {}
  void add(double value) {
    if (!std::isfinite(value) || (logarithmic_ && !(value > 0))) return;
    const double at = logarithmic_ ? std::log10(value) : value;
    low_ = std::min(low_, at);
    high_ = std::max(high_, at);
  }
  QCPRange range() const {
    if (!(low_ <= high_)) return logarithmic_ ? QCPRange(0.1, 10) : QCPRange(0, 1);
    double margin = (high_ - low_) * 0.09;
    if (!(margin > 0)) margin = logarithmic_ ? 0.5 : std::max(std::abs(high_) * 0.1, 1e-12);
    const double low = low_ - margin, high = high_ + margin;
    return logarithmic_ ? QCPRange(std::pow(10.0, low), std::pow(10.0, high)) : QCPRange(low, high);
  }

 private:
  bool logarithmic_;
  double low_ = std::numeric_limits<double>::infinity(), high_ = -low_;
};

}  // namespace

std::vector<int> front_of_least(const std::vector<ScatterPoint>& points) {
  std::vector<int> order;
  for (std::size_t index = 0; index < points.size(); ++index)
    if (std::isfinite(points[index].x) && std::isfinite(points[index].y))
      order.push_back(static_cast<int>(index));
  std::ranges::stable_sort(order, {}, [&](int index) {
    const ScatterPoint& point = points[static_cast<std::size_t>(index)];
    return std::pair(point.x, point.y);
  });
  std::vector<int> front;
  for (const int index : order)
    if (front.empty() ||
        points[static_cast<std::size_t>(index)].y < points[static_cast<std::size_t>(front.back())].y)
      front.push_back(index);
  return front;
}

ScatterView::ScatterView(QWidget* parent)
    : QWidget(parent),
      frame_(new ChartFrame),
      x_scale_(new QComboBox),
      y_scale_(new QComboBox),
      theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  auto* options = new QWidget;
  auto* row = new FlowLayout(options, 8);
  x_scale_->addItems({tr("linear x"), tr("log x")});
  x_scale_->setObjectName("scatter_x_scale");
  x_scale_->setAccessibleName(tr("x scale"));
  y_scale_->addItems({tr("linear y"), tr("log y")});
  y_scale_->setObjectName("scatter_y_scale");
  y_scale_->setAccessibleName(tr("y scale"));
  row->addWidget(x_scale_);
  row->addWidget(y_scale_);
  frame_->setOptionsWidget(options);
  frame_->setExportName("scatter");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  set_axis_scale(plot->xAxis, {});
  set_axis_scale(plot->yAxis, {});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_zoom_inside(Qt::Horizontal | Qt::Vertical);
  hand->set_rectangle_zoom_enabled(true);
  hand->set_home([this] { go_home(); });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const int index = point_at(pixel);
    if (index < 0) return;
    setSelectedPoint(index);
    emit pointClicked(index);
  });
  for (QComboBox* box : {x_scale_, y_scale_})
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
      rebuild();
      frame_->interaction()->go_home();
      frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
    });
  connect(frame_, &ChartFrame::recolour, this, &ScatterView::apply_colours);
  apply_colours(current_theme());
}

void ScatterView::setData(ScatterData data) {
  const bool same_view = data.view_key == data_.view_key && !data_.points.empty();
  if (!same_view || data.points.size() != data_.points.size()) selected_ = -1;
  data_ = std::move(data);
  rebuild();
  frame_->showData(same_view, data_.preview, data_.sample);
}

bool ScatterView::xLogarithmic() const {
  return x_scale_->currentIndex() == 1;
}
void ScatterView::setXLogarithmic(bool on) {
  x_scale_->setCurrentIndex(on ? 1 : 0);
}
bool ScatterView::yLogarithmic() const {
  return y_scale_->currentIndex() == 1;
}
void ScatterView::setYLogarithmic(bool on) {
  y_scale_->setCurrentIndex(on ? 1 : 0);
}

void ScatterView::setSelectedPoint(int index) {
  selected_ = index >= 0 && index < static_cast<int>(data_.points.size()) ? index : -1;
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

bool ScatterView::drawn(int index) const {
  if (index < 0 || index >= static_cast<int>(data_.points.size())) return false;
  const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
  return std::isfinite(point.x) && std::isfinite(point.y) && (!xLogarithmic() || point.x > 0) &&
         (!yLogarithmic() || point.y > 0);
}

bool ScatterView::is_pale(int index) const {
  return data_.pale_behind_front && !data_.front.empty() && index != selected_ &&
         !on_front_[static_cast<std::size_t>(index)];
}

QPointF ScatterView::pixelOfPoint(int index) const {
  if (!drawn(index)) return {std::nan(""), std::nan("")};
  const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
  const QCustomPlot* plot = frame_->plot();
  return {plot->xAxis->coordToPixel(point.x), plot->yAxis->coordToPixel(point.y)};
}

void ScatterView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  const auto set_scale = [](QCPAxis* axis, bool logarithmic) {
    if ((axis->scaleType() == QCPAxis::stLogarithmic) != logarithmic)
      set_axis_scale(axis, {logarithmic ? AxisScale::logarithmic : AxisScale::linear, 1});
  };
  set_scale(plot->xAxis, xLogarithmic());
  set_scale(plot->yAxis, yLogarithmic());
  plot->xAxis->setLabel(with_unit(data_.x_name, data_.x_unit));
  plot->yAxis->setLabel(with_unit(data_.y_name, data_.y_unit));
  on_front_.assign(data_.points.size(), false);
  for (const int index : data_.front)
    if (index >= 0 && index < static_cast<int>(on_front_.size()))
      on_front_[static_cast<std::size_t>(index)] = true;
  apply_colours(current_theme());
}

void ScatterView::go_home() {
  Extent x(xLogarithmic()), y(yLogarithmic());
  for (int index = 0; index < static_cast<int>(data_.points.size()); ++index) {
    if (!drawn(index)) continue;
    const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
    for (const double at : {point.x, point.x_low, point.x_high}) x.add(at);
    for (const double at : {point.y, point.y_low, point.y_high}) y.add(at);
  }
  frame_->plot()->xAxis->setRange(x.range());
  frame_->plot()->yAxis->setRange(y.range());
}

int ScatterView::point_at(QPointF pixel) const {
  int nearest = -1;
  double distance = point_catch_distance;
  for (int index = 0; index < static_cast<int>(data_.points.size()); ++index) {
    if (!drawn(index)) continue;
    const QPointF apart = pixelOfPoint(index) - pixel;
    const double away = std::hypot(apart.x(), apart.y());
    // The later point is drawn above.
    if (away <= distance) {
      nearest = index;
      distance = away;
    }
  }
  return nearest;
}

QString ScatterView::readout(QPointF pixel) const {
  const int index = point_at(pixel);
  if (index < 0) return {};
  const ScatterPoint& point = data_.points[static_cast<std::size_t>(index)];
  QStringList lines = {point.label.isEmpty() ? point.style.name : point.label};
  if (!point.style.name.isEmpty() && point.style.name != lines.front()) lines << point.style.name;
  const auto bounded = [](double value, double low, double high, const QString& unit) {
    const QString text = format_si(value, unit);
    return std::isnan(low) || std::isnan(high)
               ? text
               : tr("%1 (%2 to %3)").arg(text, format_si(low, unit), format_si(high, unit));
  };
  lines << tr("%1: %2").arg(data_.x_name, bounded(point.x, point.x_low, point.x_high, data_.x_unit))
        << tr("%1: %2").arg(data_.y_name, bounded(point.y, point.y_low, point.y_high, data_.y_unit));
  if (on_front_[static_cast<std::size_t>(index)]) lines << tr("on the Pareto front");
  if (!point.details.isEmpty()) lines << point.details;
  return lines.join('\n');
}

ChartTable ScatterView::table() const {
  std::vector<QString> labels, runs;
  std::vector<double> x, y, front;
  for (std::size_t index = 0; index < data_.points.size(); ++index) {
    const ScatterPoint& point = data_.points[index];
    labels.push_back(point.label);
    runs.push_back(point.style.name);
    x.push_back(point.x);
    y.push_back(point.y);
    front.push_back(on_front_[index] ? 1 : 0);
  }
  const auto column = [](const QString& name, const QString& unit, const char* fallback) {
    const QString head = name.isEmpty() ? QString::fromLatin1(fallback) : name;
    return unit.isEmpty() ? head : head + "_" + unit.toLower();
  };
  ChartTable made;
  made.columns.push_back({"label", std::move(labels)});
  made.columns.push_back({"run", std::move(runs)});
  const auto bound = [this](const QString& name, double ScatterPoint::*member, ChartTable& into) {
    std::vector<double> values;
    for (const ScatterPoint& point : data_.points) values.push_back(point.*member);
    if (std::ranges::any_of(values, [](double value) { return !std::isnan(value); }))
      into.columns.push_back({name, std::move(values)});
  };
  const QString x_head = column(data_.x_name, data_.x_unit, "x");
  const QString y_head = column(data_.y_name, data_.y_unit, "y");
  made.columns.push_back({x_head, std::move(x)});
  bound(x_head + "_low", &ScatterPoint::x_low, made);
  bound(x_head + "_high", &ScatterPoint::x_high, made);
  made.columns.push_back({y_head, std::move(y)});
  bound(y_head + "_low", &ScatterPoint::y_low, made);
  bound(y_head + "_high", &ScatterPoint::y_high, made);
  made.columns.push_back({"on_front", std::move(front)});
  return made;
}

}  // namespace quantscope::widgets
