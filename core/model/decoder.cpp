#include "core/model/decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/model/forward_pass.h"

namespace quantscope::model {
namespace {

constexpr std::int64_t tokens_per_block = 512;
constexpr int most_sequences = 1 << 16;

}  // namespace

struct Decoder::State {
  State(std::shared_ptr<const Transformer> transformer, kernels::AttentionKind attention)
      : model(std::move(transformer)), forward(model->state(), attention) {}

  std::shared_ptr<const Transformer> model;
  ForwardPass forward;
  std::int64_t capacity = 0;
  std::vector<SequenceCaches> caches;
  std::vector<std::int64_t> lengths;
  std::vector<bool> half_way;  ///< a step ended inside it

  void check(std::span<const SequencePiece> pieces) const;
  std::size_t index(int sequence) const;
};

std::size_t Decoder::State::index(int sequence) const {
  if (sequence < 0 || sequence >= static_cast<int>(lengths.size()))
    throw base::Error(fmt::format("there is no sequence {}", sequence), model->config().model_type,
                      fmt::format("the decoder has {}", lengths.size()));
  return static_cast<std::size_t>(sequence);
}

void Decoder::State::check(std::span<const SequencePiece> pieces) const {
  std::set<int> seen;
  for (const SequencePiece& piece : pieces) {
    const std::size_t sequence = index(piece.sequence);
    if (!seen.insert(piece.sequence).second)
      throw base::Error(fmt::format("two pieces for sequence {} in one step", piece.sequence),
                        model->config().model_type, "join them");
    if (half_way[sequence])
      throw base::Error(fmt::format("a step of sequence {} was not finished", piece.sequence),
                        model->config().model_type, "clear the sequence first");
    const auto added = static_cast<std::int64_t>(piece.tokens.size());
    if (added > capacity - lengths[sequence])
      throw base::Error(fmt::format("{} tokens after {} are more than the {} there is room for", added,
                                    lengths[sequence], capacity),
                        model->config().model_type,
                        fmt::format("the model's context is {} tokens", model->config().context));
    for (const int token : piece.tokens)
      if (token < 0 || token >= model->config().vocabulary_size)
        throw base::Error(fmt::format("token {} is not in the vocabulary", token), model->config().model_type,
                          fmt::format("tokens are 0 to {}", model->config().vocabulary_size - 1));
  }
}

Decoder::Decoder(std::shared_ptr<const Transformer> model, const DecoderOptions& options)
    : state_(std::make_unique<State>(std::move(model), options.attention)) {
  const ModelConfig& config = state_->model->config();
  if (options.sequences < 1 || options.sequences > most_sequences)
    throw base::Error(fmt::format("{} sequences", options.sequences), config.model_type,
                      fmt::format("use 1 to {}", most_sequences));
  if (options.capacity < 0 || options.capacity > config.context)
    throw base::Error(fmt::format("a sequence of {} tokens is longer than the model's context of {}",
                                  options.capacity, config.context),
                      config.model_type, "use a shorter window");
  for (const LinearLayer& layer : state_->model->linears())
    if (!layer.weights)
      throw base::Error("the layer's weights were not loaded", layer.module,
                        "quantize it before the model runs");
  state_->capacity = options.capacity > 0 ? options.capacity : config.context;
  const auto sequences = static_cast<std::size_t>(options.sequences);
  state_->lengths.resize(sequences);
  state_->half_way.resize(sequences);
  state_->caches.resize(sequences);
  for (SequenceCaches& caches : state_->caches)
    for (std::int64_t layer = 0; layer < config.layers; ++layer)
      caches.emplace_back(options.cache, config.key_value_heads, config.head_size, state_->capacity);
}

Decoder::~Decoder() = default;

tensor::Matrix Decoder::run(std::span<const SequencePiece> pieces, const base::Job& job,
                            ForwardObserver* observer) {
  State& state = *state_;
  state.check(pieces);
  std::int64_t rows = 0;
  for (const SequencePiece& piece : pieces) rows += static_cast<std::int64_t>(piece.tokens.size());
  auto hidden = tensor::Matrix::uninitialized(rows, state.model->config().embedding_size);
  if (rows == 0) return hidden;

  const std::vector<TokenBlock> blocks =
      token_blocks(pieces, state.lengths, tokens_per_block, state.forward.products().tokens_share_scales());
  for (const SequencePiece& piece : pieces) state.half_way[static_cast<std::size_t>(piece.sequence)] = true;
  base::Job quiet = job;
  quiet.progress = nullptr;
  std::int64_t done = 0;
  for (const TokenBlock& block : blocks) {
    const tensor::Matrix& result = state.forward.run(block, state.caches, observer, quiet);
    std::copy_n(result.row(0), result.count(), hidden.row(done));
    done += result.rows();
    job.report(static_cast<double>(done) / static_cast<double>(rows), "running the model");
  }
  for (const SequencePiece& piece : pieces) {
    state.lengths[static_cast<std::size_t>(piece.sequence)] += static_cast<std::int64_t>(piece.tokens.size());
    state.half_way[static_cast<std::size_t>(piece.sequence)] = false;
  }
  return hidden;
}

tensor::Matrix Decoder::logits(const tensor::Matrix& hidden, const base::Job& job,
                               ForwardObserver* observer) const {
  const Transformer::State& model = state_->model->state();
  if (hidden.columns() != model.config.embedding_size)
    throw base::Error(fmt::format("hidden states of {} values", hidden.columns()), model.config.model_type,
                      fmt::format("{} are needed", model.config.embedding_size));
  base::Job quiet = job;
  quiet.progress = nullptr;
  return std::move(state_->forward.products().run(model.head, hidden, {}, observer, quiet).front());
}

std::int64_t Decoder::length(int sequence) const {
  return state_->lengths[state_->index(sequence)];
}

void Decoder::clear(int sequence) {
  const std::size_t index = state_->index(sequence);
  for (kernels::KeyValueCache& cache : state_->caches[index]) cache.clear();
  state_->lengths[index] = 0;
  state_->half_way[index] = false;
}

std::uint64_t Decoder::cache_bytes() const {
  std::uint64_t bytes = 0;
  for (const SequenceCaches& caches : state_->caches)
    for (const kernels::KeyValueCache& cache : caches) bytes += cache.bytes();
  return bytes;
}

const Transformer& Decoder::model() const {
  return *state_->model;
}

}  // namespace quantscope::model
