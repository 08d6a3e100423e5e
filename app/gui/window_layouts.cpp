#include "app/gui/window_layouts.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QInputDialog>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QUrl>
#include <memory>
#include <vector>

namespace quantscope::gui {
namespace {

struct LayoutText {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::WindowLayouts)
};

struct DockPlace {
  const char* dock;
  Qt::DockWidgetArea area;
  double width;   ///< share of the window's width
  double height;  ///< share of its column's height
};

const std::vector<DockPlace>& places_of(const QString& preset) {
  static const std::vector<DockPlace> explore{{"navigator_dock", Qt::LeftDockWidgetArea, 0.21, 0.7},
                                              {"runs_dock", Qt::LeftDockWidgetArea, 0.21, 0.3},
                                              {"method_dock", Qt::RightDockWidgetArea, 0.25, 1}};
  static const std::vector<DockPlace> focus;
  static const std::vector<DockPlace> compare{{"runs_dock", Qt::LeftDockWidgetArea, 0.19, 0.6},
                                              {"history_dock", Qt::LeftDockWidgetArea, 0.19, 0.4},
                                              {"method_dock", Qt::RightDockWidgetArea, 0.23, 1}};
  return preset == QLatin1String("focus") ? focus : preset == QLatin1String("compare") ? compare : explore;
}

/// A name may hold anything, a key of the settings may not.
QString key_of(const QString& name) {
  return QStringLiteral("layouts/") + QString::fromLatin1(QUrl::toPercentEncoding(name));
}

QByteArray signed_state(const QByteArray& state) {
  return QByteArray::number(qChecksum(state)) + ' ' + state;
}

/// Empty where it was damaged: QMainWindow takes some broken states and loses docks over them.
QByteArray checked_state(const QByteArray& bytes) {
  const qsizetype space = bytes.indexOf(' ');
  if (space < 0) return {};
  const QByteArray state = bytes.mid(space + 1);
  return bytes.left(space) == QByteArray::number(qChecksum(state)) ? state : QByteArray();
}

void ask_name_and_save(QMainWindow& window) {
  bool accepted = false;
  const QString name =
      QInputDialog::getText(&window, LayoutText::tr("Save the layout"), LayoutText::tr("Name of the layout:"),
                            QLineEdit::Normal, {}, &accepted);
  if (accepted) save_layout(window, name);
}

}  // namespace

QStringList preset_layouts() {
  return {QStringLiteral("explore"), QStringLiteral("focus"), QStringLiteral("compare")};
}

WindowLayout preset_layout(const QString& id) {
  if (id == QLatin1String("focus")) return {id, LayoutText::tr("Focus"), LayoutText::tr("Only the pages")};
  if (id == QLatin1String("compare"))
    return {id, LayoutText::tr("Compare"), LayoutText::tr("Runs and history beside the pages")};
  return {QStringLiteral("explore"), LayoutText::tr("Explore"),
          LayoutText::tr("Tensors and runs left, the method right")};
}

void apply_preset(QMainWindow& window, const QString& id) {
  for (QDockWidget* dock : window.findChildren<QDockWidget*>()) {
    dock->setFloating(false);
    dock->hide();
  }
  QList<QDockWidget*> docks;
  QList<int> widths, heights;
  for (const DockPlace& place : places_of(id)) {
    auto* dock = window.findChild<QDockWidget*>(QLatin1String(place.dock));
    if (!dock) continue;
    window.removeDockWidget(dock);
    window.addDockWidget(place.area, dock, Qt::Vertical);
    dock->show();
    docks << dock;
    widths << static_cast<int>(place.width * window.width());
    heights << static_cast<int>(place.height * window.height());
  }
  window.resizeDocks(docks, widths, Qt::Horizontal);
  window.resizeDocks(docks, heights, Qt::Vertical);
}

QStringList saved_layouts() {
  QSettings settings;
  settings.beginGroup(QStringLiteral("layouts"));
  QStringList names;
  for (const QString& key : settings.childKeys()) names << QUrl::fromPercentEncoding(key.toLatin1());
  names.sort(Qt::CaseInsensitive);
  return names;
}

bool save_layout(const QMainWindow& window, const QString& name) {
  const QString simple = name.simplified();
  if (simple.isEmpty()) return false;
  QSettings().setValue(key_of(simple), signed_state(window.saveState()));
  return true;
}

void remove_layout(const QString& name) {
  QSettings().remove(key_of(name.simplified()));
}

bool apply_saved_layout(QMainWindow& window, const QString& name) {
  const QByteArray state = checked_state(QSettings().value(key_of(name.simplified())).toByteArray());
  if (!state.isEmpty() && window.restoreState(state)) return true;
  apply_preset(window, QStringLiteral("explore"));
  return false;
}

void fill_layout_menu(QMenu& menu, QMainWindow& window) {
  menu.setToolTipsVisible(true);
  for (const QString& id : preset_layouts()) {
    const WindowLayout layout = preset_layout(id);
    QAction* action = menu.addAction(layout.title);
    action->setObjectName(QStringLiteral("layout_") + id);
    action->setToolTip(layout.help);
    QObject::connect(action, &QAction::triggered, &window, [&window, id] { apply_preset(window, id); });
  }
  menu.addSeparator();
  QAction* save = menu.addAction(LayoutText::tr("&Save as…"));
  save->setObjectName(QStringLiteral("layout_save"));
  QObject::connect(save, &QAction::triggered, &window, [&window] { ask_name_and_save(window); });
  QMenu* removal = menu.addMenu(LayoutText::tr("&Delete"));
  removal->setObjectName(QStringLiteral("layout_delete"));
  const auto saved = std::make_shared<QList<QPointer<QAction>>>();
  const auto refresh = [&menu, &window, saved, save, removal] {
    for (const QPointer<QAction>& action : *saved) delete action;
    saved->clear();
    removal->clear();
    for (const QString& name : saved_layouts()) {
      const QString text = QString(name).replace('&', QLatin1String("&&"));
      auto* action = new QAction(text, &menu);
      QObject::connect(action, &QAction::triggered, &window,
                       [&window, name] { apply_saved_layout(window, name); });
      menu.insertAction(save, action);
      saved->push_back(action);
      QObject::connect(removal->addAction(text), &QAction::triggered, &window,
                       [name] { remove_layout(name); });
    }
    if (!saved->isEmpty()) saved->push_back(menu.insertSeparator(save));
    removal->setEnabled(!removal->isEmpty());
  };
  QObject::connect(&menu, &QMenu::aboutToShow, &menu, refresh);
  refresh();
}

}  // namespace quantscope::gui
