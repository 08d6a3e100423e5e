#pragma once

#include <cstdint>
#include <vector>

#include "core/tensor/tensor.h"

namespace quantscope::statistics {

/// Counts of values by a fine key, from which any histogram, quantile and moment can be drawn later.
///
/// A 16-bit float tensor is counted by bit pattern: nothing is lost, and all that is drawn from it is exact.
/// Other types are counted by the top 18 bits of their f32 pattern (sign, exponent, 9 mantissa bits): a cell
/// is at most 2^-9 (0.2 %) wide relative to its value; magnitudes below 2^-135 count as zero, those beyond
/// f32 in its outermost finite cells. Cells of whole numbers hold no fractions: exact below 1024. Counting is
/// exact, so merging in any order gives the same counts.
class ValueCounts {
 public:
  enum class Key { f16_pattern, bf16_pattern, f32_top18, integer_top18 };

  explicit ValueCounts(Key key = Key::f32_top18);
  static Key key_of(tensor::ElementType type);

  /// One cell of neighbouring values: count values between low and high, both of which lie in the cell
  /// (low == high where exact).
  struct Cell {
    double low;
    double high;
    std::uint64_t count;
  };
  /// Non-empty finite cells, ascending by value.
  std::vector<Cell> cells() const;
  /// The same of |x|.
  std::vector<Cell> absolute_cells() const;

  Key key() const { return key_; }
  std::uint64_t finite() const;
  std::uint64_t nan() const;
  std::uint64_t positive_infinite() const;
  std::uint64_t negative_infinite() const;

  /// `count` more values of this f32 value (exactly representable in the key's type where that is 16 bits
  /// wide).
  void add(float value, std::uint64_t count = 1);
  void merge(const ValueCounts& other);  ///< same key, else base::Error

  /// Raw counters, indexed by key (the pattern, or the f32 pattern >> 14); for accumulators that count many
  /// values at once. Allocated at the first use that may change them: counts of nothing take no memory.
  std::vector<std::uint64_t>& counters();
  const std::vector<std::uint64_t>& counters() const;

 private:
  Key key_;
  std::vector<std::uint64_t> counters_;  // empty while nothing was counted
};

/// Smallest v such that at least fraction·n of the finite values have |x| ≤ v, interpolated inside a cell;
/// fraction in [0, 1]. NaN where there is no finite value. Several fractions at once, ascending.
std::vector<double> absolute_quantiles(const ValueCounts& counts, const std::vector<double>& fractions);
/// The same of the signed values.
std::vector<double> quantiles(const ValueCounts& counts, const std::vector<double>& fractions);

}  // namespace quantscope::statistics
