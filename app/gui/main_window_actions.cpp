#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>
#include <QWhatsThis>

#include "app/gui/accelerator_page.h"
#include "app/gui/command_palette.h"
#include "app/gui/distribution_page.h"
#include "app/gui/figure_help.h"
#include "app/gui/figures.h"
#include "app/gui/language_menu.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/page.h"
#include "app/gui/palette_sources.h"
#include "app/gui/runs_panel.h"
#include "app/gui/window_dialogs.h"
#include "app/gui/window_layouts.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"
#include "widgets/icons.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {
namespace {

using widgets::Icon;
using widgets::ThemeChoice;

const QString theme_key = QStringLiteral("theme");

QString theme_name(ThemeChoice choice) {
  switch (choice) {
    case ThemeChoice::light:
      return QStringLiteral("light");
    case ThemeChoice::dark:
      return QStringLiteral("dark");
    case ThemeChoice::system:
      break;
  }
  return QStringLiteral("system");
}

}  // namespace

std::optional<ThemeChoice> theme_from_name(const QString& name) {
  for (const ThemeChoice choice : {ThemeChoice::system, ThemeChoice::light, ThemeChoice::dark})
    if (theme_name(choice) == name) return choice;
  return std::nullopt;
}

QAction* MainWindow::add_action(QMenu* menu, const QString& text, const QKeySequence& keys,
                                const char* name) {
  QAction* action = menu->addAction(text);
  action->setShortcut(keys);
  action->setObjectName(QString::fromLatin1(name));
  return action;
}

void MainWindow::build_actions() {
  build_file_menu();
  build_edit_menu();
  build_model_menu();
  build_accelerator_menu();
  build_view_menu();
  build_help_menu();
  build_palette();
  build_tool_bar();
  // Choices have two strokes each: the first for what is chosen, the second for the choice.
  for (const auto& [name, keys] :
       {std::pair("action_sample", "Ctrl+Alt+M"), std::pair("action_restore_session", "Ctrl+Alt+R"),
        std::pair("action_memory", "Ctrl+M"), std::pair("action_about", "Ctrl+Alt+A"),
        std::pair("action_about_qt", "Ctrl+Alt+Q"), std::pair("theme_system", "Ctrl+T, S"),
        std::pair("theme_light", "Ctrl+T, L"), std::pair("theme_dark", "Ctrl+T, D"),
        std::pair("layout_explore", "Ctrl+L, E"), std::pair("layout_focus", "Ctrl+L, F"),
        std::pair("layout_compare", "Ctrl+L, C"), std::pair("layout_save", "Ctrl+L, S"),
        std::pair("language_system", "Ctrl+G, S"), std::pair("language_en", "Ctrl+G, E"),
        std::pair("language_ko", "Ctrl+G, K")})
    if (auto* action = findChild<QAction*>(QString::fromLatin1(name)))
      action->setShortcut(QKeySequence(QString::fromLatin1(keys), QKeySequence::PortableText));
}

void MainWindow::build_file_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&File"));
  QAction* open = add_action(menu, tr("&Open…"), QKeySequence::Open, "action_open");
  open->setIcon(widgets::icon(Icon::open));
  connect(open, &QAction::triggered, this, &MainWindow::ask_open);
  recent_menu_ = menu->addMenu(tr("Open &recent"));
  recent_menu_->setObjectName(QStringLiteral("recent_menu"));
  recent_menu_->setToolTipsVisible(true);
  connect(recent_menu_, &QMenu::aboutToShow, this, [this] { fill_recent(recent_menu_); });
  QAction* folder = add_action(menu, tr("&Import a Hugging Face folder…"),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), "action_import");
  connect(folder, &QAction::triggered, this, &MainWindow::ask_import_folder);
  QAction* sample = add_action(menu, tr("Open the &sample model"), {}, "action_sample");
  sample->setEnabled(!options_.sample.isEmpty());
  connect(sample, &QAction::triggered, this, &MainWindow::open_sample);
  menu->addSeparator();
  QAction* open_session = add_action(menu, tr("Open a sessio&n…"),
                                     QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O), "action_open_session");
  connect(open_session, &QAction::triggered, this, &MainWindow::ask_open_session);
  QAction* save = add_action(menu, tr("Sa&ve the session"), QKeySequence::Save, "action_save_session");
  connect(save, &QAction::triggered, this, [this] {
    if (session_path_.isEmpty())
      ask_save_session();
    else
      save_session_to(session_path_);
  });
  QAction* save_as = add_action(menu, tr("Save the session &as…"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), "action_save_session_as");
  connect(save_as, &QAction::triggered, this, &MainWindow::ask_save_session);
  QAction* keep = add_action(menu, tr("&Go on with the last session at start"), {}, "action_restore_session");
  keep->setCheckable(true);
  keep->setChecked(restores_last_session());
  connect(keep, &QAction::toggled, this, &set_restores_last_session);
  menu->addSeparator();
  QAction* picture = add_action(menu, tr("&Export current chart…"), QKeySequence(Qt::CTRL | Qt::Key_E),
                                "action_export_chart");
  picture->setIcon(widgets::icon(Icon::export_));
  picture->setIconText(tr("Export"));
  connect(picture, &QAction::triggered, this, &MainWindow::export_chart);
  QAction* figures = add_action(menu, tr("Export error &figures…"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), "action_export_metrics");
  connect(figures, &QAction::triggered, this, &MainWindow::export_metrics);
  QAction* page = add_action(menu, tr("Export all &charts of the page…"),
                             QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E), "action_export_page");
  connect(page, &QAction::triggered, this, &MainWindow::ask_export_page);
  QAction* report = add_action(menu, tr("&Write a report…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
                               "action_report");
  connect(report, &QAction::triggered, this, &MainWindow::ask_report);
  QAction* properties = add_action(menu, tr("&Properties of the file"), QKeySequence(Qt::CTRL | Qt::Key_I),
                                   "action_properties");
  connect(properties, &QAction::triggered, this, &MainWindow::show_properties);
  menu->addSeparator();
  QAction* quit = add_action(menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), "action_quit");
  connect(quit, &QAction::triggered, this, &QWidget::close);
  document_actions_ = {save, save_as, picture, figures, page, report, properties};
}

void MainWindow::build_edit_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&Edit"));
  QAction* undo = workspace_->undo().createUndoAction(this, tr("&Undo"));
  undo->setObjectName(QStringLiteral("action_undo"));
  undo->setShortcut(QKeySequence::Undo);
  undo->setIcon(widgets::icon(Icon::undo));
  QAction* redo = workspace_->undo().createRedoAction(this, tr("&Redo"));
  redo->setObjectName(QStringLiteral("action_redo"));
  redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
  redo->setIcon(widgets::icon(Icon::redo));
  menu->addActions({undo, redo});
  QAction* reset =
      add_action(menu, tr("Reset &parameters"), QKeySequence(Qt::CTRL | Qt::Key_R), "action_reset");
  reset->setIcon(widgets::icon(Icon::reset));
  connect(reset, &QAction::triggered, panel_, &MethodPanel::reset_parameters);
  QAction* pin =
      add_action(menu, tr("P&in the current setting"), QKeySequence(Qt::CTRL | Qt::Key_D), "action_pin");
  pin->setIcon(widgets::icon(Icon::pin));
  pin->setIconText(tr("Pin run"));
  connect(pin, &QAction::triggered, runs_panel_, &RunsPanel::pin_current);
  menu->addSeparator();
  QAction* copy = add_action(menu, tr("&Copy chart"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                             "action_copy_chart");
  copy->setIcon(widgets::icon(Icon::copy));
  connect(copy, &QAction::triggered, this, [this] { current_chart()->copyPicture(); });
  QAction* table = add_action(menu, tr("Copy &table of the chart"),
                              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), "action_copy_table");
  connect(table, &QAction::triggered, this, [this] { current_chart()->copyTable(); });
  QAction* command = add_action(menu, tr("Copy c&ommand"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
                                "action_copy_command");
  connect(command, &QAction::triggered, this, &MainWindow::copy_command);
  menu->addSeparator();
  QAction* search = add_action(menu, tr("&Search tensors"), QKeySequence::Find, "action_search");
  search->setIcon(widgets::icon(Icon::search));
  connect(search, &QAction::triggered, navigator_, &Navigator::focus_search);
  QAction* budget = add_action(menu, tr("&Memory budget…"), {}, "action_memory");
  connect(budget, &QAction::triggered, this, &MainWindow::ask_memory_budget);
  document_actions_.insert(document_actions_.end(), {pin, copy, table, command, search});
}

void MainWindow::build_view_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&View"));
  QAction* next =
      add_action(menu, tr("&Next tensor"), QKeySequence(Qt::CTRL | Qt::Key_PageDown), "action_next");
  connect(next, &QAction::triggered, navigator_, &Navigator::select_next);
  QAction* previous =
      add_action(menu, tr("&Previous tensor"), QKeySequence(Qt::CTRL | Qt::Key_PageUp), "action_previous");
  connect(previous, &QAction::triggered, navigator_, &Navigator::select_previous);
  QAction* worst = add_action(menu, tr("&Worst tensor"), QKeySequence(Qt::CTRL | Qt::Key_W), "action_worst");
  connect(worst, &QAction::triggered, navigator_, &Navigator::select_worst);
  QAction* home = add_action(menu, tr("&Reset zoom"), QKeySequence(Qt::CTRL | Qt::Key_0), "action_home");
  connect(home, &QAction::triggered, this, [this] {
    for (widgets::ChartFrame* frame : current_page()->charts()) frame->resetView();
  });
  menu->addSeparator();
  QAction* back = add_action(menu, tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left), "action_back");
  back->setIcon(widgets::icon(Icon::back));
  back->setToolTip(tr("The tensor, page, brush or filters before (Alt+Left)"));
  QAction* forward =
      add_action(menu, tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right), "action_forward");
  forward->setIcon(widgets::icon(Icon::forward));
  forward->setToolTip(tr("What was before going back (Alt+Right)"));
  LinkedView& linked = workspace_->linked();
  connect(back, &QAction::triggered, &linked, &LinkedView::back);
  connect(forward, &QAction::triggered, &linked, &LinkedView::forward);
  const auto show_steps = [back, forward, &linked] {
    back->setEnabled(linked.can_go_back());
    forward->setEnabled(linked.can_go_forward());
  };
  connect(&linked, &LinkedView::historyChanged, back, show_steps);
  show_steps();
  menu->addSeparator();
  for (Page* page : page_list_) {
    const int number = pages_->indexOf(page) + 1;
    QAction* show = add_action(menu, tr("Page: %1").arg(page->title()),
                               QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)),
                               qPrintable(QStringLiteral("action_page_") + page->id()));
    connect(show, &QAction::triggered, this, [this, page] { show_page(page->id()); });
    document_actions_.push_back(show);
  }
  menu->addSeparator();
  for (const auto& [name, keys] :
       {std::pair("navigator_dock", QKeySequence(Qt::Key_F7)),
        std::pair("method_dock", QKeySequence(Qt::Key_F8)), std::pair("runs_dock", QKeySequence(Qt::Key_F9)),
        std::pair("history_dock", QKeySequence(Qt::SHIFT | Qt::Key_F9))}) {
    const auto* dock = findChild<QDockWidget*>(QString::fromLatin1(name));
    dock->toggleViewAction()->setShortcut(keys);
    menu->addAction(dock->toggleViewAction());
  }
  fill_layout_menu(*menu->addMenu(tr("La&yout")), *this);
  QMenu* themes = menu->addMenu(tr("&Theme"));
  auto* group = new QActionGroup(this);
  for (const auto& [choice, text] :
       {std::pair(ThemeChoice::system, tr("&System")), std::pair(ThemeChoice::light, tr("&Light")),
        std::pair(ThemeChoice::dark, tr("&Dark"))}) {
    QAction* action = themes->addAction(text);
    action->setObjectName(QStringLiteral("theme_") + theme_name(choice));
    action->setCheckable(true);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, chosen = choice] { set_theme(chosen); });
  }
  fill_language_menu(*menu->addMenu(tr("Lan&guage")), *messages_);
  document_actions_.insert(document_actions_.end(), {next, previous, worst, home});
}

void MainWindow::build_help_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&Help"));
  QAction* keys = add_action(menu, tr("&Keyboard and mouse"), QKeySequence::HelpContents, "action_shortcuts");
  connect(keys, &QAction::triggered, this, &MainWindow::show_shortcuts);
  QAction* figures =
      add_action(menu, tr("&Figures and formulas"), QKeySequence(Qt::CTRL | Qt::Key_F1), "action_figures");
  connect(figures, &QAction::triggered, this, [this] { show_figure_help_dialog(this); });
  QAction* what = QWhatsThis::createAction(menu);
  what->setObjectName(QStringLiteral("action_whats_this"));
  what->setText(tr("&What is this?"));
  menu->addAction(what);
  menu->addSeparator();
  connect(add_action(menu, tr("&About Quantscope"), {}, "action_about"), &QAction::triggered, this,
          &MainWindow::show_about);
  connect(add_action(menu, tr("About &Qt"), {}, "action_about_qt"), &QAction::triggered, qApp,
          &QApplication::aboutQt);
}

void MainWindow::build_palette() {
  palette_ = new CommandPalette(this);
  palette_->add_source([this] { return action_items(*this); });
  palette_->add_source([this] { return parameter_items(*panel_->form()); });
  palette_->add_source(tensor_source(*workspace_));
  palette_->add_source(
      [this] { return page_items(*workspace_, QList<Page*>(page_list_.begin(), page_list_.end())); });
  palette_->add_source([this] { return method_items(*workspace_); });
  palette_->add_source([this] { return run_items(*workspace_); });
  palette_->add_source([this] { return accelerator_->palette_items(); });
  palette_->add_answer(
      [this](const QString& query) { return parameter_answers(*workspace_, *panel_->form(), query); });
  auto* open = new QAction(tr("Find anything…"), this);
  open->setObjectName(QStringLiteral("action_palette"));
  open->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
  open->setIcon(widgets::icon(Icon::search));
  open->setToolTip(tr("Find an action, a tensor or a parameter (Ctrl+K)"));
  connect(open, &QAction::triggered, palette_, &CommandPalette::open);
  addAction(open);
}

void MainWindow::build_tool_bar() {
  QToolBar* bar = addToolBar(tr("Main"));
  bar->setObjectName(QStringLiteral("main_tool_bar"));
  bar->setMovable(false);
  bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  bar->setIconSize(QSize(16, 16));
  auto* open = new QToolButton(bar);
  open->setText(tr("Open"));
  open->setIcon(widgets::icon(Icon::open));
  open->setToolTip(tr("Open a model (Ctrl+O)"));
  open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  open->setPopupMode(QToolButton::MenuButtonPopup);
  open->setMenu(recent_menu_);
  connect(open, &QToolButton::clicked, this, &MainWindow::ask_open);
  bar->addWidget(open);
  file_label_ = new QLabel(tr("no file"), bar);
  file_label_->setObjectName(QStringLiteral("file_label"));
  file_label_->setContentsMargins(8, 0, 12, 0);
  bar->addWidget(file_label_);
  bar->addSeparator();
  for (const char* name : {"action_back", "action_forward", "action_undo", "action_redo"}) {
    auto* action = findChild<QAction*>(QString::fromLatin1(name));
    bar->addAction(action);
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action)))
      button->setToolButtonStyle(Qt::ToolButtonIconOnly);
  }
  bar->addSeparator();
  bar->addAction(findChild<QAction*>(QStringLiteral("action_pin")));
  bar->addSeparator();
  QAction* export_action = findChild<QAction*>(QStringLiteral("action_export_chart"));
  bar->addAction(export_action);
  auto* space = new QWidget(bar);
  space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  bar->addWidget(space);
  bar->addAction(findChild<QAction*>(QStringLiteral("action_palette")));
  auto* theme = new QToolButton(bar);
  theme->setObjectName(QStringLiteral("toggle_theme"));
  theme->setIcon(widgets::icon(Icon::theme));
  theme->setToolTip(tr("Light or dark"));
  theme->setAccessibleName(tr("Light or dark"));
  theme->setAutoRaise(true);
  connect(theme, &QToolButton::clicked, this,
          [this] { set_theme(widgets::current_theme().dark ? ThemeChoice::light : ThemeChoice::dark); });
  bar->addWidget(theme);
  for (QAction* action : document_actions_) action->setEnabled(false);
}

void MainWindow::set_theme(ThemeChoice choice) {
  widgets::apply_theme(*qobject_cast<QApplication*>(QCoreApplication::instance()), choice);
  QSettings().setValue(theme_key, theme_name(choice));
  if (auto* action = findChild<QAction*>(QStringLiteral("theme_") + theme_name(choice)))
    action->setChecked(true);
}

void MainWindow::restore_settings() {
  const QSettings settings;
  const ThemeChoice choice = options_.theme.value_or(
      theme_from_name(settings.value(theme_key).toString()).value_or(ThemeChoice::system));
  widgets::apply_theme(*qobject_cast<QApplication*>(QCoreApplication::instance()), choice);
  if (auto* action = findChild<QAction*>(QStringLiteral("theme_") + theme_name(choice)))
    action->setChecked(true);
  resize(1360, 860);
  restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
  default_columns_ = !restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
}

void MainWindow::ask_memory_budget() {
  bool accepted = false;
  const QString text = QInputDialog::getText(
      this, tr("Memory budget"), tr("Tensors in memory at most (for example 512 MiB, 4 GiB):"),
      QLineEdit::Normal, bytes_text(static_cast<double>(memory_budget())), &accepted);
  if (!accepted) return;
  const qint64 bytes = bytes_from_text(text);
  if (bytes < smallest_memory_budget)
    messages_->postNotice(tr("\"%1\" is no memory budget: say a size of at least %2")
                              .arg(text, bytes_text(double(smallest_memory_budget))));
  else
    set_memory_budget(bytes);
}

void MainWindow::show_shortcuts() {
  show_shortcuts_dialog(this);
}
void MainWindow::show_about() {
  show_about_dialog(this);
}
void MainWindow::show_properties() {
  if (document()) show_properties_dialog(this, *document());
}

}  // namespace quantscope::gui
