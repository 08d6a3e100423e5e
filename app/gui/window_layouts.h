#pragma once

#include <QString>
#include <QStringList>

class QMainWindow;
class QMenu;

namespace quantscope::gui {

/// Layouts of the docks: presets, and those that the user saved under a name. Docks are known by their object
/// names: "navigator_dock", "runs_dock", "method_dock", "history_dock"; those that a window has not got are
/// passed over, those that a preset does not name are hidden.
struct WindowLayout {
  QString id;     ///< "explore"
  QString title;  ///< "Explore"
  QString help;   ///< what it is good for
};

/// "explore" (the default), "focus", "compare".
QStringList preset_layouts();
WindowLayout preset_layout(const QString& id);

/// Arranges the docks as a preset says; unknown ids mean "explore".
void apply_preset(QMainWindow& window, const QString& id);

/// Names of the user's layouts, in alphabetical order.
QStringList saved_layouts();
/// Keeps the docks as they are now, in place of an older layout of that name. Names are simplified; false
/// where nothing is left of it.
bool save_layout(const QMainWindow& window, const QString& name);
void remove_layout(const QString& name);
/// A saved layout; where it is damaged or missing, "explore", and false.
bool apply_saved_layout(QMainWindow& window, const QString& name);

/// Presets, the user's layouts, "Save as…", "Delete ▸". Actions of presets are named "layout_<id>" and stay,
/// so that they can have keys; the user's are made anew whenever the menu opens.
void fill_layout_menu(QMenu& menu, QMainWindow& window);

}  // namespace quantscope::gui
