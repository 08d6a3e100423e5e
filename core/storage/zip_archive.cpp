#include "core/storage/zip_archive.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/hdf5_handle.h"
#include "core/storage/zip_member.h"

namespace quantscope::storage {
namespace {

constexpr std::uint64_t largest_directory = std::uint64_t{64} << 20;

[[noreturn]] void damaged(const SourceFile& file, const char* what) {
  throw base::Error(what, file.path().string(), "the file is damaged or was not copied completely");
}

/// Values of 0xffffffff in the directory stand in the ZIP64 extra field, in this order.
void read_zip64(std::string_view extra, ZipArchive::Member& member) {
  while (extra.size() >= 4) {
    const auto id = little_endian<std::uint16_t>(extra, 0);
    const std::size_t size = std::min<std::size_t>(little_endian<std::uint16_t>(extra, 2), extra.size() - 4);
    if (id == 1) {
      std::string_view values = extra.substr(4, size);
      for (std::uint64_t* value : {&member.bytes, &member.packed_bytes, &member.header_offset}) {
        if (*value != 0xffffffffu || values.size() < 8) continue;
        *value = little_endian<std::uint64_t>(values);
        values.remove_prefix(8);
      }
    }
    extra.remove_prefix(4 + size);
  }
}

}  // namespace

ZipArchive::ZipArchive(SourceFile& file) : file_(file) {
  read_directory();
}

void ZipArchive::read_directory() {
  const std::size_t tail_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(file_.size(), 65557));
  const std::uint64_t tail_start = file_.size() - tail_bytes;
  const std::string tail = file_.read_text(tail_start, tail_bytes);
  const auto end = tail.rfind("PK\5\6");
  if (end == std::string::npos || tail.size() - end < 22)
    damaged(file_, "the ZIP file has no table of contents");
  std::uint64_t count = little_endian<std::uint16_t>(tail, end + 10);
  std::uint64_t bytes = little_endian<std::uint32_t>(tail, end + 12);
  std::uint64_t offset = little_endian<std::uint32_t>(tail, end + 16);
  if (end >= 20 && tail.compare(end - 20, 4, "PK\6\7") == 0) {
    const std::string zip64 = file_.read_text(little_endian<std::uint64_t>(tail, end - 20 + 8), 56);
    if (!zip64.starts_with("PK\6\6"))
      damaged(file_, "the ZIP file's table of contents is not where it should be");
    count = little_endian<std::uint64_t>(zip64, 32);
    bytes = little_endian<std::uint64_t>(zip64, 40);
    offset = little_endian<std::uint64_t>(zip64, 48);
  }
  if (bytes > largest_directory) damaged(file_, "the ZIP file's table of contents is too large");
  const std::string directory = file_.read_text(offset, static_cast<std::size_t>(bytes));
  std::string_view rest = directory;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (rest.size() < 46 || !rest.starts_with("PK\1\2"))
      damaged(file_, "the ZIP file's table of contents is damaged");
    const std::size_t name = little_endian<std::uint16_t>(rest, 28),
                      extra = little_endian<std::uint16_t>(rest, 30),
                      comment = little_endian<std::uint16_t>(rest, 32);
    if (rest.size() < 46 + name + extra + comment)
      damaged(file_, "the ZIP file's table of contents is damaged");
    Member member;
    member.name = rest.substr(46, name);
    member.method =
        (little_endian<std::uint16_t>(rest, 8) & 1u) ? 0xffffu : little_endian<std::uint16_t>(rest, 10);
    member.checksum = little_endian<std::uint32_t>(rest, 16);
    member.packed_bytes = little_endian<std::uint32_t>(rest, 20);
    member.bytes = little_endian<std::uint32_t>(rest, 24);
    member.header_offset = little_endian<std::uint32_t>(rest, 42);
    read_zip64(rest.substr(46 + name, extra), member);
    members_.push_back(std::move(member));
    rest.remove_prefix(46 + name + extra + comment);
  }
}

std::unique_ptr<ByteSource> ZipArchive::open(const Member& member) const {
  const std::string where = place(file_.path().string(), valid_utf8(member.name));
  if (member.method != 0 && member.method != 8)
    throw base::Error("encrypted, or packed with a method other than deflate", where,
                      "save it with numpy.savez");
  const std::string header = file_.read_text(member.header_offset, 30);
  if (!header.starts_with("PK\3\4")) damaged(file_, "a member of the ZIP file is not where it should be");
  const std::uint64_t start = member.header_offset + 30 + little_endian<std::uint16_t>(header, 26) +
                              little_endian<std::uint16_t>(header, 28);
  if (start > file_.size() || member.packed_bytes > file_.size() - start)
    damaged(file_, "a member of the ZIP file lies outside of it");
  if (member.method == 0 && member.packed_bytes != member.bytes)
    damaged(file_, "a stored member has two sizes");
  return std::make_unique<ZipMember>(file_, member, start, where);
}

}  // namespace quantscope::storage
