#include "core/calibration/product_sums.h"

#include <algorithm>
#include <cstring>

#include "core/base/parallel.h"
#include "core/kernels/float_matmul.h"

namespace quantscope::calibration {
namespace {

constexpr std::int64_t strip_rows = 192;

tensor::Matrix transposed_rows(const tensor::Matrix& x, std::int64_t rows, const base::Job& job) {
  constexpr std::int64_t grain = 64;
  tensor::Matrix result(x.columns(), rows);
  base::parallel_for(x.columns(), grain, job, [&](base::IndexRange channels) {
    for (std::int64_t row = 0; row < rows; ++row)
      for (std::int64_t c = channels.begin; c < channels.end; ++c) result(c, row) = x(row, c);
  });
  return result;
}

tensor::Matrix copied_rows(const tensor::Matrix& x, std::int64_t first, std::int64_t count) {
  tensor::Matrix rows(count, x.columns());
  std::memcpy(rows.values().data(), x.row(first), static_cast<std::size_t>(rows.count()) * sizeof(float));
  return rows;
}

}  // namespace

ProductSums::ProductSums(std::int64_t channels) : channels_(channels) {
  for (std::int64_t first = 0; first < channels; first += strip_rows)
    strips_.emplace_back(
        static_cast<std::size_t>(std::min(strip_rows, channels - first) * (channels - first)));
}

std::uint64_t ProductSums::bytes(std::int64_t channels) {
  std::uint64_t values = 0;
  for (std::int64_t first = 0; first < channels; first += strip_rows)
    values += static_cast<std::uint64_t>(std::min(strip_rows, channels - first) * (channels - first));
  return values * sizeof(double) + static_cast<std::uint64_t>(channels * kBlockTokens) * sizeof(float);
}

void ProductSums::add(const tensor::Matrix& x, const base::Job& job) {
  if (block_.empty()) block_ = tensor::Matrix(kBlockTokens, channels_);
  for (std::int64_t row = 0; row < x.rows();) {
    const std::int64_t count = std::min(x.rows() - row, kBlockTokens - waiting_);
    std::memcpy(block_.row(waiting_), x.row(row),
                static_cast<std::size_t>(count * channels_) * sizeof(float));
    row += count;
    waiting_ += count;
    if (waiting_ == kBlockTokens) add_block(job);
  }
}

void ProductSums::add_block(const base::Job& job) {
  const tensor::Matrix columns = transposed_rows(block_, waiting_, job);
  const tensor::Matrix& all = columns;
  for (std::size_t s = 0; s < strips_.size(); ++s) {
    const std::int64_t first = static_cast<std::int64_t>(s) * strip_rows;
    const std::int64_t rows = std::min(strip_rows, channels_ - first);
    const tensor::Matrix products = kernels::matmul_transposed(
        copied_rows(all, first, rows), all.view().row_range(first, channels_ - first), job);
    double* const sums = strips_[s].data();
    base::parallel_for(rows, 16, job, [&](base::IndexRange range) {
      const float* from = products.row(range.begin);
      double* to = sums + range.begin * products.columns();
      for (std::int64_t i = 0; i < range.size() * products.columns(); ++i) to[i] += double{from[i]};
    });
  }
  waiting_ = 0;
}

tensor::Matrix ProductSums::take(const base::Job& job) {
  if (waiting_ > 0) add_block(job);
  block_ = {};
  tensor::Matrix result(channels_, channels_);
  for (std::size_t s = 0; s < strips_.size(); ++s) {
    const std::int64_t first = static_cast<std::int64_t>(s) * strip_rows;
    const std::int64_t width = channels_ - first;
    const auto rows = static_cast<std::int64_t>(strips_[s].size()) / width;
    for (std::int64_t r = 0; r < rows; ++r)
      for (std::int64_t c = r; c < width; ++c)
        result(first + r, first + c) = result(first + c, first + r) =
            static_cast<float>(strips_[s][static_cast<std::size_t>(r * width + c)]);
    strips_[s] = {};
  }
  return result;
}

}  // namespace quantscope::calibration
