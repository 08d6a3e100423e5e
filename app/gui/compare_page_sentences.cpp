#include "app/gui/compare_page_sentences.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <optional>

#include "widgets/core_text.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

struct ComparisonWords {
  Q_DECLARE_TR_FUNCTIONS(comparison)
};

QString name_of(const ShownComparison& shown, int run) {
  return QString::fromStdString(shown.comparison.runs[static_cast<std::size_t>(run)].name);
}

QString figure(const study::ComparisonMetric& metric, double value) {
  return metric.unit.empty() ? widgets::format_three(value, false)
                             : widgets::format_si(value, QString::fromStdString(metric.unit));
}

/// "gains 1.9 dB", "has a 2.1 times smaller output MSE", "loses 0.3 dB".
QString gain_text(const study::ComparisonMetric& metric, double mine, double others) {
  const double gain = metric.higher_is_better ? mine - others : others - mine;
  if (gain == 0) return ComparisonWords::tr("is no better");
  if (metric.logarithmic && mine > 0 && others > 0) {
    const bool smaller = mine < others;
    return (smaller ? ComparisonWords::tr("has %1 times less %2")
                    : ComparisonWords::tr("has %1 times more %2"))
        .arg(widgets::format_three(smaller ? others / mine : mine / others, false), label_of(metric));
  }
  return (gain > 0 ? ComparisonWords::tr("gains %1") : ComparisonWords::tr("loses %1"))
             .arg(figure(metric, std::abs(gain))) +
         (metric.unit == "dB" ? QString() : QStringLiteral(" ") + label_of(metric));
}

QString price_text(double bits) {
  if (std::abs(bits) < 5e-4) return ComparisonWords::tr("at the same bits per weight");
  const QString amount = widgets::format_three(std::abs(bits), false);
  return bits > 0 ? ComparisonWords::tr("for %1 bits more per weight").arg(amount)
                  : ComparisonWords::tr("with %1 bits less per weight").arg(amount);
}

}  // namespace

QString label_of(const study::ComparisonMetric& metric) {
  return widgets::core_text(metric.label);
}

QString best_sentence(const ShownComparison& shown, const PooledComparison& pooled) {
  if (pooled.runs.empty()) return {};
  const int layers = static_cast<int>(pooled.weights.size());
  const auto better = [&](const PooledRun& a, const PooledRun& b) {
    return pooled.metric.higher_is_better ? a.value > b.value : a.value < b.value;
  };
  if (pooled.runs.size() == 1) {
    const PooledRun& only = pooled.runs.front();
    return ComparisonWords::tr("%1: %2 %3 over %n layer(s), %4 bits per weight.", nullptr, layers)
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
  QString sentence = ComparisonWords::tr("%1 is best on %2 of %n layer(s)", nullptr, layers)
                         .arg(name_of(shown, best.run))
                         .arg(best.best_on);
  if (std::isfinite(best.value) && std::isfinite(other->value))
    sentence += ComparisonWords::tr("; against %1 it %2 %3")
                    .arg(name_of(shown, other->run), gain_text(pooled.metric, best.value, other->value),
                         price_text(best.bits_per_weight - other->bits_per_weight));
  return sentence + '.';
}

QString front_sentence(const ShownComparison& shown, const PooledComparison& pooled) {
  if (pooled.runs.empty()) return {};
  if (pooled.runs.size() > 1 && pooled.front.size() == pooled.runs.size())
    return (
        pooled.summed
            ? ComparisonWords::tr("No run beats another in both error, summed over %n layer(s), and bits.",
                                  nullptr, static_cast<int>(pooled.weights.size()))
            : ComparisonWords::tr("No run beats another in both error, averaged over %n layer(s), and bits.",
                                  nullptr, static_cast<int>(pooled.weights.size())));
  QStringList names;
  constexpr std::size_t most_named = 4;
  for (std::size_t i = 0; i < std::min(pooled.front.size(), most_named); ++i)
    names << name_of(shown, pooled.runs[static_cast<std::size_t>(pooled.front[i])].run);
  if (pooled.front.size() > most_named)
    names << ComparisonWords::tr("%n more", nullptr, static_cast<int>(pooled.front.size() - most_named));
  if (names.isEmpty()) return {};
  const int runs = static_cast<int>(pooled.runs.size());
  return (pooled.summed
              ? ComparisonWords::tr("On the front of %n run(s), errors summed over %1 layers: %2.", nullptr,
                                    runs)
              : ComparisonWords::tr("On the front of %n run(s), averaged over %1 layers: %2.", nullptr, runs))
      .arg(pooled.weights.size())
      .arg(names.join(QStringLiteral(", ")));
}

QString points_sentence(const ShownComparison& shown) {
  const study::ComparisonMetric metric = error_metric(shown);
  struct End {
    double value = 0, bits = 0;
  };
  std::optional<End> low, high;
  int points = 0;
  for (int weight = 0; weight < shown.weights(); ++weight)
    for (int run = 0; run < shown.runs(); ++run) {
      const auto& cell = shown.comparison.at(run, weight);
      if (!cell || !cell->problem.empty() || std::isnan(study::value_of(metric, *cell))) continue;
      ++points;
      if (shown.selected >= 0 && weight != shown.selected) continue;
      const End end{study::value_of(metric, *cell), cell->bits_per_weight};
      if (!low || end.value < low->value) low = end;
      if (!high || end.value > high->value) high = end;
    }
  if (!low) return {};
  const QString range = ComparisonWords::tr("from %1 at %2 to %3 at %4 bits per weight")
                            .arg(figure(metric, low->value), widgets::format_three(low->bits, false),
                                 figure(metric, high->value), widgets::format_three(high->bits, false));
  return shown.selected < 0 ? ComparisonWords::tr("%n layer(s) and runs, %1.", nullptr, points).arg(range)
                            : ComparisonWords::tr("%1, joined by the line: %2.")
                                  .arg(shown.labels[static_cast<std::size_t>(shown.selected)], range);
}

QString problems_sentence(const ShownComparison& shown) {
  int problems = 0;
  QString first;
  for (int run = 0; run < shown.runs(); ++run)
    for (int weight = 0; weight < shown.weights(); ++weight)
      if (const QString problem = shown.problem(run, weight); !problem.isEmpty() && ++problems == 1)
        first = QStringLiteral("%1: %2").arg(name_of(shown, run), problem);
  if (problems == 0) return {};
  return ComparisonWords::tr("%n cell(s) could not be computed (%1).", nullptr, problems).arg(first);
}

QString duration_text(double seconds) {
  if (seconds < 1.5) return ComparisonWords::tr("about 1 s");
  if (seconds < 90) return ComparisonWords::tr("about %1 s").arg(std::ceil(seconds));
  if (seconds < 90 * 60) return ComparisonWords::tr("about %1 min").arg(std::ceil(seconds / 60));
  return ComparisonWords::tr("about %1 h").arg(widgets::format_three(seconds / 3600, false));
}

}  // namespace quantscope::gui
