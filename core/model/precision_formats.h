#pragma once

#include "core/base/job.h"
#include "core/kernels/attention.h"
#include "core/kernels/row_span.h"
#include "core/model/precision.h"

namespace quantscope::model {

/// Bits of an integer format, else 0.
int integer_bits(ValueFormat format);
/// Whether every value of the format is one of bfloat16: posits of 8 bits, FP8, bfloat16 itself.
bool within_bf16(ValueFormat format);
/// What rounds values to a float or posit format, half to even; null for f32 and integers.
kernels::RoundValues rounding_of(ValueFormat format);
/// Brings each row to the format in place; integers through symmetric codes with one scale a row.
void round_rows(ValueFormat format, const kernels::RowSpan& rows, const base::Job& job);

/// The plan's formats inside the attention. Throws base::Error where it asks for integers at
/// attention_scaling or softmax.
void set_formats(const PrecisionPlan& plan, kernels::AttentionOptions& options);

}  // namespace quantscope::model
