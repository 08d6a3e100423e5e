#pragma once

class QMenu;

namespace quantscope::widgets {
class MessageBar;
}

namespace quantscope::gui {

/// The languages built in and the desktop's own, the chosen one checked. Choosing keeps it in the settings
/// and says that it counts from the next start.
void fill_language_menu(QMenu& menu, widgets::MessageBar& messages);

}  // namespace quantscope::gui
