#include "core/model/byte_level_bpe.h"
#include "core/base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/model/byte_level_bpe_alphabet.h"
#include "core/model/tokenizer_added_tokens.h"
#include "core/model/tokenizer_json.h"
#include "core/model/tokenizer_text.h"

namespace quantscope::model {
namespace {

using Ids = std::vector<int>;
using WordCache = std::unordered_map<std::string, Ids>;

/// Longer words are hardly met again.
constexpr std::size_t longest_cached_word = 64;

std::vector<AddedToken> of_kind(const std::vector<AddedToken>& tokens, bool normalized) {
  std::vector<AddedToken> chosen;
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(chosen),
               [&](const AddedToken& token) { return token.normalized == normalized; });
  return chosen;
}

class BpeTokenizer final : public Tokenizer {
 public:
  BpeTokenizer(BpeDescription bpe, std::string where, const TextEnds& config)
      : bpe_(std::move(bpe)),
        where_(std::move(where)),
        ends_(config),
        exact_tokens_(of_kind(bpe_.added, false), where_),
        normalized_tokens_(normalized(of_kind(bpe_.added, true)), where_),
        bytes_of_token_(static_cast<std::size_t>(bpe_.size)) {
    for (const auto& [token, id] : bpe_.vocabulary)
      bytes_of_token_[static_cast<std::size_t>(id)] = bytes_of(token);
    for (const AddedToken& token : bpe_.added)
      bytes_of_token_[static_cast<std::size_t>(token.id)] = token.special ? "" : token.content;
    if (bpe_.unknown && bpe_.byte_fallback)
      bytes_of_token_[static_cast<std::size_t>(*bpe_.unknown)] = "\xEF\xBF\xBD";
    if (ends_.beginning) silence(*ends_.beginning);
    for (const int end : ends_.ends) silence(end);
    for (int byte = 0; byte < 256 && bpe_.byte_fallback; ++byte)
      if (const auto found = bpe_.vocabulary.find(fmt::format("<0x{:02X}>", byte));
          found != bpe_.vocabulary.end())
        byte_tokens_[static_cast<std::size_t>(byte)] = found->second;
  }

  std::string kind() const override {
    return bpe_.spelling == TokenSpelling::bytes ? "byte-level BPE" : "BPE with byte fallback";
  }

  Ids encode(std::string_view text) const override {
    Ids ids;
    WordCache cache;
    bool at_start = true;
    for (const TextPiece& piece : exact_tokens_.split(base::valid_utf8(text))) {
      if (piece.token >= 0)
        ids.push_back(piece.token);
      else
        for (const TextPiece& part : normalized_tokens_.split(normalized(piece.text))) {
          if (part.token >= 0)
            ids.push_back(part.token);
          else
            encode_words(part.text, at_start, cache, ids);
          at_start = false;
        }
      at_start = false;
    }
    return ids;
  }

  std::string decode(std::span<const int> ids) const override {
    std::string text;
    for (const int id : ids) text += token_bytes(id);
    if (bpe_.drops_leading_space && text.starts_with(' ')) text.erase(0, 1);
    return text;
  }

  std::string token_bytes(int id) const override {
    check_token(id, bpe_.size, where_);
    return bytes_of_token_[static_cast<std::size_t>(id)];
  }

  int vocabulary_size() const override { return bpe_.size; }
  std::optional<int> beginning_token() const override { return ends_.beginning; }
  std::optional<int> end_token() const override {
    return ends_.ends.empty() ? std::nullopt : std::optional<int>(ends_.ends.front());
  }
  Ids end_tokens() const override { return ends_.ends; }

 private:
  std::string normalized(std::string text) const {
    for (const NormalizerStep& step : bpe_.normalizer) text = step(std::move(text));
    return text;
  }
  std::vector<AddedToken> normalized(std::vector<AddedToken> tokens) const {
    for (AddedToken& token : tokens) token.content = normalized(token.content);
    std::erase_if(tokens, [](const AddedToken& token) { return token.content.empty(); });
    return tokens;
  }

  void encode_words(const std::string& text, bool at_start, WordCache& cache, Ids& ids) const {
    TextWords words{{text}, at_start};
    for (const WordStep& step : bpe_.words) words = step(std::move(words));
    for (const std::string& word : words.words) {
      if (word.size() > longest_cached_word) {
        const Ids tokens = word_tokens(word);
        ids.insert(ids.end(), tokens.begin(), tokens.end());
        continue;
      }
      auto known = cache.find(word);
      if (known == cache.end()) known = cache.emplace(word, word_tokens(word)).first;
      ids.insert(ids.end(), known->second.begin(), known->second.end());
    }
  }

  Ids word_tokens(std::string_view word) const {
    if (bpe_.whole_words)
      if (const auto whole = bpe_.vocabulary.find(word); whole != bpe_.vocabulary.end())
        return {whole->second};
    Ids symbols;
    bool after_unknown = false;
    for (std::size_t at = 0; at < word.size();) {
      const std::string_view character = word.substr(at, base::character_bytes(word[at]));
      at += character.size();
      const auto known = bpe_.vocabulary.find(character);
      if (known != bpe_.vocabulary.end()) {
        symbols.push_back(known->second);
      } else if (!append_bytes(character, symbols) && bpe_.unknown) {
        if (!(after_unknown && bpe_.joins_unknown)) symbols.push_back(*bpe_.unknown);
        after_unknown = true;
        continue;
      }
      after_unknown = false;
    }
    bpe_.merges.apply(symbols);
    return symbols;
  }

  /// False where one of them is no token.
  bool append_bytes(std::string_view character, Ids& symbols) const {
    if (!bpe_.byte_fallback) return false;
    Ids bytes;
    for (const char byte : character) bytes.push_back(byte_tokens_[static_cast<unsigned char>(byte)]);
    if (contains(bytes, no_token)) return false;
    symbols.insert(symbols.end(), bytes.begin(), bytes.end());
    return true;
  }

  std::string bytes_of(const std::string& token) const {
    if (bpe_.spelling == TokenSpelling::bytes) return bytes_of_spelling(token).value_or(token);
    const int byte = byte_of_token(token);
    return byte >= 0 ? std::string(1, static_cast<char>(byte)) : replaced(token, space_mark, " ");
  }

  void silence(int id) {
    if (id < bpe_.size) bytes_of_token_[static_cast<std::size_t>(id)].clear();
  }

  static constexpr int no_token = -1;
  BpeDescription bpe_;
  std::string where_;
  TextEnds ends_;
  AddedTokenFinder exact_tokens_, normalized_tokens_;
  std::vector<std::string> bytes_of_token_;
  std::vector<int> byte_tokens_ = std::vector<int>(256, no_token);
};

}  // namespace

std::shared_ptr<const Tokenizer> make_bpe_tokenizer(std::string_view json, const std::string& where,
                                                    const TextEnds& config) {
  return std::make_shared<BpeTokenizer>(read_bpe_json(json, where), where, config);
}

}  // namespace quantscope::model
