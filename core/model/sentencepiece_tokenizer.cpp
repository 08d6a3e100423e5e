#include "core/model/sentencepiece_tokenizer.h"

#include <fmt/format.h>
#include <sentencepiece_processor.h>

#include <algorithm>
#include <mutex>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/model/sentencepiece_tokenizer_proto.h"
#include "core/model/tokenizer_text.h"

namespace sentencepiece::logging {
void SetMinLogLevel(int level);  // exported by the library, declared in none of its public headers
}

namespace quantscope::model {
namespace {

void silence_library() {
  static std::once_flag once;
  constexpr int fatal = 3;
  std::call_once(once, [] { sentencepiece::logging::SetMinLogLevel(fatal); });
}

class SentencepieceTokenizer final : public Tokenizer {
 public:
  SentencepieceTokenizer(std::string_view bytes, std::string where, const TextEnds& config)
      : where_(std::move(where)) {
    silence_library();
    const SentencepieceProto proto = read_sentencepiece_proto(bytes, where_);
    const sentencepiece::util::Status status = processor_.LoadFromSerializedProto(bytes);
    if (!status.ok())
      throw base::Error(fmt::format("the sentencepiece model does not load: {}", status.error_message()),
                        where_, "import the checkpoint's tokenizer.model again");
    if (processor_.GetPieceSize() != static_cast<int>(proto.pieces.size()))
      throw base::Error("the sentencepiece model is damaged", where_);
    drops_leading_space_ = proto.dummy_prefix || proto.removes_extra_whitespace;
    drops_all_leading_spaces_ = proto.removes_extra_whitespace;
    const auto known = [](int id) { return id >= 0 ? std::optional<int>(id) : std::nullopt; };
    beginning_ = known(processor_.bos_id());
    if (!beginning_) beginning_ = config.beginning;
    if (const auto end = known(processor_.eos_id())) ends_.push_back(*end);
    for (const int end : config.ends)
      if (!contains(ends_, end)) ends_.push_back(end);
    for (int id = 0; id < processor_.GetPieceSize(); ++id) bytes_of_token_.push_back(bytes_of(id));
  }

  std::string kind() const override { return "sentencepiece"; }

  std::vector<int> encode(std::string_view text) const override {
    std::vector<int> ids;
    const sentencepiece::util::Status status = processor_.Encode(base::valid_utf8(text), &ids);
    if (!status.ok())
      throw base::Error(fmt::format("the text cannot be encoded: {}", status.error_message()), where_);
    return ids;
  }

  std::string decode(std::span<const int> ids) const override {
    std::string text;
    for (const int id : ids) text += token_bytes(id);
    if (drops_leading_space_ && text.starts_with(' ')) text.erase(0, 1);
    if (drops_all_leading_spaces_) text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    return text;
  }

  std::string token_bytes(int id) const override {
    check_token(id, vocabulary_size(), where_);
    return bytes_of_token_[static_cast<std::size_t>(id)];
  }

  int vocabulary_size() const override { return processor_.GetPieceSize(); }
  std::optional<int> beginning_token() const override { return beginning_; }
  std::optional<int> end_token() const override {
    return ends_.empty() ? std::nullopt : std::optional<int>(ends_.front());
  }
  std::vector<int> end_tokens() const override { return ends_; }

 private:
  std::string bytes_of(int id) const {
    const std::string& piece = processor_.IdToPiece(id);
    if (processor_.IsControl(id) || id == beginning_ || contains(ends_, id)) return {};
    if (processor_.IsUnknown(id)) return "\xEF\xBF\xBD";
    const int byte = processor_.IsByte(id) ? byte_of_token(piece) : -1;
    if (byte >= 0) return std::string(1, static_cast<char>(byte));
    return replaced(piece, space_mark, " ");
  }

  std::string where_;
  sentencepiece::SentencePieceProcessor processor_;
  bool drops_leading_space_ = false, drops_all_leading_spaces_ = false;
  std::optional<int> beginning_;
  std::vector<int> ends_;
  std::vector<std::string> bytes_of_token_;
};

}  // namespace

std::shared_ptr<const Tokenizer> make_sentencepiece_tokenizer(std::string_view bytes,
                                                              const std::string& where,
                                                              const TextEnds& config) {
  return std::make_shared<SentencepieceTokenizer>(bytes, where, config);
}

}  // namespace quantscope::model
