#include "core/statistics/value_counts.h"

#include "core/base/error.h"
#include "core/statistics/value_key.h"

namespace quantscope::statistics {
namespace {

const std::vector<std::uint64_t>& no_counts(ValueCounts::Key key) {
  static const std::vector<std::uint64_t> patterns(std::size_t{1} << 16);
  static const std::vector<std::uint64_t> top18(std::size_t{1} << 18);
  return layout_of(key).sign == 0x8000u ? patterns : top18;
}

}  // namespace

ValueCounts::ValueCounts(Key key) : key_(key) {}

ValueCounts::Key ValueCounts::key_of(tensor::ElementType type) {
  if (type == tensor::ElementType::f16) return Key::f16_pattern;
  if (type == tensor::ElementType::bf16) return Key::bf16_pattern;
  return tensor::is_floating(type) ? Key::f32_top18 : Key::integer_top18;
}

std::vector<std::uint64_t>& ValueCounts::counters() {
  if (counters_.empty()) counters_.resize(std::size_t{2} * layout_of(key_).sign);
  return counters_;
}

const std::vector<std::uint64_t>& ValueCounts::counters() const {
  return counters_.empty() ? no_counts(key_) : counters_;
}

std::vector<ValueCounts::Cell> ValueCounts::absolute_cells() const {
  std::vector<Cell> result;
  if (counters_.empty()) return result;
  const KeyLayout layout = layout_of(key_);
  for (std::uint32_t magnitude = 0; magnitude < layout.infinity; ++magnitude)
    if (const std::uint64_t count = counters_[magnitude] + counters_[magnitude | layout.sign]) {
      const MagnitudeRange range = magnitudes_of(key_, magnitude);
      result.push_back({range.low, range.high, count});
    }
  return result;
}

std::vector<ValueCounts::Cell> ValueCounts::cells() const {
  std::vector<Cell> result;
  if (counters_.empty()) return result;
  const KeyLayout layout = layout_of(key_);
  for (std::uint32_t magnitude = layout.infinity - 1; magnitude > 0; --magnitude)
    if (const std::uint64_t count = counters_[magnitude | layout.sign]) {
      const MagnitudeRange range = magnitudes_of(key_, magnitude);
      result.push_back({-range.high, -range.low, count});
    }
  if (const std::uint64_t zeros = counters_[0] + counters_[layout.sign]) result.push_back({0, 0, zeros});
  for (std::uint32_t magnitude = 1; magnitude < layout.infinity; ++magnitude)
    if (const std::uint64_t count = counters_[magnitude]) {
      const MagnitudeRange range = magnitudes_of(key_, magnitude);
      result.push_back({range.low, range.high, count});
    }
  return result;
}

std::uint64_t ValueCounts::finite() const {
  if (counters_.empty()) return 0;
  const KeyLayout layout = layout_of(key_);
  std::uint64_t total = 0;
  for (std::uint32_t magnitude = 0; magnitude < layout.infinity; ++magnitude)
    total += counters_[magnitude] + counters_[magnitude | layout.sign];
  return total;
}

std::uint64_t ValueCounts::nan() const {
  if (counters_.empty()) return 0;
  const KeyLayout layout = layout_of(key_);
  std::uint64_t total = 0;
  for (std::uint32_t magnitude = layout.infinity + 1; magnitude < layout.sign; ++magnitude)
    total += counters_[magnitude] + counters_[magnitude | layout.sign];
  return total;
}

std::uint64_t ValueCounts::positive_infinite() const {
  return counters()[layout_of(key_).infinity];
}

std::uint64_t ValueCounts::negative_infinite() const {
  const KeyLayout layout = layout_of(key_);
  return counters()[layout.infinity | layout.sign];
}

void ValueCounts::add(float value, std::uint64_t count) {
  std::uint32_t index = 0;
  switch (key_) {
    case Key::f16_pattern:
      index = tensor::f16_from_f32(value);
      break;
    case Key::bf16_pattern:
      index = tensor::bf16_from_f32(value);
      break;
    case Key::f32_top18:
    case Key::integer_top18:
      index = std::isnan(value) ? layout_of(key_).infinity + 1 : std::bit_cast<std::uint32_t>(value) >> 14;
      break;
  }
  counters()[index] += count;
}

void ValueCounts::merge(const ValueCounts& other) {
  if (other.key_ != key_) throw base::Error("counts by different keys cannot be merged");
  if (other.counters_.empty()) return;
  std::vector<std::uint64_t>& mine = counters();
  for (std::size_t i = 0; i < mine.size(); ++i) mine[i] += other.counters_[i];
}

}  // namespace quantscope::statistics
