#pragma once

#include <cstddef>
#include <vector>

#include "core/kernels/attention_codes.h"
#include "core/kernels/attention_rows.h"

namespace quantscope::kernels {

/// Few rows read a packed cache in registers; more rows share a block that was brought to f32 once.
constexpr std::int64_t kFewRows = 12;

/// Scores of a tile's queries with one block of keys after the other, in the arithmetic that the call asks
/// for: products of f32, of f32 with packed codes, or of codes.
class AttentionKeys {
 public:
  explicit AttentionKeys(const AttentionCall& call);
  void load_queries(const AttentionRows& rows);
  void load_block(std::int64_t kv_head, std::int64_t block);

  /// Writes scores of rows [row, row + count) with the loaded block into scores.scores, lanes [begin, end),
  /// and describes them for the softmax. Roundings are applied.
  void score(AttentionRows& rows, std::int64_t row, int count, std::int64_t begin, std::int64_t end,
             ScoreBlock& scores);
  /// The whole rows as the softmax gets them after score() of all blocks.
  void describe_all(AttentionRows& rows, ScoreBlock& scores) const;

 private:
  enum class Arithmetic { floats, packed, codes };

  void load_codes(std::int64_t kv_head, std::int64_t block);
  void multiply(const AttentionRows& rows, std::int64_t row, const ScoreBlock& scores);
  void multiply_query_codes(std::int64_t row, const ScoreBlock& scores);
  void apply_roundings(ScoreBlock& scores) const;

  const AttentionCall& call_;
  Arithmetic arithmetic_ = Arithmetic::floats;
  std::int64_t first_key_ = 0;
  const std::byte* block_ = nullptr;
  CacheFormat format_ = CacheFormat::f32;
  KeyCodes codes_;
  std::vector<float> scratch_, query_sums_, query_scales_, key_scales_;
  std::vector<std::byte> key_codes_;
  std::vector<std::int8_t> query_codes_;
  std::vector<std::int32_t> query_code_sums_, products_;
};

}  // namespace quantscope::kernels
