#pragma once

#include <cstddef>
#include <vector>

#include "core/kernels/attention_codes.h"
#include "core/kernels/attention_rows.h"

namespace quantscope::kernels {

/// Sums of values by probabilities, one block after the other, in the arithmetic that the call asks for.
class AttentionValues {
 public:
  explicit AttentionValues(const AttentionCall& call) : call_(call) {}
  /// Sums of so many rows begin at 0.
  void start(std::int64_t rows);
  void load_block(std::int64_t kv_head, std::int64_t block);

  /// sums[row + r] = factors[r] · sums[row + r] + Σ P[r][lane] · value[lane] over the lanes of
  /// `probabilities`, of which none from `seen` on has a P above 0. Overwrites P.
  void add(std::int64_t row, const ScoreBlock& probabilities, std::int64_t seen, const float* factors);
  /// sums[row] = factor · sums[row] + other_factor · other's: two parts of the keys.
  void merge(std::int64_t row, float factor, const AttentionValues& other, float other_factor);
  /// factor · sums[row] into out [head_size].
  void write(std::int64_t row, float factor, float* out) const;

 private:
  enum class Arithmetic { floats, packed, codes };

  void load_codes(std::int64_t kv_head, std::int64_t block);
  void add_codes(std::int64_t row, const ScoreBlock& probabilities, const float* factors);
  float* sums(std::int64_t row) { return sums_.data() + row * call_.padded_size(); }

  const AttentionCall& call_;
  Arithmetic arithmetic_ = Arithmetic::floats;
  const std::byte* block_ = nullptr;
  CacheFormat format_ = CacheFormat::f32;
  ValueCodes codes_;
  int zero_ = 0;
  std::vector<float> sums_;     ///< [rows][padded_size]
  std::vector<float> offsets_;  ///< [rows], added to every value of a row
  std::vector<float> scratch_, value_scales_, centres_, steps_;
  std::vector<std::byte> value_codes_;
  std::vector<std::uint8_t> probability_codes_;
  std::vector<std::int32_t> code_sums_, products_;
};

}  // namespace quantscope::kernels
