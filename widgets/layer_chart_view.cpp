#include "widgets/layer_chart_view.h"

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
#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/painted_layer.h"

namespace quantscope::widgets {
namespace {

constexpr double dot_catch_distance = 12;  // pixels from a dot that still mean it

}  // namespace

LayerChartView::LayerChartView(QWidget* parent)
    : QWidget(parent), frame_(new ChartFrame), scale_box_(new QComboBox), theme_(&current_theme()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(frame_);
  auto* options = new QWidget;
  auto* row = new FlowLayout(options, 8);
  options_ = row;
  scale_box_->addItems({tr("linear y"), tr("log y")});
  scale_box_->setObjectName("layers_scale");
  scale_box_->setAccessibleName(tr("y scale"));
  row->addWidget(scale_box_);
  frame_->setOptionsWidget(options);
  frame_->setExportName("layers");
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });

  QCustomPlot* plot = frame_->plot();
  counts_ = QSharedPointer<CountTicker>::create();
  names_.reset(new NameTicker(plot->xAxis));
  plot->xAxis->setTicker(counts_);
  plot->xAxis->setSubTicks(false);
  set_axis_scale(plot->yAxis, {});
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });

  ChartInteraction* hand = frame_->interaction();
  hand->set_home([this] { go_home(); });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const auto dot = dot_at(pixel);
    if (!dot) return;
    setSelected(dot->first, dot->second);
    emit pointClicked(dot->first, dot->second);
  });
  connect(scale_box_, &QComboBox::currentIndexChanged, this, [this] {
    rebuild();
    frame_->interaction()->go_home();
    frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
  });
  connect(frame_, &ChartFrame::recolour, this, &LayerChartView::apply_colours);
  apply_colours(current_theme());
}

void LayerChartView::addOption(QWidget* option) {
  options_->addFirst(option);
}

void LayerChartView::setData(LayerChartData data) {
  const bool same_view = data.view_key == data_.view_key && data.blocks == data_.blocks && data_.blocks > 0;
  data_ = std::move(data);
  if (selected_line_ >= static_cast<int>(data_.lines.size())) selected_line_ = -1;
  if (selected_block_ >= data_.blocks) selected_block_ = -1;
  rebuild();
  frame_->showData(same_view, data_.preview, data_.sample);
}

bool LayerChartView::valueLogarithmic() const {
  return scale_box_->currentIndex() == 1;
}
void LayerChartView::setValueLogarithmic(bool on) {
  scale_box_->setCurrentIndex(on ? 1 : 0);
}

void LayerChartView::setSelected(int line, int block) {
  selected_line_ = line >= 0 && line < static_cast<int>(data_.lines.size()) ? line : -1;
  selected_block_ = block >= 0 && block < data_.blocks ? block : -1;
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

double LayerChartView::value(int line, int block) const {
  const std::vector<double>& values = data_.lines[static_cast<std::size_t>(line)].values;
  return block >= 0 && static_cast<std::size_t>(block) < values.size()
             ? values[static_cast<std::size_t>(block)]
             : std::nan("");
}

QPointF LayerChartView::pixelOf(int line, int block) const {
  const double at = value(line, block);
  const QPointF gap(std::nan(""), std::nan(""));
  const QCustomPlot* plot = frame_->plot();
  if (std::isnan(at) || (plot->yAxis->scaleType() == QCPAxis::stLogarithmic && !(at > 0))) return gap;
  const double x = plot->xAxis->coordToPixel(block);
  const QRect chart = plot->axisRect()->rect();
  if (std::isinf(at)) return {x, at > 0 ? chart.top() + 5.0 : chart.bottom() - 5.0};
  return {x, plot->yAxis->coordToPixel(at)};
}

QString LayerChartView::line_name(int line) const {
  const LayerLine& each = data_.lines[static_cast<std::size_t>(line)];
  if (!each.style) return each.name;
  if (each.name.isEmpty()) return each.style->name;
  return each.style->name.isEmpty() ? each.name : QStringLiteral("%1 · %2").arg(each.style->name, each.name);
}

void LayerChartView::rebuild() {
  QCustomPlot* plot = frame_->plot();
  if ((plot->yAxis->scaleType() == QCPAxis::stLogarithmic) != valueLogarithmic())
    set_axis_scale(plot->yAxis, {valueLogarithmic() ? AxisScale::logarithmic : AxisScale::linear, 1});
  names_->set_names(data_.short_names);
  if (data_.short_names.isEmpty()) {
    plot->xAxis->setTicker(counts_);
    plot->xAxis->setTickLabelRotation(0);
  } else {
    plot->xAxis->setTicker(names_);
  }
  plot->xAxis->setLabel(data_.block_word.isEmpty() ? tr("block") : data_.block_word);
  const QString name = data_.value_name.isEmpty() ? tr("value") : data_.value_name;
  plot->yAxis->setLabel(with_unit(name, data_.unit));
  apply_colours(current_theme());
}

void LayerChartView::go_home() {
  QCustomPlot* plot = frame_->plot();
  const double margin = std::max(0.4, data_.blocks * 0.015);
  plot->xAxis->setRange(-margin, std::max(data_.blocks, 1) - 1 + margin);
  const bool logarithmic = valueLogarithmic();
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto add = [&](double at) {
    if (!std::isfinite(at) || (logarithmic && !(at > 0))) return;
    low = std::min(low, at);
    high = std::max(high, at);
  };
  for (int line = 0; line < static_cast<int>(data_.lines.size()); ++line)
    for (int block = 0; block < data_.blocks; ++block) add(value(line, block));
  const bool any = low <= high;
  // The limit is in sight unless that would press the dots to the floor.
  if (data_.limit && (!any || (*data_.limit<3 * high&& * data_.limit>(logarithmic ? low / 100 : -high))))
    add(*data_.limit);
  if (!(low <= high)) low = logarithmic ? 0.1 : 0, high = 1;
  if (logarithmic) {
    const double room = std::pow(high / low, 0.08) * 1.25;
    plot->yAxis->setRange(low / room, high * room);
    return;
  }
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  if (!(high > low)) high = 1;
  plot->yAxis->setRange(low < 0 ? low - (high - low) * 0.08 : low, high + (high - low) * 0.1);
}

std::optional<std::pair<int, int>> LayerChartView::dot_at(QPointF pixel) const {
  const auto near = static_cast<int>(std::lround(frame_->plot()->xAxis->pixelToCoord(pixel.x())));
  std::optional<std::pair<int, int>> best;
  double distance = dot_catch_distance;
  for (int block = std::max(0, near - 4); block <= std::min(data_.blocks - 1, near + 4); ++block) {
    for (int line = 0; line < static_cast<int>(data_.lines.size()); ++line) {
      const QPointF apart = pixelOf(line, block) - pixel;
      const double away = std::hypot(apart.x(), apart.y());
      if (away <= distance) {
        distance = away;
        best = std::pair{line, block};
      }
    }
  }
  return best;
}

QString LayerChartView::readout(QPointF pixel) const {
  const auto dot = dot_at(pixel);
  const auto block =
      dot ? dot->second : static_cast<int>(std::lround(frame_->plot()->xAxis->pixelToCoord(pixel.x())));
  if (block < 0 || block >= data_.blocks) return {};
  QStringList lines = {place_name(block)};
  for (int line = 0; line < static_cast<int>(data_.lines.size()); ++line) {
    const double at = value(line, block);
    if (std::isnan(at)) continue;
    QString text = tr("%1: %2").arg(line_name(line), format_si(at, data_.unit));
    if (data_.limit && at > *data_.limit) text += tr(" (above the limit)");
    lines << (dot && dot->first == line ? QStringLiteral("▸ ") + text : text);
  }
  return lines.size() > 1 ? lines.join('\n') : QString();
}

QString LayerChartView::place_name(int block) const {
  if (block < data_.full_names.size()) return data_.full_names[block];
  return QStringLiteral("%1 %2").arg(data_.block_word.isEmpty() ? tr("block") : data_.block_word).arg(block);
}

ChartTable LayerChartView::table() const {
  ChartTable made;
  const QString word = data_.block_word.isEmpty() ? QStringLiteral("block") : data_.block_word;
  if (data_.full_names.isEmpty()) {
    std::vector<double> blocks;
    for (int block = 0; block < data_.blocks; ++block) blocks.push_back(block);
    made.columns.push_back({word, std::move(blocks)});
  } else {
    made.columns.push_back({word, std::vector<QString>(data_.full_names.begin(), data_.full_names.end())});
  }
  const QString unit = data_.unit.isEmpty() ? QString() : "_" + data_.unit.toLower();
  for (int line = 0; line < static_cast<int>(data_.lines.size()); ++line) {
    std::vector<double> values;
    for (int block = 0; block < data_.blocks; ++block) values.push_back(value(line, block));
    made.columns.push_back({line_name(line) + unit, std::move(values)});
  }
  return made;
}

}  // namespace quantscope::widgets
