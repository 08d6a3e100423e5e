#include "core/storage/safetensors_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/hdf5_handle.h"
#include "core/storage/small_floats.h"

namespace quantscope::storage {
namespace {

using nlohmann::json;
using tensor::ElementType;

constexpr std::uint64_t largest_tensor_header = 100'000'000;  // the reference implementation's limit

struct DataType {
  ElementType type;
  SafetensorsFile::Encoding encoding;
  std::size_t bytes;
};

std::optional<DataType> data_type(const std::string& name) {
  using Encoding = SafetensorsFile::Encoding;
  static const std::map<std::string, DataType> types{
      {"F64", {ElementType::f64, Encoding::plain, 8}},
      {"F32", {ElementType::f32, Encoding::plain, 4}},
      {"F16", {ElementType::f16, Encoding::plain, 2}},
      {"BF16", {ElementType::bf16, Encoding::plain, 2}},
      {"F8_E4M3", {ElementType::f16, Encoding::float8_e4m3fn, 1}},
      {"F8_E5M2", {ElementType::f16, Encoding::float8_e5m2, 1}},
      {"I64", {ElementType::i64, Encoding::plain, 8}},
      {"U64", {ElementType::u64, Encoding::plain, 8}},
      {"I32", {ElementType::i32, Encoding::plain, 4}},
      {"U32", {ElementType::u32, Encoding::plain, 4}},
      {"I16", {ElementType::i16, Encoding::plain, 2}},
      {"U16", {ElementType::u16, Encoding::plain, 2}},
      {"I8", {ElementType::i8, Encoding::plain, 1}},
      {"U8", {ElementType::u8, Encoding::plain, 1}},
      {"BOOL", {ElementType::u8, Encoding::plain, 1}}};
  const auto found = types.find(name);
  return found == types.end() ? std::nullopt : std::optional(found->second);
}

/// Reads one entry; `where` names file and tensor.
SafetensorsFile::Entry entry_of(const std::string& name, const json& description, std::uint64_t data_start,
                                std::uint64_t file_size, const std::string& where) {
  const auto bad = [&](const std::string& what) { throw base::Error(what, where, "the file is damaged"); };
  SafetensorsFile::Entry entry;
  entry.name = name;
  if (!description.is_object() || !description.contains("dtype") || !description["dtype"].is_string() ||
      !description.contains("shape") || !description["shape"].is_array() ||
      !description.contains("data_offsets") || !description["data_offsets"].is_array() ||
      description["data_offsets"].size() != 2)
    bad("its header entry lacks dtype, shape or data_offsets");
  const auto type = data_type(description["dtype"].get<std::string>());
  if (!type)
    throw base::Error(
        fmt::format("the element type {} is not known", valid_utf8(description["dtype"].get<std::string>())),
        where, "F64, F32, F16, BF16, F8_E4M3, F8_E5M2, BOOL and integers are read");
  entry.type = type->type;
  entry.encoding = type->encoding;
  for (const json& extent : description["shape"]) {
    if (!extent.is_number_unsigned() || extent.get<std::uint64_t>() > std::uint64_t{1} << 62)
      bad("its shape is not valid");
    entry.shape.push_back(extent.get<std::int64_t>());
  }
  for (const json& offset : description["data_offsets"])
    if (!offset.is_number_unsigned()) bad("its data_offsets are not valid");
  const auto begin = description["data_offsets"][0].get<std::uint64_t>();
  const auto end = description["data_offsets"][1].get<std::uint64_t>();
  if (begin > end || end > file_size - data_start)
    bad(fmt::format("its bytes {} to {} lie outside the {} bytes of data", begin, end,
                    file_size - data_start));
  std::int64_t expected = 0;
  try {
    tensor::folded(entry.shape);
    if (__builtin_mul_overflow(tensor::element_count(entry.shape), static_cast<std::int64_t>(type->bytes),
                               &expected))
      bad("its shape is larger than any file");
  } catch (const base::Error& error) {
    bad(error.problem());
  }
  if (static_cast<std::uint64_t>(expected) != end - begin)
    bad(fmt::format("its shape {} needs {} bytes, the header gives {}", tensor::shape_text(entry.shape),
                    expected, end - begin));
  entry.offset = data_start + begin;
  entry.bytes = end - begin;
  return entry;
}

}  // namespace

bool SafetensorsFile::looks_like(std::string_view bytes) {
  if (bytes.size() < 10) return false;
  const auto length = little_endian<std::uint64_t>(bytes);
  return length >= 2 && length <= largest_tensor_header && bytes[8] == '{';
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : file_(path) {
  read_header();
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.offset == b.offset ? a.bytes < b.bytes : a.offset < b.offset;
  });
  require_no_overlap();
}

void SafetensorsFile::read_header() {
  const std::string file = path().string();
  const auto length = little_endian<std::uint64_t>(file_.read_text(0, 8));
  if (length > largest_tensor_header)
    throw base::Error(fmt::format("the header claims {} bytes, more than the {} that are allowed", length,
                                  largest_tensor_header),
                      file, "this is no safetensors file, or it is damaged");
  const std::string text = file_.read_text(8, static_cast<std::size_t>(length));
  const std::uint64_t data_start = 8 + length;
  std::set<std::string> names;
  std::string name;
  // Entries are taken out one by one, so that a header of 100 MB never becomes one tree in memory.
  const auto take = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth == 0 && event == json::parse_event_t::array_start)
      throw base::Error("the header is no JSON object", file, "the file is damaged");
    if (depth > 3) throw base::Error("the header is nested too deep", file, "the file is damaged");
    if (depth != 1) return true;
    if (event == json::parse_event_t::key) {
      name = parsed.get<std::string>();
      if (!names.insert(name).second)
        throw base::Error("the header has two tensors of this name", place(file, name));
    } else if (event == json::parse_event_t::object_end && name == "__metadata__") {
      for (const auto& [key, value] : parsed.items())
        metadata_[key] = value.is_string() ? value.get<std::string>() : value.dump();
      return false;
    } else if (event == json::parse_event_t::object_end) {
      entries_.push_back(entry_of(name, parsed, data_start, file_.size(), place(file, name)));
      return false;
    } else if (event == json::parse_event_t::value || event == json::parse_event_t::array_end) {
      throw base::Error("its header entry is no object", place(file, name), "the file is damaged");
    }
    return true;
  };
  try {
    if (!json::parse(text, take).is_object())
      throw base::Error("the header is no JSON object", file, "the file is damaged");
  } catch (const json::exception&) {
    throw base::Error("the header is no valid JSON", file, "the file is damaged");
  }
}

void SafetensorsFile::require_no_overlap() const {
  for (std::size_t i = 1; i < entries_.size(); ++i)
    if (entries_[i].bytes > 0 && entries_[i - 1].offset + entries_[i - 1].bytes > entries_[i].offset)
      throw base::Error(fmt::format("its bytes overlap those of {}", entries_[i - 1].name),
                        place(path().string(), entries_[i].name), "the file is damaged");
}

std::uint64_t SafetensorsFile::data_bytes() const {
  std::uint64_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.bytes;
  return sum;
}

void SafetensorsFile::read(const Entry& entry, std::int64_t first, std::int64_t count, std::byte* out) {
  const auto size =
      static_cast<std::uint64_t>(entry.encoding == Encoding::plain ? tensor::element_size(entry.type) : 1);
  // 8-bit floats are read into the upper half of the room and widened upwards.
  const auto elements = static_cast<std::size_t>(count);
  std::byte* const raw = entry.encoding == Encoding::plain ? out : out + elements;
  file_.read_at(entry.offset + static_cast<std::uint64_t>(first) * size, raw,
                elements * static_cast<std::size_t>(size));
  if (entry.encoding != Encoding::plain)
    widen_float8(raw, elements, entry.encoding == Encoding::float8_e5m2, out);
}

}  // namespace quantscope::storage
