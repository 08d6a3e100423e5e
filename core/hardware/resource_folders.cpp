#include <cstdlib>

#include "core/hardware/catalogue.h"

namespace quantscope::hardware {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

std::filesystem::path own_resources() {
  if (const std::string named = variable("QUANTSCOPE_RESOURCES"); !named.empty()) return named;
  std::error_code code;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", code);
  if (!code) {
    const std::filesystem::path installed = program.parent_path().parent_path() / "share/quantscope";
    if (std::filesystem::is_directory(installed / "accelerators", code)) return installed;
  }
  return QUANTSCOPE_RESOURCES_DIR;
}

std::filesystem::path user_folder() {
  if (const std::string named = variable("XDG_CONFIG_HOME"); !named.empty())
    return std::filesystem::path(named) / "quantscope";
  if (const std::string home = variable("HOME"); !home.empty())
    return std::filesystem::path(home) / ".config/quantscope";
  return {};
}

}  // namespace

std::vector<std::filesystem::path> resource_folders() {
  std::vector<std::filesystem::path> folders{own_resources()};
  if (const std::filesystem::path own = user_folder(); !own.empty()) folders.push_back(own);
  return folders;
}

std::filesystem::path user_accelerator_folder() {
  return resource_folders().back() / "accelerators";
}

}  // namespace quantscope::hardware
