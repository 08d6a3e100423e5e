#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/parameter.h"
#include "core/model/model_config.h"
#include "core/model/weight_source.h"

namespace quantscope::model {

/// Gives a model without outliers some: the gains (and biases) of the norms before the chosen channels times
/// a ratio, the consumers' columns divided by the same, so that the function stays the same in floating
/// point. Always labelled: the source's where() says so.
struct OutlierEmulation {
  std::int64_t channels = 4;  ///< per norm, 1 … hidden_size
  double ratio = 30;          ///< by which these channels' values grow, > 0
  bool same_in_all_layers = true;
  std::uint64_t seed = 0;     ///< chooses the channels
  std::string label() const;  ///< "emulated outliers: 4 channels × 30"
};

struct OutlierPreset {
  std::string id, label, help;  ///< help with the source
  OutlierEmulation emulation;
};
const std::vector<OutlierPreset>& outlier_presets();

/// Parameters as data, for forms and the command line: channels, ratio, same_in_all_layers, seed.
std::vector<base::ParameterSpec> outlier_parameters(const ModelConfig& config);
/// Reads completed values.
OutlierEmulation outlier_emulation(const base::ParameterValues& completed);

/// The channels that grow behind one norm, ascending. `norm` counts the norms in their order: 2 · block for
/// the one before attention, 2 · block + 1 for the one before the feed-forward.
std::vector<std::int64_t> emulated_channels(const OutlierEmulation& emulation, std::int64_t hidden_size,
                                            std::int64_t norm);

/// The weights as they become; computed when read. Norms before attention and feed-forward of each block (not
/// the final one). A tensor keeps its element type where that holds all its changed values exactly
/// (bfloat16 and f32 with a ratio that is a power of two, as a rule), else it becomes f32: f16 gains would
/// overflow and f16 weights lose digits. With a power of two the model's function is unchanged bit for bit
/// unless values overflow or become subnormal; with other ratios each changed value is rounded once.
/// Throws base::Error where the architecture has no norm before a site (norms after the residual), and for
/// an emulation outside its ranges; reading throws it where a value outgrows f32.
std::shared_ptr<const WeightSource> emulate_outliers(std::shared_ptr<const WeightSource> source,
                                                     const ModelConfig& config,
                                                     const OutlierEmulation& emulation);

}  // namespace quantscope::model
