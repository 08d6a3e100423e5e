#include "core/study/channel_values.h"

#include <memory>

#include "core/base/parallel.h"
#include "core/study/worker_accumulators.h"

namespace quantscope::study {
namespace {

constexpr std::int64_t rows_at_once = 64;

}  // namespace

statistics::ValueCounts channel_values(const PreparedSite& prepared, const Subject& subject,
                                       const std::vector<int>& channels, const base::Job& job) {
  using statistics::ValueCounts;
  const methods::Site& site = prepared.site();
  if (subject.input && !site.input.has_samples()) return ValueCounts();
  const tensor::TensorView view =
      subject.input ? site.input.samples->view()
                    : site.consumers.at(static_cast<std::size_t>(subject.consumer)).weights.view();
  for (const int channel : channels)
    if (channel < 0 || channel >= view.columns)
      throw base::Error("there is no channel " + std::to_string(channel), site.name,
                        "it has channels 0 to " + std::to_string(view.columns - 1));
  const ValueCounts::Key key = ValueCounts::key_of(view.type);
  WorkerAccumulators<ValueCounts> partial([key] { return std::make_unique<ValueCounts>(key); });
  base::parallel_for(view.rows, rows_at_once, job, [&](base::IndexRange rows) {
    partial.with([&](ValueCounts& counts) {
      for (std::int64_t row = rows.begin; row < rows.end; ++row)
        for (const int channel : channels) {
          float value = 0;
          tensor::read_row_f32(view, row, channel, 1, &value);
          counts.add(value);
        }
    });
  });
  return partial.total([](ValueCounts& total, const ValueCounts& other) { total.merge(other); });
}

}  // namespace quantscope::study
