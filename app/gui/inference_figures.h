#pragma once

#include <QString>
#include <vector>

#include "app/gui/inference_request.h"
#include "widgets/bar_chart_view.h"
#include "widgets/layer_chart_view.h"
#include "widgets/text_comparison_view.h"

namespace quantscope::gui {

/// A figure of a run.
struct InferenceMetric {
  QString id;  ///< column of study::perplexity_table()
  QString label, unit, help;
  widgets::MetricDirection direction = widgets::MetricDirection::lower_is_better;
};

/// perplexity, mean_nll, kl_divergence_mean, kl_divergence_p99, top_token_agreement, tokens_per_second,
/// bits_per_weight, weight_bytes.
std::vector<InferenceMetric> inference_metrics();
/// In the metric's unit ("%" for shares); NaN where it is not known.
double value_of(const InferenceMetric& metric, const study::RunFigures& figures);
/// Standard error; NaN where there is none.
double error_of(const InferenceMetric& metric, const study::RunFigures& figures);

/// Standard error of the difference to the unquantized model on the same text; NaN where there is none.
double difference_error_of(const InferenceMetric& metric, const study::RunFigures& figures);

/// What the page shows.
struct ShownInference {
  MeasureRequest request;
  std::vector<widgets::RunStyle> styles;  ///< one a run
  std::vector<study::RunFigures> figures;
  std::optional<model::EvaluationText> protocol;  ///< once the text was read
  study::RunLayers layers;

  int runs() const { return static_cast<int>(request.runs.size()); }
  /// Index of the unquantized run; −1 where there is none.
  int original() const;
  bool any_figures() const;
};

/// What the page shows of generated texts.
struct ShownTexts {
  GenerationRequest request;
  std::vector<widgets::RunStyle> styles;
  std::vector<study::RunText> texts;

  int original() const;
  bool any_texts() const;
};

/// One bar a run.
widgets::BarChartData perplexity_bars(const ShownInference& shown, const InferenceMetric& metric);
/// Local and cumulative SQNR by layer in the order of execution, with weights and activations alone where
/// they are known.
widgets::LayerChartData layer_lines(const ShownInference& shown);
/// "3.down_proj" for model.layers.3.mlp.down_proj.
QString short_layer_name(const model::LayerError& layer);

/// The texts with the tokens that differ from the unquantized run's.
widgets::TextComparisonData compared_texts(const ShownTexts& shown, const model::Tokenizer& tokenizer);

}  // namespace quantscope::gui
