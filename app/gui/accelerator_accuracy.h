#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "app/gui/comparison_model.h"
#include "app/gui/inference_figures.h"

namespace quantscope::gui {

/// One figure of how good runs are, as another page measured it.
struct RunAccuracy {
  QString id;  ///< "perplexity", "output_sqnr_db"
  QString label, unit;
  bool higher_is_better = false, logarithmic = false;
  struct Value {
    std::optional<study::Setting> setting;  ///< none: the unquantized model
    double value = 0;
  };
  std::vector<Value> values;  ///< of runs that have one

  /// NaN where it is not known.
  double of(const std::optional<study::Setting>& setting) const;
};

/// What was measured so far, asked for when it is shown; figures without any value are left out.
using AccuracySource = std::function<std::vector<RunAccuracy>()>;

/// Perplexity, likelihood, divergence and agreement of finished runs.
std::vector<RunAccuracy> accuracy_of(const ShownInference& shown);
/// The metric that is compared, over the layers that all runs know.
std::vector<RunAccuracy> accuracy_of(const ShownComparison& shown);

}  // namespace quantscope::gui
