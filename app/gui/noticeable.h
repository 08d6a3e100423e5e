#pragma once

namespace quantscope::gui {

inline constexpr int noticeable_ms = 300;  ///< after which work shows its progress

}  // namespace quantscope::gui
