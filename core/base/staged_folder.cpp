#include "core/base/staged_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace quantscope::base {
namespace {

std::atomic<int> serial{0};

[[noreturn]] void fail(const std::filesystem::path& path, const char* problem, const std::error_code& code) {
  throw Error(fmt::format("{}: {}", problem, code.message()), path.string(),
              "choose a folder that may be written");
}

}  // namespace

StagedFolder::StagedFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code code;
  made_ = std::filesystem::create_directories(folder_, code);
  if (code) fail(folder_, "the folder cannot be made", code);
  staging_ = folder_ / fmt::format(".{}.{}.partial", ::getpid(), serial++);
  std::filesystem::create_directory(staging_, code);
  if (code) {
    std::error_code ignored;
    if (made_) std::filesystem::remove(folder_, ignored);
    fail(folder_, "the folder cannot be written", code);
  }
}

StagedFolder::~StagedFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(staging_, ignored);
  if (made_) std::filesystem::remove(folder_, ignored);  // leaves a folder that has anything in it
}

void StagedFolder::write(const std::string& name, std::string_view content) {
  const std::filesystem::path target = folder_ / name;
  if (std::filesystem::is_directory(target))
    throw Error("cannot write the file: there is a folder of this name", target.string());
  try {
    write_file_atomically(staging_ / name, content);
  } catch (const Error& error) {
    throw Error(error.problem(), target.string(), error.remedy());
  }
  if (std::ranges::find(names_, name) == names_.end()) names_.push_back(name);
}

std::vector<std::filesystem::path> StagedFolder::commit() {
  std::vector<std::filesystem::path> paths;
  for (const std::string& name : names_) {
    std::error_code code;
    std::filesystem::rename(staging_ / name, folder_ / name, code);
    if (code) fail(folder_ / name, "cannot rename the finished file", code);
    paths.push_back(folder_ / name);
  }
  names_.clear();
  return paths;
}

}  // namespace quantscope::base
