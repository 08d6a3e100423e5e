#pragma once

#include <limits>

namespace quantscope::gui {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();  ///< a figure that charts leave out

}  // namespace quantscope::gui
