#include "core/model/tokenizer_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/model/tokenizer_fields.h"

namespace quantscope::model {
namespace {

using nlohmann::json;

const json& part_of(const json& file, const char* key) {
  static const json nothing;
  const auto found = file.find(key);
  return found == file.end() ? nothing : *found;
}

void check_kind(const json& model, const std::string& where) {
  const std::string type = text_field(model, "type", where, "BPE");
  if (type != "BPE")
    throw base::Error(fmt::format("a tokenizer of type {} is not supported", type), where,
                      "supported are BPE, and sentencepiece models as tokenizer.model");
  for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
    if (!text_field(model, key, where, "").empty())
      throw base::Error(fmt::format("a vocabulary with {} is not supported", key), where);
}

Vocabulary read_vocabulary(const json& model, const std::string& where) {
  Vocabulary vocabulary;
  std::set<int> ids;
  for (const auto& [token, value] : object_field(model, "vocab", where).items()) {
    const int id = token_id(value, fmt::format("{}: token {}", where, token));
    if (!ids.insert(id).second)
      throw base::Error(fmt::format("two tokens have the id {}, one is {}", id, token), where,
                        "the tokenizer is damaged");
    vocabulary.emplace(token, id);
  }
  return vocabulary;
}

/// "left right" or ["left", "right"].
std::pair<std::string, std::string> merge_pair(const json& merge, const std::string& where) {
  if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
    return {merge[0].get<std::string>(), merge[1].get<std::string>()};
  const std::string line = merge.is_string() ? merge.get<std::string>() : "";
  const std::size_t space = line.find(' ');
  if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos)
    throw base::Error(
        fmt::format("{} is no merge", merge.dump(-1, ' ', false, json::error_handler_t::replace)), where,
        "expected two tokens, \"a b\" or [\"a\", \"b\"]");
  return {line.substr(0, space), line.substr(space + 1)};
}

MergeTable read_merges(const json& model, const Vocabulary& vocabulary, const std::string& where) {
  MergeTable merges;
  for (const json& merge : list_field(model, "merges", where)) {
    const auto [left, right] = merge_pair(merge, where);
    const auto id_of = [&](const std::string& token) {
      const auto found = vocabulary.find(token);
      if (found == vocabulary.end())
        throw base::Error(
            fmt::format("the merge of \"{}\" and \"{}\" needs the unknown token \"{}\"", left, right, token),
            where, "the tokenizer is damaged");
      return found->second;
    };
    merges.add(id_of(left), id_of(right), id_of(left + right));
  }
  return merges;
}

std::vector<AddedToken> read_added_tokens(const json& file, const Vocabulary& vocabulary,
                                          const std::string& where) {
  std::vector<AddedToken> added;
  if (part_of(file, "added_tokens").is_null()) return added;
  std::set<int> ids, vocabulary_ids;
  std::set<std::string> contents;
  for (const auto& entry : vocabulary) vocabulary_ids.insert(entry.second);
  for (const json& entry : list_field(file, "added_tokens", where)) {
    AddedToken token;
    token.content = text_field(entry, "content", where);
    const std::string here = fmt::format("{}: added token {}", where, token.content);
    token.id = token_id(part_of(entry, "id"), here);
    token.special = flag_field(entry, "special", here, false);
    token.single_word = flag_field(entry, "single_word", here, false);
    token.takes_left = flag_field(entry, "lstrip", here, false);
    token.takes_right = flag_field(entry, "rstrip", here, false);
    token.normalized = flag_field(entry, "normalized", here, !token.special);
    const auto known = vocabulary.find(token.content);
    const bool other_id =
        known == vocabulary.end() ? vocabulary_ids.count(token.id) > 0 : known->second != token.id;
    if (token.content.empty() || other_id || !ids.insert(token.id).second ||
        !contents.insert(token.content).second)
      throw base::Error(fmt::format("its id {} contradicts the vocabulary or another added token", token.id),
                        here, "the tokenizer is damaged");
    added.push_back(std::move(token));
  }
  return added;
}

/// Decoders say how tokens become text again; the two spellings cover those that go with BPE.
void read_decoder(const json& decoder, BpeDescription& bpe, const std::string& where) {
  const std::string type = text_field(decoder, "type", where);
  if (type == "Sequence") {
    for (const json& part : list_field(decoder, "decoders", where)) {
      if (part.is_object() && part_of(part, "type") == "Sequence")
        throw base::Error("a sequence of decoders inside another", where, "it is not supported");
      read_decoder(part, bpe, where);
    }
  } else if (type == "ByteLevel") {
    bpe.spelling = TokenSpelling::bytes;
  } else if (type == "Metaspace") {
    bpe.spelling = TokenSpelling::text;
    const std::string scheme = text_field(decoder, "prepend_scheme", where, "always");
    bpe.drops_leading_space = scheme != "never" && flag_field(decoder, "add_prefix_space", where, true);
  } else if (type == "Strip") {
    const json& count = part_of(decoder, "start");
    if (text_field(decoder, "content", where) != " " || !(count == 0 || count == 1))
      throw base::Error("this Strip decoder is not supported", where, "supported is one leading space");
    bpe.drops_leading_space = count == 1;
  } else if (type == "ByteFallback" || type == "Replace") {
    bpe.spelling = TokenSpelling::text;
  } else if (type != "Fuse") {
    throw base::Error(fmt::format("the decoder {} is not supported", type), where,
                      "supported are ByteLevel, Metaspace, Replace, ByteFallback, Fuse and Strip");
  }
}

}  // namespace

BpeDescription read_bpe_json(std::string_view text, const std::string& where) {
  const json file = json::parse(text, nullptr, false);
  if (!file.is_object())
    throw base::Error("the tokenizer is no valid JSON object", where,
                      "import the checkpoint's tokenizer.json again");
  const json& model = object_field(file, "model", where);
  check_kind(model, where + ": model");
  BpeDescription bpe;
  bpe.vocabulary = read_vocabulary(model, where + ": model.vocab");
  bpe.merges = read_merges(model, bpe.vocabulary, where + ": model.merges");
  bpe.added = read_added_tokens(file, bpe.vocabulary, where);
  bpe.normalizer = normalizer_steps(part_of(file, "normalizer"), where + ": normalizer");
  bpe.words = word_steps(part_of(file, "pre_tokenizer"), where + ": pre_tokenizer");
  bpe.byte_fallback = flag_field(model, "byte_fallback", where, false);
  bpe.joins_unknown = flag_field(model, "fuse_unk", where, false);
  bpe.whole_words = flag_field(model, "ignore_merges", where, false);
  bpe.spelling = bpe.byte_fallback ? TokenSpelling::text : TokenSpelling::bytes;
  if (!part_of(file, "decoder").is_null()) read_decoder(part_of(file, "decoder"), bpe, where + ": decoder");
  const std::string unknown = text_field(model, "unk_token", where, "");
  if (const auto found = bpe.vocabulary.find(unknown); found != bpe.vocabulary.end())
    bpe.unknown = found->second;
  for (const auto& [token, id] : bpe.vocabulary) bpe.size = std::max(bpe.size, id + 1);
  for (const AddedToken& token : bpe.added) bpe.size = std::max(bpe.size, token.id + 1);
  if (bpe.vocabulary.empty())
    throw base::Error("the vocabulary is empty", where + ": model.vocab", "the tokenizer is damaged");
  return bpe;
}

}  // namespace quantscope::model
