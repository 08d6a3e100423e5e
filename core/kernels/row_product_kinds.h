#pragma once

#include "core/kernels/row_product.h"

namespace quantscope::kernels {

// What multiply_rows() and multiply_codes() choose from.
void multiply_float_rows(const RowProduct& product);
void multiply_packed_rows(const RowProduct& product);
void multiply_codes_by_pairs(const CodeProduct& product);
#if defined(__x86_64__)
void multiply_codes_vnni(const CodeProduct& product);
#endif

}  // namespace quantscope::kernels
