#include "app/gui/inference_request.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

#include "core/base/parameter.h"

namespace quantscope::gui {
namespace {

std::string setting_key(const study::ModelRun& run, const InferencePlan& plan) {
  if (!run.setting) return "original";
  std::string key = run.setting->method;
  for (const auto& [id, value] : run.setting->values) key += ' ' + id + '=' + base::parameter_text(value);
  return key + '|' + plan.engine.precision + '|' + kernels::cache_format_name(plan.engine.cache) +
         (plan.engine.attention == kernels::AttentionKind::plain ? "|plain" : "|flash");
}

}  // namespace

QString InferenceText::display_name() const {
  switch (from) {
    case From::model:
      return name;
    case From::typed:
      return QCoreApplication::translate("inference", "the typed text");
    case From::file:
      break;
  }
  return QFileInfo(name).fileName();
}

std::string text_key(const InferencePlan& plan) {
  std::string key = plan.document->file().identity().key();
  switch (plan.text.from) {
    case InferenceText::From::model:
      key += "|model|" + plan.text.name.toStdString();
      break;
    case InferenceText::From::typed:
      key +=
          "|typed|" +
          QCryptographicHash::hash(plan.text.typed.toUtf8(), QCryptographicHash::Sha1).toHex().toStdString();
      break;
    case InferenceText::From::file: {
      const QFileInfo info(plan.text.name);
      key += "|file|" + plan.text.name.toStdString() + '|' + std::to_string(info.size()) + '|' +
             std::to_string(info.lastModified().toMSecsSinceEpoch());
      break;
    }
  }
  const int begin = plan.protocol.begin ? static_cast<int>(*plan.protocol.begin) : -1;
  return key + '|' + std::to_string(plan.protocol.window) + '|' + std::to_string(begin) + '|' +
         std::to_string(plan.most_tokens);
}

std::string measure_key(const InferencePlan& plan, const study::ModelRun& run) {
  return text_key(plan) + '|' + setting_key(run, plan) +
         (run.setting && plan.divergence ? "|divergence" : "");
}

std::string layers_key(const MeasureRequest& request) {
  const study::ModelRun& run = request.runs[static_cast<std::size_t>(request.layers_of)];
  return text_key(request.plan) + '|' + setting_key(run, request.plan) + '|' +
         std::to_string(request.layers.most_tokens) + (request.layers.parts ? "|parts" : "");
}

std::string generation_key(const GenerationRequest& request, const study::ModelRun& run) {
  const model::SamplingOptions& sampling = request.sampling;
  return request.plan.document->file().identity().key() + '|' + setting_key(run, request.plan) + '|' +
         std::to_string(request.tokens) + '|' + base::parameter_text(sampling.temperature) + '|' +
         std::to_string(sampling.top_k) + '|' + base::parameter_text(sampling.top_p) + '|' +
         std::to_string(sampling.seed) + '|' + request.prompt.toStdString();
}

}  // namespace quantscope::gui
