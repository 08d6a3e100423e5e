#include "app/gui/compare_page_sentences.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

QString tr(const char* text, int number = -1) {
  return QCoreApplication::translate("comparison", text, nullptr, number);
}

QString name_of(const ShownComparison& shown, int run) {
  return QString::fromStdString(shown.comparison.runs[static_cast<std::size_t>(run)].name);
}

QString figure(const study::ComparisonMetric& metric, double value) {
  return metric.unit.empty() ? widgets::format_three(value, false)
                             : widgets::format_si(value, QString::fromStdString(metric.unit));
}

QString label_of(const study::ComparisonMetric& metric) {
  return QString::fromStdString(metric.label);
}

/// "gains 1.9 dB", "has a 2.1 times smaller output MSE", "loses 0.3 dB".
QString gain_text(const study::ComparisonMetric& metric, double mine, double others) {
  const double gain = metric.higher_is_better ? mine - others : others - mine;
  if (gain == 0) return tr("is no better");
  if (metric.logarithmic && mine > 0 && others > 0) {
    const bool smaller = mine < others;
    return (smaller ? tr("has %1 times less %2") : tr("has %1 times more %2"))
        .arg(widgets::format_three(smaller ? others / mine : mine / others, false), label_of(metric));
  }
  return (gain > 0 ? tr("gains %1") : tr("loses %1")).arg(figure(metric, std::abs(gain))) +
         (metric.unit == "dB" ? QString() : QStringLiteral(" ") + label_of(metric));
}

QString price_text(double bits) {
  if (std::abs(bits) < 5e-4) return tr("at the same bits per weight");
  const QString amount = widgets::format_three(std::abs(bits), false);
  return bits > 0 ? tr("for %1 bits more per weight").arg(amount)
                  : tr("with %1 bits less per weight").arg(amount);
}

}  // namespace

QString best_sentence(const ShownComparison& shown, const PooledComparison& pooled) {
  if (pooled.runs.empty()) return {};
  const int layers = static_cast<int>(pooled.weights.size());
  const auto better = [&](const PooledRun& a, const PooledRun& b) {
    return pooled.metric.higher_is_better ? a.value > b.value : a.value < b.value;
  };
  if (pooled.runs.size() == 1) {
    const PooledRun& only = pooled.runs.front();
    return tr("%1: %2 %3 over %n layer(s), %4 bits per weight.", layers)
        .arg(name_of(shown, only.run), label_of(pooled.metric), figure(pooled.metric, only.value),
             widgets::format_three(only.bits_per_weight, false));
  }
  const PooledRun& best = *std::ranges::min_element(pooled.runs, [&](const PooledRun& a, const PooledRun& b) {
    return a.best_on != b.best_on ? a.best_on > b.best_on : better(a, b);
  });
  const PooledRun* other = nullptr;
  for (const PooledRun& run : pooled.runs) {
    if (run.run == best.run) continue;
    if (run.run == shown.baseline) {
      other = &run;
      break;
    }
    if (!other || better(run, *other)) other = &run;
  }
  QString sentence =
      tr("%1 is best on %2 of %n layer(s)", layers).arg(name_of(shown, best.run)).arg(best.best_on);
  if (std::isfinite(best.value) && std::isfinite(other->value))
    sentence += tr("; against %1 it %2 %3")
                    .arg(name_of(shown, other->run), gain_text(pooled.metric, best.value, other->value),
                         price_text(best.bits_per_weight - other->bits_per_weight));
  return sentence + '.';
}

QString front_sentence(const ShownComparison& shown, const PooledComparison& pooled) {
  if (pooled.runs.empty()) return {};
  QStringList names;
  constexpr std::size_t most_named = 4;
  for (std::size_t i = 0; i < std::min(pooled.front.size(), most_named); ++i)
    names << name_of(shown, pooled.runs[static_cast<std::size_t>(pooled.front[i])].run);
  if (pooled.front.size() > most_named)
    names << tr("%n more", static_cast<int>(pooled.front.size() - most_named));
  if (names.isEmpty()) return {};
  const int runs = static_cast<int>(pooled.runs.size());
  return (pooled.summed ? tr("On the front of %n run(s), errors summed over %1 layers: %2.", runs)
                        : tr("On the front of %n run(s), averaged over %1 layers: %2.", runs))
      .arg(pooled.weights.size())
      .arg(names.join(QStringLiteral(", ")));
}

QString problems_sentence(const ShownComparison& shown) {
  int problems = 0;
  QString first;
  for (int run = 0; run < shown.runs(); ++run)
    for (int weight = 0; weight < shown.weights(); ++weight)
      if (const QString problem = shown.problem(run, weight); !problem.isEmpty() && ++problems == 1)
        first = QStringLiteral("%1: %2").arg(name_of(shown, run), problem);
  if (problems == 0) return {};
  return tr("%n cell(s) could not be computed (%1).", problems).arg(first);
}

QString duration_text(double seconds) {
  if (seconds < 1.5) return tr("about 1 s");
  if (seconds < 90) return tr("about %1 s").arg(std::ceil(seconds));
  if (seconds < 90 * 60) return tr("about %1 min").arg(std::ceil(seconds / 60));
  return tr("about %1 h").arg(widgets::format_three(seconds / 3600, false));
}

}  // namespace quantscope::gui
