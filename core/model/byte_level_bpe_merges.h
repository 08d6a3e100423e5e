#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace quantscope::model {

/// The merges of a byte-pair encoding (Sennrich et al. 2016), in the order in which they were learned.
class MergeTable {
 public:
  /// The next merge: the neighbours `left` and `right` become `merged`. Of a pair that comes twice the later
  /// one counts.
  void add(int left, int right, int merged);
  /// Merges neighbours until no pair is in the table: always the pair learned first, of equal ones the
  /// leftmost. n log n steps.
  void apply(std::vector<int>& symbols) const;

 private:
  struct Merge {
    std::uint32_t rank = 0;
    int merged = 0;
  };
  const Merge* find(int left, int right) const;

  std::unordered_map<std::uint64_t, Merge> merges_;
  std::uint32_t next_rank_ = 0;
};

}  // namespace quantscope::model
