#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/model/decoder.h"
#include "core/model/model_config.h"

namespace quantscope::model {

/// What a run will hold at once, estimated from shapes before anything is read. Bytes.
struct RunMemory {
  std::uint64_t weights = 0;  ///< embeddings, norms and linear layers at `bits_per_weight`
  std::uint64_t cache = 0;    ///< KV cache
  std::uint64_t working = 0;  ///< blocks of values, logits, one site in floats while quantizing
  std::uint64_t total() const { return weights + cache + working; }
  RunMemory& operator+=(const RunMemory& other);  ///< of two models that run side by side
};

/// `bits_per_weight` of block layers: 16 or 32 where they stay as in the checkpoint. `other_bits` of
/// embeddings and head. Norms and biases count as f32. `tokens_at_once`: rows of hidden states that the
/// caller holds.
RunMemory estimated_memory(const ModelConfig& config, double bits_per_weight, double other_bits,
                           const DecoderOptions& decoder, std::int64_t tokens_at_once);

/// Bytes that this process can still take: the least of the machine's available memory and what its control
/// groups (version 1 and 2) leave. `root`: where /proc and /sys are.
std::uint64_t available_memory(const std::filesystem::path& root = "/");

/// Throws base::Error with both numbers where the run does not fit `available`.
void require_memory(const RunMemory& need, std::uint64_t available, const std::string& where,
                    const std::string& remedy = "use fewer bits, a shorter window or a smaller model");

}  // namespace quantscope::model
