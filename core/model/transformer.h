#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/methods/quantized_linear.h"
#include "core/model/model_config.h"
#include "core/model/precision.h"
#include "core/model/weight_source.h"

namespace quantscope::model {

/// Which linear layers of a block share one input.
enum class SiteKind { qkv, attention_output, gate_up, down, project_in, project_out, head };

/// One linear layer of the model, y = x · Wᵀ + bias, in the checkpoint's own name.
struct LinearLayer {
  std::string module;  ///< "model.layers.0.self_attn.q_proj"; its weight is module + ".weight"
  std::shared_ptr<const methods::QuantizedLinear> weights;
  std::shared_ptr<const std::vector<float>> bias;  ///< null where there is none
};

/// Linear layers fed by one input, by index into Transformer::linears().
struct LinearSite {
  std::string name;  ///< as calibration::SitePlan names it: "model.layers.0.self_attn.q_proj+k_proj+v_proj"
  SiteKind kind = SiteKind::qkv;
  int block = -1;  ///< −1 for the head and OPT's project_in and project_out
  std::vector<int> layers;
};

struct LoadOptions {
  /// Linear layers of these sites are not read (for a model that is quantized site by site); by index into
  /// sites().
  bool without_block_layers = false;
};

/// A decoder-only transformer: configuration, weights and number formats. Immutable and shareable; models
/// that differ in some layers share the others. Runs through a Decoder.
class Transformer {
 public:
  /// Reads embeddings, norms and biases, and every linear layer in its own float type. Every tensor is
  /// checked: a missing or misshapen one is named with the shape expected, as is one with NaN or infinities.
  /// Throws base::Error, base::Cancelled.
  static std::shared_ptr<const Transformer> load(const WeightSource& source, const ModelConfig& config,
                                                 const LoadOptions& options = {}, const base::Job& job = {});
  ~Transformer();

  const ModelConfig& config() const;
  const PrecisionPlan& precision() const;
  /// In the order in which a token passes them; the head is the last one (tied heads too).
  const std::vector<LinearLayer>& linears() const;
  const std::vector<LinearSite>& sites() const;

  /// The same model with other weights in some linear layers, by index. Throws base::Error where a shape
  /// differs.
  std::shared_ptr<const Transformer> with_layers(
      const std::map<int, std::shared_ptr<const methods::QuantizedLinear>>& layers) const;
  std::shared_ptr<const Transformer> with_precision(const PrecisionPlan& plan) const;

  /// Resident bytes of all weights, shared or not.
  std::uint64_t weight_bytes() const;
  /// Names of the kernels that its linear layers run on, without repetition: "u8s8s32 vnni", "f32".
  std::vector<std::string> kernel_names() const;

  struct State;
  const State& state() const { return *state_; }

 private:
  explicit Transformer(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace quantscope::model
