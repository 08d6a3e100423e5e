#include "core/methods/forward_together.h"

#include "core/methods/integer_linear.h"

namespace quantscope::methods {

namespace {

bool left_alone(const IntegerInput& input) {
  return input.bits() > 8 && !input.reassembly();
}

bool alike(const IntegerInput& a, const IntegerInput& b) {
  return &a == &b || (left_alone(a) && left_alone(b));
}

}  // namespace

std::vector<tensor::Matrix> forward_together(std::span<const QuantizedLinear* const> layers,
                                             const tensor::Matrix& x, const base::Job& job,
                                             kernels::FloatInput float_input) {
  std::vector<const IntegerLinear*> sharing;
  for (const QuantizedLinear* layer : layers) {
    const auto* integer = dynamic_cast<const IntegerLinear*>(layer);
    if (!integer || (!sharing.empty() && !alike(integer->input(), sharing.front()->input()))) break;
    sharing.push_back(integer);
  }
  if (!layers.empty() && sharing.size() == layers.size())
    return IntegerLinear::forward(sharing, x, job, float_input);
  std::vector<tensor::Matrix> results;
  for (const QuantizedLinear* layer : layers) results.push_back(layer->forward(x, job));
  return results;
}

}  // namespace quantscope::methods
