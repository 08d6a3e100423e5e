#pragma once

#include <array>
#include <string>
#include <vector>

namespace quantscope::model {

/// Points of a block at which the number format of a value can be chosen. Named by what they precede:
/// the value is brought to the format right before the operation reads it.
enum class PrecisionSite {
  qkv,                ///< input of the query, key and value projections
  attention_output,   ///< input of the attention's output projection
  gate_up,            ///< input of gate and up (or of the only first feed-forward layer)
  down,               ///< input of the second feed-forward layer
  query_key,          ///< queries and keys of QKᵀ
  probability_value,  ///< probabilities and values of PV
  attention_scaling,  ///< QKᵀ before it is scaled by 1/√head_size
  softmax,            ///< scores before the softmax
  activation,         ///< input of the feed-forward's non-linearity
  norm,               ///< input of the norms
  residual,           ///< both addends of the residual sums
  head                ///< input of the output head
};
constexpr int kPrecisionSites = 12;

/// Formats of values inside a block. Integers are symmetric, one scale a token (for attention products: a
/// token and head), and at query_key and probability_value products of integers run on integer kernels. The
/// others round f32 values to what the format can hold (simulated: products are f32).
enum class ValueFormat { f32, f16, bf16, int8, int4, e4m3, e5m2, posit8_0, posit8_1, posit8_2 };

/// A format for each site; all f32 at the start.
struct PrecisionPlan {
  std::string id = "f32";
  std::array<ValueFormat, kPrecisionSites> formats{};
  ValueFormat& operator[](PrecisionSite site) { return formats[static_cast<std::size_t>(site)]; }
  ValueFormat operator[](PrecisionSite site) const { return formats[static_cast<std::size_t>(site)]; }
  bool operator==(const PrecisionPlan&) const = default;
};

struct PrecisionPreset {
  PrecisionPlan plan;  ///< its id is the preset's
  std::string label;
  std::string help;  ///< with the source
};

/// "f32", "f16" and "bf16" (all sites), "smoothquant" (attention products int8; softmax, residual and norms
/// f16), and the fusion levels of the 8-bit paper for posit8_1 and e4m3: "posit8-none",
/// "posit8-attention-scaling", "posit8-activation", "posit8-norm", "posit8-residual", likewise "e4m3-…".
const std::vector<PrecisionPreset>& precision_presets();
/// Throws base::Error naming the known ids.
const PrecisionPlan& precision_preset(const std::string& id);

const char* precision_site_name(PrecisionSite site);  ///< "query_key"
const char* value_format_name(ValueFormat format);    ///< "e4m3"

}  // namespace quantscope::model
