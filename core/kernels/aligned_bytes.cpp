#include "core/kernels/aligned_bytes.h"

#include <fmt/format.h>

#include <cstring>
#include <new>

#include "core/base/error.h"
#include "core/formats/code_storage.h"

namespace quantscope::kernels {

void AlignedBytes::Free::operator()(std::uint8_t* pointer) const {
  ::operator delete(pointer, std::align_val_t{alignment});
}

AlignedBytes::AlignedBytes(std::size_t size, const base::Job& job) : size_(size) {
  if (size == 0) return;
  const std::size_t alignment = size >= formats::kHugePage ? formats::kHugePage : 64;
  void* memory = ::operator new(size, std::align_val_t{alignment}, std::nothrow);
  if (!memory)
    throw base::Error(
        fmt::format("not enough memory for weights of {:.3g} GiB", static_cast<double>(size) / 0x1p30), {},
        "choose fewer bits or a smaller model");
  data_ = std::unique_ptr<std::uint8_t[], Free>(static_cast<std::uint8_t*>(memory), Free{alignment});
  formats::make_pages(data_.get(), size, job);
  std::memset(data_.get(), 0, size);
}

}  // namespace quantscope::kernels
