#pragma once

#include <memory>
#include <optional>

#include "core/calibration/input_knowledge.h"
#include "core/methods/channel_reassembly.h"
#include "core/methods/quantized_linear.h"
#include "core/methods/quantizer_parameters.h"

namespace quantscope::methods {

/// A site's input as an integer kernel takes it: channels reassembled where the method does that, then
/// quantized per token, per batch or with the static range, or left alone at 16 bits.
class IntegerInput : public InputTransform {
 public:
  /// `reassembly` may be null: channels stay as they are. `options.fixed_range` is the static range, in
  /// kernel channels, where there is one.
  IntegerInput(std::int64_t in_features, std::shared_ptr<const ChannelReassembly> reassembly,
               const formats::IntegerMatrixOptions& options);

  tensor::Matrix transformed(const tensor::Matrix& x) const override;
  std::vector<formats::IntegerMatrix> quantized(const tensor::Matrix& transformed) const override;
  const std::vector<KernelChannel>& channels() const override;

  std::int64_t in_features() const { return in_features_; }
  std::int64_t kernel_channels() const;
  const ChannelReassembly* reassembly() const { return reassembly_.get(); }
  int bits() const { return options_.format.bits; }
  /// One scale for all tokens of a batch, taken from them (not static).
  bool tokens_share_scale() const {
    return bits() <= 8 && options_.granularity == formats::Granularity::tensor && !options_.fixed_range;
  }
  formats::IntegerMatrix codes(const tensor::Matrix& transformed, const base::Job& job) const;
  /// Throws base::Error unless x has in_features columns.
  void check(const tensor::Matrix& x) const;

 private:
  std::int64_t in_features_;
  std::shared_ptr<const ChannelReassembly> reassembly_;
  formats::IntegerMatrixOptions options_;
};

/// Range of the calibration set in kernel channels, after the clip (which needs samples; the whole range
/// without). From the channels' ranges, so that it covers the whole set where the samples are a part of it.
/// Empty where nothing is known of the input.
std::optional<formats::Range> calibrated_range(const calibration::InputKnowledge& input,
                                               const ChannelReassembly* reassembly,
                                               const formats::IntegerMatrixOptions& options,
                                               const base::Job& job);

}  // namespace quantscope::methods
