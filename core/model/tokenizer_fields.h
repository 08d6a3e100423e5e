#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace quantscope::model {

/// Members of a JSON object, with a clear error where one is missing or of another type. `where` names the
/// object: "model.h5 /tokenizer: pre_tokenizer".
const nlohmann::json& object_field(const nlohmann::json& object, const char* key, const std::string& where);
const nlohmann::json& list_field(const nlohmann::json& object, const char* key, const std::string& where);
std::string text_field(const nlohmann::json& object, const char* key, const std::string& where);
/// The given value where the key is missing or null.
std::string text_field(const nlohmann::json& object, const char* key, const std::string& where,
                       const std::string& otherwise);
bool flag_field(const nlohmann::json& object, const char* key, const std::string& where, bool otherwise);
/// A token's id: an integer from 0 to 16,777,215.
int token_id(const nlohmann::json& value, const std::string& where);

}  // namespace quantscope::model
