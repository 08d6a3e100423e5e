#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope::base {

/// Several files that appear in a folder together: written into a hidden folder inside it and renamed at
/// commit(). Until then, and where writing fails or is cancelled, files of these names stay as they were.
class StagedFolder {
 public:
  /// Makes the folder where it is missing. Throws Error where it cannot be made or written.
  explicit StagedFolder(std::filesystem::path folder);
  /// Removes what was not committed, and the folder where this made it and nothing came into it.
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  /// `name`: without a folder. Throws Error (a full disk among the reasons) naming the file as it would have
  /// been called.
  void write(const std::string& name, std::string_view content);
  /// Gives all files their names; returns their paths in the order of write(). Throws Error.
  std::vector<std::filesystem::path> commit();

 private:
  std::filesystem::path folder_, staging_;
  std::vector<std::string> names_;
  bool made_ = false;
};

}  // namespace quantscope::base
