#include "core/hardware/level_traffic.h"

#include <algorithm>
#include <cmath>

namespace quantscope::hardware {

Parts level_bytes(const Accelerator& accelerator, const Operator& op) {
  Parts bytes{};
  const double main = op.traffic.total();
  const double stationary = op.traffic.weights + op.traffic.key_value_read;
  for (std::size_t i = 0; i < accelerator.memory.size(); ++i) {
    double& level = bytes[memory + i];
    level = main;
    const MemoryLevel& each = accelerator.memory[i];
    if (i == 0 || !each.tile || !op.is_product()) continue;
    const double columns = std::ceil(op.product.n / each.tile->value);
    const double rows = std::ceil(op.product.m / each.tile->value);
    level = op.traffic.input * columns + stationary * rows + op.traffic.output + op.traffic.key_value_write;
  }
  bytes[link] = op.link_bytes;
  return bytes;
}

void keep_on_chip(const Accelerator& accelerator, const MemoryNeed& need, Operator& op) {
  const MemoryLevel* chip = accelerator.keeps_on_chip ? accelerator.on_chip() : nullptr;
  if (!chip) return;
  const double room = chip->capacity_bytes->value;
  const double moving = op.traffic.input + op.traffic.output;
  if (moving <= room) op.traffic.input = op.traffic.output = 0;
  const double resting = need.weights + need.key_value;
  const double left = std::max(0.0, room - std::min(need.activations, room));
  const double away = resting > 0 ? std::max(0.0, 1 - left / resting) : 0;
  op.traffic.weights *= away;
  op.traffic.key_value_read *= away;
}

}  // namespace quantscope::hardware
