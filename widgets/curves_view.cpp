#include "widgets/curves_view.h"

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

constexpr double curve_catch_distance = 14;  // pixels from a point that still mean it

double element(const std::vector<double>& values, std::size_t index) {
  return index < values.size() ? values[index] : std::nan("");
}

}  // namespace

CurvesView::CurvesView(QWidget* parent)
    : QWidget(parent), frame_(new ChartFrame), scale_box_(new QComboBox), theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  auto* options = new QWidget;
  auto* row = new FlowLayout(options, 8);
  scale_box_->addItems({tr("linear y"), tr("log y")});
  scale_box_->setObjectName("curves_y_scale");
  scale_box_->setAccessibleName(tr("y scale"));
  row->addWidget(scale_box_);
  frame_->setOptionsWidget(options);
  frame_->setExportName("curves");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  set_axis_scale(plot->yAxis, {});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_marks([this] { go_home(); });
  DragHandle line;
  line.axis = plot->xAxis;
  line.positions = [this] {
    return data_.current_movable && drawable_x(data_.current_x) ? std::vector{*data_.current_x}
                                                                : std::vector<double>{};
  };
  line.moved = [this](double coordinate, bool finished) {
    const auto [low, high] = x_extent();
    const double held = low <= high ? std::clamp(coordinate, low, high) : coordinate;
    data_.current_x = held;
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
    emit currentMoved(held, finished);
  };
  hand->add_handle(std::move(line));
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const auto [curve, index] = point_at(pixel);
    if (curve < 0) return;
    setSelectedPoint(curve, index);
    emit pointChosen(curve, index);
  });
  connect(hand, &ChartInteraction::stepped, this, &CurvesView::step);
  connect(hand, &ChartInteraction::activated, this, [this] {
    if (selected_curve_ >= 0) emit pointChosen(selected_curve_, selected_index_);
  });
  connect(scale_box_, &QComboBox::currentIndexChanged, this, [this] {
    rebuild();
    frame_->interaction()->go_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  });
  connect(frame_, &ChartFrame::recolour, this, &CurvesView::apply_colours);
  apply_colours(current_theme());
}

void CurvesView::setData(CurvesData data) {
  const bool same_view =
      data.view_key == data_.view_key && data.x_scale == data_.x_scale && !data_.curves.empty();
  data_ = std::move(data);
  if (!same_view || selected_curve_ >= static_cast<int>(data_.curves.size()))
    selected_curve_ = selected_index_ = -1;
  if (selected_curve_ >= 0 &&
      selected_index_ >= static_cast<int>(data_.curves[static_cast<std::size_t>(selected_curve_)].x.size()))
    selected_curve_ = selected_index_ = -1;
  rebuild();
  frame_->showData(same_view, data_.preview, 0);
}

bool CurvesView::yLogarithmic() const {
  return scale_box_->currentIndex() == 1;
}
void CurvesView::setYLogarithmic(bool on) {
  scale_box_->setCurrentIndex(on ? 1 : 0);
}

bool CurvesView::xLogarithmic() const {
  return data_.x_scale != CurvesScale::linear;
}

void CurvesView::setSelectedPoint(int curve, int index) {
  const bool known = curve >= 0 && curve < static_cast<int>(data_.curves.size()) && index >= 0 &&
                     index < static_cast<int>(data_.curves[static_cast<std::size_t>(curve)].x.size());
  selected_curve_ = known ? curve : -1;
  selected_index_ = known ? index : -1;
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

bool CurvesView::drawable_x(std::optional<double> x) const {
  return x && std::isfinite(*x) && (!xLogarithmic() || *x > 0);
}

/// NaN for what has no place.
double CurvesView::pixel_of_x(double x) const {
  return drawable_x(x) ? std::clamp(frame_->plot()->xAxis->coordToPixel(x), -1e5, 1e5) : std::nan("");
}

double CurvesView::pixel_of_y(double y) const {
  if (!std::isfinite(y) || (yLogarithmic() && !(y > 0))) return std::nan("");
  return std::clamp(frame_->plot()->yAxis->coordToPixel(y), -1e5, 1e5);
}

QPointF CurvesView::pixelOfPoint(int curve, int index) const {
  const QPointF nowhere(std::nan(""), std::nan(""));
  if (curve < 0 || curve >= static_cast<int>(data_.curves.size()) || index < 0) return nowhere;
  const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
  const auto at = static_cast<std::size_t>(index);
  const QPointF pixel(pixel_of_x(element(each.x, at)), pixel_of_y(element(each.y, at)));
  return std::isnan(pixel.x()) || std::isnan(pixel.y()) ? nowhere : pixel;
}

double CurvesView::valueAt(int curve, double x) const {
  if (curve < 0 || curve >= static_cast<int>(data_.curves.size()) || !drawable_x(x)) return std::nan("");
  const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
  const auto found = std::ranges::lower_bound(each.x, x);
  if (found == each.x.end()) return std::nan("");
  const auto after = static_cast<std::size_t>(found - each.x.begin());
  if (each.x[after] == x) return element(each.y, after);
  if (after == 0) return std::nan("");
  const auto along_x = [this](double value) { return xLogarithmic() ? std::log(value) : value; };
  const auto along_y = [this](double value) { return yLogarithmic() ? std::log(value) : value; };
  const double from = along_x(each.x[after - 1]), to = along_x(each.x[after]);
  const double share = (along_x(x) - from) / (to - from);
  const double low = along_y(element(each.y, after - 1)), high = along_y(element(each.y, after));
  const double value = low + share * (high - low);
  return yLogarithmic() ? std::exp(value) : value;
}

/// The edge lies at the wall where that is between the last point that fits and the first that does not.
std::vector<std::pair<double, double>> CurvesView::unfitRanges(int curve) const {
  std::vector<std::pair<double, double>> ranges;
  if (curve < 0 || curve >= static_cast<int>(data_.curves.size())) return ranges;
  const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
  const std::size_t count = std::min(each.fits.size(), each.x.size());
  for (std::size_t index = 0; index < count; ++index) {
    if (each.fits[index]) continue;
    const std::size_t first = index;
    while (index + 1 < count && !each.fits[index + 1]) ++index;
    const bool exact = first > 0 && each.wall >= each.x[first - 1] && each.wall <= each.x[first];
    ranges.emplace_back(exact ? each.wall : each.x[first], each.x[index]);
  }
  // Without a word on the points, the wall alone says it.
  if (each.fits.empty() && !each.x.empty() && std::isfinite(each.wall) && each.wall < each.x.back())
    ranges.emplace_back(std::max(each.wall, each.x.front()), each.x.back());
  return ranges;
}

QString CurvesView::name_of(const Curve& curve) const {
  if (curve.line_name.isEmpty()) return curve.style.name;
  return curve.style.name.isEmpty() ? curve.line_name
                                    : QStringLiteral("%1 · %2").arg(curve.style.name, curve.line_name);
}

void CurvesView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  if (shown_x_scale_ != data_.x_scale) {
    shown_x_scale_ = data_.x_scale;
    set_axis_scale(plot->xAxis, {xLogarithmic() ? AxisScale::logarithmic : AxisScale::linear, 1});
    if (data_.x_scale == CurvesScale::log2)
      plot->xAxis->setTicker(QSharedPointer<PowerOfTwoTicker>::create());
  }
  if ((plot->yAxis->scaleType() == QCPAxis::stLogarithmic) != yLogarithmic())
    set_axis_scale(plot->yAxis, {yLogarithmic() ? AxisScale::logarithmic : AxisScale::linear, 1});
  plot->xAxis->setLabel(with_unit(data_.x_name, data_.x_unit));
  plot->yAxis->setLabel(with_unit(data_.y_name, data_.y_unit));
  apply_colours(current_theme());
}

std::pair<double, double> CurvesView::x_extent() const {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Curve& curve : data_.curves)
    for (const double x : curve.x)
      if (drawable_x(x)) {
        low = std::min(low, x);
        high = std::max(high, x);
      }
  return {low, high};
}

void CurvesView::go_home() {
  QCustomPlot* plot = frame_->plot();
  auto [left, right] = x_extent();
  if (!(left <= right)) left = 1, right = 10;
  if (!(left < right)) {
    left = xLogarithmic() ? left / 2 : left - 1;
    right = xLogarithmic() ? right * 2 : right + 1;
  }
  const double widening = xLogarithmic() ? std::pow(right / left, 0.02) : (right - left) * 0.02;
  plot->xAxis->setRange(xLogarithmic() ? left / widening : left - widening,
                        xLogarithmic() ? right * widening : right + widening);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto add = [&](double y) {
    if (!std::isfinite(y) || (yLogarithmic() && !(y > 0))) return;
    low = std::min(low, y);
    high = std::max(high, y);
  };
  for (const Curve& curve : data_.curves)
    for (const auto* values : {&curve.y, &curve.low, &curve.high})
      for (const double y : *values) add(y);
  // The upper part is for labels.
  if (yLogarithmic()) {
    if (!(low <= high)) low = 0.1, high = 10;
    const double room = std::pow(high / low, 0.06) * 1.25;
    plot->yAxis->setRange(low / room, high * room * room);
    return;
  }
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  if (!(high > low)) low = 0, high = 1;
  plot->yAxis->setRange(low < 0 ? low - (high - low) * 0.08 : 0, high + (high - low) * 0.15);
}

/// The point whose curve passes nearest to a pixel, of each curve the one nearest along x.
std::pair<int, int> CurvesView::point_at(QPointF pixel) const {
  std::pair<int, int> best = {-1, -1};
  double distance = curve_catch_distance;
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve) {
    const int index = nearest_index(curve, pixel.x());
    if (index < 0) continue;
    // Between points, the line counts.
    const double x = frame_->plot()->xAxis->pixelToCoord(pixel.x());
    const double between = std::abs(pixel_of_y(valueAt(curve, x)) - pixel.y());
    const QPointF apart = pixelOfPoint(curve, index) - pixel;
    const double itself = std::hypot(apart.x(), apart.y());
    const double away = std::isnan(between)  ? itself
                        : std::isnan(itself) ? between
                                             : std::min(between, itself);
    if (away <= distance) {
      distance = away;
      best = {curve, index};
    }
  }
  return best;
}

/// −1 where the curve is not there at this pixel.
int CurvesView::nearest_index(int curve, double pixel) const {
  const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
  if (each.x.empty()) return -1;
  const double x = frame_->plot()->xAxis->pixelToCoord(pixel);
  const auto after = std::ranges::lower_bound(each.x, x) - each.x.begin();
  int best = -1;
  double distance = std::numeric_limits<double>::infinity();
  for (std::ptrdiff_t index = std::max<std::ptrdiff_t>(0, after - 1);
       index <= after && index < static_cast<std::ptrdiff_t>(each.x.size()); ++index) {
    const double away = std::abs(pixel_of_x(each.x[static_cast<std::size_t>(index)]) - pixel);
    if (away < distance) {
      distance = away;
      best = static_cast<int>(index);
    }
  }
  const bool beyond = after == 0 || after == static_cast<std::ptrdiff_t>(each.x.size());
  return beyond && distance > curve_catch_distance ? -1 : best;
}

/// Along the selected curve, and over its end to the next.
void CurvesView::step(int direction) {
  std::vector<std::pair<int, int>> all;
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve)
    for (int index = 0; index < static_cast<int>(data_.curves[static_cast<std::size_t>(curve)].x.size());
         ++index)
      if (!std::isnan(pixelOfPoint(curve, index).x())) all.emplace_back(curve, index);
  if (all.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(all.size());
  const auto found = std::ranges::find(all, std::pair(selected_curve_, selected_index_));
  const std::ptrdiff_t at = found == all.end() ? (direction > 0 ? 0 : count - 1)
                                               : (found - all.begin() + direction + count) % count;
  const auto [curve, index] = all[static_cast<std::size_t>(at)];
  setSelectedPoint(curve, index);
  frame_->showReadoutAt(pixelOfPoint(curve, index));
}

QString CurvesView::readout(QPointF pixel) const {
  const auto [chosen, at] = point_at(pixel);
  QStringList lines;
  for (int curve = 0; curve < static_cast<int>(data_.curves.size()); ++curve) {
    const int index = curve == chosen ? at : nearest_index(curve, pixel.x());
    if (index < 0) continue;
    const Curve& each = data_.curves[static_cast<std::size_t>(curve)];
    const auto i = static_cast<std::size_t>(index);
    if (lines.isEmpty()) lines << tr("%1: %2").arg(data_.x_name, format_si(each.x[i], data_.x_unit));
    const double y = element(each.y, i);
    QString text = std::isnan(y) ? tr("no value") : format_si(y, data_.y_unit);
    const double low = element(each.low, i), high = element(each.high, i);
    if (!std::isnan(low) && !std::isnan(high))
      text = tr("%1 (%2 to %3)").arg(text, format_si(low, data_.y_unit), format_si(high, data_.y_unit));
    if (i < each.fits.size() && !each.fits[i]) text += tr(", does not fit");
    lines << (curve == chosen ? QStringLiteral("▸ ") : QString()) + tr("%1: %2").arg(name_of(each), text);
    if (curve != chosen) continue;
    if (i < each.details.size() && !each.details[i].isEmpty()) lines << each.details[i];
    for (const CurveMark& mark : each.marks)
      if (std::abs(pixel_of_x(mark.x) - pixel.x()) <= curve_catch_distance) lines << mark.text;
  }
  return lines.join('\n');
}

ChartTable CurvesView::table() const {
  ChartTable made;
  const auto head = [](const QString& name, const QString& unit, const QString& otherwise) {
    const QString text = name.isEmpty() ? otherwise : name;
    return unit.isEmpty() ? text : text + "_" + unit.toLower();
  };
  const QString unit = data_.y_unit.isEmpty() ? QString() : "_" + data_.y_unit.toLower();
  const std::vector<double>* last_x = nullptr;
  for (const Curve& curve : data_.curves) {
    // Curves of the same sweep share one column.
    if (!last_x || *last_x != curve.x)
      made.columns.push_back({head(data_.x_name, data_.x_unit, QStringLiteral("x")), curve.x});
    last_x = &curve.x;
    const QString name = name_of(curve).isEmpty() ? data_.y_name : name_of(curve);
    made.columns.push_back({name + unit, curve.y});
    if (!curve.low.empty()) made.columns.push_back({name + "_low" + unit, curve.low});
    if (!curve.high.empty()) made.columns.push_back({name + "_high" + unit, curve.high});
    if (!curve.fits.empty())
      made.columns.push_back({name + "_fits", std::vector<double>(curve.fits.begin(), curve.fits.end())});
  }
  return made;
}

}  // namespace quantscope::widgets
