#pragma once

#include <QWidget>

#include "app/gui/document.h"

namespace quantscope::gui {

/// Every action of the window with its keys, and what the mouse does on charts.
void show_shortcuts_dialog(QWidget* window);
void show_about_dialog(QWidget* window);
/// Name, source, licence and configuration of the open file.
void show_properties_dialog(QWidget* window, const Document& document);

}  // namespace quantscope::gui
