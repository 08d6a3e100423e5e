#include "core/study/value_picture.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace quantscope::study {
namespace {

constexpr std::int64_t channels_at_once = 32;

float nearest_rank(std::vector<float>& values, double fraction) {
  const auto rank = static_cast<std::int64_t>(std::ceil(fraction * static_cast<double>(values.size()))) - 1;
  const auto at = values.begin() + std::max<std::int64_t>(rank, 0);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

void fill_bands(tensor::MatrixShape shape,
                const std::function<void(std::int64_t first, std::int64_t count, float* out)>& fill_rows,
                ValuePicture& picture, const base::Job& job) {
  if (shape.rows == 0 || shape.rows * shape.columns > most_band_values) return;
  tensor::Matrix values(shape.rows, shape.columns);
  base::parallel_for(shape.rows, 16, job, [&](base::IndexRange rows) {
    fill_rows(rows.begin, rows.size(), values.row(rows.begin));
  });
  picture.band_low.assign(static_cast<std::size_t>(shape.columns), 0.0f);
  picture.band_high = picture.band_low;
  base::parallel_for(shape.columns, channels_at_once, job, [&](base::IndexRange channels) {
    std::vector<std::vector<float>> magnitudes(static_cast<std::size_t>(channels.size()));
    for (std::int64_t r = 0; r < shape.rows; ++r)
      for (std::int64_t c = channels.begin; c < channels.end; ++c)
        if (const float x = std::abs(values(r, c)); std::isfinite(x))
          magnitudes[static_cast<std::size_t>(c - channels.begin)].push_back(x);
    for (std::int64_t c = channels.begin; c < channels.end; ++c) {
      std::vector<float>& channel = magnitudes[static_cast<std::size_t>(c - channels.begin)];
      if (channel.empty()) continue;
      picture.band_low[static_cast<std::size_t>(c)] = nearest_rank(channel, 0.25);
      picture.band_high[static_cast<std::size_t>(c)] = nearest_rank(channel, 0.99);
    }
  });
}

ValuePicture original_picture(const PreparedSite& prepared, const Subject& subject, const base::Job& job) {
  const methods::Site& site = prepared.site();
  ValuePicture picture;
  tensor::TensorView view;
  if (subject.input) {
    picture.channel_absmax = site.input.channel_absmax;
    if (!site.input.has_samples()) return picture;
    view = site.input.samples->view();
  } else {
    view = site.consumers.at(static_cast<std::size_t>(subject.consumer)).weights.view();
  }
  const statistics::TensorStatistics known =
      statistics::statistics_of(view, statistics::ChannelAxis::columns, job);
  picture.values = known.values;
  if (picture.channel_absmax.empty()) picture.channel_absmax = known.channels.absmax;
  const auto fill_rows = [&](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t r = 0; r < count; ++r)
      tensor::read_row_f32(view, first + r, 0, view.columns, out + r * view.columns);
  };
  if (!site.sampled) fill_bands({view.rows, view.columns}, fill_rows, picture, job);
  return picture;
}

}  // namespace quantscope::study
