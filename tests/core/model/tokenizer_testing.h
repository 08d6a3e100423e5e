#pragma once

#include <rapidcheck.h>

#include <QTest>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/model/tokenizer.h"
#include "core/model/tokenizer_text.h"

namespace quantscope::model::testing {

inline std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// tests/golden/byte_level_bpe.json, made by byte_level_bpe.py.
inline const nlohmann::json& golden() {
  static const nlohmann::json values =
      nlohmann::json::parse(file_bytes(QUANTSCOPE_SOURCE_DIR "/tests/golden/byte_level_bpe.json"));
  return values;
}

inline std::string sample_model_path() {
  return QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";
}

inline std::string joined_bytes(const Tokenizer& tokenizer, const std::vector<int>& ids) {
  std::string bytes;
  for (const int id : ids) bytes += tokenizer.token_bytes(id);
  return bytes;
}

/// Arbitrary well-formed text: any code points, mostly such as meet in writing.
inline std::string arbitrary_text() {
  const auto character =
      rc::gen::weightedOneOf<std::uint32_t>({{6, rc::gen::inRange<std::uint32_t>(0, 0x80)},
                                             {2, rc::gen::element<std::uint32_t>(' ', '\n', '\t')},
                                             {3, rc::gen::inRange<std::uint32_t>(0x80, 0xD800)},
                                             {1, rc::gen::inRange<std::uint32_t>(0xE000, 0x110000)}});
  std::string text;
  for (const std::uint32_t c : *rc::gen::container<std::vector<std::uint32_t>>(character))
    base::append_character(text, c);
  return text;
}

/// Checks that damaged bytes give a tokenizer or base::Error naming `where`, and nothing worse; what loads is
/// tried.
inline void try_hostile(const std::string& kind, const std::string& bytes) {
  try {
    const auto tokenizer = make_tokenizer(kind, bytes, "hostile.h5");
    const std::vector<int> ids = tokenizer->encode("The  quick — 狐狸 \x01 fox's 123\n\xFF");
    tokenizer->decode(ids);
  } catch (const base::Error& error) {
    QVERIFY2(error.where().find("hostile.h5") != std::string::npos, error.what());
  }
}

inline std::string error_of(const std::string& kind, const std::string& bytes) {
  try {
    make_tokenizer(kind, bytes, "tokenizer.h5");
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace quantscope::model::testing
