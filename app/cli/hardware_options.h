#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace quantscope::cli {

/// What the `hardware` command was asked.
struct HardwareOptions {
  std::string device, model;
  std::string phase = "decode";
  std::int64_t batch = 1, context = 1024, generate = 0;
  double weight_bits = 16, activation_bits = 16, key_value_bits = 16, head_bits = 16;
  bool bits_given = false;
  std::string method;
  std::vector<std::string> settings, device_settings;
  std::int64_t tensor_parallel = 1;
  std::string flash_attention = "on", causal_halving = "on";
  bool sparse = false;
  std::string law = "calibrated";
  std::string sweep, derive;
  bool sensitivity = false;
};

void add_hardware_options(CLI::App& command, HardwareOptions& options);

}  // namespace quantscope::cli
