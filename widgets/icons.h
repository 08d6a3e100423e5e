#pragma once

#include <QIcon>

namespace quantscope::widgets {

/// Line icons of the window, drawn in the palette's text colour at paint time: visible in light and dark,
/// sharp at any scale, greyed when disabled.
enum class Icon {
  copy,
  export_,
  full_size,
  table,
  reset,
  close,
  options,
  search,
  open,
  undo,
  redo,
  back,
  forward,
  pin,
  theme,
  capture,
  help,
  details,
  collapse,
  error,
  notice,
  information
};

QIcon icon(Icon which);

}  // namespace quantscope::widgets
