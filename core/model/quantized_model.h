#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/methods/method.h"
#include "core/model/transformer.h"

namespace quantscope::model {

/// What calibration knows of a site's input; nothing where it knows nothing.
using InputOf = std::function<calibration::InputKnowledge(const Transformer& model, const LinearSite& site)>;

struct QuantizationOptions {
  const methods::Method* method = nullptr;
  base::ParameterValues values;
  /// Globs over module names; all linear layers of the blocks where empty. The head only where a glob names
  /// it.
  std::vector<std::string> layers;
  InputOf input;  ///< may be empty
};

struct QuantizedModel {
  std::shared_ptr<const Transformer> model;
  std::vector<int> layers;         ///< quantized ones, by index into Transformer::linears()
  double bits_per_weight = 0;      ///< over the quantized layers
  std::vector<std::string> notes;  ///< of the method, with the site's name
};

/// Quantizes the model site by site, all consumers of a site together, as the method decides. Reads float
/// weights from `source` one site at a time, so that never more than one site is held in floats (the layers
/// of `base` may be missing: LoadOptions::without_block_layers). Layers hold only what forward() needs. A
/// site on which the method cannot work stays as it is in `base`, with a note; throws base::Error where that
/// leaves none.
QuantizedModel quantize_model(std::shared_ptr<const Transformer> base, const WeightSource& source,
                              const QuantizationOptions& options, const base::Job& job = {});

}  // namespace quantscope::model
