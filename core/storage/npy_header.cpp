#include "core/storage/npy_header.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>

#include "core/base/error.h"
#include "core/storage/hdf5_attributes.h"

namespace quantscope::storage {
namespace {

using tensor::ElementType;

constexpr std::uint32_t largest_header = 1 << 20;

/// Reads the one Python literal that a header is: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
class LiteralReader {
 public:
  LiteralReader(std::string_view text, std::string where) : text_(text), where_(std::move(where)) {}

  bool accept(char c) {
    skip_space();
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool at(char c) {
    skip_space();
    return !text_.empty() && text_.front() == c;
  }
  void expect(char c) {
    if (!accept(c)) fail();
  }
  std::string quoted() {
    const char quote = at('"') ? '"' : '\'';
    expect(quote);
    const auto end = text_.find(quote);
    if (end == std::string_view::npos) fail();
    std::string result(text_.substr(0, end));
    text_.remove_prefix(end + 1);
    return result;
  }
  bool boolean() {
    skip_space();
    for (const auto& [word, value] : {std::pair<std::string_view, bool>{"True", true}, {"False", false}})
      if (text_.starts_with(word)) {
        text_.remove_prefix(word.size());
        return value;
      }
    fail();
  }
  tensor::Shape tuple() {
    tensor::Shape shape;
    expect('(');
    while (!accept(')')) {
      skip_space();
      std::int64_t extent = -1;
      const auto [end, code] = std::from_chars(text_.data(), text_.data() + text_.size(), extent);
      if (code != std::errc{} || extent < 0) fail();
      text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
      accept('L');  // Python 2 wrote long integers so
      shape.push_back(extent);
      if (!accept(',') && !at(')')) fail();
    }
    return shape;
  }
  [[noreturn]] void fail() const {
    throw base::Error("the NumPy header cannot be read", where_, "the file is damaged");
  }

 private:
  void skip_space() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n' || text_.front() == '\t'))
      text_.remove_prefix(1);
  }

  std::string_view text_;
  std::string where_;
};

std::optional<ElementType> element_of(std::string_view code) {
  static const std::map<std::string_view, ElementType> types{
      {"f8", ElementType::f64}, {"f4", ElementType::f32}, {"f2", ElementType::f16}, {"i1", ElementType::i8},
      {"u1", ElementType::u8},  {"b1", ElementType::u8},  {"i2", ElementType::i16}, {"u2", ElementType::u16},
      {"i4", ElementType::i32}, {"u4", ElementType::u32}, {"i8", ElementType::i64}, {"u8", ElementType::u64}};
  const auto found = types.find(code);
  return found == types.end() ? std::nullopt : std::optional(found->second);
}

void set_type(NpyHeader& header, const std::string& descr, const std::string& where) {
  const auto type = element_of(descr.size() < 2 ? std::string_view{} : std::string_view(descr).substr(1));
  if (!type || std::string_view("<>|=").find(descr.front()) == std::string_view::npos)
    throw base::Error(fmt::format("elements of the NumPy type {} are no plain numbers", valid_utf8(descr)),
                      where, "floats of 16, 32 or 64 bits, integers and bool are read");
  header.type = *type;
  header.big_endian = descr.front() == '>' && tensor::element_size(*type) > 1;
}

NpyHeader parse(std::string_view text, const std::string& where) {
  NpyHeader header;
  LiteralReader reader(text, where);
  std::map<std::string, int> seen;
  reader.expect('{');
  while (!reader.accept('}')) {
    const std::string key = reader.quoted();
    reader.expect(':');
    ++seen[key];
    if (key == "descr") {
      if (reader.at('[') || reader.at('('))
        throw base::Error("an array of records (a structured type)", where,
                          "save each field as an array of its own");
      set_type(header, reader.quoted(), where);
    } else if (key == "fortran_order") {
      header.fortran_order = reader.boolean();
    } else if (key == "shape") {
      header.shape = reader.tuple();
    } else {
      reader.fail();
    }
    if (!reader.accept(',') && !reader.at('}')) reader.fail();
  }
  if (seen != std::map<std::string, int>{{"descr", 1}, {"fortran_order", 1}, {"shape", 1}}) reader.fail();
  return header;
}

}  // namespace

NpyHeader read_npy_header(ByteSource& source, const std::string& where) {
  char start[12] = {};
  if (source.size() < 10) throw base::Error("too short for a NumPy array", where, "the file is damaged");
  source.read_at(0, start, 10);
  const std::string_view bytes(start, sizeof start);
  const int version = start[6];
  if (!bytes.starts_with("\x93NUMPY") || version < 1 || version > 3)
    throw base::Error("not a NumPy array of format version 1, 2 or 3", where);
  std::uint64_t begin = 10;
  std::uint32_t length = little_endian<std::uint16_t>(bytes, 8);
  if (version > 1) {
    if (source.size() < 12) throw base::Error("too short for a NumPy array", where, "the file is damaged");
    source.read_at(10, start + 10, 2);
    length = little_endian<std::uint32_t>(bytes, 8);
    begin = 12;
  }
  if (length > largest_header || begin + length > source.size())
    throw base::Error(fmt::format("its header claims {} bytes", length), where, "the file is damaged");
  std::string text(length, '\0');
  source.read_at(begin, text.data(), text.size());
  NpyHeader header = parse(text, where);
  header.data_offset = begin + length;
  std::int64_t needed = 0;
  try {
    tensor::folded(header.shape);
    if (__builtin_mul_overflow(tensor::element_count(header.shape),
                               static_cast<std::int64_t>(tensor::element_size(header.type)), &needed))
      needed = -1;
  } catch (const base::Error& error) {
    throw base::Error(error.problem(), where, "the file is damaged");
  }
  if (needed < 0 || static_cast<std::uint64_t>(needed) > source.size() - header.data_offset)
    throw base::Error(
        fmt::format("the shape {} needs more bytes than there are", tensor::shape_text(header.shape)), where,
        "the file is damaged or was not copied completely");
  return header;
}

}  // namespace quantscope::storage
