#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/kernels/attention.h"
#include "core/model/transformer.h"

namespace quantscope::model {

struct DecoderOptions {
  int sequences = 1;
  std::int64_t capacity = 0;  ///< tokens of each sequence; 0: the model's context
  kernels::CacheFormat cache = kernels::CacheFormat::f32;
  kernels::AttentionKind attention = kernels::AttentionKind::flash;
};

/// Sees the values inside a running model; called on the running thread, in the order of computation.
class ForwardObserver {
 public:
  virtual ~ForwardObserver() = default;
  /// Input [tokens, in_features] of the site Transformer::sites()[site], as the layers get it.
  virtual void site_input(int /*site*/, const tensor::Matrix& /*x*/) {}
  /// Output [tokens, out_features] of the layer Transformer::linears()[layer], bias added.
  virtual void layer_output(int /*layer*/, const tensor::Matrix& /*y*/) {}
};

/// Tokens appended to one sequence in one step.
struct SequencePiece {
  int sequence = 0;
  std::span<const int> tokens;
};

/// Sequences in progress: their KV caches and the forward pass. Not thread-safe; results do not depend on the
/// number of threads, nor on how a sequence was cut into pieces or batched with others, beyond rounding.
class Decoder {
 public:
  /// Allocates the KV cache. Throws base::Error where the capacity is more than the model's context.
  Decoder(std::shared_ptr<const Transformer> model, const DecoderOptions& options);
  ~Decoder();

  /// Appends the pieces (one for each sequence at most) and returns the hidden states after the final norm,
  /// [all tokens of all pieces in order, hidden_size] (embedding_size where OPT projects out). Long pieces
  /// are worked on in blocks, so that memory does not grow with them. Throws base::Error for a token id
  /// outside the vocabulary and where a sequence would outgrow the capacity (nothing is appended then); after
  /// base::Cancelled clear() the sequences.
  tensor::Matrix run(std::span<const SequencePiece> pieces, const base::Job& job = {},
                     ForwardObserver* observer = nullptr);
  /// Hidden states, as run() returns them, to logits [rows, vocabulary_size].
  tensor::Matrix logits(const tensor::Matrix& hidden, const base::Job& job = {},
                        ForwardObserver* observer = nullptr) const;

  std::int64_t length(int sequence) const;  ///< tokens it has
  void clear(int sequence);
  std::uint64_t cache_bytes() const;
  const Transformer& model() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace quantscope::model
