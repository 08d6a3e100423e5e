#include "core/storage/tensor_names.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace quantscope::storage {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool remove_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool remove_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix) || text.size() == suffix.size()) return false;
  text.remove_suffix(suffix.size());
  return true;
}

std::string_view last_part(std::string_view name, std::string_view separators) {
  const auto at = name.find_last_of(separators);
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

int number_or_none(std::string_view digits) {
  int number = -1;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return code == std::errc{} && end == digits.data() + digits.size() ? number : -1;
}

/// "model.layers.12.mlp" → 12, "transformer/h/3/attn" → 3, "block_7/dense" → 7.
int block_of(std::string_view name) {
  constexpr std::array<std::string_view, 5> words{"layers", "layer", "blocks", "block", "h"};
  std::string_view previous;
  while (!name.empty()) {
    const auto at = name.find_first_of("./");
    const std::string_view part = name.substr(0, at);
    for (const std::string_view word : words) {
      if (previous == word)
        if (const int number = number_or_none(part); number >= 0) return number;
      std::string_view rest = part;
      if (remove_prefix(rest, word) && (remove_prefix(rest, "_") || remove_prefix(rest, "-")))
        if (const int number = number_or_none(rest); number >= 0) return number;
    }
    previous = part;
    name = at == std::string_view::npos ? std::string_view{} : name.substr(at + 1);
  }
  return -1;
}

}  // namespace

void describe_by_path(TensorInfo& info) {
  std::string_view name = info.path;
  remove_prefix(name, "/");
  const bool below_activations = remove_prefix(name, "activations/");
  const bool below_weights = !below_activations && remove_prefix(name, "weights/");
  std::string_view module = name;
  info.role = below_weights ? TensorRole::weight : TensorRole::other;
  if (remove_suffix(module, ".input_absmax") ||
      (below_activations && remove_suffix(module, "/input_absmax"))) {
    info.role = TensorRole::channel_absmax;
  } else if (((below_activations || below_weights) && remove_suffix(module, ".input")) ||
             (below_activations &&
              (remove_suffix(module, "/input") || module.find('/') == std::string_view::npos))) {
    info.role = TensorRole::activation;
  } else if (!remove_suffix(module, ".weight")) {
    remove_suffix(module, ".bias");
  }
  info.module = module;
  switch (info.role) {
    case TensorRole::activation:
      info.name = info.module + ".input";
      break;
    case TensorRole::channel_absmax:
      info.name = info.module + ".input_absmax";
      break;
    default:
      info.name = name;
  }
  info.kind = info.role == TensorRole::other ? last_part(name, "/") : last_part(module, "./");
  info.block = block_of(name);
}

std::string path_for(const std::string& checkpoint_name) {
  for (const std::string_view suffix : {"input", "input_absmax"}) {
    std::string_view module = checkpoint_name;
    if (remove_suffix(module, suffix) && remove_suffix(module, "."))
      return "/activations/" + std::string(module) + "/" + std::string(suffix);
  }
  return "/weights/" + checkpoint_name;
}

std::string guessed_architecture(const std::vector<std::pair<std::string, tensor::Shape>>& tensors) {
  bool gated = false, query = false;
  for (const auto& [name, shape] : tensors) {
    // Hugging Face's GPT-2 stores [n, 3n]; models with the same names and true linear layers store [3n, n].
    if (name.ends_with("attn.c_attn.weight") && shape.size() == 2 && shape[1] == 3 * shape[0]) return "gpt2";
    if (name.ends_with("self_attention.query_key_value.weight")) return "bloom";
    if (name.find("decoder.layers.") != std::string::npos && name.find(".fc1.") != std::string::npos)
      return "opt";
    gated = gated || name.ends_with("mlp.gate_proj.weight");
    query = query || name.ends_with("self_attn.q_proj.weight");
  }
  return gated && query ? "llama" : "";
}

bool is_input_major(std::string_view architecture, const TensorInfo& info) {
  constexpr std::array<std::string_view, 3> kinds{"c_attn", "c_proj", "c_fc"};
  const std::string_view layer = last_part(info.module, "./");
  return architecture == "gpt2" && info.shape.size() == 2 &&
         (info.role == TensorRole::weight || info.role == TensorRole::other) &&
         std::find(kinds.begin(), kinds.end(), layer) != kinds.end();
}

bool natural_less(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (!is_digit(a[i]) || !is_digit(b[j])) {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i, ++j;
      continue;
    }
    while (i < a.size() && a[i] == '0') ++i;
    while (j < b.size() && b[j] == '0') ++j;
    std::size_t i_end = i, j_end = j;
    while (i_end < a.size() && is_digit(a[i_end])) ++i_end;
    while (j_end < b.size() && is_digit(b[j_end])) ++j_end;
    if (i_end - i != j_end - j) return i_end - i < j_end - j;
    const int order = a.substr(i, i_end - i).compare(b.substr(j, j_end - j));
    if (order != 0) return order < 0;
    i = i_end, j = j_end;
  }
  if ((a.size() - i) != (b.size() - j)) return a.size() - i < b.size() - j;
  return a < b;  // they differ in leading zeros only
}

}  // namespace quantscope::storage
