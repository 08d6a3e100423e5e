#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/model/transformer_state.h"

namespace quantscope::model {

// Element-wise steps of a block, rows in parallel. Results do not depend on the thread count.

/// In place, every row.
void normalize(const Norm& norm, NormKind kind, float epsilon, tensor::Matrix& x, const base::Job& job);
/// to += from, row by row.
void add(tensor::Matrix& to, const tensor::Matrix& from, const base::Job& job);
void add_bias(tensor::Matrix& y, const std::vector<float>& bias, const base::Job& job);
/// x = f(x).
void activate(ActivationKind kind, tensor::Matrix& x, const base::Job& job);
/// gate = f(gate) · up.
void gate(ActivationKind kind, tensor::Matrix& gate, const tensor::Matrix& up, const base::Job& job);

/// Cosines and sines of rotary positions: pair (i, i + head_size/2) of a head turns by position · f_i,
/// f_i = theta^(−2i/head_size), scaled where the configuration says so. Grows with the positions used.
class RotaryTable {
 public:
  explicit RotaryTable(const ModelConfig& config);
  void reach(std::int64_t positions);
  /// Turns all heads of `rows` rows at a row stride; row r stands at first_position + r, below reach().
  void rotate(float* x, std::int64_t stride, std::int64_t rows, std::int64_t heads,
              std::int64_t first_position, const base::Job& job) const;

 private:
  std::int64_t half_;
  std::vector<double> frequencies_;
  std::vector<float> cosines_, sines_;  ///< [positions, half]
};

}  // namespace quantscope::model
