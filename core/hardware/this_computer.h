#pragma once

#include "core/base/job.h"
#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// This computer as an accelerator, id "this-computer": memory read rate, f32 and int8 matrix rates of this
/// engine's own kernels, rate of simple vector work and the time of an empty product, each the best of
/// several runs and marked measured; capacities from the operating system. f16 products run as f32 here.
/// Takes about a second and half a gigabyte; other load on the machine lowers what is found. Throws
/// base::Cancelled.
Accelerator measure_this_computer(const base::Job& job = {});

}  // namespace quantscope::hardware
