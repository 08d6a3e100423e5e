#include "core/study/token_texts.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace quantscope::study {
namespace {

constexpr const char* replacement = "\uFFFD";

/// Bytes of the character that begins with this one; 0 where none does.
std::size_t length_of(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

/// Whether `next` can follow `begun`, the beginning of a character (Unicode 15, table 3-7).
bool continues(std::string_view begun, unsigned char next) {
  unsigned char low = 0x80, high = 0xBF;
  if (begun.size() == 1) switch (static_cast<unsigned char>(begun[0])) {
      case 0xE0:
        low = 0xA0;
        break;
      case 0xED:
        high = 0x9F;
        break;
      case 0xF0:
        low = 0x90;
        break;
      case 0xF4:
        high = 0x8F;
        break;
      default:
        break;
    }
  return next >= low && next <= high;
}

/// Bytes to whole characters.
class CharacterStream {
 public:
  std::string add(std::string_view bytes) {
    std::string whole;
    for (const char byte : bytes) {
      if (!begun_.empty() && !continues(begun_, static_cast<unsigned char>(byte))) whole += end();
      const std::size_t length = begun_.empty() ? length_of(static_cast<unsigned char>(byte)) : length_;
      if (length == 0) {
        whole += replacement;
        continue;
      }
      length_ = length;
      begun_ += byte;
      if (begun_.size() < length_) continue;
      whole += begun_;
      begun_.clear();
    }
    return whole;
  }
  std::string end() {
    const bool broken = !begun_.empty();
    begun_.clear();
    return broken ? replacement : "";
  }

 private:
  std::string begun_;
  std::size_t length_ = 0;
};

}  // namespace

std::vector<std::string> token_texts(const model::Tokenizer& tokenizer, std::span<const int> ids) {
  CharacterStream stream;
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const int id : ids) texts.push_back(stream.add(tokenizer.token_bytes(id)));
  if (!texts.empty()) texts.back() += stream.end();
  return texts;
}

std::size_t common_beginning(std::span<const int> reference, std::span<const int> tokens) {
  return static_cast<std::size_t>(std::ranges::mismatch(reference, tokens).in1 - reference.begin());
}

std::vector<bool> differing_tokens(std::span<const int> reference, std::span<const int> tokens) {
  std::vector<bool> differs(tokens.size(), true);
  const std::size_t same = common_beginning(reference, tokens);
  std::fill_n(differs.begin(), same, false);
  const std::size_t rows = reference.size() - same, columns = tokens.size() - same;
  // length[i, j]: of the longest common subsequence of what follows i and j.
  std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
    return length[i * (columns + 1) + j];
  };
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      at(i, j) = reference[same + i] == tokens[same + j] ? at(i + 1, j + 1) + 1
                                                         : std::max(at(i + 1, j), at(i, j + 1));
  for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
    if (reference[same + i] == tokens[same + j]) {
      differs[same + j] = false;
      ++i;
      ++j;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return differs;
}

}  // namespace quantscope::study
