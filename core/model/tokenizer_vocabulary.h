#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace quantscope::model {

/// The tokens that begin and end a text, as a configuration names them.
struct TextEnds {
  std::optional<int> beginning;
  std::vector<int> ends;
};

/// Throws base::Error where the id is none of a vocabulary of this size.
void check_token(int id, int vocabulary_size, const std::string& where);
bool contains(std::span<const int> ids, int id);

}  // namespace quantscope::model
