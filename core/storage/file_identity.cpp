#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "core/base/error.h"
#include "core/storage/file_identity.h"

namespace quantscope::storage {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t digest(std::string_view bytes, std::uint64_t hash) {
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  return hash;
}

}  // namespace

FileIdentity identity_of(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    throw base::Error(fmt::format("cannot open: {}", std::strerror(errno)), path.string());
  if (!S_ISREG(status.st_mode)) throw base::Error("not a regular file", path.string(), "choose a file");
  FileIdentity identity;
  std::error_code code;
  identity.canonical_path = std::filesystem::canonical(path, code).string();
  if (code) identity.canonical_path = path.string();
  identity.bytes = static_cast<std::uint64_t>(status.st_size);
  identity.modified_ns =
      static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
  return identity;
}

std::string FileIdentity::key() const {
  std::string text = fmt::format("{}\n{}\n{}", bytes, modified_ns, canonical_path);
  if (!joined.empty()) text += '\n' + joined;
  return fmt::format("{:016x}{:016x}", digest(text, 0xcbf29ce484222325u), digest(text, 0x9ae16a3b2f90404fu));
}

}  // namespace quantscope::storage
