#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/model/decoder.h"
#include "core/model/transformer.h"
#include "core/storage/import_model.h"
#include "core/storage/model_file.h"

namespace quantscope::model::testing {

/// A checkpoint folder as a model file below `folder`.
inline std::shared_ptr<const storage::ModelFile> imported(const std::filesystem::path& checkpoint,
                                                          const std::filesystem::path& folder) {
  const std::filesystem::path target = folder / (checkpoint.filename().string() + ".h5");
  storage::import_model(checkpoint, target, {}, {});
  return storage::ModelFile::open(target);
}

inline std::shared_ptr<const Transformer> loaded(const std::shared_ptr<const storage::ModelFile>& file) {
  return Transformer::load(*file_weights(file), model_config(*file));
}

/// The text of the Error that `call` throws, or empty.
template <typename Call>
std::string error_of(const Call& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

inline double largest_difference(const tensor::Matrix& a, const tensor::Matrix& b) {
  if (a.rows() != b.rows() || a.columns() != b.columns()) return INFINITY;
  double most = 0;
  for (std::size_t i = 0; i < a.values().size(); ++i)
    most = std::max(most, std::abs(double{a.values()[i]} - b.values()[i]));
  return most;
}

inline bool same_bits(const tensor::Matrix& a, const tensor::Matrix& b) {
  return a.rows() == b.rows() && a.columns() == b.columns() &&
         std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

inline tensor::Matrix rows_of(const tensor::Matrix& from, std::int64_t first, std::int64_t count) {
  tensor::Matrix rows(count, from.columns());
  std::copy_n(from.row(first), rows.count(), rows.row(0));
  return rows;
}

/// −ln softmax(row)[token], in double.
inline double negative_log_likelihood(std::span<const float> row, int token) {
  double largest = -INFINITY, sum = 0;
  for (const float value : row) largest = std::max(largest, double{value});
  for (const float value : row) sum += std::exp(value - largest);
  return largest + std::log(sum) - row[static_cast<std::size_t>(token)];
}

struct Likelihood {
  double sum = 0;
  std::int64_t tokens = 0;
  double mean() const { return sum / static_cast<double>(tokens); }
};

/// DESIGN.md §4, BOS `each`: pieces of window − 1 tokens with BOS before each, all of a piece's predicted;
/// `together` pieces at a time.
inline Likelihood likelihood(const std::shared_ptr<const Transformer>& model, std::span<const int> ids,
                             std::int64_t window, int beginning, int together = 1,
                             DecoderOptions options = {}) {
  options.sequences = together;
  Decoder decoder(model, options);
  Likelihood total;
  const auto step = static_cast<std::size_t>(window - 1);
  for (std::size_t first = 0; first < ids.size();) {
    std::vector<std::vector<int>> texts;
    std::vector<SequencePiece> pieces;
    for (; first < ids.size() && static_cast<int>(texts.size()) < together; first += step) {
      const auto part = ids.subspan(first, std::min(step, ids.size() - first));
      texts.push_back({beginning});
      texts.back().insert(texts.back().end(), part.begin(), part.end());
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      decoder.clear(static_cast<int>(i));
      pieces.push_back({static_cast<int>(i), texts[i]});
    }
    const tensor::Matrix logits = decoder.logits(decoder.run(pieces));
    std::int64_t row = 0;
    for (const std::vector<int>& text : texts) {
      for (std::size_t i = 1; i < text.size(); ++i, ++row, ++total.tokens)
        total.sum +=
            negative_log_likelihood({logits.row(row), static_cast<std::size_t>(logits.columns())}, text[i]);
      ++row;  // what follows the last token is not known
    }
  }
  return total;
}

}  // namespace quantscope::model::testing
