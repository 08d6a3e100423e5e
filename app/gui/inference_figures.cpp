#include "app/gui/inference_figures.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "app/gui/unknown.h"
#include "core/study/token_texts.h"
#include "widgets/core_text.h"
#include "widgets/number_text.h"

namespace quantscope::gui {

using widgets::BarChartData;
using widgets::LayerChartData;
using widgets::TextComparisonData;

namespace {

struct FigureWords {
  Q_DECLARE_TR_FUNCTIONS(inference)
};

int original_of(const std::vector<study::ModelRun>& runs) {
  const auto found = std::ranges::find_if(runs, [](const study::ModelRun& run) { return !run.setting; });
  return found == runs.end() ? -1 : static_cast<int>(found - runs.begin());
}

QString kernels_text(const std::vector<std::string>& kernels) {
  QStringList names;
  for (const std::string& name : kernels) names << QString::fromStdString(name);
  return names.join(QStringLiteral(", "));
}

std::vector<std::string> words_of(const model::Tokenizer& tokenizer, const study::RunText& text) {
  return study::token_texts(tokenizer, text.prompt, text.tokens);
}

QString end_text(const model::GenerationResult& result) {
  switch (result.end) {
    case model::GenerationResult::End::end_token:
      return FigureWords::tr("ended by the model");
    case model::GenerationResult::End::context:
      return FigureWords::tr("ended at the context");
    case model::GenerationResult::End::cancelled:
      return FigureWords::tr("cancelled");
    case model::GenerationResult::End::length:
      break;
  }
  return {};
}

QString footer_of(const study::RunText& text) {
  if (!text.result) return kernels_text(text.model.kernels);
  QStringList lines;
  lines << FigureWords::tr("prefill %1, decoding %2 tokens/s")
               .arg(widgets::format_three(text.result->prefill_tokens_per_second(), false),
                    widgets::format_three(text.result->decode_tokens_per_second(), false));
  if (!text.model.kernels.empty()) lines << kernels_text(text.model.kernels);
  if (const QString end = end_text(*text.result); !end.isEmpty()) lines << end;
  return lines.join('\n');
}

}  // namespace

std::vector<InferenceMetric> inference_metrics() {
  using widgets::MetricDirection;
  return {
      {QStringLiteral("perplexity"),
       FigureWords::tr("perplexity"),
       {},
       FigureWords::tr(
           "exp of the mean negative log-likelihood: among how many equally likely tokens the model "
           "chooses, on average")},
      {QStringLiteral("mean_nll"), FigureWords::tr("mean NLL"), FigureWords::tr("nats"),
       FigureWords::tr("Mean negative log-likelihood of the text's tokens")},
      {QStringLiteral("kl_divergence_mean"), FigureWords::tr("KL divergence"), FigureWords::tr("nats"),
       FigureWords::tr("Mean over the tokens of KL(unquantized ‖ run) of the predicted odds")},
      {QStringLiteral("kl_divergence_p99"), FigureWords::tr("KL divergence, P99"), FigureWords::tr("nats"),
       FigureWords::tr("99 % of the predictions diverge less than this from the unquantized model's")},
      {QStringLiteral("top_token_agreement"), FigureWords::tr("same top token"), QStringLiteral("%"),
       FigureWords::tr("Share of predictions whose likeliest token is the unquantized model's"),
       MetricDirection::higher_is_better},
      {QStringLiteral("tokens_per_second"), FigureWords::tr("speed"), FigureWords::tr("tokens/s"),
       FigureWords::tr("Tokens of the text in a second, read many at once; of this run's model alone"),
       MetricDirection::higher_is_better},
      {QStringLiteral("bits_per_weight"),
       FigureWords::tr("bits per weight"),
       {},
       FigureWords::tr("All that is stored of the quantized layers, over the number of their weights")},
      {QStringLiteral("weight_bytes"), FigureWords::tr("weights in memory"), QStringLiteral("B"),
       FigureWords::tr("Of all layers, embeddings and norms among them")}};
}

double value_of(const InferenceMetric& metric, const study::RunFigures& figures) {
  if (metric.id == QLatin1String("bits_per_weight"))
    return figures.model.weight_bytes > 0 ? figures.model.bits_per_weight : unknown;
  if (metric.id == QLatin1String("weight_bytes"))
    return figures.model.weight_bytes > 0 ? static_cast<double>(figures.model.weight_bytes) : unknown;
  if (!figures.result) return unknown;
  const model::PerplexityResult& result = *figures.result;
  if (metric.id == QLatin1String("perplexity")) return result.perplexity();
  if (metric.id == QLatin1String("mean_nll")) return result.mean_nll;
  if (metric.id == QLatin1String("tokens_per_second"))
    return result.model_seconds > 0 ? result.tokens_per_second() : unknown;
  if (!result.divergence) return unknown;
  if (metric.id == QLatin1String("kl_divergence_mean")) return result.divergence->kl_mean;
  if (metric.id == QLatin1String("kl_divergence_p99")) return result.divergence->kl_p99;
  if (metric.id == QLatin1String("top_token_agreement")) return 100 * result.divergence->top_token_agreement;
  return unknown;
}

double error_of(const InferenceMetric& metric, const study::RunFigures& figures) {
  if (!figures.result || !(figures.result->standard_error > 0)) return unknown;
  if (metric.id == QLatin1String("perplexity")) return figures.result->perplexity_standard_error();
  if (metric.id == QLatin1String("mean_nll")) return figures.result->standard_error;
  return unknown;
}

double difference_error_of(const InferenceMetric& metric, const study::RunFigures& figures) {
  if (!figures.result || !figures.result->divergence) return unknown;
  const double error = figures.result->divergence->difference_standard_error;
  if (!(error > 0)) return unknown;
  if (metric.id == QLatin1String("mean_nll")) return error;
  // Of exp(a) − exp(b) where the error of a − b is what counts.
  if (metric.id == QLatin1String("perplexity")) return figures.result->perplexity() * error;
  return unknown;
}

int ShownInference::original() const {
  return original_of(request.runs);
}

bool ShownInference::any_figures() const {
  return std::ranges::any_of(
      figures, [](const study::RunFigures& each) { return each.result || !each.problem.empty(); });
}

int ShownTexts::original() const {
  return original_of(request.runs);
}

bool ShownTexts::any_texts() const {
  return std::ranges::any_of(texts, [](const study::RunText& each) {
    return each.result || !each.tokens.empty() || !each.problem.empty();
  });
}

BarChartData perplexity_bars(const ShownInference& shown, const InferenceMetric& metric) {
  widgets::BarChartData data;
  data.group_word = FigureWords::tr("run");
  data.value_name = metric.label;
  data.unit = metric.unit;
  data.direction = metric.direction;
  data.view_key = metric.id;
  widgets::BarSeries series;
  series.style.name = metric.label;
  for (int run = 0; run < shown.runs(); ++run) {
    const auto index = static_cast<std::size_t>(run);
    const study::RunFigures& figures = shown.figures[index];
    data.groups.push_back({shown.styles[index].name, {}, shown.styles[index]});
    series.values.push_back(value_of(metric, figures));
    series.errors.push_back(error_of(metric, figures));
    series.difference_errors.push_back(difference_error_of(metric, figures));
    series.problems.push_back(QString::fromStdString(figures.problem));
    series.unfinished.push_back(figures.result && !figures.is_complete());
  }
  data.series.push_back(std::move(series));
  if (const int original = shown.original(); original >= 0) data.baseline_group = original;
  return data;
}

QString short_layer_name(const model::LayerError& layer) {
  const QString module = QString::fromStdString(layer.module);
  const QString kind = module.section('.', -1);
  return layer.block < 0 ? kind : QStringLiteral("%1.%2").arg(layer.block).arg(kind);
}

LayerChartData layer_lines(const ShownInference& shown) {
  widgets::LayerChartData data;
  if (shown.request.layers_of < 0) return data;
  const widgets::RunStyle& style = shown.styles[static_cast<std::size_t>(shown.request.layers_of)];
  data.blocks = static_cast<int>(shown.layers.layers.size());
  data.block_word = FigureWords::tr("layer, in the order of execution");
  data.value_name = FigureWords::tr("output SQNR");
  data.unit = QStringLiteral("dB");
  data.view_key = QStringLiteral("layers");
  data.preview = !shown.layers.complete;
  widgets::LayerLine local{FigureWords::tr("alone"), 0, {}, {}},
      cumulative{FigureWords::tr("all up to here"), 1, style, {}},
      weights{FigureWords::tr("weights alone"), 2, {}, {}},
      inputs{FigureWords::tr("activations alone"), 3, {}, {}};
  bool any_weights = false, any_inputs = false;
  for (const model::LayerError& layer : shown.layers.layers) {
    data.short_names << short_layer_name(layer);
    data.full_names << QString::fromStdString(layer.module);
    local.values.push_back(layer.local.sqnr_db);
    cumulative.values.push_back(layer.cumulative.sqnr_db);
    weights.values.push_back(layer.weight_only ? layer.weight_only->sqnr_db : unknown);
    inputs.values.push_back(layer.activation_only ? layer.activation_only->sqnr_db : unknown);
    any_weights = any_weights || layer.weight_only;
    any_inputs = any_inputs || layer.activation_only;
  }
  cumulative.style->name.clear();
  data.lines = {std::move(cumulative), std::move(local)};
  if (any_weights) data.lines.push_back(std::move(weights));
  if (any_inputs) data.lines.push_back(std::move(inputs));
  return data;
}

TextComparisonData compared_texts(const ShownTexts& shown, const model::Tokenizer& tokenizer) {
  widgets::TextComparisonData data;
  data.beginning = shown.request.prompt;
  const int original = shown.original();
  std::vector<std::string> there;
  if (original >= 0) there = words_of(tokenizer, shown.texts[static_cast<std::size_t>(original)]);
  for (std::size_t run = 0; run < shown.texts.size(); ++run) {
    const study::RunText& text = shown.texts[run];
    widgets::ComparedText made;
    made.style = shown.styles[run];
    made.problem = QString::fromStdString(text.problem);
    made.unfinished =
        text.problem.empty() && (!text.result || text.result->end == model::GenerationResult::End::cancelled);
    made.footer = footer_of(text);
    const std::vector<std::string> words = words_of(tokenizer, text);
    std::vector<bool> differs(text.tokens.size(), false);
    const bool compared = original >= 0 && static_cast<int>(run) != original;
    if (compared)
      differs = study::differing_tokens(shown.texts[static_cast<std::size_t>(original)].tokens, text.tokens);
    for (std::size_t token = 0; token < text.tokens.size(); ++token) {
      widgets::ComparedToken each{
          text.tokens[token], QString::fromStdString(words[token]), differs[token], {}};
      if (compared && token < there.size() &&
          shown.texts[static_cast<std::size_t>(original)].tokens[token] != text.tokens[token])
        each.note = FigureWords::tr("%1 has “%2” here")
                        .arg(shown.styles[static_cast<std::size_t>(original)].name,
                             QString::fromStdString(there[token]));
      made.tokens.push_back(std::move(each));
    }
    data.texts.push_back(std::move(made));
  }
  return data;
}

}  // namespace quantscope::gui
