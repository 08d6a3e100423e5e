#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/base/utf8.h"
#include "core/storage/hdf5_handle.h"

namespace quantscope::storage {

/// Attributes as h5py users know them: text is variable-length UTF-8, booleans are h5py's enumeration,
/// numbers are scalars. All throw base::Error with `where` as place.
void write_attribute(hid_t object, const std::string& name, const std::string& text,
                     const std::string& where);
void write_attribute(hid_t object, const std::string& name, double value, const std::string& where);
void write_attribute(hid_t object, const std::string& name, std::int64_t value, const std::string& where);
/// Numbers, booleans and text as such; what HDF5 has no scalar for (null, lists, objects) as its JSON text.
void write_json_attribute(hid_t object, const std::string& name, const nlohmann::json& value,
                          const std::string& where);

/// The attribute's value: text, number, boolean, or a list of them; null where HDF5 says empty.
/// std::nullopt where there is no such attribute or it is of a type that has no such value.
std::optional<nlohmann::json> read_attribute(hid_t object, const std::string& name);
/// The text of an attribute; empty where there is none or it is no text.
std::string read_text_attribute(hid_t object, const std::string& name);
/// All attributes of an object as JSON texts: text that is itself a JSON list, object or null stands for that
/// value.
std::map<std::string, std::string> read_attributes_as_json(hid_t object);

using base::valid_utf8;

}  // namespace quantscope::storage
