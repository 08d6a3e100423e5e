#include "core/study/sweep_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/error.h"

namespace quantscope::study {

SweepJournal::SweepJournal(std::filesystem::path path, std::string_view start) : path_(std::move(path)) {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) fail("cannot open the journal");
  const auto refuse = [this](const char* what, const char* remedy) {
    ::close(file_);
    throw base::Error(what, path_.string(), remedy);
  };
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
    refuse("another process works on this study", "wait until it is done, or choose another folder");
  std::string found(start.size(), '\0');
  const ssize_t bytes = ::pread(file_, found.data(), found.size(), 0);
  found.resize(bytes < 0 ? 0 : static_cast<std::size_t>(bytes));
  // Shorter than the start: a first line that was being written when the process was killed.
  if (start.substr(0, found.size()) != found) refuse("is no journal of a sweep", "choose another folder");
}

SweepJournal::~SweepJournal() {
  ::close(file_);
}

void SweepJournal::fail(const char* doing) const {
  throw base::Error(
      fmt::format("{}: {}", doing, std::strerror(errno)), path_.string(),
      errno == ENOSPC ? "free some space on this disk" : "check that the folder may be written");
}

void SweepJournal::read(const std::function<void(std::string_view line)>& use) {
  std::string rest;
  std::array<char, 1 << 16> block;
  off_t at = 0, whole = 0;
  while (true) {
    const ssize_t bytes = ::pread(file_, block.data(), block.size(), at);
    if (bytes < 0) fail("cannot read the journal");
    if (bytes == 0) break;
    at += bytes;
    rest.append(block.data(), static_cast<std::size_t>(bytes));
    std::size_t first = 0;
    for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', first)) {
      use(std::string_view(rest).substr(first, end - first));
      first = end + 1;
    }
    whole += static_cast<off_t>(first);
    rest.erase(0, first);
  }
  if (at != whole && ::ftruncate(file_, whole) != 0) fail("cannot write the journal");
}

void SweepJournal::clear() {
  if (::ftruncate(file_, 0) != 0) fail("cannot write the journal");
}

void SweepJournal::append(std::string_view line) {
  const std::string text = std::string(line) + '\n';
  std::string_view left = text;
  while (!left.empty()) {
    const ssize_t written = ::write(file_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write the journal");
    left.remove_prefix(static_cast<std::size_t>(written));
  }
}

void SweepJournal::flush() {
  ::fdatasync(file_);
}

}  // namespace quantscope::study
