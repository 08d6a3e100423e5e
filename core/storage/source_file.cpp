#include "core/storage/source_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/error.h"

namespace quantscope::storage {

SourceFile::SourceFile(const std::filesystem::path& path) : path_(path) {
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
    const int reason = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw base::Error(fmt::format("cannot open: {}", std::strerror(reason)), path.string());
  }
  if (!S_ISREG(status.st_mode)) {
    ::close(descriptor_);
    throw base::Error("not a regular file", path.string());
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

SourceFile::~SourceFile() {
  ::close(descriptor_);
}

void SourceFile::read_at(std::uint64_t offset, void* out, std::size_t bytes) {
  auto* target = static_cast<std::byte*>(out);
  while (bytes > 0) {
    const ssize_t got = ::pread(descriptor_, target, bytes, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw base::Error(fmt::format("cannot read: {}", std::strerror(errno)), path_.string());
    if (got == 0)
      throw base::Error(fmt::format("the file ends at byte {} where more is needed", offset), path_.string(),
                        "it is damaged or was not copied completely");
    target += got;
    offset += static_cast<std::uint64_t>(got);
    bytes -= static_cast<std::size_t>(got);
  }
}

std::string SourceFile::read_text(std::uint64_t offset, std::size_t bytes) {
  if (offset > size_ || bytes > size_ - offset)
    throw base::Error(fmt::format("the file has {} bytes where {} are needed", size_, offset + bytes),
                      path_.string(), "it is damaged or was not copied completely");
  std::string text(bytes, '\0');
  read_at(offset, text.data(), bytes);
  return text;
}

std::string read_small_file(const std::filesystem::path& path, std::uint64_t most) {
  SourceFile file(path);
  if (file.size() > most)
    throw base::Error(fmt::format("{} bytes are more than such a file may have ({})", file.size(), most),
                      path.string());
  return file.read_text(0, static_cast<std::size_t>(file.size()));
}

}  // namespace quantscope::storage
