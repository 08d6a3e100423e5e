#pragma once

#include <cstdint>
#include <vector>

#include "core/statistics/value_counts.h"

namespace quantscope::statistics {

/// Where many values are counted one by one. One byte a key keeps the keys of a trained tensor in the
/// first-level cache; what passes 255 is carried over.
struct CounterTables {
  std::uint8_t* low;
  std::uint64_t* carried;

  /// Written so that one instruction counts in memory and its zero flag tells of the carry.
  void count(std::size_t key) const {
    if (__builtin_expect(++low[key] == 0, 0)) carried[key] += 256;
  }
};

class CarryCounters {
 public:
  explicit CarryCounters(ValueCounts::Key key) : carried_(key), low_(carried_.counters().size()) {}

  /// Valid while this object lives and is not assigned to.
  CounterTables tables() { return {low_.data(), carried_.counters().data()}; }
  ValueCounts::Key key() const { return carried_.key(); }
  void merge(const CarryCounters& other);  ///< of the same key
  ValueCounts total() const;

 private:
  ValueCounts carried_;
  std::vector<std::uint8_t> low_;
};

}  // namespace quantscope::statistics
