#include "app/gui/inference_engine.h"

#include <QFile>
#include <algorithm>

#include "core/base/error.h"

namespace quantscope::gui {
namespace {

constexpr qint64 most_text_bytes = qint64{1} << 28;
constexpr int words_of_beginning = 3;
constexpr qsizetype letters_of_beginning = 60;

std::string file_text(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    throw base::Error(file.errorString().toStdString(), path.toStdString());
  if (file.size() > most_text_bytes)
    throw base::Error("the text has more than 256 MiB", path.toStdString(), "cut it into smaller files");
  const QByteArray bytes = file.readAll();
  if (bytes.size() != file.size())
    throw base::Error("the file cannot be read to its end", path.toStdString());
  return bytes.toStdString();
}

std::string content_of(const InferencePlan& plan) {
  switch (plan.text.from) {
    case InferenceText::From::model:
      return plan.document->file().text(plan.text.name.toStdString());
    case InferenceText::From::typed:
      return plan.text.typed.toStdString();
    case InferenceText::From::file:
      break;
  }
  return file_text(plan.text.name);
}

/// The first words, to go on from.
QString beginning_of(const std::string& text) {
  const QString start =
      QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 400)));
  const QString line = start.section('\n', 0, 0, QString::SectionSkipEmpty);
  return line.section(' ', 0, words_of_beginning - 1).left(letters_of_beginning);
}

}  // namespace

ModelFacts InferenceEngine::look(const std::shared_ptr<const Document>& document) {
  ModelFacts facts;
  try {
    open(document, 0);
    facts.model = model_;
    facts.multiply_adds_per_second = study::measured_multiply_adds_per_second();
    if (const auto names = document->file().text_names(); !names.empty())
      facts.beginning = beginning_of(document->file().text(names.front()));
  } catch (const std::exception& error) {
    facts.problem = QString::fromStdString(error.what());
  }
  return facts;
}

void InferenceEngine::open(const std::shared_ptr<const Document>& document, std::uint64_t room) {
  if (document != document_ || !model_) {
    leave();
    model_ = study::RunnableModel::open(document->shared_file());
    document_ = document;
  }
  model_->set_room(room);
}

void InferenceEngine::leave() {
  document_.reset();
  model_.reset();
  text_.reset();
  text_key_.clear();
}

void InferenceEngine::require_memory(const InferencePlan& plan, const std::vector<study::ModelRun>& runs,
                                     bool original) {
  const bool beside = plan.divergence || original;
  if (!beside &&
      std::ranges::all_of(runs, [](const study::ModelRun& run) { return run.setting.has_value(); }))
    model_->drop_original();
  model::require_memory(study::needed_memory(*model_, runs, beside, plan.engine, plan.protocol.window),
                        model::available_memory() + model_->held_bytes(),
                        plan.document->path().toStdString());
}

std::shared_ptr<const model::EvaluationText> InferenceEngine::text(const InferencePlan& plan) {
  const std::string key = text_key(plan);
  if (!text_ || key != text_key_) {
    const std::vector<int> ids = model_->tokenizer().encode(content_of(plan));
    text_ = std::make_shared<model::EvaluationText>(model::evaluation_text(
        ids, model_->tokenizer().beginning_token(), model_->config(), plan.protocol, plan.most_tokens));
    text_key_ = key;
  }
  return text_;
}

}  // namespace quantscope::gui
