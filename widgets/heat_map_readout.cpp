#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/heat_map_layer.h"
#include "widgets/heat_map_view.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

constexpr double most_cells = 1e5;  // of a table
constexpr double click_reach = 2;   // pixels around a click

struct Part {
  base::IndexRange rows, places;
};

Part part_in_sight(const statistics::MatrixView& view, std::int64_t rows, std::int64_t places) {
  const auto range = [](double from, double size, std::int64_t count) {
    const auto limit = static_cast<double>(count);
    return base::IndexRange{static_cast<std::int64_t>(std::clamp(std::floor(from + 1e-6), 0.0, limit)),
                            static_cast<std::int64_t>(std::clamp(std::ceil(from + size - 1e-6), 0.0, limit))};
  };
  return {range(view.row, view.rows, rows), range(view.column, view.columns, places)};
}

struct Columns {
  std::vector<double> first_row, last_row, first, last, low, high, absmax;

  void add(base::IndexRange rows, base::IndexRange columns, const statistics::BlockRange& range) {
    first_row.push_back(static_cast<double>(rows.begin));
    last_row.push_back(static_cast<double>(rows.end - 1));
    first.push_back(static_cast<double>(columns.begin));
    last.push_back(static_cast<double>(columns.end - 1));
    const double none = std::nan("");
    low.push_back(range.empty() ? none : static_cast<double>(range.low));
    high.push_back(range.empty() ? none : static_cast<double>(range.high));
    absmax.push_back(range.empty() ? none : static_cast<double>(range.absmax()));
  }
};

}  // namespace

std::optional<std::pair<int, int>> HeatMapView::cell_at(QPointF pixel) const {
  if (!data_.values) return std::nullopt;
  const double row = std::round(frame_->plot()->yAxis->pixelToCoord(pixel.y()));
  const double place = std::round(frame_->plot()->xAxis->pixelToCoord(pixel.x()));
  const HeatMapPicture& picture = layer_->picture();
  if (row < 0 || row >= static_cast<double>(data_.values->shape().rows) || place < 0 ||
      place >= static_cast<double>(picture.places()))
    return std::nullopt;
  return std::pair{static_cast<int>(row), picture.column_of(static_cast<std::int64_t>(place))};
}

/// Among several channels on one pixel the largest is meant.
int HeatMapView::channel_at(QPointF pixel) const {
  const auto cell = cell_at(pixel);
  if (!cell) return -1;
  const QCPAxis* axis = frame_->plot()->xAxis;
  const HeatMapPicture& picture = layer_->picture();
  const auto& absmax = data_.values->column_absmax();
  int best = cell->second;
  const double last = static_cast<double>(picture.places()) - 1;
  for (double place = std::max(0.0, std::ceil(axis->pixelToCoord(pixel.x() - click_reach)));
       place <= std::min(last, std::floor(axis->pixelToCoord(pixel.x() + click_reach))); ++place) {
    const int column = picture.column_of(static_cast<std::int64_t>(place));
    if (absmax[static_cast<std::size_t>(column)] > absmax[static_cast<std::size_t>(best)]) best = column;
  }
  return best;
}

void HeatMapView::hover(QPointF pixel) {
  const auto cell = cell_at(pixel);
  const bool inside = cell && frame_->plot()->axisRect()->rect().contains(pixel.toPoint());
  emit channelHovered(inside ? cell->second : -1);
  emit readoutChanged(inside ? readout(pixel).replace('\n', QStringLiteral(" · ")) : QString());
}

QString HeatMapView::readout(QPointF pixel) const {
  const auto cell = cell_at(pixel);
  if (!cell) return {};
  const auto [row, column] = *cell;
  const auto text = [&](double value) { return format_si(value, data_.unit); };
  QStringList lines = {tr("%1 %2, %3 %4: %5")
                           .arg(data_.row_name)
                           .arg(row)
                           .arg(data_.column_name)
                           .arg(column)
                           .arg(text(static_cast<double>(data_.values->value(row, column))))};
  const QCPRange rows = frame_->plot()->yAxis->range(), columns = frame_->plot()->xAxis->range();
  const QRect chart = frame_->plot()->axisRect()->rect();
  const double covered =
      std::max(1.0, rows.size() / chart.height()) * std::max(1.0, columns.size() / chart.width());
  if (const auto pooled = layer_->pooled(pixel); pooled && covered >= 2)
    lines << tr("largest of the %1 values under the pointer: %2")
                 .arg(format_count(static_cast<qint64>(std::ceil(covered))),
                      text(static_cast<double>(*pooled)));
  lines << tr("largest |x| of the column %1, of the row %2")
               .arg(
                   text(static_cast<double>(data_.values->column_absmax()[static_cast<std::size_t>(column)])),
                   text(static_cast<double>(data_.values->row_absmax()[static_cast<std::size_t>(row)])));
  return lines.join('\n');
}

ChartTable HeatMapView::table() const {
  if (!data_.values) return {};
  const HeatMapPicture& picture = layer_->picture();
  const auto [rows, places] = part_in_sight(visible(), data_.values->shape().rows, picture.places());
  const double cells = static_cast<double>(rows.size()) * static_cast<double>(places.size());
  if (cells <= most_cells) {
    std::vector<double> row_of, column_of, values;
    std::vector<float> buffer;
    for (std::int64_t row = rows.begin; row < rows.end && places.size() > 0; ++row) {
      const std::int64_t first = picture.column_of(places.begin);
      const std::int64_t count = picture.column_of(places.end - 1) - first + 1;
      buffer.resize(static_cast<std::size_t>(count));
      data_.values->read(row, 1, first, count, buffer.data());
      for (std::int64_t place = places.begin; place < places.end; ++place) {
        const int column = picture.column_of(place);
        row_of.push_back(static_cast<double>(row));
        column_of.push_back(column);
        values.push_back(static_cast<double>(buffer[static_cast<std::size_t>(column - first)]));
      }
    }
    return {{{QStringLiteral("row"), std::move(row_of)},
             {QStringLiteral("column"), std::move(column_of)},
             {QStringLiteral("value"), std::move(values)}}};
  }
  Columns table;
  const std::int64_t last_row = data_.values->shape().rows, last_column = data_.values->shape().columns;
  int k = 1;
  const auto blocks = [&] {
    const double size = std::ldexp(1.0, k);
    return std::ceil(static_cast<double>(rows.size()) / size) *
           (picture.leaves_out() ? static_cast<double>(places.size())
                                 : std::ceil(static_cast<double>(places.size()) / size));
  };
  while (blocks() > most_cells && k < 40) ++k;
  const auto add = [&](base::IndexRange columns, int exponent) {
    const std::int64_t size = std::int64_t{1} << exponent;
    const auto ranges = data_.values->ranges(rows, columns, exponent);
    std::size_t at = 0;
    for (std::int64_t row = rows.begin / size * size; row < rows.end; row += size)
      for (std::int64_t column = columns.begin / size * size; column < columns.end; column += size)
        table.add({row, std::min(row + size, last_row)}, {column, std::min(column + size, last_column)},
                  ranges[at++]);
  };
  if (!picture.leaves_out()) {
    add({places.begin, places.end}, k);
  } else {
    // Columns that stand side by side are far apart in the matrix: each on its own.
    std::vector<float> buffer;
    for (std::int64_t place = places.begin; place < places.end; ++place) {
      const std::int64_t column = picture.column_of(place);
      buffer.resize(static_cast<std::size_t>(rows.size()));
      data_.values->read(rows.begin, rows.size(), column, 1, buffer.data());
      const std::int64_t size = std::int64_t{1} << k;
      for (std::int64_t row = rows.begin; row < rows.end; row += size) {
        statistics::BlockRange range{std::numeric_limits<float>::infinity(),
                                     -std::numeric_limits<float>::infinity()};
        for (std::int64_t i = row; i < std::min(row + size, rows.end); ++i)
          statistics::add(range, buffer[static_cast<std::size_t>(i - rows.begin)]);
        table.add({row, std::min(row + size, rows.end)}, {column, column + 1}, range);
      }
    }
  }
  return {{{QStringLiteral("first_row"), std::move(table.first_row)},
           {QStringLiteral("last_row"), std::move(table.last_row)},
           {QStringLiteral("first_column"), std::move(table.first)},
           {QStringLiteral("last_column"), std::move(table.last)},
           {QStringLiteral("minimum"), std::move(table.low)},
           {QStringLiteral("maximum"), std::move(table.high)},
           {QStringLiteral("absmax"), std::move(table.absmax)}}};
}

double HeatMapView::pixelOfColumn(int column) const {
  return frame_->plot()->xAxis->coordToPixel(static_cast<double>(layer_->picture().place_of(column)));
}

double HeatMapView::pixelOfRow(int row) const {
  return frame_->plot()->yAxis->coordToPixel(row);
}

}  // namespace quantscope::widgets
