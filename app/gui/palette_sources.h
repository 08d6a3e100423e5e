#pragma once

#include <QList>
#include <functional>

#include "app/gui/palette_match.h"

class QMainWindow;

namespace quantscope::widgets {
class ParameterForm;
}

namespace quantscope::gui {

class Page;
class Workspace;

/// Name of a property of a QAction: the text that says why it is disabled.
inline constexpr char disabled_reason[] = "disabled_reason";

/// Every action in the menus, the tool bars and of the window itself, with its path in the menus; menus that
/// are filled when they open are filled. The palette's own ("action_palette") is left out.
PaletteItems action_items(QMainWindow& window);
/// Every tensor of the open file; made anew only when another file is open.
std::function<PaletteItems()> tensor_source(Workspace& workspace);
PaletteItems page_items(Workspace& workspace, const QList<Page*>& pages);
/// Every method, with its defaults.
PaletteItems method_items(Workspace& workspace);
/// Every pinned run: its setting goes into the method panel.
PaletteItems run_items(Workspace& workspace);
/// Every parameter of the form: the keyboard goes to its editor.
PaletteItems parameter_items(widgets::ParameterForm& form);
/// What a query such as "weight bits 4", "weight_bits=4", "theta 6.2" or "assembly off" asks for: one item
/// that sets the value, or a disabled one with the reason for refusing it. Empty where it names no parameter.
std::vector<PaletteItem> parameter_answers(Workspace& workspace, const widgets::ParameterForm& form,
                                           const QString& query);

}  // namespace quantscope::gui
