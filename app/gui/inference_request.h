#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/document.h"
#include "core/study/model_run.h"

namespace quantscope::gui {

/// The text that runs read.
struct InferenceText {
  enum class From {
    model,  ///< kept in the model file
    typed,
    file
  };
  From from = From::model;
  QString name;   ///< in the model file, or the file's path
  QString typed;  ///< where it is typed
  bool operator==(const InferenceText&) const = default;

  /// "test.txt", "the typed text": for sentences.
  QString display_name() const;
};

/// All that decides a run's figures beside its setting.
struct InferencePlan {
  std::shared_ptr<const Document> document;
  InferenceText text;
  model::PerplexityProtocol protocol;
  std::int64_t most_tokens = 0;  ///< predicted ones; 0: the whole text
  study::EngineOptions engine;
  bool divergence = true;  ///< the unquantized model runs beside
  std::uint64_t room = 0;  ///< bytes for models kept between requests
};

/// Perplexities of runs, and the layers of one of them.
struct MeasureRequest {
  InferencePlan plan;
  std::vector<study::ModelRun> runs;
  int layers_of = -1;  ///< index into the runs, of one with a setting; −1: of none
  study::RunLayersOptions layers;
};

/// Texts of runs.
struct GenerationRequest {
  InferencePlan plan;  ///< its text and protocol do not matter
  std::vector<study::ModelRun> runs;
  QString prompt;
  std::int64_t tokens = 64;
  model::SamplingOptions sampling;
};

/// What figures are remembered by: the file, the text, the protocol, the run. A text file is another one when
/// it was written.
std::string text_key(const InferencePlan& plan);
std::string measure_key(const InferencePlan& plan, const study::ModelRun& run);
std::string layers_key(const MeasureRequest& request);
std::string generation_key(const GenerationRequest& request, const study::ModelRun& run);

/// What a model file is able to do here, or why it cannot run.
struct ModelFacts {
  std::shared_ptr<study::RunnableModel> model;  ///< null where it cannot; only what never changes is read
  QString problem;                              ///< what it misses, and what would help
  QString beginning;                            ///< first words of its first text
  double multiply_adds_per_second = 0;          ///< of this machine in f32
};

}  // namespace quantscope::gui
