#pragma once

#include <QCoreApplication>
#include <vector>

#include "app/gui/figure_help.h"

namespace quantscope::gui {

/// Figures of errors and costs; pictures, their marks and columns; pictures of accelerators.
struct FigureHelpEntries {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::FigureHelp)

 public:
  static std::vector<FigureHelp> of_errors();
  static std::vector<FigureHelp> of_tensors();
  static std::vector<FigureHelp> of_pictures();
  static std::vector<FigureHelp> of_accelerators();
};

}  // namespace quantscope::gui
