#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/model/tokenizer.h"
#include "core/model/tokenizer_vocabulary.h"

namespace quantscope::model {

/// From the text of a tokenizer.json with model BPE: byte-level, or over characters with byte fallback as
/// converted sentencepiece models are. Steps and order are those of Hugging Face's tokenizers: added tokens,
/// normalizer, pre-tokenizer, merges within a word. A character that is no token gives its bytes' tokens
/// (byte fallback), else the unknown token, else nothing.
std::shared_ptr<const Tokenizer> make_bpe_tokenizer(std::string_view json, const std::string& where,
                                                    const TextEnds& config);

}  // namespace quantscope::model
