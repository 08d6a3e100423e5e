#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/kernels/row_span.h"

namespace quantscope::kernels {

/// Cosines and sines of rotary positions (Su et al. 2021) in the order of Hugging Face's checkpoints: the
/// pair (i, i + n) of a head's first 2n values turns by the angle position · frequency[i]. Angles are f64.
class RotaryTable {
 public:
  /// n frequencies in radians a position, below: [frequencies.size()].
  explicit RotaryTable(std::vector<double> frequencies);

  /// Makes the table reach positions [0, positions).
  void reach(std::int64_t positions);
  std::int64_t positions() const { return positions_; }
  /// Values of a head that turn.
  std::int64_t rotated_size() const { return 2 * static_cast<std::int64_t>(frequencies_.size()); }

  /// Turns rows of heads side by side, [rows, heads · head_size], in place; row r stands at positions[r].
  /// Values of a head beyond rotated_size() stay. Throws base::Error for a position out of reach and for
  /// heads that are too small or do not fill the row.
  void rotate(const RowSpan& x, std::int64_t head_size, std::span<const std::int64_t> positions,
              const base::Job& job = {}) const;
  /// The same with rows at consecutive positions.
  void rotate(const RowSpan& x, std::int64_t head_size, std::int64_t first_position,
              const base::Job& job = {}) const;

 private:
  template <typename Position>
  void rotate_rows(const RowSpan& x, std::int64_t head_size, const base::Job& job,
                   const Position& position) const;

  std::vector<double> frequencies_;
  std::int64_t positions_ = 0;
  std::vector<float> cosines_, sines_;  ///< [positions][n]
};

/// theta^(−2i/size) for i < size/2.
std::vector<double> rotary_frequencies(double theta, std::int64_t size);

/// One head by plain loops in f64, the angle computed anew: the oracle.
void rotate_scalar(float* head, std::span<const double> frequencies, std::int64_t position);

}  // namespace quantscope::kernels
