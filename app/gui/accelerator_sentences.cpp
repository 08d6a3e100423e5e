#include "app/gui/accelerator_sentences.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <map>

#include "app/gui/figures.h"
#include "core/hardware/price_operator.h"
#include "widgets/core_text.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

struct SentenceWords {
  Q_DECLARE_TR_FUNCTIONS(accelerator)
};

using hardware::Phase;

QString seconds_text(double value) {
  return widgets::format_si(value, QStringLiteral("s"));
}

QString joules_text(double value) {
  return widgets::format_si(value, QStringLiteral("J"));
}

QString si_bytes(double value) {
  return widgets::format_si(value, QStringLiteral("B"));
}

QString as_sentence(QString text) {
  if (!text.isEmpty() && !text.endsWith('.')) text += '.';
  // A format's name keeps its letters: "int4xint8 computes …".
  const QString first = text.section(' ', 0, 0);
  if (!text.isEmpty() && std::ranges::none_of(first, [](QChar sign) { return sign.isDigit(); }))
    text[0] = text[0].toUpper();
  return text;
}

/// "20 % higher dram bandwidth would save 15 %"; empty where nothing helps.
QString most_helpful(const hardware::Diagnosis& diagnosis) {
  if (diagnosis.best.path.empty()) return {};
  const QString label = figure_label(diagnosis.best), by = percent_text(accelerator_swing),
                saving = percent_text(diagnosis.best_saving);
  return diagnosis.best_higher ? SentenceWords::tr("What would help most: %1 %2 higher saves %3 of the time")
                                     .arg(label, by, saving)
                               : SentenceWords::tr("What would help most: %1 %2 lower saves %3 of the time")
                                     .arg(label, by, saving);
}

struct RankedCase {
  const PricedCase* priced = nullptr;
  double value = 0;
};

template <typename Value>
std::vector<RankedCase> ranked(const AcceleratorAnswer& answer, Phase phase, Value value) {
  std::vector<RankedCase> list;
  for (const PricedCase& each : answer.cases)
    if (const hardware::PhaseResult* result = each.phase(phase))
      if (const double number = value(*result); std::isfinite(number) && number > 0)
        list.push_back({&each, number});
  std::ranges::stable_sort(list, {}, &RankedCase::value);
  return list;
}

QString largest_part(const hardware::PhaseResult& result, const hardware::Accelerator& accelerator,
                     const hardware::Parts& parts_of, double total) {
  const auto most = std::ranges::max_element(parts_of);
  if (!(*most > 0) || !(total > 0)) return {};
  const auto part = static_cast<std::size_t>(most - parts_of.begin());
  return SentenceWords::tr("most of %1 is %2 (%3)", "prefill or decode; a part of the accelerator; its share")
      .arg(phase_word(result.phase), part_word(accelerator, part), percent_text(*most / total));
}

}  // namespace

QString phase_word(Phase phase) {
  return phase == Phase::prefill ? SentenceWords::tr("prefill") : SentenceWords::tr("decode");
}

QString part_word(const hardware::Accelerator& accelerator, std::size_t part) {
  switch (part) {
    case hardware::compute:
      return SentenceWords::tr("compute");
    case hardware::vector:
      return SentenceWords::tr("vector units");
    case hardware::link:
      return SentenceWords::tr("link");
    case hardware::launch:
      return SentenceWords::tr("kernel launches");
    case hardware::memory:
      return SentenceWords::tr("main memory");
    default:
      return QString::fromStdString(hardware::part_name(accelerator, part));
  }
}

QString law_word(hardware::Law law) {
  switch (law) {
    case hardware::Law::ideal:
      return SentenceWords::tr("ideal roofline");
    case hardware::Law::calibrated:
      return SentenceWords::tr("calibrated");
    case hardware::Law::llm_viewer:
      return QStringLiteral("LLM-Viewer");
    case hardware::Law::llm_viewer_fixed:
      return SentenceWords::tr("LLM-Viewer, fixed");
  }
  return {};
}

namespace {

QString kernel_word(const QString& kernel) {
  const std::map<QString, QString> words = {{QStringLiteral("product"), SentenceWords::tr("products")},
                                            {QStringLiteral("norm"), SentenceWords::tr("norms")},
                                            {QStringLiteral("residual"), SentenceWords::tr("residual")},
                                            {QStringLiteral("activation"), SentenceWords::tr("activation")},
                                            {QStringLiteral("rotary"), SentenceWords::tr("rotary")},
                                            {QStringLiteral("embedding"), SentenceWords::tr("embedding")}};
  const auto found = words.find(kernel);
  return found == words.end() ? kernel : found->second;
}

}  // namespace

QString figure_label(const hardware::FigurePlace& place) {
  // Labels that begin with a format or a level are put together here.
  const QString path = QString::fromStdString(place.path), label = QString::fromStdString(place.label);
  const QString name = label.section(' ', 0, 0);
  if (path.startsWith(QLatin1String("rates."))) return SentenceWords::tr("%1 rate").arg(name);
  if (path.startsWith(QLatin1String("mac_pj."))) return SentenceWords::tr("%1 MAC energy").arg(name);
  if (path.startsWith(QLatin1String("memory."))) {
    if (path.endsWith(QLatin1String(".capacity_bytes"))) return SentenceWords::tr("%1 capacity").arg(name);
    if (path.endsWith(QLatin1String(".bandwidth"))) return SentenceWords::tr("%1 bandwidth").arg(name);
    if (path.endsWith(QLatin1String(".tile"))) return SentenceWords::tr("%1 tile").arg(name);
    return SentenceWords::tr("%1 energy").arg(name);
  }
  const QString plain = widgets::core_text(place.label);
  if (path.startsWith(QLatin1String("achievable.")))
    return SentenceWords::tr("%1: %2", "a class of kernels, a figure of it")
        .arg(kernel_word(path.section('.', 1, 1)), plain);
  return path.startsWith(QLatin1String("network.")) ? SentenceWords::tr("network: %1").arg(plain) : plain;
}

QString case_name(const AcceleratorQuestion& question, int run, int accelerator) {
  return SentenceWords::tr("%1 on %2", "a run, an accelerator")
      .arg(question.runs[static_cast<std::size_t>(run)].style.name,
           QString::fromStdString(question.accelerators[static_cast<std::size_t>(accelerator)]->name));
}

QString fit_sentence(const hardware::PhaseResult& result) {
  if (result.fits()) return {};
  return SentenceWords::tr("It does not fit: %1 needed on each device, %2 there, %3 too much.")
      .arg(si_bytes(result.need.total()), si_bytes(*result.capacity_bytes), si_bytes(result.missing_bytes()));
}

QString notes_sentence(const AcceleratorAnswer& answer) {
  QStringList notes;
  const PricedRun& run = answer.question.runs[static_cast<std::size_t>(answer.question.front)];
  const hardware::PhaseResult* result = answer.front(Phase::decode);
  if (!result) result = answer.front(Phase::prefill);
  if (result)
    for (const std::string& note : result->notes)
      if (!QString::fromStdString(note).startsWith(QLatin1String("does not fit")))
        notes << as_sentence(widgets::core_note(note));
  if (run.costs) {
    notes << (run.costs->exact
                  ? SentenceWords::tr("Cost of %1 counted on the file's own layers: %2 bits per weight.")
                  : SentenceWords::tr(
                        "Cost of %1 counted on small random layers, scaled: %2 bits per weight."))
                 .arg(QString::fromStdString(run.setting->method),
                      widgets::format_three(run.costs->bits_per_weight, false));
    for (const std::string& note : run.costs->notes)
      if (!note.starts_with("cost of ")) notes << as_sentence(widgets::core_note(note));
  }
  if (run.outdated) notes << SentenceWords::tr("The cost of the new setting is being counted.");
  if (const PricedCase* front = answer.front(); front && !front->problem.isEmpty())
    notes << as_sentence(front->problem);
  notes.removeDuplicates();
  return notes.join(' ');
}

QString phase_sentence(const AcceleratorAnswer& answer, Phase phase) {
  const hardware::PhaseResult* const result = answer.front(phase);
  if (!result) return {};
  const hardware::Accelerator& accelerator = answer.question.current();
  const auto& answers = answer.sensitivities[phase == Phase::decode ? 1 : 0];
  const hardware::Diagnosis diagnosis = hardware::diagnose(*result, answers);
  const hardware::PhaseTotal& total = result->total;
  QString text =
      SentenceWords::tr("%1 is bound by %2: %3 of %4 (%5 to %6); it runs at %7 of the roof, and %8 takes %9.")
          .arg(phase_word(phase), part_word(accelerator, diagnosis.bound),
               percent_text(diagnosis.bound_share), seconds_text(total.time_s),
               seconds_text(total.time_low_s), seconds_text(total.time_high_s),
               percent_text(diagnosis.roof_share), QString::fromStdString(diagnosis.slowest),
               percent_text(diagnosis.slowest_share));
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  QStringList parts{text, as_sentence(most_helpful(diagnosis)), fit_sentence(*result)};
  parts.removeAll(QString());
  return parts.join(' ');
}

QString time_sentence(const AcceleratorAnswer& answer, Phase phase) {
  const auto list = ranked(answer, phase, [](const hardware::PhaseResult& r) { return r.total.time_s; });
  if (list.empty()) return {};
  QStringList parts;
  const hardware::PhaseResult* const front = answer.front(phase);
  if (front)
    parts << as_sentence(
        SentenceWords::tr("%1: %2").arg(case_name(answer.question, answer.question.front, 0),
                                        seconds_text(front->total.time_s)) +
        QStringLiteral("; ") +
        largest_part(*front, answer.question.current(), front->total.time_of, front->total.time_s));
  if (list.size() > 1)
    parts << SentenceWords::tr("Quickest: %1 (%2); slowest: %3 (%4).")
                 .arg(case_name(answer.question, list.front().priced->run, list.front().priced->accelerator),
                      seconds_text(list.front().value),
                      case_name(answer.question, list.back().priced->run, list.back().priced->accelerator),
                      seconds_text(list.back().value));
  if (front) parts << fit_sentence(*front);
  parts.removeAll(QString());
  return parts.join(' ');
}

QString energy_sentence(const AcceleratorAnswer& answer, Phase phase, bool board) {
  const auto energy = [board](const hardware::PhaseResult& r) {
    return board ? r.total.board_j.value_or(std::nan("")) : r.total.dynamic_j;
  };
  const auto list = ranked(answer, phase, energy);
  if (list.empty())
    return board
               ? SentenceWords::tr("No board law is known of these accelerators: choose the dynamic energy.")
               : QString();
  QStringList parts;
  const hardware::PhaseResult* const front = answer.front(phase);
  if (front && std::isfinite(energy(*front))) {
    QString text = SentenceWords::tr("%1: %2 a token")
                       .arg(case_name(answer.question, answer.question.front, 0),
                            joules_text(energy(*front) / std::max(front->total.tokens, 1.0)));
    if (!board)
      text += QStringLiteral("; ") + largest_part(*front, answer.question.current(), front->total.dynamic_of,
                                                  front->total.dynamic_j);
    parts << as_sentence(text);
  }
  if (list.size() > 1)
    parts << SentenceWords::tr("Least: %1 (%2); most: %3 (%4).")
                 .arg(case_name(answer.question, list.front().priced->run, list.front().priced->accelerator),
                      joules_text(list.front().value),
                      case_name(answer.question, list.back().priced->run, list.back().priced->accelerator),
                      joules_text(list.back().value));
  parts << (board ? SentenceWords::tr("Of the board: static and dynamic power over the time.")
                  : SentenceWords::tr(
                        "Dynamic alone: operations and bits moved; the power at rest is not in it."));
  return parts.join(' ');
}

QString sweep_sentence(const AcceleratorAnswer& answer) {
  const auto found = std::ranges::find_if(answer.sweeps, [&](const PricedSweep& each) {
    return each.run == answer.question.front && each.accelerator == 0;
  });
  if (found == answer.sweeps.end()) return answer.sweep_problem;
  const hardware::Accelerator& accelerator = answer.question.current();
  const auto& points = found->sweep.points;
  QStringList parts;
  if (points.empty()) return {};
  QString text =
      SentenceWords::tr("At %1 it is bound by %2", "a value of the axis; a part of the accelerator")
          .arg(widgets::format_three(points.front().value * found->unit_value, false),
               part_word(accelerator, points.front().bound));
  for (const hardware::SweepPoint& point : points)
    if (point.bound_changes)
      text +=
          SentenceWords::tr(", from %1 on by %2")
              .arg(widgets::format_si(point.value * found->unit_value), part_word(accelerator, point.bound));
  parts << as_sentence(text);
  if (found->sweep.memory_wall && found->sweep.range.variable == "batch")
    parts << (*found->sweep.memory_wall == 0
                  ? SentenceWords::tr("The weights alone do not fit.")
                  : SentenceWords::tr("Memory wall: %1 sequences of this context fit.")
                        .arg(widgets::format_count(*found->sweep.memory_wall)));
  if (!answer.sweep_problem.isEmpty()) parts << as_sentence(answer.sweep_problem);
  return parts.join(' ');
}

QString tornado_sentence(const AcceleratorAnswer& answer, Phase phase, bool energy) {
  const auto& list = answer.sensitivities[phase == Phase::decode ? 1 : 0];
  if (list.empty()) return {};
  const hardware::Sensitivity* const best = hardware::most_helpful(list, energy);
  if (!best) return SentenceWords::tr("No figure of the accelerator would help alone.");
  const bool higher = energy ? best->energy_when_higher < best->energy_when_lower
                             : best->time_when_higher < best->time_when_lower;
  const QString label = figure_label(best->place), by = percent_text(accelerator_swing),
                share = percent_text(best->saving(energy));
  const double slope = energy ? best->energy_elasticity : best->time_elasticity;
  return (higher ? SentenceWords::tr(
                       "%1: %2 helps most: %3 higher saves %4; 1 % of it changes the total by %5 %.")
                 : SentenceWords::tr(
                       "%1: %2 helps most: %3 lower saves %4; 1 % of it changes the total by %5 %."))
      .arg(case_name(answer.question, answer.question.front, 0), label, by, share,
           widgets::format_three(slope, false));
}

QString totals_html(const AcceleratorAnswer& answer) {
  const auto link = [](const char* what, const QString& text) {
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(QLatin1String(what), text.toHtmlEscaped());
  };
  QStringList parts;
  const hardware::PhaseResult* const prefill = answer.front(Phase::prefill);
  const hardware::PhaseResult* const decode = answer.front(Phase::decode);
  if (prefill)
    parts << link("prefill",
                  SentenceWords::tr("first token after %1").arg(seconds_text(prefill->total.time_s)));
  const hardware::PhaseResult* const main = decode ? decode : prefill;
  if (decode) {
    parts << link("decode", SentenceWords::tr("then %1 a token").arg(seconds_text(decode->total.time_s)));
    parts << link("decode",
                  widgets::format_si(decode->total.tokens_per_second(), QStringLiteral("tokens/s")));
  }
  if (main) {
    const hardware::PhaseTotal& total = main->total;
    const double tokens = std::max(total.tokens, 1.0);
    if (total.board_j)
      parts << link(decode ? "decode" : "prefill",
                    SentenceWords::tr("%1 a token (board)").arg(joules_text(*total.board_j / tokens)));
    parts << link(decode ? "decode" : "prefill",
                  SentenceWords::tr("%1 a token (dynamic)").arg(joules_text(total.dynamic_j / tokens)));
    const QString need = si_bytes(main->need.total());
    parts << link(
        decode ? "decode" : "prefill",
        !main->capacity_bytes
            ? SentenceWords::tr("%1 needed").arg(need)
            : SentenceWords::tr("%1 of %2").arg(need, si_bytes(*main->capacity_bytes)) +
                  (main->fits() ? QString()
                                : SentenceWords::tr(": %1 too much").arg(si_bytes(main->missing_bytes()))));
  }
  if (answer.request)
    parts << SentenceWords::tr("whole request %1, %2 (%3)")
                 .arg(seconds_text(answer.request->time_s), joules_text(answer.request->energy_j),
                      answer.request->is_board ? SentenceWords::tr("board") : SentenceWords::tr("dynamic"))
                 .toHtmlEscaped();
  return parts.join(QStringLiteral(" · "));
}

}  // namespace quantscope::gui
