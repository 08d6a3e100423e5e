#include "widgets/histogram_view.h"

#include <qcustomplot.h>

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/chart_marks.h"
#include "widgets/histogram_options.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

using statistics::DrawnHistogram;
using statistics::ValueScale;

AxisScale axis_scale(const HistogramData& data) {
  switch (data.scale) {
    case ValueScale::linear:
      return {AxisScale::linear, 1};
    case ValueScale::logarithmic:
      return {AxisScale::logarithmic, 1};
    case ValueScale::symmetric_logarithmic:
      break;
  }
  double width = data.linear_width;
  if (!(width > 0)) {
    const std::vector<double>& edges = data.original.edges;
    for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin) {
      const double each = edges[bin + 1] - edges[bin];
      if (each > 0 && (!(width > 0) || each < width)) width = each;
    }
  }
  return {AxisScale::symmetric_logarithmic, width > 0 ? width : 1};
}

const std::vector<double>& heights(const DrawnHistogram& histogram, bool mass) {
  return mass ? histogram.mass : histogram.counts;
}

/// Steps with both ends on the floor.
QVector<QCPGraphData> steps(const DrawnHistogram& histogram, bool mass, const AxisScale& scale) {
  const std::vector<double>& values = heights(histogram, mass);
  QVector<QCPGraphData> points;
  if (values.empty() || histogram.edges.size() != values.size() + 1) return points;
  points.reserve(static_cast<qsizetype>(values.size()) + 2);
  points.append({scale.to_axis(histogram.edges.front()), 0});
  for (std::size_t bin = 0; bin < values.size(); ++bin)
    points.append({scale.to_axis(histogram.edges[bin]), values[bin]});
  points.append({scale.to_axis(histogram.edges.back()), 0});
  return points;
}

std::optional<std::size_t> bin_at(const DrawnHistogram& histogram, double value) {
  const auto& edges = histogram.edges;
  if (edges.size() < 2 || !(value >= edges.front() && value <= edges.back())) return std::nullopt;
  const auto after = std::ranges::upper_bound(edges, value);
  return std::min<std::size_t>(static_cast<std::size_t>(after - edges.begin()) - 1, edges.size() - 2);
}

}  // namespace

HistogramView::HistogramView(QWidget* parent)
    : QWidget(parent), frame_(new ChartFrame), options_(new HistogramOptions) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  frame_->setOptionsWidget(options_);
  frame_->setExportName("histogram");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  original_ = add_steps();
  now_ = add_steps();
  levels_ = new LevelTicks(plot->xAxis);
  band_ = new BrushBand(plot->xAxis);
  marks_ = new ValueMarks(plot->xAxis);

  ChartInteraction* hand = frame_->interaction();
  hand->set_brush_enabled(true);
  hand->set_home([this] { go_home(); });
  hand->add_handle({plot->xAxis,
                    [this] {
                      std::vector<double> positions;
                      if (!data_.theta) return positions;
                      positions.push_back(scale_.to_axis(*data_.theta));
                      if (data_.scale != ValueScale::logarithmic)
                        positions.push_back(scale_.to_axis(-*data_.theta));
                      return positions;
                    },
                    [this](double coordinate, bool finished) { place_theta(coordinate, finished); }});
  const auto brush = [this](double low, double high) {
    setBrush(std::pair{scale_.from_axis(low), scale_.from_axis(high)});
    emit rangeBrushed(brush_->first, brush_->second);
  };
  connect(hand, &ChartInteraction::brushing, this, brush);
  connect(hand, &ChartInteraction::brushed, this, brush);
  connect(hand, &ChartInteraction::brush_cleared, this, [this] {
    setBrush(std::nullopt);
    emit brushCleared();
  });
  connect(options_, &HistogramOptions::bins_changed, this,
          [this] { emit binOptionsChanged(options_->bins()); });
  connect(options_, &HistogramOptions::axes_changed, this, [this] {
    rebuild();
    frame_->interaction()->refresh_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  });
  connect(frame_, &ChartFrame::recolour, this, &HistogramView::apply_colours);
  set_axis_scale(plot->xAxis, scale_);
  set_axis_scale(plot->yAxis, {});
  apply_colours(current_theme());
}

QCPGraph* HistogramView::add_steps() {
  QCPGraph* graph = frame_->plot()->addGraph();
  graph->setLineStyle(QCPGraph::lsStepLeft);
  graph->setAntialiased(false);
  graph->setAntialiasedFill(false);
  return graph;
}

/// As many graphs as there are pinned runs, below the blue one.
void HistogramView::rebuild_pinned() {
  while (pinned_.size() > data_.pinned.size()) {
    frame_->plot()->removeGraph(pinned_.back());
    pinned_.pop_back();
  }
  const bool more = pinned_.size() < data_.pinned.size();
  while (pinned_.size() < data_.pinned.size()) pinned_.push_back(add_steps());
  if (more) now_->setLayer(now_->layer());
  for (std::size_t index = 0; index < pinned_.size(); ++index)
    pinned_[index]->data()->set(steps(data_.pinned[index].drawn, showsMass(), scale_), true);
}

void HistogramView::setData(HistogramData data) {
  const bool same_view = data.view_key == data_.view_key && data.scale == data_.scale;
  const bool first = data_.original.edges.empty();
  // The hand on the line leads; a result of a moment ago must not pull it back.
  if (frame_->interaction()->dragging_handle()) data.theta = data_.theta;
  data_ = std::move(data);
  rebuild();
  frame_->showData(same_view && !first, data_.preview, data_.sample);
}

void HistogramView::setTheta(std::optional<double> theta) {
  data_.theta = theta;
  apply_colours(current_theme());
  frame_->plot()->layer("overlay")->replot();
}

statistics::BinOptions HistogramView::binOptions() const {
  return options_->bins();
}
void HistogramView::setBinOptions(const statistics::BinOptions& options) {
  options_->set_bins(options);
}
bool HistogramView::countLogarithmic() const {
  return options_->count_logarithmic();
}
void HistogramView::setCountLogarithmic(bool on) {
  options_->set_count_logarithmic(on);
}
bool HistogramView::showsMass() const {
  return options_->shows_mass();
}
void HistogramView::setShowsMass(bool on) {
  options_->set_shows_mass(on);
}

void HistogramView::setBrush(std::optional<std::pair<double, double>> range) {
  brush_ = range;
  frame_->interaction()->set_brush_shown(range.has_value());
  if (range)
    band_->set_range(std::pair{scale_.to_axis(range->first), scale_.to_axis(range->second)});
  else
    band_->set_range(std::nullopt);
  frame_->plot()->layer("overlay")->replot();
}

double HistogramView::pixelOfValue(double value) const {
  return frame_->plot()->xAxis->coordToPixel(scale_.to_axis(value));
}

double HistogramView::valueAtPixel(double pixel) const {
  return scale_.from_axis(frame_->plot()->xAxis->pixelToCoord(pixel));
}

void HistogramView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  const AxisScale scale = axis_scale(data_);
  if (scale.kind != scale_.kind || scale.linear_width != scale_.linear_width) {
    scale_ = scale;
    set_axis_scale(plot->xAxis, scale_);
    setBrush(brush_);
  }
  const bool logarithmic = countLogarithmic();
  if ((plot->yAxis->scaleType() == QCPAxis::stLogarithmic) != logarithmic)
    set_axis_scale(plot->yAxis, {logarithmic ? AxisScale::logarithmic : AxisScale::linear, 1});
  const bool mass = showsMass();
  original_->data()->set(steps(data_.original, mass, scale_), true);
  if (data_.now)
    now_->data()->set(steps(*data_.now, mass, scale_), true);
  else
    now_->data()->clear();
  rebuild_pinned();
  const QString name = data_.value_name.isEmpty() ? tr("value") : data_.value_name;
  const QString shown = data_.scale == ValueScale::logarithmic ? QStringLiteral("|%1|").arg(name) : name;
  plot->xAxis->setLabel(with_unit(shown, data_.unit));
  plot->yAxis->setLabel(mass ? tr("share of Σ x²") : tr("values per bin"));

  std::vector<double> levels;
  levels.reserve(data_.levels.size());
  for (const double level : data_.levels)
    if (data_.scale != ValueScale::logarithmic || level != 0)
      levels.push_back(scale_.to_axis(data_.scale == ValueScale::logarithmic ? std::abs(level) : level));
  std::ranges::sort(levels);
  levels_->set_levels(std::move(levels));
  apply_colours(current_theme());
}

void HistogramView::apply_colours(const Theme& theme) {
  original_->setPen(QPen(theme.original, 1));
  original_->setBrush(theme.original_fill);
  now_->setPen(QPen(theme.now, 2));
  for (std::size_t index = 0; index < pinned_.size(); ++index)
    pinned_[index]->setPen(run_pen(data_.pinned[index].style, theme, 1.5));
  // Hatched means preview.
  now_->setBrush(data_.preview ? QBrush(theme.now_fill, Qt::BDiagPattern) : QBrush(theme.now_fill));
  levels_->set_colour(theme.level);
  band_->set_colour(theme.brush);
  marks_->set_background(theme.chart_background);

  std::vector<ValueMark> marks;
  const auto place = [this](double value) {
    return scale_.to_axis(data_.scale == ValueScale::logarithmic ? std::abs(value) : value);
  };
  for (const HistogramMark& mark : data_.marks) {
    const bool mean = mark.style == MarkStyle::mean, limit = mark.style == MarkStyle::limit;
    marks.push_back({place(mark.value), mark.label, limit ? theme.outlier : theme.quantile,
                     mean ? Qt::SolidLine : Qt::DotLine, 1, mean ? 2 : 1});
  }
  for (const auto& [clip, label] : {std::pair{data_.clip_low, tr("clip")}, {data_.clip_high, tr("clip")}})
    if (clip && (data_.scale != ValueScale::logarithmic || *clip != 0))
      marks.push_back({place(*clip), label, theme.outlier, Qt::DashDotLine, 1.5, 3});
  if (data_.theta) {
    const QString text = format_three(*data_.theta, false);
    const QString label = QStringLiteral("θ ") + text;
    marks.push_back({place(*data_.theta), label, theme.theta, Qt::DashLine, 2, 5});
    if (data_.scale != ValueScale::logarithmic)
      marks.push_back({place(-*data_.theta), QStringLiteral("−θ"), theme.theta, Qt::DashLine, 2, 4});
  }
  marks_->set_marks(std::move(marks));

  const auto coloured = [](const QColor& colour, const QString& text) {
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(colour.name(), text);
  };
  QStringList legend;
  if (!data_.original.edges.empty()) legend << coloured(theme.original, tr("▮ original"));
  if (data_.now) legend << coloured(theme.now, data_.preview ? tr("▨ now") : tr("▯ now"));
  for (const PinnedHistogram& pinned : data_.pinned)
    legend << legend_entry_html(dash_characters(pinned.style), run_line_colour(pinned.style, theme),
                                pinned.style.name, theme);
  if (!data_.levels.empty())
    legend << coloured(theme.level,
                       tr("╷ %1 levels").arg(format_count(static_cast<qint64>(data_.levels.size()))));
  if (data_.clip_low || data_.clip_high) legend << coloured(theme.outlier, tr("╎ clip limits"));
  frame_->setLegend(legend.join(QStringLiteral("&nbsp;&nbsp; ")));
}

void HistogramView::go_home() {
  QCustomPlot* plot = frame_->plot();
  const std::vector<double>& edges = data_.original.edges;
  if (edges.size() < 2) return;
  double low = scale_.to_axis(edges.front()), high = scale_.to_axis(edges.back());
  double top = 0, bottom = std::numeric_limits<double>::infinity();
  const bool mass = showsMass();
  const auto measure = [&](const DrawnHistogram& histogram) {
    for (const double value : heights(histogram, mass)) {
      top = std::max(top, value);
      if (value > 0) bottom = std::min(bottom, value);
    }
  };
  measure(data_.original);
  // One bin that collects a whole level must not flatten the rest: the grey picture decides up to a limit.
  const double before = top;
  if (data_.now) measure(*data_.now);
  for (const PinnedHistogram& pinned : data_.pinned) measure(pinned.drawn);
  if (!countLogarithmic() && before > 0) top = std::min(top, before * 4);
  if (!(top > 0)) top = 1, bottom = 1;
  if (data_.scale == ValueScale::logarithmic) {
    plot->xAxis->setRange(low, high);
  } else {
    const double margin = (high - low) * 0.01;
    plot->xAxis->setRange(low - margin, high + margin);
  }
  if (countLogarithmic())
    plot->yAxis->setRange(bottom * 0.5, top * std::pow(top / bottom, 0.22) * 1.5);
  else
    plot->yAxis->setRange(0, top * 1.2);
}

void HistogramView::place_theta(double coordinate, bool finished) {
  const double theta = std::abs(scale_.from_axis(coordinate));
  setTheta(theta);
  emit thetaDragged(theta);
  if (finished) emit thetaDragFinished(theta);
}

QString HistogramView::readout(QPointF pixel) const {
  const double value = valueAtPixel(pixel.x());
  QStringList lines;
  for (const HistogramMark& mark : data_.marks)
    if (std::abs(pixelOfValue(mark.value) - pixel.x()) < 4)
      lines << QStringLiteral("%1 = %2").arg(mark.label, format_si(mark.value, data_.unit));
  const auto describe = [&](const QString& name, const DrawnHistogram& histogram) {
    const auto bin = bin_at(histogram, value);
    if (!bin) return;
    lines << tr("%1: %2 values, %3 % of Σ x² in [%4, %5)")
                 .arg(name, format_si(histogram.counts[*bin]), format_three(100 * histogram.mass[*bin]),
                      format_three(histogram.edges[*bin]), format_three(histogram.edges[*bin + 1]));
  };
  describe(tr("original"), data_.original);
  if (data_.now) describe(tr("now"), *data_.now);
  for (const PinnedHistogram& pinned : data_.pinned) describe(pinned.style.name, pinned.drawn);
  if (!data_.levels.empty()) {
    double nearest = data_.levels.front();
    for (const double level : data_.levels)
      if (std::abs(level - value) < std::abs(nearest - value)) nearest = level;
    lines << tr("nearest of %1 levels: %2").arg(data_.levels.size()).arg(format_three(nearest));
  }
  if (!data_.original.note.empty()) lines << QString::fromStdString(data_.original.note);
  return lines.join('\n');
}

ChartTable HistogramView::table() const {
  const auto& edges = data_.original.edges;
  ChartTable table;
  if (edges.size() < 2) return table;
  const QString unit = data_.unit.isEmpty() ? QString() : "_" + data_.unit.toLower();
  table.columns.push_back({"bin_low" + unit, std::vector<double>(edges.begin(), edges.end() - 1)});
  table.columns.push_back({"bin_high" + unit, std::vector<double>(edges.begin() + 1, edges.end())});
  table.columns.push_back({"count", data_.original.counts});
  table.columns.push_back({"mass", data_.original.mass});
  const auto add = [&](const QString& name, const DrawnHistogram& drawn) {
    if (drawn.edges != edges && drawn.edges.size() >= 2) {
      const auto& own = drawn.edges;
      table.columns.push_back({name + "_bin_low" + unit, std::vector<double>(own.begin(), own.end() - 1)});
      table.columns.push_back({name + "_bin_high" + unit, std::vector<double>(own.begin() + 1, own.end())});
    }
    table.columns.push_back({name + "_count", drawn.counts});
    table.columns.push_back({name + "_mass", drawn.mass});
  };
  if (data_.now) add("now", *data_.now);
  for (const PinnedHistogram& pinned : data_.pinned) add(pinned.style.name, pinned.drawn);
  return table;
}

}  // namespace quantscope::widgets
