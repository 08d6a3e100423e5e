#include "core/study/token_texts.h"

#include <algorithm>
#include <cstdint>

#include "core/model/tokenizer_stream.h"

namespace quantscope::study {

std::vector<std::string> token_texts(const model::Tokenizer& tokenizer, std::span<const int> before,
                                     std::span<const int> ids) {
  model::TextStream stream(tokenizer, before);
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const int id : ids) texts.push_back(stream.add(id));
  if (!texts.empty()) texts.back() += stream.rest();
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
