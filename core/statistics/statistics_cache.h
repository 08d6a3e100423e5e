#pragma once

#include <string>
#include <string_view>

#include "core/statistics/tensor_statistics.h"

namespace quantscope::statistics {

/// Statistics as bytes to keep, so that a tensor that was read once need not be read again. Compact: counters
/// that are 0 take no room. Little-endian; carries its version and a checksum.
std::string serialized(const TensorStatistics& statistics);

/// The same statistics, bit for bit. Throws base::Error on bytes of another program or version, and on
/// damaged ones; never allocates more than what the bytes can hold.
TensorStatistics deserialized(std::string_view bytes);

}  // namespace quantscope::statistics
