#pragma once

#include <string>

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// How structured_cost() came to its compute time.
struct StructuredDerivation {
  std::string formula;  ///< "(k + h + w − 2) · ⌈⌈m/h⌉ ⌈n/w⌉ / arrays⌉ − 1 cycles / clock"
  std::string filled;   ///< the same with this case's values
};

/// Of an operator that is_structured(), priced at `compute_s`.
StructuredDerivation derive_structured(const Accelerator& accelerator, const Operator& op, Phase phase,
                                       double compute_s);

}  // namespace quantscope::hardware
