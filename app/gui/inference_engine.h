#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/gui/inference_request.h"

namespace quantscope::gui {

/// The model that the working thread runs, and the text that it read last. One thread at a time.
class InferenceEngine {
 public:
  /// Whether the model of a file can run. Throws nothing.
  ModelFacts look(const std::shared_ptr<const Document>& document);
  /// Throws base::Error where the file's model cannot run.
  void open(const std::shared_ptr<const Document>& document, std::uint64_t room);
  study::RunnableModel& model() const { return *model_; }
  /// Throws base::Error with both numbers where the runs do not fit.
  void require_memory(const InferencePlan& plan, const std::vector<study::ModelRun>& runs, bool original);
  /// Reads and cuts the text as the protocol says. Throws base::Error.
  std::shared_ptr<const model::EvaluationText> text(const InferencePlan& plan);
  void leave();

 private:
  std::shared_ptr<const Document> document_;
  std::shared_ptr<study::RunnableModel> model_;
  std::shared_ptr<const model::EvaluationText> text_;
  std::string text_key_;
};

}  // namespace quantscope::gui
