#include "core/model/tokenizer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/model/byte_level_bpe.h"
#include "core/model/sentencepiece_tokenizer.h"
#include "core/model/tokenizer_vocabulary.h"

namespace quantscope::model {
namespace {

using nlohmann::json;

std::shared_ptr<const Tokenizer> tokenizer_from(const std::string& kind, std::string_view bytes,
                                                const std::string& where, const TextEnds& config) {
  if (kind == "sentencepiece") return make_sentencepiece_tokenizer(bytes, where, config);
  if (kind == "bpe-json") return make_bpe_tokenizer(bytes, where, config);
  throw base::Error(fmt::format("unknown kind of tokenizer \"{}\"", kind), where,
                    "expected sentencepiece or bpe-json");
}

json setting(const storage::ModelFile& file, const char* key) {
  const auto found = file.config().find(key);
  return found == file.config().end() ? json() : json::parse(found->second, nullptr, false);
}

/// Ids that a setting names: one, or a list.
std::vector<int> token_setting(const storage::ModelFile& file, const char* key, std::int64_t vocabulary) {
  std::vector<int> ids;
  const json value = setting(file, key);
  const auto add = [&](const json& id) {
    if (id.is_number_integer() && id >= 0 && id < vocabulary) ids.push_back(id.get<int>());
  };
  if (value.is_array())
    for (const json& id : value) add(id);
  else
    add(value);
  return ids;
}

}  // namespace

std::shared_ptr<const Tokenizer> make_tokenizer(const std::string& kind, std::string_view bytes,
                                                const std::string& where) {
  return tokenizer_from(kind, bytes, where, {});
}

std::shared_ptr<const Tokenizer> tokenizer_of(const storage::ModelFile& file) {
  const std::string where = file.path().string() + " /tokenizer";
  if (file.tokenizer_kind().empty())
    throw base::Error(
        "the file has no tokenizer, so text cannot be run through its model", where,
        "import the checkpoint from a folder with tokenizer.model, tokenizer.json, or vocab.json "
        "and merges.txt");
  const json size = setting(file, "vocab_size");
  const std::int64_t vocabulary =
      size.is_number_integer() && size > 0 && size <= INT32_MAX ? size.get<std::int64_t>() : INT32_MAX;
  TextEnds ends;
  const std::vector<int> beginnings = token_setting(file, "bos_token_id", vocabulary);
  if (!beginnings.empty()) ends.beginning = beginnings.front();
  ends.ends = token_setting(file, "eos_token_id", vocabulary);
  auto tokenizer = tokenizer_from(file.tokenizer_kind(), file.tokenizer_bytes(), where, ends);
  if (tokenizer->vocabulary_size() > vocabulary)
    throw base::Error(fmt::format("the tokenizer has {} tokens, the model only {}",
                                  tokenizer->vocabulary_size(), vocabulary),
                      where, "import the checkpoint again with the tokenizer it was trained with");
  return tokenizer;
}

}  // namespace quantscope::model
