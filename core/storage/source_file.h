#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace quantscope::storage {

/// Bytes that an importer reads. read_at() throws base::Error naming the file where they end too early.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::uint64_t size() const = 0;
  virtual void read_at(std::uint64_t offset, void* out, std::size_t bytes) = 0;
  /// False where bytes can be had in ascending order only.
  virtual bool seekable() const { return true; }
};

/// A file opened for reading; never written.
class SourceFile : public ByteSource {
 public:
  explicit SourceFile(const std::filesystem::path& path);
  ~SourceFile() override;
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  std::uint64_t size() const override { return size_; }
  void read_at(std::uint64_t offset, void* out, std::size_t bytes) override;
  std::string read_text(std::uint64_t offset, std::size_t bytes);
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// The whole of a small file. Throws base::Error where it is larger than `most` bytes.
std::string read_small_file(const std::filesystem::path& path, std::uint64_t most = std::uint64_t{64} << 20);

/// A little-endian number at the start of `bytes`, which must be long enough.
template <typename Number>
Number little_endian(std::string_view bytes, std::size_t offset = 0) {
  std::uint64_t value = 0;
  for (std::size_t i = sizeof(Number); i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
  return static_cast<Number>(value);
}

}  // namespace quantscope::storage
