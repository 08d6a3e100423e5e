#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/hardware/model_shape.h"
#include "core/kernels/operation_mix.h"

namespace quantscope::hardware {

enum class Phase { prefill, decode };
enum class Attention { plain, flash };

/// What a linear layer costs under a quantization method: all that is stored, and the operations for one
/// token. The whole layer, before tensor parallelism splits it.
struct LinearCost {
  double storage_bits = 0;
  kernels::OperationMix per_token;
};

struct WorkloadSettings {
  Phase phase = Phase::decode;
  std::int64_t batch = 1;
  /// Prefill: tokens of each prompt. Decode: tokens that the new token sees, itself among them.
  std::int64_t context = 1024;
  /// Operand widths where no method says otherwise; 16 = f16. May be fractional in storage ("4.25").
  double weight_bits = 16, activation_bits = 16, key_value_bits = 16;
  double head_bits = 16;                   ///< of the head and the embeddings, which methods leave alone
  std::map<LinearRole, LinearCost> costs;  ///< by role, from a method; others have the bits above
  Attention attention = Attention::flash;
  /// Count only the allowed half of QKᵀ, softmax and PV in prefill: (s + 1) / 2s of them.
  bool causal_halving = true;
  std::int64_t tensor_parallel = 1;  ///< divides heads and feed_forward_size
  /// Weights of linear layers with two of four kept: half the values and a 2-bit index for each kept one.
  bool sparse_2_4 = false;
  /// K and V of one head are read again for each block of queries where they do not fit this; 0: they do.
  double on_chip_bytes = 0;
};

enum class OperatorKind {
  embedding,
  norm,
  linear,
  rotary,
  query_key,
  softmax,
  probability_value,
  fused_attention,
  activation,
  residual,
  head,
  all_reduce,
  overlap  ///< negative time: what runs beside the others (NPU and memory at work together)
};

/// Bytes that one occurrence moves through the main memory.
struct Traffic {
  double weights = 0, input = 0, output = 0, key_value_read = 0, key_value_write = 0;
  double total() const { return weights + input + output + key_value_read + key_value_write; }
};

/// `products` independent products [m, k] · [k, n].
struct ProductShape {
  double products = 1, m = 0, n = 0, k = 0;
  double macs() const { return products * m * n * k; }
};

/// One operator of a phase on one device, all figures for one occurrence.
struct Operator {
  std::string name;  ///< "q_proj"
  OperatorKind kind = OperatorKind::linear;
  LinearRole role = LinearRole::other;
  double count = 1;      ///< occurrences in the phase: layers of the model, 2 · layers, 1
  ProductShape product;  ///< m = 0 where it is no matrix product
  Traffic traffic;
  std::vector<std::pair<kernels::OperationKind, double>> operations;
  double link_bytes = 0;  ///< message of an all-reduce
  double launches = 1;
  bool sparse = false;

  bool is_product() const { return product.m > 0; }
  double macs() const;
  double other_operations() const;
  double ops() const { return 2 * macs() + other_operations(); }
};

/// The operators of one forward pass, in order: prefill of `batch` prompts or one decoded token for each of
/// `batch` sequences, on one of `tensor_parallel` devices. Formulas (b batch, q new tokens, s context, d head
/// size, n heads, n_kv key-value heads; bytes = bits / 8):
///   linear       2·in·out·b·q ops; weights in·out·w, input b·q·in·a, output b·q·out·2; k and v write theirs
///                to the cache
///   QKᵀ, PV      2·q·s·d·n·b ops each; the cache s·d·n_kv·b·kv each; scores q·s·n·b·2 (plain attention only)
///   softmax      5·b·n·q·s; norm 7·b·q·H (RMS 4, gain 2); activation silu·gate 5, gelu 8, relu 1 an element
///   all-reduce   two a block of b·q·H·2 bytes (Megatron-LM, 2019, §3)
/// Values between operators are f16 but the inputs of linear layers, which have the activation bits. The head
/// runs for the last token of each sequence. A weight of at most 8 bits times an activation of at most 8 bits
/// is an integer product, all else a float product.
/// Throws base::Error: batch, context or bits out of range, a context beyond 2^31, an encoder asked to
/// decode, tensor_parallel that does not divide heads or feed_forward_size.
std::vector<Operator> phase_operators(const ModelShape& shape, const WorkloadSettings& settings);

/// Context that a new token sees under the sliding window.
std::int64_t visible_context(const ModelShape& shape, std::int64_t context);

/// Bytes a kept weight needs over bytes of a dense one under 2:4 sparsity: (w + 2) / 2w; .5625 for 16 bits.
double sparse_storage_factor(double weight_bits);

const char* phase_name(Phase phase);  ///< "prefill"

}  // namespace quantscope::hardware
