#pragma once

#include <filesystem>
#include <string_view>

namespace quantscope::base {

/// A file that appears under its name only when commit() is called: written as a temporary file in the same
/// folder and renamed, so a crash, a full disk or a cancellation leaves an older file of that name whole.
class AtomicFile {
 public:
  /// Throws Error where the folder does not exist or cannot be written.
  explicit AtomicFile(std::filesystem::path target);
  /// Removes the temporary file unless committed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Where to write until commit().
  const std::filesystem::path& temporary_path() const { return temporary_; }
  /// Flushes to disk and renames. Throws Error, leaving the target as it was.
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  bool committed_ = false;
};

/// Writes the whole text under `target` as AtomicFile does. Throws Error (a full disk among the reasons).
void write_file_atomically(const std::filesystem::path& target, std::string_view content);

}  // namespace quantscope::base
