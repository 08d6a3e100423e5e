#pragma once

#include <vector>

#include "widgets/roofline_view.h"

namespace quantscope::widgets {

/// The roofs of a chart whose abscissa counts the bytes of one memory. Memories and rates that are not finite
/// and above zero have no roof.
class RooflineRoofs {
 public:
  RooflineRoofs(const RooflineData& data, int memory);

  /// Indices into RooflineData: memories from the slowest, rates from the fastest.
  const std::vector<int>& memories() const { return memories_; }
  const std::vector<int>& rates() const { return rates_; }
  /// The memory chosen, and those that are faster: their roofs bound what is drawn.
  const std::vector<int>& bounding_memories() const { return bounding_; }

  double bandwidth(int memory) const;
  double rate(int index) const;
  double fastest_rate() const { return rates_.empty() ? 0 : rate(rates_.front()); }
  double fastest_bandwidth() const { return memories_.empty() ? 0 : bandwidth(memories_.back()); }
  /// Operations for each byte at which the roof of a memory meets one of a rate.
  double ridge(int memory, int rate_index) const { return rate(rate_index) / bandwidth(memory); }
  std::vector<double> ridges() const;
  /// Operations per second that the chosen memory and the fastest rate allow; infinite without roofs.
  double attainable(double operations_per_byte) const;

 private:
  const RooflineData& data_;
  int memory_;
  std::vector<int> memories_, rates_, bounding_;
};

}  // namespace quantscope::widgets
