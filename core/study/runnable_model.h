#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "core/model/quantized_model.h"
#include "core/model/run_memory.h"
#include "core/model/tokenizer.h"
#include "core/model/transformer.h"
#include "core/storage/model_file.h"
#include "core/study/overview.h"

namespace quantscope::study {

/// A model file that can run: its configuration and tokenizer are read when it is opened, the weights when
/// they are first needed; models quantized before are kept as far as they find room. One thread at a time.
class RunnableModel {
 public:
  /// Throws base::Error naming what the file misses and what would help.
  static std::shared_ptr<RunnableModel> open(std::shared_ptr<const storage::ModelFile> file);

  const storage::ModelFile& file() const { return *file_; }
  const model::ModelConfig& config() const { return config_; }
  const model::Tokenizer& tokenizer() const { return *tokenizer_; }
  const std::shared_ptr<const model::Tokenizer>& shared_tokenizer() const { return tokenizer_; }

  /// Bits of a weight as the file keeps it, of the linear layers of the blocks.
  double checkpoint_bits() const { return checkpoint_bits_; }
  /// Weights of all linear layers that a token passes, the head among them: multiply-adds of one token.
  double multiply_adds_per_token() const { return multiply_adds_; }

  /// The unquantized model; read once and kept. Throws base::Error, base::Cancelled.
  std::shared_ptr<const model::Transformer> original(const base::Job& job = {});

  struct Quantized {
    model::QuantizedModel model;
    double seconds = 0;  ///< of quantizing
  };
  /// The model with this setting on all linear layers of its blocks, by what the file knows of their inputs.
  /// Where the original is not kept in memory its layers are read one site at a time. Throws base::Error,
  /// base::Cancelled.
  std::shared_ptr<const Quantized> quantized(const Setting& setting, const base::Job& job = {});

  /// Quantized models are kept as long as their weights together need no more bytes; the last one always is.
  void set_room(std::uint64_t bytes);
  /// Bytes of all weights that are held now.
  std::uint64_t held_bytes() const;
  /// Drops the original, for runs that do without.
  void drop_original() { original_.reset(); }

 private:
  RunnableModel() = default;
  void make_room();

  struct Kept {
    Setting setting;
    std::shared_ptr<const Quantized> quantized;
  };

  std::shared_ptr<const storage::ModelFile> file_;
  std::shared_ptr<const model::WeightSource> weights_;
  std::shared_ptr<const model::Tokenizer> tokenizer_;
  model::ModelConfig config_;
  double checkpoint_bits_ = 16, multiply_adds_ = 0;
  std::uint64_t room_ = std::uint64_t{1} << 30;
  std::shared_ptr<const model::Transformer> original_;
  std::shared_ptr<const model::Transformer> frame_;  ///< without the blocks' linear layers
  std::list<Kept> kept_;                             ///< last used first
};

}  // namespace quantscope::study
