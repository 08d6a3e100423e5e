#include "widgets/roofline_geometry.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace quantscope::widgets {
namespace {

bool has_roof(double height) {
  return std::isfinite(height) && height > 0;
}

}  // namespace

RooflineRoofs::RooflineRoofs(const RooflineData& data, int memory) : data_(data), memory_(memory) {
  for (int index = 0; index < static_cast<int>(data.memories.size()); ++index)
    if (has_roof(bandwidth(index))) memories_.push_back(index);
  for (int index = 0; index < static_cast<int>(data.rates.size()); ++index)
    if (has_roof(rate(index))) rates_.push_back(index);
  std::ranges::stable_sort(memories_, {}, [this](int index) { return bandwidth(index); });
  std::ranges::stable_sort(rates_, std::greater<>(), [this](int index) { return rate(index); });
  const auto chosen = std::ranges::find(memories_, memory);
  bounding_.assign(chosen, memories_.end());
}

double RooflineRoofs::bandwidth(int memory) const {
  return data_.memories[static_cast<std::size_t>(memory)].bytes_per_second;
}

double RooflineRoofs::rate(int index) const {
  return data_.rates[static_cast<std::size_t>(index)].operations_per_second;
}

std::vector<double> RooflineRoofs::ridges() const {
  std::vector<double> all;
  for (const int memory : memories_)
    for (const int rate_index : rates_) all.push_back(ridge(memory, rate_index));
  return all;
}

double RooflineRoofs::attainable(double operations_per_byte) const {
  double most = rates_.empty() ? std::numeric_limits<double>::infinity() : fastest_rate();
  if (std::ranges::find(memories_, memory_) != memories_.end())
    most = std::min(most, bandwidth(memory_) * operations_per_byte);
  return most;
}

}  // namespace quantscope::widgets
