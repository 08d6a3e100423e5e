#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/base/job.h"

namespace quantscope::kernels {

/// Zeroed bytes on a 64-byte border; a large array stands on huge pages where the system gives them, so that
/// streaming through it misses no translation.
class AlignedBytes {
 public:
  AlignedBytes() = default;
  /// Throws base::Error naming the size where memory does not suffice.
  explicit AlignedBytes(std::size_t size, const base::Job& job = {});

  std::uint8_t* data() { return data_.get(); }
  const std::uint8_t* data() const { return data_.get(); }
  std::size_t size() const { return size_; }

 private:
  struct Free {
    std::size_t alignment;
    void operator()(std::uint8_t* pointer) const;
  };
  std::unique_ptr<std::uint8_t[], Free> data_;
  std::size_t size_ = 0;
};

}  // namespace quantscope::kernels
