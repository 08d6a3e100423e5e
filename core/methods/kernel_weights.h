#pragma once

#include "core/base/job.h"
#include "core/formats/integer_matrix.h"
#include "core/methods/channel_reassembly.h"
#include "core/methods/site.h"

namespace quantscope::methods {

/// The consumer's weights in kernel channels (`reassembly` null: the original ones) and integer codes. Works
/// in blocks of rows, so that a large matrix is never held in f32. Where the consumer is a sample with a
/// known whole range, per-tensor scales come from that range (unless clipped or merged).
formats::IntegerMatrix quantized_weights(const Consumer& consumer, const ChannelReassembly* reassembly,
                                         const formats::IntegerMatrixOptions& options, const base::Job& job);

/// The same left unquantized: f16, bf16 and f32 keep their type (sums of merged columns are rounded to it),
/// other types become f32. Shares the elements where nothing changes.
tensor::Tensor float_weights(const Consumer& consumer, const ChannelReassembly* reassembly,
                             const base::Job& job);

}  // namespace quantscope::methods
