#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/formats/integer_matrix.h"
#include "core/kernels/operation_mix.h"
#include "core/tensor/tensor.h"

namespace quantscope::methods {

/// Storage and work of a quantized layer.
struct Cost {
  struct Part {
    std::string name;  ///< "codes", "scales", "zero points", "channel indices"
    double bits = 0;
  };
  std::vector<Part> storage;
  kernels::OperationMix per_token;

  double storage_bits() const;
};

/// One array that the method stores, for `quantize --out`; names are documented in datasets/README.md.
struct StoredArray {
  std::string name;  ///< "codes", "scales", "zero_points", …
  tensor::Shape shape;
  tensor::Tensor values;
};

/// A linear layer after quantization: how wrong is it, does it run, what does it cost. Immutable;
/// thread-safe.
class QuantizedLinear {
 public:
  virtual ~QuantizedLinear() = default;

  /// [out_features, in_features] of the original layer.
  virtual tensor::MatrixShape shape() const = 0;
  /// Rows [first, first + count) of the weights as the kernel sees them, expressed in the original input
  /// channels: y = dequantized · x for an input that is not quantized. out [count, in_features].
  virtual void dequantize_rows(std::int64_t first, std::int64_t count, float* out) const = 0;
  /// The real low-bit product, x [tokens, in_features] → [tokens, out_features]: integer arithmetic where
  /// both sides are quantized, weights dequantized in registers where the activations are left alone.
  virtual tensor::Matrix forward(const tensor::Matrix& x, const base::Job& job = {}) const = 0;
  /// All tokens of one forward() share a scale that follows from them, so that a token's result depends on
  /// those it comes with.
  virtual bool tokens_share_scale() const { return false; }
  virtual Cost cost() const = 0;
  virtual std::vector<StoredArray> stored() const = 0;
  /// The codes and scales, for levels and clip limits; in kernel channels; never null. Shape [0, 0] and 16
  /// bits where the weights are left alone. Unpacked at every call where this is a running form.
  virtual std::shared_ptr<const formats::IntegerMatrix> codes() const = 0;

  /// The same layer holding only what forward() needs, laid out for it, for a model that runs. Gives the same
  /// answers as this one (products of float weights to within rounding), but codes(), stored() and
  /// dequantize_rows() unpack first. Never null.
  virtual std::shared_ptr<const QuantizedLinear> running_form() const = 0;
  /// Bytes of weights, scales and tables that this object holds now (a form that can still be packed grows at
  /// its first forward()). What layers of a site share is counted once for all of them, in equal parts.
  virtual std::uint64_t resident_bytes() const = 0;
  /// The kernel that forward() runs on at the present instruction set level: "u8s8s32 vnni, int4 weights",
  /// "f32".
  virtual std::string kernel_name() const = 0;

  tensor::Matrix dequantized() const;
  double bits_per_weight() const;  ///< cost().storage_bits() / (out · in)
};

/// What a kernel channel is made of after channel reassembly.
struct KernelChannel {
  enum class Kind { unchanged, split, merged };
  Kind kind = Kind::unchanged;
  std::vector<std::int32_t> sources;  ///< original channels; several where merged
  std::int32_t pieces = 1;            ///< T of a split channel
};

/// What the method does to the site's input before the product. Immutable; thread-safe.
class InputTransform {
 public:
  virtual ~InputTransform() = default;
  /// The input as the kernel sees it, before quantization: [tokens, kernel channels] from [tokens,
  /// in_features].
  virtual tensor::Matrix transformed(const tensor::Matrix& x) const = 0;
  /// The same after quantization to codes; empty where activations are left alone (16 bits).
  virtual std::vector<formats::IntegerMatrix> quantized(const tensor::Matrix& transformed) const = 0;
  /// One entry a kernel channel; empty where the channels are the original ones.
  virtual const std::vector<KernelChannel>& channels() const = 0;
};

}  // namespace quantscope::methods
