#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// What the units do c·m times for each of n inputs. Only multiply_accumulate and shift read DRAM; the others
/// work on what is on the chip already.
enum class EyerissWork { multiply_accumulate, multiply, add, shift, lookup };

/// A fully connected operation: n inputs of c channels to m outputs, words of `bits`.
struct EyerissOperation {
  EyerissWork work = EyerissWork::multiply_accumulate;
  std::int64_t n = 1, c = 1, m = 1;
  int bits = 16;
};

/// Loop factors n0·n3 = n, m0·m1·m2·m3 = m, c0·c1·c2 = c from the registers (0) outwards to DRAM (3); index 1
/// is spread over the units.
struct Tiling {
  std::int64_t n0 = 1, n3 = 1, m0 = 1, m1 = 1, m2 = 1, m3 = 1, c0 = 1, c1 = 1, c2 = 1;
};

struct TilingCost {
  Tiling tiling;
  double energy_j = 0, latency_s = 0;
  double least_energy_j = 0, least_latency_s = 0;  ///< over all tilings that fit
  double dram_j = 0;                               ///< part of energy_j
};

/// Energy and latency of one tiling with the equations of ShiftAddLLM's model (NeurIPS 2024, energy/hw_utils
/// of the release; of the DNN-Chip-Predictor, 2020): accesses of each operand at each level times energy of a
/// 16-bit word · bits / 16. A shift moves words of 10 bits and takes 10/32 of a cycle. Words below 16 bits
/// double the room of registers and buffer and quadruple the units.
TilingCost tiling_cost(const EyerissArray& array, const EyerissOperation& operation, const Tiling& tiling);

/// All tilings are tried; the one with the least (E − Emin)/Emax + (L − Lmin)/Lmax is taken, the first in
/// order of n, m, c factors where several are equal. Throws base::Error where none fits.
TilingCost best_tiling(const EyerissArray& array, const EyerissOperation& operation);

/// best_tiling() that remembers its answers by array and shape. Thread-safe.
class TilingCache {
 public:
  TilingCost best(const EyerissArray& array, const EyerissOperation& operation);

 private:
  std::mutex mutex_;
  std::map<std::array<double, 21>, TilingCost> known_;
};

}  // namespace quantscope::hardware
