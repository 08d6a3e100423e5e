#include "core/hardware/json_object.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "core/base/error.h"

namespace quantscope::hardware {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::uintmax_t largest_file = std::uintmax_t{4} << 20;
constexpr double largest_count = 1099511627776.0;  // 2^40

std::string shortened(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= 40 ? text : text.substr(0, 37) + "...";
}

}  // namespace

Json read_json_object(const std::filesystem::path& file) {
  std::error_code code;
  const std::uintmax_t bytes = std::filesystem::file_size(file, code);
  if (code) throw base::Error("cannot be read: " + code.message(), file.string());
  if (bytes > largest_file)
    throw base::Error(fmt::format("has {} bytes, more than a description has", bytes), file.string(),
                      "at most 4 MiB");
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream) throw base::Error("cannot be read", file.string());
  try {
    Json document = Json::parse(content.str());
    if (!document.is_object())
      throw base::Error("is no JSON object", file.string(), "a description starts with {");
    return document;
  } catch (const Json::exception& error) {
    std::string reason = error.what();
    if (const std::size_t bracket = reason.find("] "); bracket != std::string::npos)
      reason = reason.substr(bracket + 2);
    throw base::Error("is not JSON: " + reason, file.string());
  }
}

JsonObject::JsonObject(const Json& object, std::string file, std::string path)
    : object_(&object), file_(std::move(file)), path_(std::move(path)) {
  if (!object.is_object())
    throw base::Error(fmt::format("field {} is {}", path_, shortened(object)), file_, "use an object {…}");
}

void JsonObject::refuse(const std::string& key, const std::string& problem, const std::string& remedy) const {
  throw base::Error(fmt::format("field {} {}", path_.empty() ? key : path_ + "." + key, problem), file_,
                    remedy);
}

const Json& JsonObject::member(const std::string& key) const {
  const auto found = object_->find(key);
  if (found == object_->end()) refuse(key, "is missing");
  return *found;
}

std::string JsonObject::text(const std::string& key) const {
  const Json& value = member(key);
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    refuse(key, "is " + shortened(value), "use a text");
  return value.get<std::string>();
}

std::string JsonObject::text_or(const std::string& key, const std::string& otherwise) const {
  return has(key) ? text(key) : otherwise;
}

std::vector<std::string> JsonObject::texts(const std::string& key) const {
  if (!has(key)) return {};
  const Json& value = member(key);
  const bool good =
      value.is_array() && std::ranges::all_of(value, [](const Json& each) { return each.is_string(); });
  if (!good) refuse(key, "is " + shortened(value), "use a list of texts");
  return value.get<std::vector<std::string>>();
}

bool JsonObject::flag_or(const std::string& key, bool otherwise) const {
  if (!has(key)) return otherwise;
  const Json& value = member(key);
  if (!value.is_boolean()) refuse(key, "is " + shortened(value), "use true or false");
  return value.get<bool>();
}

double JsonObject::number(const std::string& key) const {
  const Json& value = member(key);
  if (!value.is_number() || !std::isfinite(value.get<double>()))
    refuse(key, "is " + shortened(value), "use a number");
  return value.get<double>();
}

std::int64_t JsonObject::count(const std::string& key) const {
  const double value = number(key);
  if (value != std::floor(value) || value < 1 || value > largest_count)
    refuse(key, "is " + shortened(member(key)), "use a whole number from 1");
  return static_cast<std::int64_t>(value);
}

std::int64_t JsonObject::count_or(const std::string& key, std::int64_t otherwise) const {
  if (!has(key)) return otherwise;
  return number(key) == 0 ? 0 : count(key);
}

JsonObject JsonObject::object(const std::string& key) const {
  return {member(key), file_, path_.empty() ? key : path_ + "." + key};
}

std::vector<std::string> JsonObject::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object_->items()) keys.push_back(key);
  return keys;
}

void JsonObject::accept_only(const std::vector<std::string>& keys) const {
  for (const auto& [key, value] : object_->items())
    if (std::ranges::find(keys, key) == keys.end())
      refuse(key, "is not known", fmt::format("known here: {}", fmt::join(keys, ", ")));
}

}  // namespace quantscope::hardware
