#include "core/hardware/all_reduce.h"

#include "core/base/error.h"

namespace quantscope::hardware {

double all_reduce_sent(double devices, double bytes) {
  return 2 * (devices - 1) / devices * bytes;
}

double all_reduce_seconds(const Link& link, double devices, double bytes) {
  if (devices <= 1) return 0;
  return link.start_s.value + 2 * (devices - 1) * link.hop_s.value +
         all_reduce_sent(devices, bytes) / link.bandwidth.value;
}

double all_reduce_seconds(const Accelerator& accelerator, double devices, double bytes) {
  if (devices <= 1) return 0;
  const bool near = !accelerator.link_devices || devices <= accelerator.link_devices->value;
  if (near && accelerator.link) return all_reduce_seconds(*accelerator.link, devices, bytes);
  if (accelerator.network) return all_reduce_seconds(*accelerator.network, devices, bytes);
  throw base::Error("the description has no link for so many devices", accelerator.id,
                    "use tensor_parallel 1, or give \"link\" (and \"network\" beyond link_devices)");
}

}  // namespace quantscope::hardware
