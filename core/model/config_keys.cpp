#include "core/model/config_keys.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace quantscope::model {

using nlohmann::json;

ConfigKeys::ConfigKeys(const std::map<std::string, storage::ConfigValue>& keys, std::string where)
    : where_(std::move(where)) {
  for (const auto& [name, text] : keys) {
    json parsed = json::parse(text, nullptr, false);
    values_[name] = parsed.is_discarded() ? json(text) : std::move(parsed);
  }
}

const json* ConfigKeys::value(const char* name) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.is_null() ? nullptr : &found->second;
}

const char* ConfigKeys::first_given(Names names) const {
  for (const char* name : names)
    if (value(name)) return name;
  return nullptr;
}

void ConfigKeys::refuse(const std::string& name, const std::string& accepted) const {
  const json* given = value(name.c_str());
  std::string text = given ? given->dump(-1, ' ', false, json::error_handler_t::replace) : "null";
  if (text.size() > 80) text = text.substr(0, 77) + "...";
  throw base::Error(fmt::format("the configuration's {} is {}", name, text), where_, accepted);
}

std::int64_t ConfigKeys::count(Names names, std::int64_t most) const {
  if (!first_given(names))
    throw base::Error(fmt::format("the configuration has no {}", *names.begin()), where_,
                      fmt::format("a whole number from 1 to {} is needed", most));
  return count_or(names, most, 1);
}

std::int64_t ConfigKeys::count_or(Names names, std::int64_t most, std::int64_t otherwise) const {
  const char* name = first_given(names);
  if (!name) return otherwise;
  const json& given = *value(name);
  const double number = given.is_number() ? given.get<double>() : 0;
  if (!(number >= 1 && number <= static_cast<double>(most)) || number != std::floor(number))
    refuse(name, fmt::format("a whole number from 1 to {} is needed", most));
  return static_cast<std::int64_t>(number);
}

double ConfigKeys::positive_or(Names names, double otherwise) const {
  const char* name = first_given(names);
  if (!name) return otherwise;
  const json& given = *value(name);
  const double number = given.is_number() ? given.get<double>() : 0;
  if (!(number > 0) || !std::isfinite(static_cast<float>(number))) refuse(name, "a number above 0 is needed");
  return number;
}

bool ConfigKeys::flag_or(const char* name, bool otherwise) const {
  const json* given = value(name);
  if (!given) return otherwise;
  if (given->is_boolean()) return given->get<bool>();
  if (given->is_number_integer() && (*given == 0 || *given == 1)) return *given == 1;
  refuse(name, "true or false is needed");
}

std::optional<std::string> ConfigKeys::word(const char* name) const {
  const json* given = value(name);
  if (!given) return std::nullopt;
  if (!given->is_string()) refuse(name, "a word is needed");
  return given->get<std::string>();
}

std::optional<int> ConfigKeys::token(const char* name, std::int64_t vocabulary) const {
  const json* given = value(name);
  if (given && given->is_array()) given = given->empty() ? nullptr : &given->front();
  if (!given) return std::nullopt;
  const std::int64_t id = given->is_number_integer() ? given->get<std::int64_t>() : -2;
  if (id == -1) return std::nullopt;  // how llama2.c's tools and some others say "none"
  if (id < 0 || id >= vocabulary)
    refuse(name, fmt::format("a token below vocab_size = {} is needed", vocabulary));
  return static_cast<int>(id);
}

std::map<std::string, storage::ConfigValue> ConfigKeys::object(const char* name) const {
  const json* given = value(name);
  if (!given) return {};
  if (!given->is_object()) refuse(name, "an object is needed");
  std::map<std::string, storage::ConfigValue> keys;
  for (const auto& [key, inner] : given->items()) keys[key] = inner.dump();
  return keys;
}

}  // namespace quantscope::model
