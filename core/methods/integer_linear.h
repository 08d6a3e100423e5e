#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "core/kernels/integer_matmul.h"
#include "core/kernels/packed_floats.h"
#include "core/methods/integer_input.h"
#include "core/methods/method.h"

namespace quantscope::methods {

/// A linear layer with integer weights (or weights left alone at 16 bits) over an IntegerInput:
///   both integer:        integer products and sums, scales applied to the sums
///   weights only:        weights dequantized in registers
///   activations only:    the input's dequantized codes times the float weights
///   neither:             the float product
/// codes() is an empty matrix (shape [0, 0], 16 bits) where the weights are left alone.
class IntegerLinear : public QuantizedLinear {
 public:
  /// `sharing`: how many layers the input feeds, for their share in what is stored and done once for all.
  IntegerLinear(const Consumer& consumer, std::shared_ptr<const IntegerInput> input,
                const formats::IntegerMatrixOptions& weight_options, std::int64_t sharing,
                const base::Job& job);

  tensor::MatrixShape shape() const override { return shape_; }
  void dequantize_rows(std::int64_t first, std::int64_t count, float* out) const override;
  tensor::Matrix forward(const tensor::Matrix& x, const base::Job& job = {}) const override;
  bool tokens_share_scale() const override { return input_->tokens_share_scale(); }
  Cost cost() const override;
  std::vector<StoredArray> stored() const override;
  std::shared_ptr<const formats::IntegerMatrix> codes() const override;
  std::shared_ptr<const QuantizedLinear> running_form() const override;
  std::uint64_t resident_bytes() const override;
  std::string kernel_name() const override;

  const IntegerInput& input() const { return *input_; }
  /// forward() of layers that have one and the same input.
  static std::vector<tensor::Matrix> forward(std::span<const IntegerLinear* const> layers,
                                             const tensor::Matrix& x, const base::Job& job,
                                             kernels::FloatInput float_input);

 private:
  struct Running {};
  IntegerLinear(const IntegerLinear& layer, Running);

  bool quantized() const { return format_.bits <= 8; }
  tensor::ElementType float_type() const;
  const kernels::PackedWeights& packed() const;

  tensor::MatrixShape shape_;
  std::shared_ptr<const IntegerInput> input_;
  std::int64_t sharing_;
  formats::IntegerFormat format_;
  std::shared_ptr<const formats::IntegerMatrix> codes_;  ///< null in the running form of quantized weights
  /// In kernel channels, where they are left alone; empty where packed_floats_ takes its place in the running
  /// form.
  tensor::Tensor float_weights_;
  std::shared_ptr<const kernels::PackedFloats> packed_floats_;
  mutable std::mutex packing_;
  mutable std::shared_ptr<const kernels::PackedWeights> packed_;
};

/// Quantizes all consumers of a site over one reassembly of its input (null: none). Throws base::Error where
/// consumers or the input disagree on the number of channels.
QuantizedSite quantized_site(const Site& site, const QuantizerOptions& options,
                             std::shared_ptr<const ChannelReassembly> reassembly, const base::Job& job);

/// Throws base::Error naming the part of the site whose channels differ from the first consumer's.
void check_channels(const Site& site);

}  // namespace quantscope::methods
