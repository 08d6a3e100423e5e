#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/model/tokenizer.h"
#include "core/model/tokenizer_vocabulary.h"

namespace quantscope::model {

/// From the bytes of a tokenizer.model. Encoding is libsentencepiece's. Decoding joins the tokens' bytes and
/// takes away the space that encoding put first; a byte sequence that is no UTF-8 stays as it is.
std::shared_ptr<const Tokenizer> make_sentencepiece_tokenizer(std::string_view bytes,
                                                              const std::string& where,
                                                              const TextEnds& config);

}  // namespace quantscope::model
