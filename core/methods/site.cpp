#include "core/methods/site.h"

#include <algorithm>

#include "core/formats/integer_matrix.h"

namespace quantscope::methods {
namespace {

constexpr std::int64_t fewest_rows = 8;

/// `wanted` of `rows` indices, evenly spread, the first among them.
std::vector<std::int64_t> spread_rows(std::int64_t rows, std::int64_t wanted) {
  std::vector<std::int64_t> picked(static_cast<std::size_t>(wanted));
  for (std::int64_t i = 0; i < wanted; ++i) picked[static_cast<std::size_t>(i)] = i * rows / wanted;
  return picked;
}

std::int64_t rows_within(std::int64_t rows, std::int64_t columns, std::int64_t values) {
  return std::min(rows, std::max(fewest_rows, values / std::max<std::int64_t>(columns, 1)));
}

}  // namespace

std::int64_t Site::in_features() const {
  if (!consumers.empty()) return consumers.front().weights.columns();
  if (input.has_ranges()) return static_cast<std::int64_t>(input.channel_absmax.size());
  return input.samples ? input.samples->columns() : 0;
}

Site sampled_site(const Site& site, std::int64_t weight_values, std::int64_t input_values) {
  Site sample = site;
  for (Consumer& consumer : sample.consumers) {
    const tensor::Tensor& weights = consumer.weights;
    const std::int64_t rows = rows_within(weights.rows(), weights.columns(), weight_values);
    if (rows == weights.rows()) continue;
    if (!consumer.whole_range) consumer.whole_range = formats::clipped_range({}, {}, weights.view());
    consumer.weights = tensor::gathered_rows(weights.view(), spread_rows(weights.rows(), rows));
    sample.sampled = true;
  }
  if (site.input.has_samples()) {
    const tensor::Matrix& samples = *site.input.samples;
    const std::int64_t tokens = rows_within(samples.rows(), samples.columns(), input_values);
    if (tokens < samples.rows()) {
      const tensor::Tensor picked =
          tensor::gathered_rows(samples.view(), spread_rows(samples.rows(), tokens));
      sample.input.samples = std::make_shared<const tensor::Matrix>(tensor::to_matrix(picked.view()));
      sample.sampled = true;
    }
  }
  return sample;
}

}  // namespace quantscope::methods
