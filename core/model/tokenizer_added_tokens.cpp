#include "core/model/tokenizer_added_tokens.h"
#include "core/base/utf8.h"

#include <algorithm>


namespace quantscope::model {
namespace {

std::size_t character_before(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  return at;
}

}  // namespace

AddedTokenFinder::AddedTokenFinder(std::vector<AddedToken> tokens, const std::string& where)
    : tokens_(std::move(tokens)), word_(R"(\w)", where), space_(R"(\s)", where) {
  std::stable_sort(tokens_.begin(), tokens_.end(), [](const AddedToken& a, const AddedToken& b) {
    return a.content.size() > b.content.size();
  });
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    by_first_byte_[static_cast<unsigned char>(tokens_[i].content.front())].push_back(i);
}

bool AddedTokenFinder::stands_alone(std::string_view text, std::size_t begin, std::size_t end) const {
  const std::size_t before = character_before(text, begin);
  if (!word_.matches(text.substr(before, begin - before)).empty()) return false;
  return end == text.size() || word_.matches(text.substr(end, base::character_bytes(text[end]))).empty();
}

const AddedToken* AddedTokenFinder::token_at(std::string_view text, std::size_t at) const {
  for (const std::size_t index : by_first_byte_[static_cast<unsigned char>(text[at])]) {
    const AddedToken& token = tokens_[index];
    if (!text.substr(at).starts_with(token.content)) continue;
    if (token.single_word && !stands_alone(text, at, at + token.content.size())) continue;
    return &token;
  }
  return nullptr;
}

std::vector<TextPiece> AddedTokenFinder::split(std::string_view text) const {
  std::vector<TextPiece> pieces;
  const auto is_space = [&](std::size_t begin, std::size_t end) {
    return !space_.matches(text.substr(begin, end - begin)).empty();
  };
  std::size_t done = 0;
  const auto add_text = [&](std::size_t end) {
    if (end > done) pieces.push_back({std::string(text.substr(done, end - done))});
  };
  for (std::size_t at = 0; at < text.size();) {
    const AddedToken* token = token_at(text, at);
    if (!token) {
      ++at;
      continue;
    }
    std::size_t begin = at, end = at + token->content.size();
    while (token->takes_left && begin > done && is_space(character_before(text, begin), begin))
      begin = character_before(text, begin);
    while (token->takes_right && end < text.size() && is_space(end, end + base::character_bytes(text[end])))
      end += base::character_bytes(text[end]);
    add_text(begin);
    pieces.push_back({{}, token->id});
    at = done = end;
  }
  add_text(text.size());
  return pieces;
}

}  // namespace quantscope::model
