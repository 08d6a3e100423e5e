// The page "Accelerator" in the window: what it hears of other pages, and its menu.
#include <QAction>
#include <QMenuBar>

#include "app/gui/accelerator_controls.h"
#include "app/gui/accelerator_page.h"
#include "app/gui/accelerator_panel.h"
#include "app/gui/compare_page.h"
#include "app/gui/inference_page.h"
#include "app/gui/main_window.h"

namespace quantscope::gui {

void MainWindow::build_accelerator_page() {
  accelerators_ = new AcceleratorLibrary({hardware::resource_folders().front()},
                                         options_.accelerator_folder.toStdString(), this);
  const ComparePage* compare = nullptr;
  const InferencePage* inference = nullptr;
  for (Page* page : page_list_) {
    if (auto* found = qobject_cast<ComparePage*>(page)) compare = found;
    if (auto* found = qobject_cast<InferencePage*>(page)) inference = found;
  }
  const auto known = [compare, inference] {
    std::vector<RunAccuracy> all = accuracy_of(inference->shown());
    for (RunAccuracy& each : accuracy_of(compare->shown())) all.push_back(std::move(each));
    return all;
  };
  accelerator_ = new AcceleratorPage(*workspace_, *accelerators_, known, pages_);
  connect(compare, &ComparePage::updated, accelerator_, &AcceleratorPage::accuracy_changed);
  connect(inference, &InferencePage::updated, accelerator_, &AcceleratorPage::accuracy_changed);
  add_page(accelerator_);
}

void MainWindow::build_accelerator_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&Accelerator"));
  menu->setToolTipsVisible(true);
  // Each shows the page first.
  const auto add = [&](const QString& text, const QString& tip, const char* keys, const char* name,
                       auto call) {
    QAction* action =
        add_action(menu, text, QKeySequence(QString::fromLatin1(keys), QKeySequence::PortableText), name);
    action->setToolTip(tip);
    action->setStatusTip(tip);
    action->setWhatsThis(tip);
    connect(action, &QAction::triggered, this, [this, call] {
      show_page(accelerator_->id());
      call();
    });
    document_actions_.push_back(action);
  };
  AcceleratorControls* controls = accelerator_->controls();
  AcceleratorPanel* panel = accelerator_->panel();
  const std::pair<AcceleratorViews::View, const char*> views[] = {
      {AcceleratorViews::View::roofline, "Ctrl+B, R"},
      {AcceleratorViews::View::bars, "Ctrl+B, B"},
      {AcceleratorViews::View::sweeps, "Ctrl+B, S"},
      {AcceleratorViews::View::accuracy, "Ctrl+B, A"},
      {AcceleratorViews::View::tornado, "Ctrl+B, W"}};
  for (const auto& [view, keys] : views)
    add(tr("View: %1").arg(AcceleratorViews::name_of(view)), AcceleratorViews::question_of(view), keys,
        qPrintable(QStringLiteral("action_view_") + AcceleratorViews::id_of(view)),
        [this, chosen = view] { accelerator_->views()->set_view(chosen); });
  menu->addSeparator();
  add(tr("&Next accelerator"), tr("The next one of the list"), "Alt+PgDown", "action_next_accelerator",
      [controls] { controls->step_accelerator(1); });
  add(tr("&Previous accelerator"), tr("The one before in the list"), "Alt+PgUp",
      "action_previous_accelerator", [controls] { controls->step_accelerator(-1); });
  add(tr("&Derivation…"), tr("How each number came about: the formula with this case's values"),
      "Ctrl+Shift+D", "action_derivation", [this] { accelerator_->show_derivation(); });
  menu->addSeparator();
  add(tr("&Figures of the accelerator"), tr("All its numbers with their units, sources and marks"), "Ctrl+U",
      "action_accelerator_figures", [controls] { controls->set_editing(!controls->editing()); });
  add(tr("&Copy and edit"), tr("Makes an accelerator of your own with these figures, to change them"),
      "Ctrl+Alt+C", "action_copy_accelerator", [controls, panel] {
        controls->set_editing(true);
        panel->copy_shown();
      });
  add(tr("&Import an accelerator…"), tr("Reads a description from a JSON file"), "Ctrl+Alt+I",
      "action_import_accelerator", [panel] { panel->ask_import(); });
  add(tr("&Export the accelerator…"), tr("Writes this description to a JSON file"), "Ctrl+Alt+X",
      "action_export_accelerator", [panel] { panel->ask_export(); });
  add(tr("&Measure this computer"),
      tr("A micro-benchmark of about a second, with progress in the status bar"), "Ctrl+Alt+B",
      "action_measure_computer", [this] { accelerator_->measure_this_computer(); });
}

}  // namespace quantscope::gui
