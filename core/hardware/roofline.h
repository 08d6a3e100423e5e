#pragma once

#include <string>
#include <vector>

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// What a roofline chart of one result shows, as plain numbers; the ordinate is operations per second of one
/// device, the abscissa operations for each byte of a memory level.
struct Roofline {
  struct Bandwidth {
    std::string level;  ///< "dram"
    double bytes_per_second = 0;
  };
  struct Compute {
    std::string name;  ///< the unit in use, "f16", "int8", or "vector"
    double operations_per_second = 0;
  };
  struct Dot {
    std::size_t op = 0;  ///< index into the result's operators
    std::string name;
    std::vector<double> operations_per_byte;  ///< one for each of `bandwidths`, as far as bytes move there
    double operations_per_second = 0;         ///< reached
    double time_share = 0;                    ///< of the phase, for the area
    std::string bound;
  };
  /// Levels that have one, main memory first; last the inside of a memory that computes ("dram banks").
  std::vector<Bandwidth> bandwidths;
  std::vector<Compute> computes;  ///< fastest first
  std::vector<Dot> dots;          ///< operators that compute, in order

  /// Operations for each byte of a level at which its roof meets a compute roof.
  static double ridge(const Bandwidth& bandwidth, const Compute& compute);
};

/// Under the laws of LLM-Viewer the roofs are those of its own table.
Roofline roofline(const PhaseResult& result, const Accelerator& accelerator);

/// One operator in two results, for arrows from a pinned run to the present one.
struct OperatorChange {
  std::size_t before = 0, after = 0;  ///< indices of the same operator, by name
  double time_change = 0;             ///< relative: −0.5 is half the time
  double energy_change = 0;           ///< of the board where both know it, else dynamic
};
std::vector<OperatorChange> compare(const PhaseResult& before, const PhaseResult& after);

}  // namespace quantscope::hardware
