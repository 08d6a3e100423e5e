#pragma once

namespace quantscope::widgets {

inline constexpr double millimetres_per_inch = 25.4, points_per_inch = 72;

}  // namespace quantscope::widgets
