#include "app/gui/accelerator_pictures.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "app/gui/accelerator_sentences.h"
#include "app/gui/unknown.h"
#include "core/hardware/roofline.h"
#include "widgets/core_text.h"
#include "widgets/number_text.h"

namespace quantscope::gui {

// Return types without a namespace: lupdate takes such functions for members of it.
using widgets::CurvesData;
using widgets::RooflineData;
using widgets::ScatterData;
using widgets::StackedBarsData;
using widgets::StackedBreakdown;
using widgets::StackedRow;
using widgets::TornadoData;

namespace {

struct PictureWords {
  Q_DECLARE_TR_FUNCTIONS(accelerator)
};

using hardware::Phase;
using hardware::PhaseResult;

QString plain(const std::string& text) {
  return QString::fromStdString(text);
}

/// The law, what is computed otherwise, energies of both kinds: what a read-out adds.
QString operator_details(const hardware::Operator& op, const hardware::OperatorPrice& price,
                         hardware::Law law) {
  QStringList lines;
  lines << PictureWords::tr("%1 times in a pass").arg(op.count);
  lines << PictureWords::tr("between %1 and %2")
               .arg(widgets::format_si(price.time_low_s, QStringLiteral("s")),
                    widgets::format_si(price.time_high_s, QStringLiteral("s")));
  if (price.roof_s > 0 && price.time_s > 0)
    lines
        << PictureWords::tr("%1 % of the roof").arg(widgets::format_three(100 * price.roof_s / price.time_s));
  if (price.board_j)
    lines << PictureWords::tr("board energy %1").arg(widgets::format_si(*price.board_j, QStringLiteral("J")));
  if (price.inside_bytes > 0)
    lines << PictureWords::tr("%1 read inside the memory")
                 .arg(widgets::format_si(price.inside_bytes, QStringLiteral("B")));
  if (!price.fallback.empty()) lines << widgets::core_note(price.fallback);
  lines << PictureWords::tr("modelled, law: %1").arg(law_word(law));
  return lines.join('\n');
}

void add_dots(widgets::RooflineData& data, const hardware::Roofline& chart, const PhaseResult& result,
              const hardware::Accelerator& accelerator, int run, std::vector<int>& dot_of_operator) {
  dot_of_operator.assign(result.operators.size(), -1);
  for (const hardware::Roofline::Dot& dot : chart.dots) {
    const hardware::Operator& op = result.operators[dot.op];
    const hardware::OperatorPrice& price = result.prices[dot.op];
    widgets::RooflineOperator drawn;
    drawn.name = plain(dot.name);
    drawn.run = run;
    drawn.phase =
        result.phase == Phase::prefill ? widgets::RooflinePhase::prefill : widgets::RooflinePhase::decode;
    drawn.operations_per_byte = dot.operations_per_byte;
    drawn.operations_per_second = dot.operations_per_second;
    drawn.time_s = price.time_s * op.count;
    drawn.operations = op.ops();
    drawn.bytes = price.bytes[hardware::memory];
    drawn.energy_j = price.dynamic_j;
    drawn.bound = part_word(accelerator, price.bound);
    drawn.details = operator_details(op, price, result.law);
    dot_of_operator[dot.op] = static_cast<int>(data.operators.size());
    data.operators.push_back(std::move(drawn));
  }
}

void add_roofs(widgets::RooflineData& data, const hardware::Roofline& chart) {
  // Those of one phase begin those of the other.
  for (std::size_t level = data.memories.size(); level < chart.bandwidths.size(); ++level)
    data.memories.push_back({plain(chart.bandwidths[level].level), chart.bandwidths[level].bytes_per_second});
  for (const hardware::Roofline::Compute& roof : chart.computes) {
    const bool known = std::ranges::any_of(
        data.rates, [&](const widgets::RooflineRate& rate) { return rate.name == plain(roof.name); });
    if (!known) data.rates.push_back({plain(roof.name), roof.operations_per_second});
  }
}

/// The part of the board's energy that flows at rest under load, and the rest of it.
std::pair<double, double> board_parts(const PhaseResult& result, const hardware::Accelerator& accelerator) {
  const double board = result.total.board_j.value_or(0);
  const double at_rest =
      accelerator.board
          ? std::min(board, accelerator.board->fixed_w.value * result.total.time_s * result.devices)
          : 0;
  return {at_rest, board - at_rest};
}

/// "rtn W4A8 · NVIDIA H100", where there are several accelerators.
QString short_case_name(const AcceleratorQuestion& question, const PricedCase& priced) {
  const QString& run = question.runs[static_cast<std::size_t>(priced.run)].style.name;
  if (question.accelerators.size() == 1) return run;
  return QStringLiteral("%1 · %2").arg(
      run, plain(question.accelerators[static_cast<std::size_t>(priced.accelerator)]->name));
}

struct BarKind {
  bool energy = false, board = false;
};

double value_of_operator(const PhaseResult& result, std::size_t op, BarKind kind) {
  const hardware::OperatorPrice& price = result.prices[op];
  const double count = result.operators[op].count;
  if (!kind.energy) return price.time_s * count;
  return (kind.board ? price.board_j.value_or(0) : price.dynamic_j) * count * result.devices;
}

double value_of_part(const PhaseResult& result, std::size_t part, BarKind kind) {
  return kind.energy ? result.total.dynamic_of[part] : result.total.time_of[part];
}

StackedRow row_of(const AcceleratorAnswer& answer, const PricedCase& priced, const PhaseResult* result,
                  BarKind kind) {
  const AcceleratorQuestion& question = answer.question;
  const auto& run = question.runs[static_cast<std::size_t>(priced.run)];
  widgets::StackedRow row;
  const QString device = plain(question.accelerators[static_cast<std::size_t>(priced.accelerator)]->name);
  row.label = short_case_name(question, priced);
  row.full_name = case_name(question, priced.run, priced.accelerator);
  row.style = run.style;
  if (!result) {
    row.problem = priced.problem;
    return row;
  }
  if (!kind.energy) {
    row.low = result->total.time_low_s;
    row.high = result->total.time_high_s;
  }
  if (kind.energy && kind.board && !result->total.board_j)
    row.problem = PictureWords::tr("no board law is known of %1").arg(device);
  if (!result->fits()) row.note = PictureWords::tr("does not fit");
  return row;
}

/// Names of operators in the order of their first occurrence.
QStringList operator_names(const std::vector<const PhaseResult*>& results) {
  QStringList names;
  for (const PhaseResult* result : results)
    if (result)
      for (const hardware::Operator& op : result->operators)
        if (!names.contains(plain(op.name))) names << plain(op.name);
  return names;
}

/// What runs beside the others has a negative time: the others are shown that much shorter, so that the parts
/// make the total.
void share_overlap(std::vector<double>& values) {
  double above = 0, all = 0;
  for (double& value : values) {
    all += value;
    above += std::max(value, 0.0);
    value = std::max(value, 0.0);
  }
  if (above > 0 && all < above)
    for (double& value : values) value *= all / above;
}

StackedBreakdown by_operator(const std::vector<const PhaseResult*>& results, BarKind kind) {
  widgets::StackedBreakdown breakdown;
  breakdown.name = PictureWords::tr("by operator");
  breakdown.part_word = PictureWords::tr("operator");
  const QStringList names = operator_names(results);
  breakdown.parts.assign(names.begin(), names.end());
  for (const PhaseResult* result : results) {
    std::vector<double> values(breakdown.parts.size(), 0.0);
    for (std::size_t op = 0; result && op < result->operators.size(); ++op)
      values[static_cast<std::size_t>(names.indexOf(plain(result->operators[op].name)))] +=
          value_of_operator(*result, op, kind);
    share_overlap(values);
    breakdown.values.push_back(std::move(values));
  }
  return breakdown;
}

StackedBreakdown by_component(const AcceleratorAnswer& answer, const std::vector<const PhaseResult*>& results,
                              BarKind kind) {
  widgets::StackedBreakdown breakdown;
  breakdown.name = PictureWords::tr("by component");
  breakdown.part_word = PictureWords::tr("component");
  const auto device = [&](std::size_t row) -> const hardware::Accelerator& {
    return *answer.question.accelerators[static_cast<std::size_t>(answer.cases[row].accelerator)];
  };
  if (kind.board) {
    breakdown.parts = {PictureWords::tr("static (at rest under load)"),
                       PictureWords::tr("computing and moving")};
    for (std::size_t row = 0; row < results.size(); ++row) {
      const auto [rest, work] = results[row] ? board_parts(*results[row], device(row)) : std::pair(0.0, 0.0);
      breakdown.values.push_back({rest, work});
    }
    return breakdown;
  }
  QStringList names;
  for (std::size_t row = 0; row < results.size(); ++row)
    for (std::size_t part = 0; results[row] && part < hardware::parts; ++part)
      if (value_of_part(*results[row], part, kind) > 0 && !names.contains(part_word(device(row), part)))
        names << part_word(device(row), part);
  breakdown.parts.assign(names.begin(), names.end());
  for (std::size_t row = 0; row < results.size(); ++row) {
    std::vector<double> values(breakdown.parts.size(), 0.0);
    for (std::size_t part = 0; results[row] && part < hardware::parts; ++part)
      if (const double value = value_of_part(*results[row], part, kind); value > 0)
        values[static_cast<std::size_t>(names.indexOf(part_word(device(row), part)))] += value;
    breakdown.values.push_back(std::move(values));
  }
  return breakdown;
}

StackedBarsData bars_of(const AcceleratorAnswer& answer, Phase phase, BarKind kind) {
  widgets::StackedBarsData data;
  std::vector<const PhaseResult*> results;
  for (const PricedCase& priced : answer.cases) {
    const PhaseResult* const result = priced.phase(phase);
    data.rows.push_back(row_of(answer, priced, result, kind));
    const bool unknown_energy = kind.board && result && !result->total.board_j;
    results.push_back(unknown_energy ? nullptr : result);
  }
  data.breakdowns.push_back(by_operator(results, kind));
  data.breakdowns.push_back(by_component(answer, results, kind));
  data.unit = kind.energy ? QStringLiteral("J") : QStringLiteral("s");
  data.view_key = QStringLiteral("%1/%2/%3").arg(phase_word(phase)).arg(kind.energy).arg(kind.board);
  return data;
}

}  // namespace

RooflineData roofline_data(const AcceleratorAnswer& answer, int arrows_from) {
  widgets::RooflineData data;
  const AcceleratorQuestion& question = answer.question;
  const hardware::Accelerator& accelerator = question.current();
  data.runs.push_back(question.runs[static_cast<std::size_t>(question.front)].style);
  const PricedCase* const before =
      arrows_from >= 0 && arrows_from != question.front ? answer.find(arrows_from, 0) : nullptr;
  if (before) data.runs.push_back(question.runs[static_cast<std::size_t>(arrows_from)].style);
  for (const Phase phase : {Phase::prefill, Phase::decode}) {
    const PhaseResult* const result = answer.front(phase);
    if (!result) continue;
    const auto add = [&](const PhaseResult& priced, int run) {
      const hardware::Roofline chart = hardware::roofline(priced, accelerator);
      std::vector<int> dot_of_operator;
      add_roofs(data, chart);
      add_dots(data, chart, priced, accelerator, run, dot_of_operator);
      return dot_of_operator;
    };
    const std::vector<int> dots = add(*result, 0);
    const PhaseResult* const old = before ? before->phase(phase) : nullptr;
    if (!old) continue;
    const std::vector<int> dots_before = add(*old, 1);
    for (const hardware::OperatorChange& change : hardware::compare(*old, *result))
      if (dots_before[change.before] >= 0 && dots[change.after] >= 0 && std::abs(change.time_change) > 1e-9)
        data.changes.push_back({dots_before[change.before], dots[change.after]});
  }
  std::ranges::sort(data.rates, std::greater{}, &widgets::RooflineRate::operations_per_second);
  data.view_key = plain(accelerator.id);
  return data;
}

StackedBarsData time_bars(const AcceleratorAnswer& answer, Phase phase) {
  widgets::StackedBarsData data = bars_of(answer, phase, {});
  data.value_name =
      phase == Phase::decode ? PictureWords::tr("time of a token") : PictureWords::tr("time of the prompts");
  return data;
}

StackedBarsData energy_bars(const AcceleratorAnswer& answer, Phase phase, bool board) {
  widgets::StackedBarsData data = bars_of(answer, phase, {true, board});
  data.value_name = board ? PictureWords::tr("board energy") : PictureWords::tr("dynamic energy");
  return data;
}

CurvesData sweep_curves(const AcceleratorAnswer& answer, SweepQuantity quantity) {
  widgets::CurvesData data;
  const AcceleratorQuestion& question = answer.question;
  const std::string& variable = question.sweep.variable;
  const hardware::WorkloadSettings& settings =
      question.sweep.phase == Phase::decode ? question.decode : question.prefill;
  using widgets::CurvesScale;
  data.x_scale = CurvesScale::log2;
  if (variable == "batch") {
    data.x_name = PictureWords::tr("batch");
    data.current_x = static_cast<double>(settings.batch);
  } else if (variable == "context") {
    data.x_name = PictureWords::tr("context");
    data.x_unit = PictureWords::tr("tokens");
    data.current_x = static_cast<double>(settings.context);
  } else if (variable == "bandwidth") {
    data.x_name = PictureWords::tr("bandwidth of the main memory");
    data.x_unit = QStringLiteral("B/s");
  } else if (variable == "on-chip") {
    data.x_name = PictureWords::tr("memory on the chip");
    data.x_unit = QStringLiteral("B");
  } else if (variable == "compute") {
    data.x_name = PictureWords::tr("compute, times what the chip has");
    data.current_x = 1;
  } else {
    data.x_scale = CurvesScale::linear;
    data.x_unit = PictureWords::tr("bits");
    if (variable == "kv-bits") {
      data.x_name = PictureWords::tr("bits of the KV cache");
      data.current_x = settings.key_value_bits;
    } else {
      data.x_name = variable == "weight-bits" ? PictureWords::tr("bits of the weights")
                                              : PictureWords::tr("bits of the activations");
    }
  }
  data.current_movable = variable == "batch" || variable == "context" || variable == "kv-bits";
  const bool board = std::ranges::all_of(answer.sweeps, [](const PricedSweep& each) {
    return each.sweep.points.empty() || each.sweep.points.front().total.board_j;
  });
  switch (quantity) {
    case SweepQuantity::tokens_per_second:
      data.y_name = PictureWords::tr("rate");
      data.y_unit = QStringLiteral("tokens/s");
      break;
    case SweepQuantity::time_per_token:
      data.y_name = PictureWords::tr("time per token");
      data.y_unit = QStringLiteral("s");
      break;
    case SweepQuantity::energy_per_token:
      data.y_name =
          board ? PictureWords::tr("board energy per token") : PictureWords::tr("dynamic energy per token");
      data.y_unit = QStringLiteral("J");
      break;
  }
  for (const PricedSweep& each : answer.sweeps) {
    const hardware::Accelerator& device = *question.accelerators[static_cast<std::size_t>(each.accelerator)];
    widgets::Curve curve;
    curve.style = question.runs[static_cast<std::size_t>(each.run)].style;
    if (question.accelerators.size() > 1) curve.line_name = plain(device.name);
    curve.line = each.accelerator;
    for (const hardware::SweepPoint& point : each.sweep.points) {
      const double tokens = std::max(point.total.tokens, 1.0);
      const auto shown = [&](double time_s) {
        if (quantity == SweepQuantity::tokens_per_second) return time_s > 0 ? tokens / time_s : unknown;
        return time_s / tokens;
      };
      curve.x.push_back(point.value * each.unit_value);
      curve.fits.push_back(point.fits);
      if (quantity == SweepQuantity::energy_per_token) {
        curve.y.push_back((board ? *point.total.board_j : point.total.dynamic_j) / tokens);
      } else {
        curve.y.push_back(shown(point.total.time_s));
        const auto [low, high] = std::minmax(shown(point.total.time_low_s), shown(point.total.time_high_s));
        curve.low.push_back(low);
        curve.high.push_back(high);
      }
      const QString bound = part_word(device, point.bound);
      if (point.bound_changes)
        curve.marks.push_back({curve.x.back(), PictureWords::tr("bound by %1").arg(bound)});
      curve.details.push_back(PictureWords::tr("bound by %1; %2 needed; modelled, law: %3")
                                  .arg(bound, widgets::format_si(point.need.total(), QStringLiteral("B")),
                                       law_word(question.law)));
    }
    if (variable == "batch" && each.sweep.memory_wall)
      curve.wall = static_cast<double>(*each.sweep.memory_wall);
    data.curves.push_back(std::move(curve));
  }
  data.view_key = plain(variable) + data.y_name;
  return data;
}

ScatterData accuracy_scatter(const AcceleratorAnswer& answer, const RunAccuracy& accuracy, TokenCost cost) {
  widgets::ScatterData data;
  const AcceleratorQuestion& question = answer.question;
  const Phase phase = answer.front(Phase::decode) ? Phase::decode : Phase::prefill;
  data.x_name = cost == TokenCost::time           ? PictureWords::tr("time per token (modelled)")
                : cost == TokenCost::board_energy ? PictureWords::tr("board energy per token (modelled)")
                                                  : PictureWords::tr("dynamic energy per token (modelled)");
  data.x_unit = cost == TokenCost::time ? QStringLiteral("s") : QStringLiteral("J");
  data.y_name = accuracy.label;
  data.y_unit = accuracy.unit;
  std::vector<widgets::ScatterPoint> ordered;
  for (const PricedCase& priced : answer.cases) {
    const PhaseResult* const result = priced.phase(phase);
    const PricedRun& run = question.runs[static_cast<std::size_t>(priced.run)];
    const double value = accuracy.of(run.setting);
    if (!result || std::isnan(value)) continue;
    const double tokens = std::max(result->total.tokens, 1.0);
    widgets::ScatterPoint point;
    point.y = value;
    switch (cost) {
      case TokenCost::time:
        point.x = result->total.time_s / tokens;
        point.x_low = result->total.time_low_s / tokens;
        point.x_high = result->total.time_high_s / tokens;
        break;
      case TokenCost::board_energy:
        point.x = result->total.board_j ? *result->total.board_j / tokens : unknown;
        break;
      case TokenCost::dynamic_energy:
        point.x = result->total.dynamic_j / tokens;
        break;
    }
    point.style = run.style;
    const QString device = plain(question.accelerators[static_cast<std::size_t>(priced.accelerator)]->name);
    point.label = short_case_name(question, priced);
    point.details = PictureWords::tr("on %1; cost modelled, law: %2").arg(device, law_word(question.law));
    if (const QString fit = fit_sentence(*result); !fit.isEmpty()) point.details += '\n' + fit;
    data.points.push_back(point);
    if (accuracy.higher_is_better) point.y = -point.y;
    ordered.push_back(std::move(point));
  }
  data.front = widgets::front_of_least(ordered);
  data.pale_behind_front = true;
  data.view_key = accuracy.id + data.x_name;
  return data;
}

QString accuracy_sentence(const widgets::ScatterData& data, const AcceleratorAnswer& answer,
                          const QString& subject) {
  if (data.points.empty()) return {};
  QStringList front;
  for (const int point : data.front) front << data.points[static_cast<std::size_t>(point)].label;
  QString text = PictureWords::tr("On the front: %1; %2 of %3 points are beaten in both.")
                     .arg(front.join(QStringLiteral(", ")))
                     .arg(data.points.size() - data.front.size())
                     .arg(data.points.size());
  text += ' ' + PictureWords::tr("Accuracy of %1, measured; cost of %2, modelled.")
                    .arg(subject, plain(answer.question.shape->name));
  return text;
}

TornadoData tornado_data(const AcceleratorAnswer& answer, Phase phase, bool energy) {
  widgets::TornadoData data;
  constexpr std::size_t most_bars = 16;
  for (const hardware::Sensitivity& each : answer.sensitivities[phase == Phase::decode ? 1 : 0]) {
    widgets::TornadoBar bar;
    bar.name = figure_label(each.place);
    bar.value = each.value;
    bar.unit = plain(each.place.unit);
    bar.when_lower = energy ? each.energy_when_lower : each.time_when_lower;
    bar.when_higher = energy ? each.energy_when_higher : each.time_when_higher;
    if (bar.when_lower == 0 && bar.when_higher == 0) continue;
    const double slope = energy ? each.energy_derivative : each.time_derivative;
    const double elasticity = energy ? each.energy_elasticity : each.time_elasticity;
    bar.details = PictureWords::tr("derivative %1 for each unit; 1 % of it changes the total by %2 %\n%3")
                      .arg(widgets::format_si(slope, energy ? QStringLiteral("J") : QStringLiteral("s")),
                           widgets::format_three(elasticity, false), plain(each.place.path));
    data.bars.push_back(std::move(bar));
  }
  const auto reach = [](const widgets::TornadoBar& bar) {
    return std::max(std::abs(bar.when_lower), std::abs(bar.when_higher));
  };
  std::ranges::stable_sort(data.bars, std::greater{}, reach);
  if (data.bars.size() > most_bars) data.bars.resize(most_bars);
  const PhaseResult* const result = answer.front(phase);
  const bool board = result && result->total.board_j;
  data.figure_name = !energy ? PictureWords::tr("time of %1").arg(phase_word(phase))
                     : board ? PictureWords::tr("board energy of %1").arg(phase_word(phase))
                             : PictureWords::tr("dynamic energy of %1").arg(phase_word(phase));
  const int percent = static_cast<int>(std::lround(100 * accelerator_swing));
  data.lower_label = QStringLiteral("−%1 %").arg(percent);
  data.higher_label = QStringLiteral("+%1 %").arg(percent);
  data.view_key = data.figure_name;
  return data;
}

}  // namespace quantscope::gui
