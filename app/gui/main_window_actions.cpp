#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>

#include "app/gui/distribution_page.h"
#include "app/gui/figures.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/window_dialogs.h"
#include "core/base/atomic_file.h"
#include "widgets/channel_profile_view.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"
#include "widgets/icons.h"
#include "widgets/message_bar.h"
#include "widgets/metric_table.h"

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
  build_view_menu();
  build_help_menu();
  build_tool_bar();
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
  QAction* picture = add_action(menu, tr("&Export current chart…"), QKeySequence(Qt::CTRL | Qt::Key_E),
                                "action_export_chart");
  picture->setIcon(widgets::icon(Icon::export_));
  picture->setIconText(tr("Export"));
  connect(picture, &QAction::triggered, this, &MainWindow::export_chart);
  QAction* figures = add_action(menu, tr("Export error &figures…"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), "action_export_metrics");
  connect(figures, &QAction::triggered, this, &MainWindow::export_metrics);
  QAction* properties = add_action(menu, tr("&Properties of the file"), QKeySequence(Qt::CTRL | Qt::Key_I),
                                   "action_properties");
  connect(properties, &QAction::triggered, this, &MainWindow::show_properties);
  menu->addSeparator();
  QAction* quit = add_action(menu, tr("&Quit"), QKeySequence::Quit, "action_quit");
  connect(quit, &QAction::triggered, this, &QWidget::close);
  document_actions_ = {picture, figures, properties};
}

void MainWindow::build_edit_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&Edit"));
  QAction* undo = undo_->createUndoAction(this, tr("&Undo"));
  undo->setObjectName(QStringLiteral("action_undo"));
  undo->setShortcut(QKeySequence::Undo);
  undo->setIcon(widgets::icon(Icon::undo));
  QAction* redo = undo_->createRedoAction(this, tr("&Redo"));
  redo->setObjectName(QStringLiteral("action_redo"));
  redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
  redo->setIcon(widgets::icon(Icon::redo));
  menu->addActions({undo, redo});
  QAction* reset =
      add_action(menu, tr("Reset &parameters"), QKeySequence(Qt::CTRL | Qt::Key_R), "action_reset");
  reset->setIcon(widgets::icon(Icon::reset));
  connect(reset, &QAction::triggered, panel_, &MethodPanel::reset_parameters);
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
  document_actions_.insert(document_actions_.end(), {copy, table, command, search});
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
    distribution_->histogram()->frame()->resetView();
    distribution_->profile()->frame()->resetView();
  });
  menu->addSeparator();
  for (QDockWidget* dock : findChildren<QDockWidget*>()) {
    QAction* toggle = dock->toggleViewAction();
    toggle->setShortcut(
        QKeySequence(dock->objectName() == QLatin1String("navigator_dock") ? Qt::Key_F7 : Qt::Key_F8));
    menu->addAction(toggle);
  }
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
  document_actions_.insert(document_actions_.end(), {next, previous, worst, home});
}

void MainWindow::build_help_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&Help"));
  QAction* keys = add_action(menu, tr("&Keyboard and mouse"), QKeySequence::HelpContents, "action_shortcuts");
  connect(keys, &QAction::triggered, this, &MainWindow::show_shortcuts);
  menu->addSeparator();
  connect(add_action(menu, tr("&About Quantscope"), {}, "action_about"), &QAction::triggered, this,
          &MainWindow::show_about);
  connect(add_action(menu, tr("About &Qt"), {}, "action_about_qt"), &QAction::triggered, qApp,
          &QApplication::aboutQt);
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
  for (const char* name : {"action_undo", "action_redo"}) {
    auto* action = findChild<QAction*>(QString::fromLatin1(name));
    bar->addAction(action);
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action)))
      button->setToolButtonStyle(Qt::ToolButtonIconOnly);
  }
  bar->addSeparator();
  QAction* export_action = findChild<QAction*>(QStringLiteral("action_export_chart"));
  bar->addAction(export_action);
  auto* space = new QWidget(bar);
  space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  bar->addWidget(space);
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

widgets::ChartFrame* MainWindow::current_chart() const {
  widgets::ChartFrame* histogram = distribution_->histogram()->frame();
  widgets::ChartFrame* profile = distribution_->profile()->frame();
  const QWidget* focus = QApplication::focusWidget();
  const bool profile_has_focus = focus && (profile == focus || profile->isAncestorOf(focus));
  return profile_has_focus || !distribution_->histogram()->isVisible() ? profile : histogram;
}

void MainWindow::export_chart() {
  widgets::ChartFrame* frame = current_chart();
  const QString filters =
      tr("PNG picture (*.png);;SVG picture (*.svg);;PDF picture (*.pdf);;CSV table (*.csv);;JSON table "
         "(*.json)");
  QString filter;
  QString path =
      QFileDialog::getSaveFileName(this, tr("Export %1").arg(frame->title()), QString(), filters, &filter);
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty())
    path += filter.mid(filter.indexOf(QLatin1String("*.")) + 1).chopped(1);
  frame->exportTo(path);
}

void MainWindow::export_metrics() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export error figures"), QString(),
                                                    tr("CSV table (*.csv);;JSON table (*.json)"));
  if (path.isEmpty()) return;
  const widgets::ChartTable table = panel_->metrics()->table();
  const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
  const QByteArray bytes = json ? widgets::table_json(table) : widgets::table_csv(table);
  try {
    base::write_file_atomically(path.toStdString(),
                                {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    messages_->postInformation(tr("Written: %1").arg(path));
  } catch (const base::Error& error) {
    messages_->postError(tr("%1 could not be written").arg(path), QString::fromStdString(error.what()));
  }
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
  if (document_) show_properties_dialog(this, *document_);
}

}  // namespace quantscope::gui
