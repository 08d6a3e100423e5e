#pragma once

#include <QString>

#include "app/gui/inference_figures.h"

namespace quantscope::gui {

/// "On 4096 tokens of test.txt (windows of 256 tokens, BOS before each) float has a perplexity of 30.2 ± 0.8;
/// rtn W8A8 comes closest with 30.3 (+0.4 %), …". Empty where nothing is known.
QString perplexity_sentence(const ShownInference& shown);
/// The layer with the largest error of its own, what all together leave, and which part is to blame.
QString layer_sentence(const ShownInference& shown);
/// How far each text goes with the unquantized one's, and how fast they came.
QString texts_sentence(const ShownTexts& shown);

/// "The quantized runs keep keys and values in int8." Empty where all is f32.
QString engine_sentence(const study::EngineOptions& engine);
/// "windows of 256 tokens, BOS before each"
QString protocol_text(const model::EvaluationText& protocol);

/// What a run would cost: "The unquantized model and 4 runs on 4096 tokens each: about 3 s, 61 MiB."
struct InferenceCost {
  int runs = 0;           ///< that have no figures yet
  bool original = false;  ///< among them
  std::int64_t tokens = 0;
  double seconds = 0;  ///< 0: not known
  double bytes = 0;
};
QString cost_sentence(const InferenceCost& cost);

}  // namespace quantscope::gui
