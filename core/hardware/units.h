#pragma once

namespace quantscope::hardware {

inline constexpr double picojoule = 1e-12;  ///< in joules

}  // namespace quantscope::hardware
