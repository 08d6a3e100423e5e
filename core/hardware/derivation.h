#pragma once

#include <string>
#include <vector>

#include "core/hardware/price.h"

namespace quantscope::hardware {

/// One line of a derivation: the formula in symbols, then with this case's values, then what comes out.
struct DerivationStep {
  std::string quantity;  ///< "memory time"
  std::string formula;   ///< "bytes / (e_b · B)"
  std::string filled;    ///< "33.57 MB / (0.85 · 2.039 TB/s)"
  double value = 0;
  std::string unit;  ///< "s"
};

/// How operation count, bytes, times, bound and energies of one operator came about. The values of the lines
/// are those of the result.
std::vector<DerivationStep> derive(const PhaseResult& result, std::size_t index,
                                   const Accelerator& accelerator);

/// How the totals of the phase came about: time, tokens per second, memory, energies.
std::vector<DerivationStep> derive_total(const PhaseResult& result, const Accelerator& accelerator);

/// "33.57 MB", "1.2 µs": four digits with a prefix; "0 B".
std::string with_unit(double value, const std::string& unit);

/// As one text, a line a step: "memory time = bytes / (e_b · B) = 33.57 MB / … = 19.37 µs".
std::string derivation_text(const std::vector<DerivationStep>& steps);

}  // namespace quantscope::hardware
