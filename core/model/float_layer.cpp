#include "core/model/float_layer.h"

#include "core/methods/integer_linear.h"
#include "core/model/checked_weights.h"

namespace quantscope::model {

std::shared_ptr<const methods::QuantizedLinear> float_layer(const LinearLayout& layout,
                                                            tensor::Tensor weights) {
  formats::IntegerMatrixOptions left_alone;
  left_alone.format.bits = 16;
  const auto input = std::make_shared<const methods::IntegerInput>(layout.in_features, nullptr, left_alone);
  return methods::IntegerLinear(methods::Consumer{layout.module, std::move(weights), std::nullopt}, input,
                                left_alone, 1, base::Job())
      .running_form();
}

std::shared_ptr<const methods::QuantizedLinear> float_layer(const LinearLayout& layout,
                                                            const WeightSource& source,
                                                            const base::Job& job) {
  return float_layer(layout,
                     checked_matrix(source, layout.weight, {layout.out_features, layout.in_features}, job));
}

}  // namespace quantscope::model
