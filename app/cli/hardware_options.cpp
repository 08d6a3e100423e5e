#include "app/cli/hardware_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace quantscope::cli {
namespace {

std::optional<double> parsed(const std::string& text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

std::string why_no_count(const std::string& text) {
  const auto value = parsed(text);
  const bool valid = value && *value == std::floor(*value) && *value >= 1 && *value <= 2147483648.0;
  return valid ? "" : "'" + text + "' is not accepted (use a whole number from 1 to 2147483648)";
}

std::string why_no_bits(const std::string& text) {
  const auto value = parsed(text);
  return value && *value >= 1 && *value <= 32 ? "" : "'" + text + "' is not accepted (use 1 to 32 bits)";
}

CLI::Validator one_of(std::vector<std::string> words) {
  return CLI::Validator(
      [words = std::move(words)](std::string& text) {
        if (std::ranges::find(words, text) != words.end()) return std::string();
        return fmt::format("'{}' is not accepted (use {})", text, fmt::join(words, ", "));
      },
      "");
}

}  // namespace

void add_hardware_options(CLI::App& command, HardwareOptions& o) {
  command
      .add_option("--device", o.device,
                  "Id or alias of a device (`devices` lists them), FILE.json, this-computer")
      ->type_name("ID")
      ->required();
  command.add_option("--model", o.model, "Id or alias of a model shape, MODEL.h5, or FILE.json")
      ->type_name("SHAPE|MODEL.h5")
      ->required();
  command.add_option("--phase", o.phase, "prefill, decode, or request: a prompt and --generate tokens")
      ->check(one_of({"prefill", "decode", "request"}))
      ->type_name("PHASE");
  command.add_option("--batch", o.batch, "Sequences at once")->check(why_no_count)->type_name("B");
  command
      .add_option(
          "--context", o.context,
          "Prefill and request: tokens of the prompt; decode: tokens that the new one sees, itself too")
      ->check(why_no_count)
      ->type_name("S");
  command.add_option("--generate", o.generate, "Tokens that a request gives")
      ->check(why_no_count)
      ->type_name("N");
  const auto bits = [&](const char* name, double& value, const char* help) {
    command.add_option(name, value, help)->check(why_no_bits)->type_name("N");
  };
  bits("--weight-bits", o.weight_bits, "Bits of weights; 16 is f16");
  bits("--activation-bits", o.activation_bits, "Bits of the inputs of linear layers");
  bits("--kv-bits", o.key_value_bits, "Bits of the key-value cache");
  bits("--head-bits", o.head_bits, "Bits of head and embeddings");
  command
      .add_option("--method", o.method, "Storage and operations of linear layers as this method needs them")
      ->type_name("ID");
  command.add_option("--set", o.settings, "Parameter of the method (repeatable)")
      ->type_name("key=value")
      ->allow_extra_args(false);
  command
      .add_option("--device-set", o.device_settings,
                  "Change a figure of the device (repeatable), as memory.dram.bandwidth=3e12")
      ->type_name("figure=value")
      ->allow_extra_args(false);
  command.add_option("--tensor-parallel", o.tensor_parallel, "Devices that share every layer")
      ->check(why_no_count)
      ->type_name("N");
  command.add_option("--flash-attention", o.flash_attention, "on, or off: scores go through the memory")
      ->check(one_of({"on", "off"}))
      ->type_name("on|off");
  command
      .add_option("--causal-halving", o.causal_halving, "on: prefill computes the allowed half of the scores")
      ->check(one_of({"on", "off"}))
      ->type_name("on|off");
  command.add_flag("--sparse-2-4", o.sparse, "Linear layers keep two of four weights");
  command.add_option("--law", o.law, "How times at the roofs make the time of an operator")
      ->check(one_of({"calibrated", "ideal", "llm-viewer", "llm-viewer-fixed"}))
      ->type_name("LAW");
  command
      .add_option(
          "--sweep", o.sweep,
          "batch, context, weight-bits, activation-bits, kv-bits, tensor-parallel, compute, bandwidth, "
          "on-chip (multiples) or a figure of the device: batch=1..1024, bandwidth=0.5..4:50, "
          "weight-bits=2,4,8")
      ->type_name("VARIABLE=VALUES");
  command.add_flag("--sensitivity", o.sensitivity, "How time and energy answer to each figure of the device");
  command
      .add_option("--derive", o.derive,
                  "Show the formulas of this operator, or of `total`, with their values")
      ->type_name("OPERATOR");
}

}  // namespace quantscope::cli
