#include "app/gui/inference_commands.h"

#include <QStringList>

#include "app/gui/command_text.h"
#include "core/base/parameter.h"

namespace quantscope::gui {
namespace {

QString option_number(double value) {
  return QString::fromStdString(base::parameter_text(value));
}

/// --method, --set, --precision, --kv-cache, --attention; the unquantized model has none.
QStringList run_words(const InferencePlan& plan, const study::ModelRun& run) {
  QStringList words;
  if (!run.setting) return words;
  words << QStringLiteral("--method") << shell_quoted(QString::fromStdString(run.setting->method));
  for (const auto& [id, value] : run.setting->values)
    words << QStringLiteral("--set")
          << shell_quoted(QString::fromStdString(id + "=" + base::parameter_text(value)));
  const study::EngineOptions usual;
  if (plan.engine.precision != usual.precision)
    words << QStringLiteral("--precision") << shell_quoted(QString::fromStdString(plan.engine.precision));
  if (plan.engine.cache != usual.cache)
    words << QStringLiteral("--kv-cache")
          << QString::fromLatin1(kernels::cache_format_name(plan.engine.cache));
  if (plan.engine.attention != usual.attention)
    words << QStringLiteral("--attention") << QStringLiteral("plain");
  return words;
}

}  // namespace

QString perplexity_command(const InferencePlan& plan, const study::ModelRun& run) {
  QStringList words = {QStringLiteral("quantscope-cli"), QStringLiteral("perplexity"),
                       shell_quoted(plan.document->path()), QStringLiteral("--text")};
  switch (plan.text.from) {
    case InferenceText::From::model:
      words << shell_quoted(QStringLiteral("model:") + plan.text.name);
      break;
    case InferenceText::From::file:
      words << shell_quoted(plan.text.name);
      break;
    case InferenceText::From::typed:
      // A shell that reads it from its own words.
      words << QStringLiteral("<(printf %s %1)").arg(shell_quoted(plan.text.typed));
      break;
  }
  if (plan.most_tokens > 0) words << QStringLiteral("--tokens") << QString::number(plan.most_tokens);
  if (plan.protocol.window > 0) words << QStringLiteral("--window") << QString::number(plan.protocol.window);
  if (plan.protocol.begin)
    words << QStringLiteral("--bos") << QString::fromLatin1(model::beginning_mode_name(*plan.protocol.begin));
  words << run_words(plan, run);
  if (run.setting && !plan.divergence) words << QStringLiteral("--no-divergence");
  return words.join(' ');
}

QString generation_command(const GenerationRequest& request, const study::ModelRun& run) {
  QStringList words = {QStringLiteral("quantscope-cli"),
                       QStringLiteral("generate"),
                       shell_quoted(request.plan.document->path()),
                       QStringLiteral("--prompt"),
                       shell_quoted(request.prompt),
                       QStringLiteral("--tokens"),
                       QString::number(request.tokens)};
  const model::SamplingOptions& sampling = request.sampling;
  if (sampling.temperature > 0) {
    words << QStringLiteral("--temperature") << option_number(sampling.temperature);
    if (sampling.top_k > 0) words << QStringLiteral("--top-k") << QString::number(sampling.top_k);
    if (sampling.top_p < 1) words << QStringLiteral("--top-p") << option_number(sampling.top_p);
    words << QStringLiteral("--seed") << QString::number(sampling.seed);
  }
  words << run_words(request.plan, run);
  return words.join(' ');
}

}  // namespace quantscope::gui
