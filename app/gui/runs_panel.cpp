#include "app/gui/runs_panel.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "app/gui/command_text.h"
#include "app/gui/document.h"
#include "app/gui/runs_panel_delegate.h"
#include "core/methods/method.h"
#include "widgets/icons.h"
#include "widgets/message_bar.h"
#include "widgets/theme.h"

namespace quantscope::gui {

int pin_current_setting(Workspace& workspace) {
  if (workspace.setting().method.empty()) {
    workspace.messages().postNotice(RunsPanel::tr("There is no setting to pin yet: choose a method first."));
    return -1;
  }
  const auto before = workspace.runs().runs().size();
  const int run = workspace.runs().pin(workspace.setting());
  widgets::Message message;
  message.kind = widgets::MessageKind::notice;
  message.id = QStringLiteral("pin");
  if (run < 0)
    message.text = RunsPanel::tr("%n run(s) are pinned, the most there can be. Remove one first.", nullptr,
                                 RunList::most_runs);
  else if (workspace.runs().runs().size() == before)
    message.text = RunsPanel::tr("This setting is pinned already, as “%1”.")
                       .arg(workspace.runs().runs()[static_cast<std::size_t>(run)].name);
  if (message.text.isEmpty())
    workspace.messages().withdraw(message.id);
  else
    workspace.messages().post(std::move(message));
  return run;
}

QString command_of(const Workspace& workspace, const study::Setting& setting) {
  const int tensor = workspace.tensor();
  if (!workspace.document() || tensor < 0) return {};
  const Document& document = *workspace.document();
  // An input is quantized with the layers that it feeds.
  const std::vector<int>& consumers = document.site_of(tensor).consumers;
  const bool is_weight = std::ranges::find(consumers, tensor) != consumers.end();
  const int weight = is_weight || consumers.empty() ? tensor : consumers.front();
  std::vector<base::ParameterSpec> specs = methods::method_by_id(setting.method).parameters(nullptr);
  if (workspace.loaded() && workspace.loaded()->site)
    if (const auto known = workspace.loaded()->site->methods.find(setting.method);
        known != workspace.loaded()->site->methods.end())
      specs = known->second.parameters;
  return quantize_command(document.path(), QString::fromStdString(document.tensor(weight).name),
                          setting.method, specs, setting.values, document.captured_path());
}

RunsPanel::RunsPanel(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 2, 4);
  layout->setSpacing(4);
  auto* heading = new QHBoxLayout;
  auto* title = new QLabel(tr("Runs"), this);
  QFont bold = title->font();
  bold.setBold(true);
  title->setFont(bold);
  pin_ = new QPushButton(widgets::icon(widgets::Icon::pin), tr("Pin current setting"), this);
  pin_->setObjectName(QStringLiteral("pin_current"));
  pin_->setToolTip(tr("Keeps method and parameters as they are now under a name (Ctrl+D)"));
  heading->addWidget(title, 1);
  heading->addWidget(pin_);
  layout->addLayout(heading);

  stack_ = new QStackedWidget(this);
  empty_ = new QLabel(tr("Pin a setting (Ctrl+D) to compare it with the next ones."), stack_);
  empty_->setObjectName(QStringLiteral("no_runs"));
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  empty_->setForegroundRole(QPalette::PlaceholderText);
  empty_->setContentsMargins(2, 2, 2, 2);
  list_ = new QListView(stack_);
  list_->setObjectName(QStringLiteral("runs"));
  list_->setAccessibleName(tr("Pinned runs"));
  list_->setWhatsThis(
      tr("Settings that you pinned. The eye shows a run over the pictures or hides it; F2 renames it, Delete "
         "removes it, Enter or a double click puts its setting back into the method panel."));
  list_->setModel(&workspace_.runs());
  list_->setItemDelegate(new RunDelegate(list_));
  list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
  list_->setSelectionMode(QAbstractItemView::SingleSelection);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setUniformItemSizes(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setMouseTracking(true);
  list_->installEventFilter(this);
  list_->viewport()->installEventFilter(this);
  stack_->addWidget(empty_);
  stack_->addWidget(list_);
  layout->addWidget(stack_, 1);

  connect(pin_, &QPushButton::clicked, this, &RunsPanel::pin_current);
  connect(list_, &QListView::doubleClicked, this, &RunsPanel::apply);
  connect(list_, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
    const QModelIndex index = list_->indexAt(position);
    if (!index.isValid()) return;
    QMenu* menu = menu_of(index.row());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(list_->viewport()->mapToGlobal(position));
  });
  connect(&workspace_.runs(), &RunList::changed, this, &RunsPanel::update_state);
  connect(&workspace_, &Workspace::settingChanged, this, &RunsPanel::update_state);
  connect(&widgets::theme_notifier(), &widgets::ThemeNotifier::changed, list_->viewport(),
          qOverload<>(&QWidget::update));
  // A reset of the model must not lose the row that the keyboard is on.
  connect(&workspace_.runs(), &QAbstractItemModel::modelAboutToBeReset, this,
          [this] { list_->setProperty("kept_row", current_run()); });
  connect(&workspace_.runs(), &QAbstractItemModel::modelReset, this, [this] {
    const int row = std::min(list_->property("kept_row").toInt(), workspace_.runs().rowCount() - 1);
    if (row >= 0) list_->setCurrentIndex(workspace_.runs().index(row));
  });
  update_state();
}

int RunsPanel::current_run() const {
  return list_->currentIndex().isValid() ? list_->currentIndex().row() : -1;
}

void RunsPanel::update_state() {
  stack_->setCurrentWidget(workspace_.runs().rowCount() > 0 ? static_cast<QWidget*>(list_) : empty_);
  pin_->setEnabled(!workspace_.setting().method.empty());
}

void RunsPanel::pin_current() {
  if (const int run = pin_current_setting(workspace_); run >= 0)
    list_->setCurrentIndex(workspace_.runs().index(run));
}

void RunsPanel::apply(const QModelIndex& index) {
  if (index.isValid())
    workspace_.ask_setting(workspace_.runs().runs()[static_cast<std::size_t>(index.row())].setting);
}

void RunsPanel::apply_current() {
  apply(list_->currentIndex());
}

void RunsPanel::rename_current() {
  if (list_->currentIndex().isValid()) list_->edit(list_->currentIndex());
}

void RunsPanel::remove_current() {
  workspace_.runs().remove(current_run());
}

void RunsPanel::copy_command_of_current() {
  if (current_run() < 0) return;
  const study::Setting& setting = workspace_.runs().runs()[static_cast<std::size_t>(current_run())].setting;
  if (const QString command = command_of(workspace_, setting); !command.isEmpty())
    QGuiApplication::clipboard()->setText(command);
}

QMenu* RunsPanel::menu_of(int run) {
  list_->setCurrentIndex(workspace_.runs().index(run));
  auto* menu = new QMenu(this);
  const auto add = [&](const QString& text, const QString& name, auto call) {
    QAction* action = menu->addAction(text, this, call);
    action->setObjectName(name);
    return action;
  };
  add(tr("Apply"), QStringLiteral("apply_run"), [this] {
    apply_current();
  })->setToolTip(tr("Puts the setting back into the method panel"));
  add(tr("Rename…"), QStringLiteral("rename_run"), [this] { rename_current(); });
  const PinnedRun& pinned = workspace_.runs().runs()[static_cast<std::size_t>(run)];
  add(pinned.visible ? tr("Hide in pictures") : tr("Show in pictures"), QStringLiteral("show_run"),
      [this, run, visible = !pinned.visible] { workspace_.runs().set_visible(run, visible); });
  if (workspace_.runs().baseline() == run)
    add(tr("No baseline"), QStringLiteral("no_baseline"), [this] { workspace_.runs().set_baseline(-1); });
  else
    add(tr("Set as baseline"), QStringLiteral("set_baseline"),
        [this, run] { workspace_.runs().set_baseline(run); });
  QAction* copy = add(tr("Copy quantscope-cli command"), QStringLiteral("copy_run_command"),
                      [this] { copy_command_of_current(); });
  copy->setEnabled(!command_of(workspace_, pinned.setting).isEmpty());
  menu->addSeparator();
  add(tr("Remove"), QStringLiteral("remove_run"), [this] { remove_current(); });
  return menu;
}

bool RunsPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == list_->viewport() && event->type() == QEvent::MouseButtonDblClick) {
    // The eye's second click of two quick ones is a click.
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QModelIndex index = list_->indexAt(mouse->position().toPoint());
    if (!index.isValid() ||
        !RunDelegate::eye_rect(list_->visualRect(index)).contains(mouse->position().toPoint()))
      return false;
    QMouseEvent press(QEvent::MouseButtonPress, mouse->position(), mouse->globalPosition(), mouse->button(),
                      mouse->buttons(), mouse->modifiers());
    QCoreApplication::sendEvent(list_->viewport(), &press);
    return true;
  }
  if (watched != list_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Delete:
      remove_current();
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      apply_current();
      return true;
    default:
      return QWidget::eventFilter(watched, event);
  }
}

}  // namespace quantscope::gui
