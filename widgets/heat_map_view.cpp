#include "widgets/heat_map_view.h"

#include <qcustomplot.h>

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/axis_tickers.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/chart_marks.h"
#include "widgets/heat_map_layer.h"
#include "widgets/heat_map_margins.h"
#include "widgets/heat_map_marks.h"
#include "widgets/heat_map_options.h"
#include "widgets/heat_map_ticker.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

/// Smallest value told apart, as a share of the largest: what is below has the lowest colour.
constexpr double deepest = 1e-6;
/// Share of the values below the lowest logarithmic colour.
constexpr double dark_share = 0.05;
constexpr int bar_label = 46;  // pixels a tick of the colour bar takes

const QColor not_finite_colour(0xff, 0x4f, 0xd8);

}  // namespace

HeatMapView::HeatMapView(QWidget* parent)
    : QWidget(parent), frame_(new ChartFrame), options_(new HeatMapOptions) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  frame_->setOptionsWidget(options_);
  frame_->setExportName(QStringLiteral("heat_map"));
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });
  build_chart();
  connect_hand();
  connect(options_, &HeatMapOptions::changed, this, &HeatMapView::choices_moved);
  connect(frame_, &ChartFrame::recolour, this, &HeatMapView::apply_colours);
  apply_colours(current_theme());
}

void HeatMapView::build_chart() {
  QCustomPlot* plot = frame_->plot();
  QCPAxis* columns = plot->xAxis;
  QCPAxis* rows = plot->yAxis;
  rows->setRangeReversed(true);
  layer_ = new HeatMapLayer(columns, rows);
  layer_->set_text([](float value) { return format_three(static_cast<double>(value)); });
  margins_ = new HeatMapMargins(columns, rows, layer_->picture());
  band_ = new BrushBand(columns);
  marks_ = new HeatMapMarks(columns, rows, layer_->picture());
  selection_ = new ValueMarks(columns);
  columns->grid()->setVisible(false);
  rows->grid()->setVisible(false);
  columns->setTicker(QSharedPointer<IndexTicker>::create([this](double place) {
    const HeatMapPicture& picture = layer_->picture();
    return place >= 0 && place < static_cast<double>(picture.places())
               ? picture.column_of(static_cast<std::int64_t>(place))
               : -1;
  }));
  rows->setTicker(QSharedPointer<IndexTicker>::create([this](double row) {
    return data_.values && row >= 0 && row < static_cast<double>(data_.values->shape().rows)
               ? static_cast<int>(row)
               : -1;
  }));
  for (QCPAxis* axis : {columns, rows}) axis->setSubTicks(false);

  bar_ = new QCPColorScale(plot);
  bar_->setType(QCPAxis::atRight);
  bar_->setBarWidth(12);
  bar_->setRangeDrag(false);
  bar_->setRangeZoom(false);
  plot->plotLayout()->addElement(0, 1, bar_);
  auto* group = new QCPMarginGroup(plot);
  plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
  bar_->setMarginGroup(QCP::msTop | QCP::msBottom, group);
  bar_->setMinimumMargins(QMargins(0, 0, 0, 0));
  plot->axisRect()->setMinimumMargins(QMargins(48, HeatMapMargins::thickness + 2 * HeatMapMargins::gap,
                                               HeatMapMargins::thickness + 2 * HeatMapMargins::gap, 30));
  plot->plotLayout()->setColumnSpacing(6);
  connect(plot, &QCustomPlot::afterReplot, this, [this] { drawn_ = true; });
  connect(plot, &QCustomPlot::beforeReplot, this, [this] {
    bar_->axis()->ticker()->setTickCount(std::clamp(frame_->plot()->axisRect()->height() / bar_label, 2, 10));
  });
}

void HeatMapView::connect_hand() {
  ChartInteraction* hand = frame_->interaction();
  hand->set_zoom_inside(Qt::Horizontal | Qt::Vertical);
  hand->set_brush_enabled(true);
  hand->set_smallest_span(fewest_cells);
  hand->set_home([this] { go_home(); });
  connect(hand, &ChartInteraction::brushing, this, &HeatMapView::brush);
  connect(hand, &ChartInteraction::brushed, this, &HeatMapView::brush);
  connect(hand, &ChartInteraction::brush_cleared, this, [this] {
    setBrush(std::nullopt);
    emit brushCleared();
  });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const auto cell = cell_at(pixel);
    if (!cell) return;
    const int channel = channel_at(pixel);
    setSelectedChannel(channel);
    emit cellSelected(cell->first, channel);
    emit channelSelected(channel);
  });
  connect(hand, &ChartInteraction::hovered, this, &HeatMapView::hover);
  connect(hand, &ChartInteraction::left, this, [this] {
    setHoveredChannel(-1);
    emit channelHovered(-1);
    emit readoutChanged({});
  });
  const auto moved = [this] {
    frame_->tableChanged();
    emit viewChanged();
  };
  connect(hand, &ChartInteraction::view_changed, this, moved);
  connect(hand, &ChartInteraction::view_reset, this, moved);
}

void HeatMapView::setData(HeatMapData data) {
  const auto extents = [](const HeatMapData& of) {
    return of.values ? of.values->shape() : tensor::MatrixShape{};
  };
  const bool same_view =
      data.view_key == data_.view_key && extents(data) == extents(data_) && data_.values != nullptr;
  data_ = std::move(data);
  layer_->picture().set_values(data_.values);
  if (!same_view) {
    selected_ = -1;
    setBrush(std::nullopt);
  }
  QCustomPlot* plot = frame_->plot();
  plot->xAxis->setLabel(data_.column_name);
  plot->yAxis->setLabel(data_.row_name);
  std::vector<char> is_outlier(static_cast<std::size_t>(extents(data_).columns), 0);
  for (const int channel : data_.outliers)
    if (channel >= 0 && channel < static_cast<int>(is_outlier.size()))
      is_outlier[static_cast<std::size_t>(channel)] = 1;
  margins_->set_outliers(std::move(is_outlier));
  marks_->set_channels(data_.outliers);
  marks_->set_rings(data_.massive);
  update_kept();
  update_scale();
  apply_colours(current_theme());
  frame_->showData(same_view, data_.preview, data_.sample);
}

bool HeatMapView::showsSigned() const {
  return options_->signed_values();
}
void HeatMapView::setShowsSigned(bool on) {
  options_->set_signed_values(on);
}
bool HeatMapView::colourLogarithmic() const {
  return options_->logarithmic();
}
void HeatMapView::setColourLogarithmic(bool on) {
  options_->set_logarithmic(on);
}
void HeatMapView::setColourMap(const QString& id) {
  options_->set_map(id);
}
void HeatMapView::setProfilesVisible(bool on) {
  options_->set_profiles(on);
}
void HeatMapView::setOthersLeftOut(bool on) {
  options_->set_leave_out(on);
}

QJsonObject HeatMapView::choices() const {
  return {{"signed", options_->signed_values()},
          {"log_colours", options_->logarithmic()},
          {"colour_map", options_->map()},
          {"leave_out", options_->leave_out()},
          {"profiles", options_->profiles()}};
}

void HeatMapView::setChoices(const QJsonObject& choices) {
  options_->set_signed_values(choices["signed"].toBool(options_->signed_values()));
  options_->set_logarithmic(choices["log_colours"].toBool(options_->logarithmic()));
  options_->set_map(choices["colour_map"].toString());
  options_->set_leave_out(choices["leave_out"].toBool(options_->leave_out()));
  options_->set_profiles(choices["profiles"].toBool(options_->profiles()));
}

void HeatMapView::choices_moved() {
  const bool shown = options_->profiles();
  if (shown != margins_->shown()) {
    margins_->set_shown(shown);
    const int room = shown ? HeatMapMargins::thickness + 2 * HeatMapMargins::gap : 8;
    frame_->plot()->axisRect()->setMinimumMargins(QMargins(48, room, room, 30));
  }
  const bool left_out = layer_->picture().leaves_out();
  update_kept();
  if (left_out != layer_->picture().leaves_out()) frame_->interaction()->go_home();
  update_scale();
  apply_colours(current_theme());
  frame_->tableChanged();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  emit choicesChanged();
}

const ColourMap& HeatMapView::colours() const {
  return options_->signed_values() ? diverging_map(current_theme().dark) : colour_map(options_->map());
}

void HeatMapView::update_scale() {
  if (!data_.values) return;
  const double largest = static_cast<double>(data_.values->whole().absmax());
  const double top = largest > 0 ? largest : 1;
  const auto quantile = [&](double q) {
    return std::max(static_cast<double>(data_.values->magnitude_quantile(q)), top * deepest);
  };
  const bool logarithmic = options_->logarithmic();
  if (options_->signed_values())
    scale_ = {logarithmic ? ColourScale::symmetric_logarithmic : ColourScale::linear, -top, top,
              quantile(0.5)};
  else
    scale_ = {logarithmic ? ColourScale::logarithmic : ColourScale::linear,
              logarithmic ? std::min(quantile(dark_share), top / 10) : 0, top, 1};
  margins_->set_scale(scale_);
}

void HeatMapView::update_kept() {
  std::optional<std::vector<std::int32_t>> columns;
  if (kept_) columns.emplace(kept_->begin(), kept_->end());
  options_->set_filtered(kept_.has_value());
  // With nothing kept there would be nothing to look at: all are dimmed instead.
  layer_->picture().set_kept_columns(std::move(columns), options_->leave_out() && kept_ && !kept_->empty());
}

void HeatMapView::setKeptChannels(std::optional<std::vector<int>> channels) {
  if (channels) std::ranges::sort(*channels);
  if (channels == kept_) return;
  const auto before = layer_->picture().places();
  kept_ = std::move(channels);
  update_kept();
  if (layer_->picture().places() != before) frame_->interaction()->go_home();
  update_selection();
  frame_->tableChanged();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void HeatMapView::setSelectedChannel(int channel) {
  if (channel == selected_) return;
  selected_ = channel;
  update_selection();
  replot_overlay();
}

void HeatMapView::update_selection() {
  const HeatMapPicture& picture = layer_->picture();
  const bool known = selected_ >= 0 && data_.values && selected_ < data_.values->shape().columns;
  const std::int64_t place = known ? picture.place_of(selected_) : -1;
  if (place < 0) {
    selection_->set_marks({});
    return;
  }
  const Theme& theme = current_theme();
  selection_->set_marks(
      {{static_cast<double>(place), QStringLiteral("%1 %2").arg(data_.column_name).arg(selected_),
        theme.palette.color(QPalette::Highlight), Qt::DashLine, 1, 1}});
}

void HeatMapView::setHoveredChannel(int channel) {
  marks_->set_hovered(channel);
  replot_overlay();
}

void HeatMapView::setBrush(std::optional<std::pair<int, int>> columns) {
  brush_ = columns;
  std::optional<std::pair<double, double>> band;
  if (columns) {
    const std::int64_t first = layer_->picture().place_of(columns->first);
    const std::int64_t last = layer_->picture().place_of(columns->second);
    if (first >= 0 && last >= 0) band = {static_cast<double>(first) - 0.5, static_cast<double>(last) + 0.5};
  }
  band_->set_range(band);
  frame_->interaction()->set_brush_shown(band.has_value());
  replot_overlay();
}

/// Before the first picture there is nothing to lay over.
void HeatMapView::replot_overlay() {
  if (drawn_) frame_->plot()->layer("overlay")->replot();
}

void HeatMapView::brush(double low, double high) {
  const auto places = static_cast<double>(layer_->picture().places());
  if (places == 0) return;
  const auto column = [&](double place) {
    return layer_->picture().column_of(
        static_cast<std::int64_t>(std::clamp(std::round(place), 0.0, places - 1)));
  };
  const std::pair touched{column(low), column(high)};
  setBrush(touched);
  emit channelsBrushed(touched.first, touched.second);
}

void HeatMapView::go_home() {
  if (!data_.values) return;
  const auto rows = static_cast<double>(data_.values->shape().rows);
  const auto columns = static_cast<double>(std::max<std::int64_t>(1, layer_->picture().places()));
  frame_->plot()->xAxis->setRange(-0.5, columns - 0.5);
  frame_->plot()->yAxis->setRange(-0.5, rows - 0.5);
}

statistics::MatrixView HeatMapView::visible() const {
  return layer_->view();
}

void HeatMapView::showPart(const statistics::MatrixView& view) {
  ChartInteraction* hand = frame_->interaction();
  hand->show_range(frame_->plot()->xAxis, view.column - 0.5, view.column + view.columns - 0.5);
  hand->show_range(frame_->plot()->yAxis, view.row - 0.5, view.row + view.rows - 0.5);
  frame_->tableChanged();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  emit viewChanged();
}

void HeatMapView::apply_colours(const Theme& theme) {
  margins_->set_theme(&theme);
  marks_->set_theme(&theme);
  band_->set_colour(theme.brush);
  selection_->set_background(theme.chart_background);
  const ColourMap& map = options_->signed_values() ? diverging_map(theme.dark) : colour_map(options_->map());
  layer_->picture().set_colours(map, scale_, not_finite_colour.rgb(), theme.chart_background.rgb());

  QCPColorGradient gradient;
  gradient.clearColorStops();
  gradient.setLevelCount(256);
  for (int i = 0; i < 256; i += 3) gradient.setColorStopAt(i / 255.0, map.at(i / 255.0));
  bar_->setGradient(gradient);
  const AxisScale axis_scale{scale_.kind == ColourScale::logarithmic ? AxisScale::logarithmic
                             : scale_.kind == ColourScale::symmetric_logarithmic
                                 ? AxisScale::symmetric_logarithmic
                                 : AxisScale::linear,
                             scale_.linear_width};
  bar_->setDataScaleType(scale_.kind == ColourScale::logarithmic ? QCPAxis::stLogarithmic
                                                                 : QCPAxis::stLinear);
  bar_->setDataRange({axis_scale.to_axis(scale_.low), axis_scale.to_axis(scale_.high)});
  QCPAxis* axis = bar_->axis();
  set_axis_scale(axis, axis_scale);
  const QString name = data_.value_name.isEmpty() ? tr("value") : data_.value_name;
  bar_->setLabel(with_unit(options_->signed_values() ? name : QStringLiteral("|%1|").arg(name), data_.unit));
  const QCPAxis* pattern = frame_->plot()->xAxis;
  axis->setBasePen(pattern->basePen());
  axis->setTickPen(pattern->basePen());
  axis->setSubTickPen(pattern->basePen());
  axis->setTickLabelColor(pattern->tickLabelColor());
  axis->setLabelColor(pattern->labelColor());
  axis->setTickLabelFont(pattern->tickLabelFont());
  axis->setLabelFont(pattern->labelFont());
  axis->setLabelPadding(2);
  update_selection();
  update_legend(theme);
}

void HeatMapView::update_legend(const Theme& theme) {
  const auto coloured = [](const QColor& colour, const QString& text) {
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(colour.name(), text);
  };
  QStringList legend;
  if (!data_.outliers.empty())
    legend << coloured(theme.outlier,
                       tr("▼ %n outlier channel(s)", nullptr, static_cast<int>(data_.outliers.size())));
  if (data_.massive_count > 0)
    legend << tr("◯ %n massive value(s)", nullptr, static_cast<int>(data_.massive_count));
  const qint64 foreign = data_.values ? data_.values->nan() + data_.values->infinite() : 0;
  if (foreign > 0)
    legend << coloured(not_finite_colour, QStringLiteral("■ ")) +
                  tr("%n not finite", nullptr, static_cast<int>(foreign));
  frame_->setLegend(legend.join(QStringLiteral("&nbsp;&nbsp;&nbsp;")));
}

}  // namespace quantscope::widgets
