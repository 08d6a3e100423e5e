#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/storage/model_file.h"

namespace quantscope::model {

/// Keys of a config.json with their types and ranges checked. A key that is missing or null has its default;
/// the first of several names that is there counts. Errors name `where`, the key, its value and what would be
/// accepted.
class ConfigKeys {
 public:
  using Names = std::initializer_list<const char*>;

  ConfigKeys(const std::map<std::string, storage::ConfigValue>& keys, std::string where);

  const std::string& where() const { return where_; }
  /// 1 … most; throws base::Error where there is none of the names.
  std::int64_t count(Names names, std::int64_t most) const;
  std::int64_t count_or(Names names, std::int64_t most, std::int64_t otherwise) const;
  /// Finite and > 0.
  double positive_or(Names names, double otherwise) const;
  bool flag_or(const char* name, bool otherwise) const;
  std::optional<std::string> word(const char* name) const;
  /// A token's id; the first one where the key is a list (several tokens end the text).
  std::optional<int> token(const char* name, std::int64_t vocabulary) const;
  bool present(const char* name) const { return values_.contains(name); }  ///< perhaps null
  /// Neither missing nor null.
  bool given(const char* name) const { return value(name) != nullptr; }
  /// The keys of an object; empty where there is none.
  std::map<std::string, storage::ConfigValue> object(const char* name) const;

  [[noreturn]] void refuse(const std::string& name, const std::string& accepted) const;

 private:
  const nlohmann::json* value(const char* name) const;
  const char* first_given(Names names) const;

  std::map<std::string, nlohmann::json> values_;
  std::string where_;
};

}  // namespace quantscope::model
