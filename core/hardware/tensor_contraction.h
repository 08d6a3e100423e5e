#pragma once

#include "core/hardware/accelerator.h"
#include "core/hardware/workload.h"

namespace quantscope::hardware {

/// How the axes of a contraction are spread over the slices of a tensor contraction processor (Kim et al.,
/// ISCA 2024): m_parts · n_parts · k_parts = slices · width, powers of two each.
struct AxisMapping {
  double m_parts = 1, n_parts = 1, k_parts = 1;
  double utilisation = 0;  ///< m·n·k over what the parts, each rounded up, compute
};

/// The mapping with the highest utilisation: ⌈m/a⌉a · ⌈n/b⌉b · ⌈k/c⌉c is all that is computed, so axes that
/// the parts divide lose nothing. Independent products run one after the other.
AxisMapping best_mapping(const TensorContraction& part, const ProductShape& product);

}  // namespace quantscope::hardware
