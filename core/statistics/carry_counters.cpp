#include "core/statistics/carry_counters.h"

namespace quantscope::statistics {

void CarryCounters::merge(const CarryCounters& other) {
  carried_.merge(other.carried_);
  std::uint64_t* carried = carried_.counters().data();
  for (std::size_t i = 0; i < low_.size(); ++i) {
    const unsigned sum = unsigned{low_[i]} + other.low_[i];
    low_[i] = static_cast<std::uint8_t>(sum);
    carried[i] += sum & 256u;
  }
}

ValueCounts CarryCounters::total() const {
  ValueCounts result = carried_;
  std::uint64_t* counters = result.counters().data();
  for (std::size_t i = 0; i < low_.size(); ++i) counters[i] += low_[i];
  return result;
}

}  // namespace quantscope::statistics
