#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quantscope::model {

/// What of a tokenizer.model (a serialized sentencepiece.ModelProto) the library does not tell.
struct SentencepieceProto {
  std::vector<std::string> pieces;
  bool dummy_prefix = true;              ///< a space is put before every text
  bool removes_extra_whitespace = true;  ///< leading, trailing and repeated spaces
};

/// Reads and checks the bytes before libsentencepiece sees them, which trusts some of what they say: lengths,
/// scores, and the offsets of the normalizer's double-array trie (Darts-clone), with which it reads beyond
/// the end of its arrays where they are wrong. Throws base::Error naming `where`.
SentencepieceProto read_sentencepiece_proto(std::string_view bytes, const std::string& where);

}  // namespace quantscope::model
