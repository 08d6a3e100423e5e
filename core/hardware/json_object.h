#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace quantscope::hardware {

/// Reads the file. Throws base::Error naming it: not there, larger than 4 MiB, not JSON (with line and
/// column), not an object.
nlohmann::ordered_json read_json_object(const std::filesystem::path& file);

/// An object inside a JSON file that knows where it stands, so that every complaint names file and field.
/// Refers to the document, which must outlive it. All members throw base::Error.
class JsonObject {
 public:
  JsonObject(const nlohmann::ordered_json& object, std::string file, std::string path = {});

  bool has(const std::string& key) const { return object_->contains(key); }
  std::string text(const std::string& key) const;
  std::string text_or(const std::string& key, const std::string& otherwise) const;
  std::vector<std::string> texts(const std::string& key) const;  ///< empty where the key is missing
  bool flag_or(const std::string& key, bool otherwise) const;
  double number(const std::string& key) const;                                  ///< finite
  std::int64_t count(const std::string& key) const;                             ///< whole, 1 … 2^40
  std::int64_t count_or(const std::string& key, std::int64_t otherwise) const;  ///< 0 is accepted too
  JsonObject object(const std::string& key) const;
  std::vector<std::string> keys() const;  ///< in the order of the file

  /// A key that is none of these is an error: it would be a misspelt one.
  void accept_only(const std::vector<std::string>& keys) const;
  [[noreturn]] void refuse(const std::string& key, const std::string& problem,
                           const std::string& remedy = {}) const;

 private:
  const nlohmann::ordered_json& member(const std::string& key) const;
  const nlohmann::ordered_json* object_;
  std::string file_;
  std::string path_;
};

}  // namespace quantscope::hardware
