#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/storage/model_file.h"

namespace quantscope::model {

/// Text to token ids and back. Immutable; thread-safe. An id outside the vocabulary throws base::Error.
class Tokenizer {
 public:
  virtual ~Tokenizer() = default;
  virtual std::string kind() const = 0;  ///< "sentencepiece", "byte-level BPE"
  /// Ids of UTF-8 text, no special tokens added. Bytes that are no UTF-8 count as U+FFFD each. A
  /// tokenizer.json's added tokens that the text spells out ("<|endoftext|>") become that token, as in
  /// Hugging Face's tokenizers.
  virtual std::vector<int> encode(std::string_view text) const = 0;
  /// Text of these ids together: their bytes, without the space that encode() puts before a text. Special
  /// tokens give nothing. May begin and end in a part of a character: see token_bytes.
  virtual std::string decode(std::span<const int> ids) const = 0;
  /// What this id alone adds to a text, which may be part of a UTF-8 character; for marking tokens. A token
  /// for unknown text gives U+FFFD.
  virtual std::string token_bytes(int id) const = 0;
  virtual int vocabulary_size() const = 0;
  virtual std::optional<int> beginning_token() const = 0;  ///< BOS
  virtual std::optional<int> end_token() const = 0;        ///< EOS, the first of end_tokens()
  /// All that end a text: a config.json may name several.
  virtual std::vector<int> end_tokens() const {
    return end_token() ? std::vector<int>{*end_token()} : std::vector<int>{};
  }
};

/// `kind` "sentencepiece" (the bytes of tokenizer.model) or "bpe-json" (the text of a tokenizer.json of
/// Hugging Face's tokenizers: model BPE, byte-level or over characters with byte fallback; post-processors
/// are left out; normalization to NFC is left out, text practically is in NFC). Throws base::Error naming
/// `where` and what is wrong with the bytes, or which part of a tokenizer.json is not supported.
std::shared_ptr<const Tokenizer> make_tokenizer(const std::string& kind, std::string_view bytes,
                                                const std::string& where);
/// The tokenizer of a model file; BOS and EOS of its config where the tokenizer itself names none (ids
/// outside the vocabulary, which some configurations carry along, name none). Throws base::Error where the
/// file has none, or where it has more tokens than the model's vocabulary.
std::shared_ptr<const Tokenizer> tokenizer_of(const storage::ModelFile& file);

}  // namespace quantscope::model
