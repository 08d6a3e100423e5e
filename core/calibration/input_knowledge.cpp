#include "core/calibration/input_knowledge.h"

#include <cmath>
#include <utility>

#include "core/base/parallel.h"
#include "core/calibration/input_accumulator.h"

namespace quantscope::calibration {

InputKnowledge knowledge_from_samples(const tensor::TensorView& samples, const base::Job& job,
                                      std::int64_t* replaced) {
  constexpr std::int64_t grain = 64;
  auto kept = std::make_shared<tensor::Matrix>(samples.rows, samples.columns);
  base::parallel_for(samples.rows, grain, job, [&](base::IndexRange tokens) {
    for (std::int64_t t = tokens.begin; t < tokens.end; ++t)
      tensor::read_row_f32(samples, t, 0, samples.columns, kept->row(t));
  });
  InputAccumulator accumulator(samples.columns, false);
  accumulator.add(*kept, job);
  if (accumulator.not_finite() > 0)
    for (float& value : kept->values())
      if (!std::isfinite(value)) value = 0;
  if (replaced) *replaced = accumulator.not_finite();
  InputKnowledge knowledge = accumulator.take();
  knowledge.samples = std::move(kept);
  return knowledge;
}

InputKnowledge knowledge_from_absmax(std::vector<float> channel_absmax) {
  for (float& absmax : channel_absmax) absmax = std::isfinite(absmax) ? std::abs(absmax) : 0.0f;
  InputKnowledge knowledge;
  knowledge.channel_absmax = std::move(channel_absmax);
  return knowledge;
}

}  // namespace quantscope::calibration
