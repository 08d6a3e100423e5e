#pragma once

#include <memory>
#include <vector>

#include "core/storage/source_file.h"

namespace quantscope::storage {

/// The table of contents of a ZIP file, ZIP64 included (APPNOTE.TXT 6.3). Throws base::Error where it is
/// damaged.
class ZipArchive {
 public:
  struct Member {
    std::string name;
    unsigned method = 0;  ///< 0 stored, 8 deflated
    std::uint32_t checksum = 0;
    std::uint64_t packed_bytes = 0;
    std::uint64_t bytes = 0;
    std::uint64_t header_offset = 0;
  };

  explicit ZipArchive(SourceFile& file);
  const std::vector<Member>& members() const { return members_; }
  /// The member's bytes, unpacked while they are read; they can be had in ascending order only. The checksum
  /// is compared when the last byte has been read. Throws base::Error where it is encrypted, packed
  /// otherwise, or damaged.
  std::unique_ptr<ByteSource> open(const Member& member) const;

 private:
  void read_directory();

  SourceFile& file_;
  std::vector<Member> members_;
};

}  // namespace quantscope::storage
