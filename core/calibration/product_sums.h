#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/tensor/tensor.h"

namespace quantscope::calibration {

/// XᵀX of a stream of rows: products and sums of kBlockTokens rows in f32, sums of these blocks in f64. Holds
/// the upper half alone, in strips of rows, about 4 bytes · channels² (+ one block).
class ProductSums {
 public:
  static constexpr std::int64_t kBlockTokens = 512;

  explicit ProductSums(std::int64_t channels);
  /// x [tokens, channels], finite. Does not depend on how the rows were cut into matrices.
  void add(const tensor::Matrix& x, const base::Job& job = {});
  /// [channels, channels], both halves. Gives up the sums.
  tensor::Matrix take(const base::Job& job = {});

  static std::uint64_t bytes(std::int64_t channels);

 private:
  void add_block(const base::Job& job);

  std::int64_t channels_;
  tensor::Matrix block_;  ///< [kBlockTokens, channels], the first `waiting_` rows of which are not summed yet
  std::int64_t waiting_ = 0;
  std::vector<std::vector<double>> strips_;  ///< rows of a strip, columns from its first row on
};

}  // namespace quantscope::calibration
