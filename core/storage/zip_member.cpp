#include "core/storage/zip_member.h"

#include <algorithm>

#include "core/base/error.h"

namespace quantscope::storage {
namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;

}  // namespace

ZipMember::ZipMember(SourceFile& file, const ZipArchive::Member& member, std::uint64_t start,
                     std::string where)
    : file_(file),
      member_(member),
      packed_position_(start),
      packed_end_(start + member.packed_bytes),
      where_(std::move(where)),
      checksum_(::crc32(0, nullptr, 0)),
      packed_(buffer_bytes) {
  if (member.method == 8 && ::inflateInit2(&stream_, -MAX_WBITS) != Z_OK)
    throw base::Error("not enough memory to unpack", where_);
}

ZipMember::~ZipMember() {
  if (member_.method == 8) ::inflateEnd(&stream_);
}

void ZipMember::damaged(const char* what) const {
  throw base::Error(what, where_, "the file is damaged");
}

void ZipMember::read_at(std::uint64_t offset, void* out, std::size_t bytes) {
  if (offset < position_ || offset > member_.bytes || bytes > member_.bytes - offset)
    damaged("more bytes are needed than were packed");
  std::vector<std::byte> passed(
      static_cast<std::size_t>(std::min<std::uint64_t>(offset - position_, buffer_bytes)));
  while (position_ < offset)
    next(passed.data(), static_cast<std::size_t>(std::min<std::uint64_t>(offset - position_, passed.size())));
  next(static_cast<std::byte*>(out), bytes);
}

void ZipMember::next(std::byte* out, std::size_t bytes) {
  if (member_.method == 0) {
    file_.read_at(packed_position_, out, bytes);
    packed_position_ += bytes;
  } else {
    inflate_into(out, bytes);
  }
  position_ += bytes;
  checksum_ = ::crc32_z(checksum_, reinterpret_cast<const Bytef*>(out), bytes);
  if (position_ == member_.bytes && bytes > 0 && checksum_ != member_.checksum)
    damaged("its checksum is wrong");
}

void ZipMember::inflate_into(std::byte* out, std::size_t bytes) {
  while (bytes > 0) {
    if (stream_.avail_in == 0) {
      const auto packed =
          static_cast<std::size_t>(std::min<std::uint64_t>(buffer_bytes, packed_end_ - packed_position_));
      if (packed == 0) damaged("its packed data end too early");
      file_.read_at(packed_position_, packed_.data(), packed);
      packed_position_ += packed;
      stream_.next_in = packed_.data();
      stream_.avail_in = static_cast<uInt>(packed);
    }
    const auto room = static_cast<uInt>(std::min<std::size_t>(bytes, 1u << 30));
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = room;
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    const std::size_t done = room - stream_.avail_out;
    out += done;
    bytes -= done;
    if (status == Z_STREAM_END && bytes > 0) damaged("its packed data end too early");
    if (status != Z_OK && status != Z_STREAM_END) damaged("its packed data cannot be unpacked");
  }
}

}  // namespace quantscope::storage
