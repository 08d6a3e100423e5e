#include <qcustomplot.h>

#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/number_text.h"
#include "widgets/roofline_geometry.h"
#include "widgets/roofline_view.h"

namespace quantscope::widgets {
namespace {

constexpr double roof_catch_distance = 5;  // pixels

QString phase_name(RooflinePhase phase) {
  return phase == RooflinePhase::prefill ? RooflineView::tr("prefill") : RooflineView::tr("decode");
}

}  // namespace

QString RooflineView::text_of(int index) const {
  const RooflineOperator& each = data_.operators[static_cast<std::size_t>(index)];
  const RooflineRoofs roofs(data_, memory());
  const QString run = each.run >= 0 && each.run < static_cast<int>(data_.runs.size())
                          ? data_.runs[static_cast<std::size_t>(each.run)].name
                          : QString();
  QStringList head = {each.name, phase_name(each.phase), run};
  head.removeAll(QString());
  QStringList lines = {head.join(QStringLiteral(" · ")),
                       tr("time: %1").arg(format_si(each.time_s, QStringLiteral("s"))),
                       tr("reached: %1").arg(format_si(each.operations_per_second, QStringLiteral("op/s")))};
  if (const double roof = roofs.attainable(intensity(index, memory()));
      std::isfinite(roof) && roof > 0 && each.operations_per_second > 0)
    lines << tr("%1 % of the roof of %2")
                 .arg(format_three(each.operations_per_second / roof * 100),
                      format_si(roof, QStringLiteral("op/s")));
  for (int level = 0; level < static_cast<int>(data_.memories.size()); ++level)
    if (const double at = intensity(index, level); !std::isnan(at))
      lines << tr("%1: %2").arg(data_.memories[static_cast<std::size_t>(level)].name,
                                format_si(at, QStringLiteral("op/B")));
  lines << tr("operations: %1").arg(format_si(each.operations, QStringLiteral("op")))
        << tr("bytes: %1").arg(format_si(each.bytes, QStringLiteral("B")))
        << tr("energy: %1").arg(format_si(each.energy_j, QStringLiteral("J")));
  if (!each.bound.isEmpty()) lines << tr("bound by: %1").arg(each.bound);
  for (const RooflineChange& change : data_.changes) {
    if (change.after != index || change.before < 0 ||
        change.before >= static_cast<int>(data_.operators.size()))
      continue;
    const RooflineOperator& before = data_.operators[static_cast<std::size_t>(change.before)];
    lines << tr("before: %1").arg(format_si(before.time_s, QStringLiteral("s")));
  }
  if (!each.details.isEmpty()) lines << each.details;
  return lines.join('\n');
}

QString RooflineView::readout(QPointF pixel) const {
  if (const int index = operator_at(pixel); index >= 0) return text_of(index);
  const QCustomPlot* plot = frame_->plot();
  const RooflineRoofs roofs(data_, memory());
  const double x = plot->xAxis->pixelToCoord(pixel.x());
  QStringList lines;
  const auto near = [&](double height) {
    return std::abs(plot->yAxis->coordToPixel(height) - pixel.y()) <= roof_catch_distance;
  };
  for (const int index : roofs.memories()) {
    const double height = roofs.bandwidth(index) * x;
    if (!near(height) || (!roofs.rates().empty() && height > roofs.fastest_rate() * 1.0001)) continue;
    const QString& name = data_.memories[static_cast<std::size_t>(index)].name;
    lines << tr("%1: %2").arg(name, format_si(roofs.bandwidth(index), QStringLiteral("B/s")))
          << tr("at %1 at most %2")
                 .arg(format_si(x, QStringLiteral("op/B")), format_si(height, QStringLiteral("op/s")));
    for (const int rate : roofs.rates())
      lines << tr("ridge to %1: %2")
                   .arg(data_.rates[static_cast<std::size_t>(rate)].name,
                        format_si(roofs.ridge(index, rate), QStringLiteral("op/B")));
  }
  for (const int index : roofs.rates())
    if (near(roofs.rate(index)))
      lines << tr("%1: %2").arg(data_.rates[static_cast<std::size_t>(index)].name,
                                format_si(roofs.rate(index), QStringLiteral("op/s")));
  return lines.join('\n');
}

ChartTable RooflineView::table() const {
  std::vector<QString> runs, phases, names, bounds;
  std::vector<double> rates, times, operations, bytes, energies;
  for (const RooflineOperator& each : data_.operators) {
    const bool known = each.run >= 0 && each.run < static_cast<int>(data_.runs.size());
    runs.push_back(known ? data_.runs[static_cast<std::size_t>(each.run)].name : QString());
    phases.push_back(each.phase == RooflinePhase::prefill ? "prefill" : "decode");
    names.push_back(each.name);
    bounds.push_back(each.bound);
    rates.push_back(each.operations_per_second);
    times.push_back(each.time_s);
    operations.push_back(each.operations);
    bytes.push_back(each.bytes);
    energies.push_back(each.energy_j);
  }
  ChartTable made;
  made.columns = {{"run", runs}, {"phase", phases}, {"operator", names}};
  for (int level = 0; level < static_cast<int>(data_.memories.size()); ++level) {
    std::vector<double> values;
    for (int index = 0; index < static_cast<int>(data_.operators.size()); ++index)
      values.push_back(intensity(index, level));
    made.columns.push_back(
        {"ops_per_byte_" + data_.memories[static_cast<std::size_t>(level)].name, std::move(values)});
  }
  made.columns.push_back({"ops_per_s", std::move(rates)});
  made.columns.push_back({"time_s", std::move(times)});
  made.columns.push_back({"ops", std::move(operations)});
  made.columns.push_back({"bytes", std::move(bytes)});
  made.columns.push_back({"energy_j", std::move(energies)});
  made.columns.push_back({"bound", std::move(bounds)});
  return made;
}

}  // namespace quantscope::widgets
