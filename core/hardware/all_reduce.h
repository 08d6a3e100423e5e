#pragma once

#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// Ring all-reduce of `bytes` over N devices: start + 2 (N − 1) hop + 2 (N − 1)/N · bytes / bandwidth. Within
/// link_devices the device's link, beyond them its network. 0 for one device. Throws base::Error where the
/// description has neither.
double all_reduce_seconds(const Accelerator& accelerator, double devices, double bytes);
/// The same on a given link.
double all_reduce_seconds(const Link& link, double devices, double bytes);

/// Bytes that one device sends: 2 (N − 1)/N · bytes.
double all_reduce_sent(double devices, double bytes);

}  // namespace quantscope::hardware
