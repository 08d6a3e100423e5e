#include "core/storage/hdf5_attributes.h"

#include <fmt/format.h>

#include <vector>

#include "core/storage/hdf5_types.h"

namespace quantscope::storage {
namespace {

using nlohmann::json;

/// Attributes of more elements than this are no settings; they are passed over.
constexpr hssize_t most_elements = 1 << 16;

void write_scalar(hid_t object, const std::string& name, hid_t type, const void* value,
                  const std::string& where) {
  const std::string doing = fmt::format("cannot write the attribute \"{}\"", name);
  if (H5Aexists(object, name.c_str()) > 0) H5Adelete(object, name.c_str());
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle attribute =
      checked(H5Acreate2(object, name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
              doing.c_str(), where);
  checked(H5Awrite(attribute.get(), type, value), doing.c_str(), where);
}

std::optional<std::vector<json>> read_text(hid_t attribute, hid_t type, std::size_t count) {
  std::vector<json> values;
  if (H5Tis_variable_str(type) > 0) {
    const Handle memory = text_type();
    H5Tset_cset(memory.get(), H5Tget_cset(type));
    std::vector<char*> texts(count, nullptr);
    if (H5Aread(attribute, memory.get(), texts.data()) < 0) return std::nullopt;
    for (const char* text : texts) values.emplace_back(valid_utf8(text ? text : ""));
    for (char* text : texts) H5free_memory(text);
    return values;
  }
  const std::size_t size = H5Tget_size(type);
  std::vector<char> bytes(size * count);
  if (H5Aread(attribute, type, bytes.data()) < 0) return std::nullopt;
  const bool padded = H5Tget_strpad(type) == H5T_STR_SPACEPAD;
  for (std::size_t i = 0; i < count; ++i) {
    std::string_view text(bytes.data() + i * size, size);
    if (padded) text = text.substr(0, text.find_last_not_of(' ') + 1);
    values.emplace_back(valid_utf8(text.substr(0, text.find('\0'))));
  }
  return values;
}

template <typename Number>
std::optional<std::vector<json>> read_numbers(hid_t attribute, hid_t memory, std::size_t count) {
  std::vector<Number> numbers(count);
  if (H5Aread(attribute, memory, numbers.data()) < 0) return std::nullopt;
  return std::vector<json>(numbers.begin(), numbers.end());
}

/// f32 values as the shortest decimal that names them: 1e-05, not 9.999999747378752e-06.
std::optional<std::vector<json>> read_floats(hid_t attribute, std::size_t count) {
  std::vector<float> numbers(count);
  if (H5Aread(attribute, H5T_NATIVE_FLOAT, numbers.data()) < 0) return std::nullopt;
  std::vector<json> values;
  for (const float number : numbers) values.emplace_back(std::stod(fmt::format("{}", number)));
  return values;
}

std::optional<std::vector<json>> read_enumeration(hid_t attribute, hid_t type, std::size_t count) {
  if (H5Tget_size(type) != 1) return std::nullopt;
  std::vector<std::int8_t> codes(count);
  if (H5Aread(attribute, type, codes.data()) < 0) return std::nullopt;
  std::vector<json> values;
  for (const std::int8_t code : codes) values.emplace_back(code != 0);
  return values;
}

std::optional<std::vector<json>> read_values(hid_t attribute, hid_t type, std::size_t count) {
  switch (H5Tget_class(type)) {
    case H5T_STRING:
      return read_text(attribute, type, count);
    case H5T_ENUM:
      return read_enumeration(attribute, type, count);
    case H5T_INTEGER:
      if (H5Tget_sign(type) == H5T_SGN_NONE)
        return read_numbers<std::uint64_t>(attribute, H5T_NATIVE_UINT64, count);
      return read_numbers<std::int64_t>(attribute, H5T_NATIVE_INT64, count);
    case H5T_FLOAT:
      if (H5Tget_size(type) <= 4) return read_floats(attribute, count);
      return read_numbers<double>(attribute, H5T_NATIVE_DOUBLE, count);
    default:
      return std::nullopt;
  }
}

herr_t collect_name(hid_t, const char* name, const H5A_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

}  // namespace

void write_attribute(hid_t object, const std::string& name, const std::string& text,
                     const std::string& where) {
  const Handle type = text_type();
  const char* pointer = text.c_str();
  write_scalar(object, name, type.get(), &pointer, where);
}

void write_attribute(hid_t object, const std::string& name, double value, const std::string& where) {
  write_scalar(object, name, H5T_NATIVE_DOUBLE, &value, where);
}

void write_attribute(hid_t object, const std::string& name, std::int64_t value, const std::string& where) {
  write_scalar(object, name, H5T_NATIVE_INT64, &value, where);
}

void write_json_attribute(hid_t object, const std::string& name, const json& value,
                          const std::string& where) {
  if (value.is_boolean()) {
    const Handle type = boolean_type();
    const auto code = static_cast<std::int8_t>(value.get<bool>());
    write_scalar(object, name, type.get(), &code, where);
  } else if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    write_scalar(object, name, number >> 63 ? H5T_NATIVE_UINT64 : H5T_NATIVE_INT64, &number, where);
  } else if (value.is_number_integer()) {
    write_attribute(object, name, value.get<std::int64_t>(), where);
  } else if (value.is_number_float()) {
    write_attribute(object, name, value.get<double>(), where);
  } else if (value.is_string()) {
    write_attribute(object, name, value.get<std::string>(), where);
  } else {
    write_attribute(object, name, value.dump(), where);
  }
}

std::optional<json> read_attribute(hid_t object, const std::string& name) {
  if (H5Aexists(object, name.c_str()) <= 0) return std::nullopt;
  const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
  const Handle type(H5Aget_type(attribute.get()), H5Tclose);
  const Handle space(H5Aget_space(attribute.get()), H5Sclose);
  if (!type || !space) return std::nullopt;
  if (H5Sget_simple_extent_type(space.get()) == H5S_NULL) return json(nullptr);
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  if (count < 0 || count > most_elements) return std::nullopt;
  auto values = read_values(attribute.get(), type.get(), static_cast<std::size_t>(count));
  if (!values) return std::nullopt;
  if (H5Sget_simple_extent_type(space.get()) == H5S_SCALAR) return std::move(values->front());
  return json(std::move(*values));
}

std::string read_text_attribute(hid_t object, const std::string& name) {
  const auto value = read_attribute(object, name);
  if (!value) return {};
  if (value->is_string()) return value->get<std::string>();
  // Some writers store a single text as a list of one.
  if (value->is_array() && value->size() == 1 && value->front().is_string())
    return value->front().get<std::string>();
  return {};
}

std::map<std::string, std::string> read_attributes_as_json(hid_t object) {
  std::vector<std::string> names;
  hsize_t position = 0;
  H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, &position, collect_name, &names);
  std::map<std::string, std::string> result;
  for (const std::string& name : names) {
    auto value = read_attribute(object, name);
    if (!value) continue;
    if (value->is_string()) {
      const auto parsed = json::parse(value->get<std::string>(), nullptr, false);
      if (parsed.is_structured() || parsed.is_null()) value = parsed;
    }
    result[valid_utf8(name)] = value->dump(-1, ' ', false, json::error_handler_t::replace);
  }
  return result;
}

}  // namespace quantscope::storage
