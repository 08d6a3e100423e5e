#include "core/model/tokenizer_vocabulary.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"

namespace quantscope::model {

void check_token(int id, int vocabulary_size, const std::string& where) {
  if (id < 0 || id >= vocabulary_size)
    throw base::Error(fmt::format("token {} is outside the vocabulary", id), where,
                      fmt::format("tokens are 0 to {}", vocabulary_size - 1));
}

bool contains(std::span<const int> ids, int id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace quantscope::model
