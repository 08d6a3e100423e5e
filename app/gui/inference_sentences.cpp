#include "app/gui/inference_sentences.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "app/gui/compare_page_sentences.h"
#include "app/gui/figures.h"
#include "core/model/precision.h"
#include "core/study/token_texts.h"
#include "widgets/core_text.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

struct InferenceWords {
  Q_DECLARE_TR_FUNCTIONS(inference)
};

QString figure(double value) {
  return widgets::format_three(value);
}

QString with_error(const model::PerplexityResult& result) {
  const double error = result.perplexity_standard_error();
  return error > 0 ? InferenceWords::tr("%1 ± %2").arg(figure(result.perplexity()), figure(error))
                   : figure(result.perplexity());
}

/// "+0.41 ± 0.05 %": the change of the perplexity against the unquantized model's on the same tokens.
QString change_text(const model::PerplexityResult& result) {
  const auto& divergence = *result.divergence;
  const double ratio = std::exp(result.mean_nll - divergence.reference_mean_nll);
  const double share = 100 * (ratio - 1), error = 100 * ratio * divergence.difference_standard_error;
  const QString change = (share >= 0 ? QStringLiteral("+") : QString()) + widgets::format_three(share);
  return error > 0 ? InferenceWords::tr("%1 ± %2 %", "a change in percent and its standard error")
                         .arg(change, widgets::format_three(error))
                   : InferenceWords::tr("%1 %", "a change in percent").arg(change);
}

QString name_of(const ShownInference& shown, int run) {
  return shown.styles[static_cast<std::size_t>(run)].name;
}

/// Runs with a setting that have a number, the lowest perplexity first.
std::vector<int> ranked(const ShownInference& shown) {
  std::vector<int> runs;
  for (int run = 0; run < shown.runs(); ++run)
    if (run != shown.original() && shown.figures[static_cast<std::size_t>(run)].result) runs.push_back(run);
  std::ranges::stable_sort(
      runs, {}, [&](int run) { return shown.figures[static_cast<std::size_t>(run)].result->perplexity(); });
  return runs;
}

QString run_text(const ShownInference& shown, int run) {
  const model::PerplexityResult& result = *shown.figures[static_cast<std::size_t>(run)].result;
  if (result.divergence)
    return InferenceWords::tr("%1 with %2 (%3)", "a run, its perplexity, the change in percent")
        .arg(name_of(shown, run), with_error(result), change_text(result));
  return InferenceWords::tr("%1 with %2", "a run, its perplexity")
      .arg(name_of(shown, run), with_error(result));
}

const model::LayerError* worst_of(const std::vector<model::LayerError>& layers,
                                  double (*value)(const model::LayerError&)) {
  const model::LayerError* worst = nullptr;
  for (const model::LayerError& layer : layers)
    if (!std::isnan(value(layer)) && (!worst || value(layer) < value(*worst))) worst = &layer;
  return worst;
}

QString decibels(double value) {
  return widgets::format_si(value, QStringLiteral("dB"));
}

}  // namespace

QString protocol_text(const model::EvaluationText& protocol) {
  const QString windows =
      InferenceWords::tr("windows of %n token(s)", nullptr, static_cast<int>(protocol.window));
  switch (protocol.begin) {
    case model::BeginningMode::each:
      return InferenceWords::tr("%1, BOS before each").arg(windows);
    case model::BeginningMode::once:
      return InferenceWords::tr("%1, BOS once").arg(windows);
    case model::BeginningMode::none:
      break;
  }
  return InferenceWords::tr("%1, no BOS").arg(windows);
}

QString engine_sentence(const study::EngineOptions& engine) {
  QStringList sentences;
  if (engine.cache != kernels::CacheFormat::f32)
    sentences << InferenceWords::tr("The quantized runs keep keys and values in %1.")
                     .arg(QString::fromLatin1(kernels::cache_format_name(engine.cache)));
  for (const model::PrecisionPreset& preset : model::precision_presets())
    if (preset.plan.id == engine.precision && engine.precision != study::EngineOptions().precision)
      sentences << InferenceWords::tr("Between their layers values are rounded: %1.")
                       .arg(widgets::core_text(preset.label));
  return sentences.join(' ');
}

QString perplexity_sentence(const ShownInference& shown) {
  std::int64_t tokens = 0;
  bool unfinished = false;
  QStringList problems;
  for (int run = 0; run < shown.runs(); ++run) {
    const study::RunFigures& each = shown.figures[static_cast<std::size_t>(run)];
    if (!each.problem.empty())
      problems << InferenceWords::tr("%1 could not run: %2")
                      .arg(name_of(shown, run), QString::fromStdString(each.problem));
    if (!each.result) continue;
    tokens = std::max(tokens, each.result->predictions);
    unfinished = unfinished || !each.is_complete();
  }
  QString sentence;
  if (tokens > 0) {
    const QString text = shown.request.plan.text.display_name();
    QString where = InferenceWords::tr("%n token(s) of %1", nullptr, static_cast<int>(tokens)).arg(text);
    if (shown.protocol) where = InferenceWords::tr("%1 (%2)").arg(where, protocol_text(*shown.protocol));
    QStringList parts;
    const int original = shown.original();
    if (original >= 0 && shown.figures[static_cast<std::size_t>(original)].result)
      parts << InferenceWords::tr("%1 has a perplexity of %2")
                   .arg(name_of(shown, original),
                        with_error(*shown.figures[static_cast<std::size_t>(original)].result));
    if (const std::vector<int> runs = ranked(shown); runs.size() == 1) {
      parts << run_text(shown, runs.front());
    } else if (!runs.empty()) {
      parts << InferenceWords::tr("best is %1").arg(run_text(shown, runs.front()));
      parts << InferenceWords::tr("worst is %1").arg(run_text(shown, runs.back()));
    }
    sentence = InferenceWords::tr("On %1: %2.").arg(where, parts.join(QStringLiteral("; ")));
    if (const QString engine = engine_sentence(shown.request.plan.engine); !engine.isEmpty())
      sentence += ' ' + engine;
    if (unfinished)
      sentence += ' ' + InferenceWords::tr("Hatched bars are not finished: their numbers are those so far.");
  }
  if (!problems.isEmpty()) sentence += ' ' + problems.join(QStringLiteral("; ")) + '.';
  return sentence.trimmed();
}

QString layer_sentence(const ShownInference& shown) {
  const std::vector<model::LayerError>& layers = shown.layers.layers;
  if (shown.request.layers_of < 0) return {};
  const QString name = name_of(shown, shown.request.layers_of);
  if (!shown.layers.problem.empty())
    return InferenceWords::tr("%1 could not run: %2").arg(name, QString::fromStdString(shown.layers.problem));
  const model::LayerError* worst =
      worst_of(layers, [](const model::LayerError& layer) { return layer.local.sqnr_db; });
  const model::LayerError* lowest =
      worst_of(layers, [](const model::LayerError& layer) { return layer.cumulative.sqnr_db; });
  if (!worst || !lowest) return {};
  QString sentence =
      InferenceWords::tr(
          "%1: quantized alone, %2 is the worst layer with %3; with all layers before quantized "
          "too, least is left at %4, %5.")
          .arg(name, short_layer_name(*worst), decibels(worst->local.sqnr_db), short_layer_name(*lowest),
               decibels(lowest->cumulative.sqnr_db));
  if (worst->weight_only && worst->activation_only) {
    const double weights = worst->weight_only->sqnr_db, inputs = worst->activation_only->sqnr_db;
    sentence +=
        ' ' + (weights < inputs ? InferenceWords::tr("At %1 the weights pay: %2 alone, the activations %3.")
                                : InferenceWords::tr("At %1 the activations pay: %3 alone, the weights %2."))
                  .arg(short_layer_name(*worst), decibels(weights), decibels(inputs));
  }
  return sentence;
}

QString texts_sentence(const ShownTexts& shown) {
  const int original = shown.original();
  QStringList parts;
  double slowest = 0, fastest = 0;
  for (std::size_t run = 0; run < shown.texts.size(); ++run) {
    const study::RunText& text = shown.texts[run];
    if (text.result) {
      const double rate = text.result->decode_tokens_per_second();
      if (std::isfinite(rate) && rate > 0) {
        slowest = slowest > 0 ? std::min(slowest, rate) : rate;
        fastest = std::max(fastest, rate);
      }
    }
    if (original < 0 || static_cast<int>(run) == original || text.tokens.empty()) continue;
    const std::vector<int>& there = shown.texts[static_cast<std::size_t>(original)].tokens;
    if (there.empty()) continue;
    const auto same = static_cast<int>(study::common_beginning(there, text.tokens));
    const auto differs = study::differing_tokens(there, text.tokens);
    const auto count = static_cast<int>(std::ranges::count(differs, true));
    const QString name = shown.styles[run].name;
    if (count == 0 && text.tokens.size() == there.size())
      parts << InferenceWords::tr("%1 says the same").arg(name);
    else
      parts << InferenceWords::tr("%1 goes along for %n token(s), %2 of its %3 differ", nullptr, same)
                   .arg(name)
                   .arg(count)
                   .arg(text.tokens.size());
  }
  constexpr qsizetype most_named = 4;
  if (parts.size() > most_named) {
    const int more = static_cast<int>(parts.size() - most_named);
    parts = parts.mid(0, most_named);
    parts << InferenceWords::tr("%n more", nullptr, more);
  }
  QStringList sentences;
  if (!parts.isEmpty())
    sentences << InferenceWords::tr("Against %1: %2.")
                     .arg(shown.styles[static_cast<std::size_t>(original)].name,
                          parts.join(QStringLiteral("; ")));
  if (fastest > 0)
    sentences
        << (slowest == fastest
                ? InferenceWords::tr("Decoded at %1 tokens/s.").arg(widgets::format_three(fastest, false))
                : InferenceWords::tr("Decoded at %1 to %2 tokens/s.")
                      .arg(widgets::format_three(slowest, false), widgets::format_three(fastest, false)));
  return sentences.join(' ');
}

QString cost_sentence(const InferenceCost& cost) {
  QString what;
  if (cost.original && cost.runs > 1)
    what = InferenceWords::tr("the unquantized model and %n run(s)", nullptr, cost.runs - 1);
  else if (cost.original)
    what = InferenceWords::tr("the unquantized model");
  else
    what = InferenceWords::tr("%n run(s)", nullptr, cost.runs);
  const QString tokens =
      cost.tokens > 0 ? InferenceWords::tr("at most %n token(s)", nullptr, static_cast<int>(cost.tokens))
                      : InferenceWords::tr("the whole text");
  QStringList price;
  if (cost.seconds > 0) price << duration_text(cost.seconds);
  if (cost.bytes > 0) price << InferenceWords::tr("%1 of memory").arg(bytes_text(cost.bytes));
  return price.isEmpty()
             ? InferenceWords::tr("Run %1 on %2.").arg(what, tokens)
             : InferenceWords::tr("Run %1 on %2: %3.").arg(what, tokens, price.join(QStringLiteral(", ")));
}

}  // namespace quantscope::gui
