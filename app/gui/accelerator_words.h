#pragma once

#include <QCoreApplication>

namespace quantscope::gui {

/// Texts of the page "Accelerator" that belong to no widget.
struct AcceleratorWords {
  Q_DECLARE_TR_FUNCTIONS(accelerator)
};

}  // namespace quantscope::gui
