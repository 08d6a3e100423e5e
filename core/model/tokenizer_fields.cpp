#include "core/model/tokenizer_fields.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace quantscope::model {
namespace {

using nlohmann::json;

constexpr std::int64_t highest_id = (1 << 24) - 1;

[[noreturn]] void mistyped(const char* key, const char* expected, const std::string& where) {
  throw base::Error(fmt::format("\"{}\" is missing or of another type", key), where,
                    fmt::format("expected {}", expected));
}

const json* member(const json& object, const char* key, const std::string& where) {
  if (!object.is_object()) throw base::Error("it is no JSON object", where, "the tokenizer is damaged");
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace

const json& object_field(const json& object, const char* key, const std::string& where) {
  const json* value = member(object, key, where);
  if (!value || !value->is_object()) mistyped(key, "an object", where);
  return *value;
}

const json& list_field(const json& object, const char* key, const std::string& where) {
  const json* value = member(object, key, where);
  if (!value || !value->is_array()) mistyped(key, "a list", where);
  return *value;
}

std::string text_field(const json& object, const char* key, const std::string& where) {
  const json* value = member(object, key, where);
  if (!value || !value->is_string()) mistyped(key, "text", where);
  return value->get<std::string>();
}

std::string text_field(const json& object, const char* key, const std::string& where,
                       const std::string& otherwise) {
  return member(object, key, where) ? text_field(object, key, where) : otherwise;
}

bool flag_field(const json& object, const char* key, const std::string& where, bool otherwise) {
  const json* value = member(object, key, where);
  if (!value) return otherwise;
  if (!value->is_boolean()) mistyped(key, "true or false", where);
  return value->get<bool>();
}

int token_id(const json& value, const std::string& where) {
  if (!value.is_number_integer() || value < 0 || value > highest_id)
    throw base::Error(fmt::format("{} is no token id", value.dump()), where,
                      fmt::format("expected an integer from 0 to {}", highest_id));
  return value.get<int>();
}

}  // namespace quantscope::model
