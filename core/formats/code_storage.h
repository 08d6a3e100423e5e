#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/job.h"

namespace quantscope::formats {

constexpr std::size_t kHugePage = std::size_t{1} << 21;

/// Asks the system for huge pages where whole ones fit into these bytes, and has them made on all threads.
void make_pages(void* data, std::size_t bytes, const base::Job& job);

/// `count` zeros. A large array asks the system for huge pages and has them made on all threads: its first
/// touch would otherwise take longer than quantizing into it.
std::vector<std::int8_t> zero_codes(std::size_t count, const base::Job& job);

}  // namespace quantscope::formats
