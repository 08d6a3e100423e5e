#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "core/base/error.h"

namespace quantscope::base {
namespace {

std::atomic<int> serial{0};

[[noreturn]] void fail(const std::filesystem::path& path, const char* doing, int code) {
  throw Error(fmt::format("{}: {}", doing, std::strerror(code)), path.string(),
              code == ENOSPC ? "free some space on this disk or choose another folder"
                             : "check that the folder exists and may be written");
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path target) : target_(std::move(target)) {
  temporary_ = target_;
  temporary_ += fmt::format(".{}.{}.partial", ::getpid(), serial++);
  if (std::filesystem::is_directory(target_)) fail(target_, "cannot write the file", EISDIR);
  const int file = ::open(temporary_.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) fail(target_, "cannot write the file", errno);
  ::close(file);
}

AtomicFile::~AtomicFile() {
  if (committed_) return;
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void AtomicFile::commit() {
  const int file = ::open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(target_, "cannot write the file", errno);
  const bool flushed = ::fsync(file) == 0 || errno == EINVAL;
  const int reason = errno;
  ::close(file);
  if (!flushed) fail(target_, "cannot write the file", reason);
  std::error_code code;
  std::filesystem::rename(temporary_, target_, code);
  if (code) fail(target_, "cannot rename the finished file", code.value());
  committed_ = true;
}

void write_file_atomically(const std::filesystem::path& target, std::string_view content) {
  AtomicFile file(target);
  const int descriptor = ::open(file.temporary_path().c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (descriptor < 0) fail(target, "cannot write the file", errno);
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) {
      const int reason = errno;
      if (reason == EINTR) continue;
      ::close(descriptor);
      fail(target, "cannot write the file", reason);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(descriptor) != 0) fail(target, "cannot write the file", errno);
  file.commit();
}

}  // namespace quantscope::base
