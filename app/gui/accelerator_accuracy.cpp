#include "app/gui/accelerator_accuracy.h"

#include <algorithm>
#include <cmath>

#include "app/gui/compare_page_pooling.h"
#include "app/gui/compare_page_sentences.h"
#include "app/gui/unknown.h"

namespace quantscope::gui {

double RunAccuracy::of(const std::optional<study::Setting>& setting) const {
  const auto found = std::ranges::find(values, setting, &Value::setting);
  return found == values.end() ? unknown : found->value;
}

std::vector<RunAccuracy> accuracy_of(const ShownInference& shown) {
  std::vector<RunAccuracy> list;
  for (const InferenceMetric& metric : inference_metrics()) {
    if (metric.id != QLatin1String("perplexity") && metric.id != QLatin1String("mean_nll") &&
        metric.id != QLatin1String("kl_divergence_mean") && metric.id != QLatin1String("top_token_agreement"))
      continue;
    RunAccuracy accuracy{metric.id,   metric.label,
                         metric.unit, metric.direction == widgets::MetricDirection::higher_is_better,
                         false,       {}};
    for (std::size_t run = 0; run < shown.figures.size() && run < shown.request.runs.size(); ++run) {
      if (!shown.figures[run].is_complete()) continue;
      const double value = value_of(metric, shown.figures[run]);
      if (std::isfinite(value)) accuracy.values.push_back({shown.request.runs[run].setting, value});
    }
    if (!accuracy.values.empty()) list.push_back(std::move(accuracy));
  }
  return list;
}

std::vector<RunAccuracy> accuracy_of(const ShownComparison& shown) {
  if (shown.runs() == 0) return {};
  const PooledComparison all = pooled(shown);
  RunAccuracy accuracy{
      QString::fromStdString(all.metric.id), label_of(all.metric),   QString::fromStdString(all.metric.unit),
      all.metric.higher_is_better,           all.metric.logarithmic, {}};
  for (const PooledRun& run : all.runs)
    if (std::isfinite(run.value))
      accuracy.values.push_back(
          {shown.comparison.runs[static_cast<std::size_t>(run.run)].setting, run.value});
  if (accuracy.values.empty()) return {};
  return {accuracy};
}

}  // namespace quantscope::gui
