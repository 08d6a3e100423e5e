#include "core/formats/code_storage.h"

#include "core/base/parallel.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace quantscope::formats {

#if defined(__linux__) && defined(MADV_HUGEPAGE) && defined(MADV_POPULATE_WRITE)
/// Both calls are advice: where the system refuses, pages come at the first touch as usual.
void make_pages(void* data, std::size_t bytes, const base::Job& job) {
  const auto address = reinterpret_cast<std::uintptr_t>(data);
  const std::uintptr_t begin = (address + kHugePage - 1) / kHugePage * kHugePage;
  const std::uintptr_t end = (address + bytes) / kHugePage * kHugePage;
  if (begin >= end) return;
  madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  const auto pages = static_cast<std::int64_t>((end - begin) / kHugePage);
  base::parallel_for(pages, 2, job, [&](base::IndexRange range) {
    madvise(reinterpret_cast<void*>(begin + static_cast<std::uintptr_t>(range.begin) * kHugePage),
            static_cast<std::size_t>(range.size()) * kHugePage, MADV_POPULATE_WRITE);
  });
}
#else
void make_pages(void*, std::size_t, const base::Job&) {}
#endif

std::vector<std::int8_t> zero_codes(std::size_t count, const base::Job& job) {
  std::vector<std::int8_t> codes;
  codes.reserve(count);
  make_pages(codes.data(), count, job);
  codes.resize(count);
  return codes;
}

}  // namespace quantscope::formats
