#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/formats/integer_matrix.h"
#include "core/kernels/float_input.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Weight codes in their true bits, laid out for the products below, with their scales and zero points: what
/// a running layer holds. Made once from an IntegerMatrix [out_features, in_features]; immutable, shareable
/// among threads.
class PackedWeights {
 public:
  /// Throws base::Error for codes outside the format, zero points beyond 16 bits and where memory does not
  /// suffice.
  explicit PackedWeights(const formats::IntegerMatrix& weights, const base::Job& job = {});
  ~PackedWeights();
  PackedWeights(PackedWeights&&) noexcept;
  PackedWeights& operator=(PackedWeights&&) noexcept;

  tensor::MatrixShape shape() const;  ///< [out_features, in_features]
  formats::IntegerFormat format() const;
  /// Scales that the matrix had: 1, one a row or one a group.
  std::int64_t scale_count() const;
  std::int64_t groups_per_row() const;
  /// Rows [first, first + count) as they were before packing.
  formats::IntegerMatrix rows(std::int64_t first, std::int64_t count) const;
  std::uint64_t resident_bytes() const;

  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

/// y[t, o] = Σ_g s_x(t) · s_w(o, g) · Σ_{i ∈ g} (q_x[t, i] − z_x(t)) · (q_w[o, i] − z_w(o, g)),
/// x [tokens, in_features] with tensor or row (token) scales, y [tokens, out_features].
/// Products and sums of a group are exact integers (int32 accumulators of 8-bit products, zero points
/// included); only the scales are floating point. Throws base::Error where the shapes don't fit.
tensor::Matrix integer_matmul(const formats::IntegerMatrix& x, const PackedWeights& weights,
                              const base::Job& job = {});

/// The same for several weights with one and the same input, whose codes are laid out once.
std::vector<tensor::Matrix> integer_matmul(const formats::IntegerMatrix& x,
                                           std::span<const PackedWeights* const> weights,
                                           const base::Job& job = {});

/// y = x · Ŵᵀ with float inputs (weight-only quantization): weights dequantized in registers, sums in f32;
/// where the processor has 8-bit dot products, one or two tokens are instead multiplied as integers in four
/// parts (float_parts.h). bf16 inputs run on bfloat16 dot products where the processor has them.
tensor::Matrix float_integer_matmul(const tensor::Matrix& x, const PackedWeights& weights,
                                    const base::Job& job = {}, FloatInput input = FloatInput::f32);
std::vector<tensor::Matrix> float_integer_matmul(const tensor::Matrix& x,
                                                 std::span<const PackedWeights* const> weights,
                                                 const base::Job& job = {},
                                                 FloatInput input = FloatInput::f32);

/// The same by plain loops that read like the formula: the oracles.
tensor::Matrix integer_matmul_scalar(const formats::IntegerMatrix& x, const formats::IntegerMatrix& weights);
tensor::Matrix float_integer_matmul_scalar(const tensor::Matrix& x, const formats::IntegerMatrix& weights);

/// Name of the integer product that runs at the present instruction set level: "u8s8s32 vnni".
std::string integer_matmul_name();

}  // namespace quantscope::kernels
