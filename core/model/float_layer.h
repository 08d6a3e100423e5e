#pragma once

#include <memory>

#include "core/base/job.h"
#include "core/methods/quantized_linear.h"
#include "core/model/checkpoint_layout.h"
#include "core/model/weight_source.h"

namespace quantscope::model {

/// A layer in the checkpoint's own float type, laid out for products, which are f32.
std::shared_ptr<const methods::QuantizedLinear> float_layer(const LinearLayout& layout,
                                                            tensor::Tensor weights);
/// Read from the source. Throws base::Error naming the tensor, base::Cancelled.
std::shared_ptr<const methods::QuantizedLinear> float_layer(const LinearLayout& layout,
                                                            const WeightSource& source, const base::Job& job);

}  // namespace quantscope::model
