#include "core/methods/channel_scores.h"

#include <algorithm>
#include <numeric>

#include "core/kernels/float_matmul.h"

namespace quantscope::methods {
namespace {

/// Rows `rows` of the view times rows [columns) of it: inner products of channels.
tensor::Matrix inner_products(const tensor::TensorView& view, std::span<const std::int32_t> rows,
                              base::IndexRange columns, const base::Job& job) {
  tensor::Matrix left(static_cast<std::int64_t>(rows.size()), view.columns);
  for (std::size_t r = 0; r < rows.size(); ++r)
    tensor::read_row_f32(view, rows[r], 0, view.columns, left.row(static_cast<std::int64_t>(r)));
  return kernels::matmul_transposed(left, view.row_range(columns.begin, columns.size()), job);
}

/// Adds the squared norm and the sum of each row.
void add_norms(const tensor::TensorView& view, std::vector<double>& norm, std::vector<double>* sum,
               const base::Job& job) {
  base::parallel_for(view.rows, 256, job, [&](base::IndexRange rows) {
    std::vector<float> row(static_cast<std::size_t>(view.columns));
    for (std::int64_t r = rows.begin; r < rows.end; ++r) {
      tensor::read_row_f32(view, r, 0, view.columns, row.data());
      norm[static_cast<std::size_t>(r)] += std::inner_product(row.begin(), row.end(), row.begin(), 0.0);
      if (sum) (*sum)[static_cast<std::size_t>(r)] += std::accumulate(row.begin(), row.end(), 0.0);
    }
  });
}

/// Rounding can leave a difference of norms below 0; NaN stays NaN.
double not_negative(double value) {
  return value < 0 ? 0 : value;
}

tensor::Matrix transposed_tokens(const tensor::Matrix& samples, std::int64_t most_tokens) {
  const std::int64_t tokens = std::min(samples.rows(), most_tokens);
  std::vector<std::int64_t> picked(static_cast<std::size_t>(tokens));
  for (std::int64_t t = 0; t < tokens; ++t) picked[static_cast<std::size_t>(t)] = t * samples.rows() / tokens;
  return tensor::to_matrix(tensor::transposed(tensor::gathered_rows(samples.view(), picked).view()).view());
}

}  // namespace

ChannelScores::ChannelScores(const Site& site, MergeMetric metric, const base::Job& job,
                             std::int64_t most_tokens)
    : inputs_(transposed_tokens(*site.input.samples, most_tokens)) {
  const auto channels = static_cast<std::size_t>(inputs_.rows());
  input_norm_.resize(channels);
  weight_norm_.resize(channels);
  weight_sum_.resize(channels);
  add_norms(inputs_.view(), input_norm_, nullptr, job);
  for (const Consumer& consumer : site.consumers) {
    job.check();
    tensor::Tensor by_channel = tensor::transposed(consumer.weights.view());
    add_norms(by_channel.view(), weight_norm_, &weight_sum_, job);
    if (metric == MergeMetric::paper) weights_.push_back(std::move(by_channel));
  }
}

tensor::Matrix ChannelScores::block(std::span<const std::int32_t> rows, base::IndexRange columns,
                                    const base::Job& job) const {
  tensor::Matrix scores = inner_products(inputs_.view(), rows, columns, job);
  tensor::Matrix weight_products;
  for (const tensor::Tensor& weights : weights_) {
    tensor::Matrix part = inner_products(weights.view(), rows, columns, job);
    if (weight_products.empty()) {
      weight_products = std::move(part);
    } else {
      for (std::size_t i = 0; i < part.values().size(); ++i) weight_products.values()[i] += part.values()[i];
    }
  }
  const auto first = static_cast<std::size_t>(columns.begin);
  base::parallel_for(scores.rows(), 16, job, [&](base::IndexRange range) {
    for (std::int64_t r = range.begin; r < range.end; ++r) {
      const auto i = static_cast<std::size_t>(rows[static_cast<std::size_t>(r)]);
      float* row = scores.row(r);
      const float* products = weight_products.empty() ? nullptr : weight_products.row(r);
      for (std::size_t c = 0; c < static_cast<std::size_t>(columns.size()); ++c) {
        const std::size_t j = first + c;
        const double apart = not_negative(input_norm_[i] + input_norm_[j] - 2.0 * double{row[c]});
        if (products) {
          const double weights_apart =
              not_negative(weight_norm_[i] + weight_norm_[j] - 2.0 * double{products[c]});
          row[c] = static_cast<float>(apart * weights_apart / 4);
        } else {
          const double sum = weight_sum_[i] + weight_sum_[j];
          row[c] = static_cast<float>(sum * sum * apart);
        }
      }
    }
  });
  return scores;
}

}  // namespace quantscope::methods
