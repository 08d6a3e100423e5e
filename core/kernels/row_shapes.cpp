#include "core/kernels/row_shapes.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace quantscope::kernels {

void check_same_shape(const ConstRowSpan& a, const ConstRowSpan& b, const char* operation) {
  if (a.rows != b.rows || a.columns != b.columns)
    throw base::Error(
        fmt::format("shapes [{}, {}] and [{}, {}] differ", a.rows, a.columns, b.rows, b.columns), operation,
        "operands of one shape");
}

}  // namespace quantscope::kernels
