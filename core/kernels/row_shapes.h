#pragma once

#include "core/kernels/row_span.h"

namespace quantscope::kernels {

/// Throws base::Error naming `operation` where rows or columns differ.
void check_same_shape(const ConstRowSpan& a, const ConstRowSpan& b, const char* operation);

}  // namespace quantscope::kernels
