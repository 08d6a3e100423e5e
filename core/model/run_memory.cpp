#include "core/model/run_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>
#include <string>

#include "core/base/error.h"
#include "core/model/perplexity.h"

namespace quantscope::model {
namespace {

constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

std::uint64_t count(std::int64_t value) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
}

/// Values of the linear layers of one block, and of the largest site among them.
struct BlockShape {
  std::uint64_t values = 0, largest_site = 0;
};

BlockShape block_shape(const ModelConfig& c) {
  const std::uint64_t hidden = count(c.hidden_size), inner = count(c.feed_forward_size);
  const std::uint64_t queries = count(c.heads) * count(c.head_size);
  const std::uint64_t keys = count(c.key_value_heads) * count(c.head_size);
  const std::uint64_t qkv = hidden * (queries + 2 * keys), output = queries * hidden;
  const std::uint64_t gate_up = hidden * inner * (c.gated ? 2 : 1), down = inner * hidden;
  return {qkv + output + gate_up + down, std::max({qkv, output, gate_up, down})};
}

/// Embeddings, head, learned positions, projections around the embedding: kept as in the checkpoint.
std::uint64_t other_values(const ModelConfig& c) {
  const std::uint64_t hidden = count(c.hidden_size), embedding = count(c.embedding_size);
  std::uint64_t values = count(c.vocabulary_size) * embedding * (c.tied_head ? 1 : 2);
  if (c.positions == PositionKind::learned) values += count(c.context + c.position_offset) * hidden;
  if (embedding != hidden) values += 2 * embedding * hidden;
  return values;
}

/// Norms and biases, in f32.
std::uint64_t vector_values(const ModelConfig& c) {
  const std::uint64_t hidden = count(c.hidden_size);
  const std::uint64_t of_norm = hidden * (c.norm == NormKind::layer ? 2 : 1);
  std::uint64_t block = 2 * of_norm;
  if (c.attention_bias) block += count(c.heads + 2 * c.key_value_heads) * count(c.head_size);
  if (c.attention_output_bias) block += hidden;
  if (c.feed_forward_bias) block += count(c.feed_forward_size) * (c.gated ? 2 : 1) + hidden;
  return count(c.layers) * block + (c.final_norm ? of_norm : 0) + (c.embedding_norm ? of_norm : 0);
}

std::optional<std::string> first_word(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string word;
  if (!(file >> word)) return std::nullopt;
  return word;
}

std::optional<std::uint64_t> number_in(const std::filesystem::path& path) {
  const std::optional<std::string> word = first_word(path);
  if (!word || word->find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  try {
    return std::stoull(*word);
  } catch (const std::out_of_range&) {
    return no_limit;
  }
}

/// Value of "KEY  number" in a file of such lines.
std::optional<std::uint64_t> keyed_number(const std::filesystem::path& path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    std::uint64_t value = 0;
    if (words >> name >> value && name == key) return value;
  }
  return std::nullopt;
}

/// What a control group leaves: its limit without what it uses, not counting file pages that can be dropped.
std::uint64_t left_in_group(const std::filesystem::path& group, const char* limit_file,
                            const char* usage_file, const char* inactive_key) {
  const std::optional<std::uint64_t> limit = number_in(group / limit_file);
  const std::optional<std::uint64_t> usage = number_in(group / usage_file);
  if (!limit || !usage) return no_limit;
  const std::uint64_t droppable = keyed_number(group / "memory.stat", inactive_key).value_or(0);
  const std::uint64_t used = *usage > droppable ? *usage - droppable : 0;
  return *limit > used ? *limit - used : 0;
}

/// The least that the group at `path` below the mount and the groups around it leave.
template <typename Left>
std::uint64_t least_left(const std::filesystem::path& mount, const std::filesystem::path& path, Left left) {
  std::uint64_t least = left(mount);
  std::filesystem::path group = mount;
  for (const std::filesystem::path& part : path.relative_path()) {
    group /= part;
    least = std::min(least, left(group));
  }
  return least;
}

/// Lines of /proc/self/cgroup: "0::/path" of version 2, "4:memory:/path" of version 1.
std::uint64_t left_in_control_groups(const std::filesystem::path& root) {
  std::uint64_t least = no_limit;
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = fmt::format(",{},", line.substr(first + 1, second - first - 1));
    const std::filesystem::path path = line.substr(second + 1);
    if (controllers == ",,")
      least =
          std::min(least, least_left(root / "sys/fs/cgroup", path, [](const std::filesystem::path& group) {
                     return left_in_group(group, "memory.max", "memory.current", "inactive_file");
                   }));
    else if (controllers.find(",memory,") != std::string::npos)
      least = std::min(
          least, least_left(root / "sys/fs/cgroup/memory", path, [](const std::filesystem::path& group) {
            return left_in_group(group, "memory.limit_in_bytes", "memory.usage_in_bytes",
                                 "total_inactive_file");
          }));
  }
  return least;
}

}  // namespace

RunMemory& RunMemory::operator+=(const RunMemory& other) {
  weights += other.weights;
  cache += other.cache;
  working += other.working;
  return *this;
}

RunMemory estimated_memory(const ModelConfig& config, double bits_per_weight, double other_bits,
                           const DecoderOptions& decoder, std::int64_t tokens_at_once) {
  const BlockShape block = block_shape(config);
  const double block_values = static_cast<double>(block.values * count(config.layers));
  RunMemory need;
  need.weights = static_cast<std::uint64_t>(block_values * bits_per_weight / 8 +
                                            static_cast<double>(other_values(config)) * other_bits / 8) +
                 4 * vector_values(config);

  const std::int64_t capacity = decoder.capacity > 0 ? decoder.capacity : config.context;
  need.cache =
      count(decoder.sequences) * count(config.layers) *
      kernels::KeyValueCache::bytes_of(decoder.cache, config.key_value_heads, config.head_size, capacity);

  // Stream, norm, attention and their sums; queries, keys and values; gate, up and their product.
  const std::uint64_t of_token =
      6 * count(config.hidden_size) +
      2 * count(config.heads + 2 * config.key_value_heads) * count(config.head_size) +
      3 * count(config.feed_forward_size);
  need.working = 4 * of_token * count(std::min<std::int64_t>(tokens_at_once, 512)) +
                 4 * count(config.embedding_size) * count(tokens_at_once) +
                 std::max(count(logit_bytes), 64 * count(config.vocabulary_size));
  // The head is read before it is laid out for products.
  const double head =
      static_cast<double>(count(config.vocabulary_size) * count(config.hidden_size)) * other_bits / 8;
  need.working = std::max(need.working, static_cast<std::uint64_t>(head));
  if (bits_per_weight < 16) need.working += 4 * block.largest_site;
  return need;
}

std::uint64_t available_memory(const std::filesystem::path& root) {
  constexpr std::uint64_t kibibyte = 1024;
  const std::uint64_t groups = left_in_control_groups(root);
  const std::optional<std::uint64_t> machine = keyed_number(root / "proc/meminfo", "MemAvailable:");
  return std::min(groups, machine ? *machine * kibibyte : no_limit);
}

void require_memory(const RunMemory& need, std::uint64_t available, const std::string& where,
                    const std::string& remedy) {
  if (need.total() <= available) return;
  const auto mebibytes = [](std::uint64_t bytes) { return static_cast<double>(bytes) / (1 << 20); };
  throw base::Error(
      fmt::format(
          "the run needs about {:.0f} MiB (weights {:.0f}, KV cache {:.0f}, working {:.0f}), but {:.0f} "
          "MiB are available",
          mebibytes(need.total()), mebibytes(need.weights), mebibytes(need.cache), mebibytes(need.working),
          mebibytes(available)),
      where, remedy);
}

}  // namespace quantscope::model
