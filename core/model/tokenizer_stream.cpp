#include "core/model/tokenizer_stream.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <utility>


namespace quantscope::model {
namespace {

/// Bytes at the end that could be the beginning of a character.
std::size_t unfinished_bytes(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const char byte = text[text.size() - back];
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
    if (!continues) return base::character_bytes(byte) > back ? back : 0;
  }
  return 0;
}

}  // namespace

TextStream::TextStream(const Tokenizer& tokenizer, std::span<const int> before)
    : tokenizer_(tokenizer), at_start_(std::all_of(before.begin(), before.end(), [&](int id) {
        return tokenizer.token_bytes(id).empty();
      })) {}

std::string TextStream::add(int token) {
  const std::string bytes = at_start_ ? tokenizer_.decode({&token, 1}) : tokenizer_.token_bytes(token);
  at_start_ = at_start_ && tokenizer_.token_bytes(token).empty();
  waiting_ += bytes;
  const std::size_t whole = waiting_.size() - unfinished_bytes(waiting_);
  const std::string text = base::valid_utf8(std::string_view(waiting_).substr(0, whole));
  waiting_.erase(0, whole);
  return text;
}

std::string TextStream::rest() {
  return base::valid_utf8(std::exchange(waiting_, {}));
}

std::string continued_text(const Tokenizer& tokenizer, std::span<const int> before,
                           std::span<const int> tokens) {
  TextStream stream(tokenizer, before);
  std::string text;
  for (const int token : tokens) text += stream.add(token);
  return text + stream.rest();
}

}  // namespace quantscope::model
