#pragma once

#include <zlib.h>

#include <vector>

#include "core/storage/zip_archive.h"

namespace quantscope::storage {

/// One member of a ZIP file, stored or deflated, unpacked as a stream.
class ZipMember : public ByteSource {
 public:
  ZipMember(SourceFile& file, const ZipArchive::Member& member, std::uint64_t start, std::string where);
  ~ZipMember() override;

  std::uint64_t size() const override { return member_.bytes; }
  bool seekable() const override { return false; }
  /// `offset` must not lie before the end of the last read.
  void read_at(std::uint64_t offset, void* out, std::size_t bytes) override;

 private:
  void next(std::byte* out, std::size_t bytes);
  void inflate_into(std::byte* out, std::size_t bytes);
  [[noreturn]] void damaged(const char* what) const;

  SourceFile& file_;
  ZipArchive::Member member_;
  std::uint64_t packed_position_;  ///< in the file
  std::uint64_t packed_end_;
  std::string where_;
  std::uint64_t position_ = 0;  ///< of unpacked bytes
  unsigned long checksum_;
  z_stream stream_{};
  std::vector<unsigned char> packed_;
};

}  // namespace quantscope::storage
