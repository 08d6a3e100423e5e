#include "core/methods/forward_together.h"

#include "core/methods/integer_linear.h"

namespace quantscope::methods {

std::vector<tensor::Matrix> forward_together(std::span<const QuantizedLinear* const> layers,
                                             const tensor::Matrix& x, const base::Job& job,
                                             kernels::FloatInput float_input) {
  std::vector<const IntegerLinear*> sharing;
  for (const QuantizedLinear* layer : layers) {
    const auto* integer = dynamic_cast<const IntegerLinear*>(layer);
    if (!integer || (!sharing.empty() && &integer->input() != &sharing.front()->input())) break;
    sharing.push_back(integer);
  }
  if (!layers.empty() && sharing.size() == layers.size())
    return IntegerLinear::forward(sharing, x, job, float_input);
  std::vector<tensor::Matrix> results;
  for (const QuantizedLinear* layer : layers) results.push_back(layer->forward(x, job));
  return results;
}

}  // namespace quantscope::methods
