#pragma once

#include <QWidget>

#include "app/gui/workspace.h"

class QLabel;
class QListView;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace quantscope::gui {

/// Pins the setting of the method panel; says so where it is pinned already or where there are too many runs.
/// The index of the run, −1 where there is none.
int pin_current_setting(Workspace& workspace);

/// The `quantscope-cli` line that gives a run's figures on the selected tensor; empty where none is selected.
QString command_of(const Workspace& workspace, const study::Setting& setting);

/// The list of pinned runs: eye, line and marker, name. F2 renames, Delete removes, double click or Enter
/// puts the run's setting into the method panel.
class RunsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit RunsPanel(Workspace& workspace, QWidget* parent = nullptr);

  QListView* list() const { return list_; }
  QPushButton* pin_button() const { return pin_; }
  /// The row in front, −1 for none.
  int current_run() const;
  /// What can be done with a run; the caller owns the menu.
  QMenu* menu_of(int run);

 public slots:
  void pin_current();
  void apply_current();
  void rename_current();
  void remove_current();
  void copy_command_of_current();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void update_state();
  void apply(const QModelIndex& index);

  Workspace& workspace_;
  QListView* list_;
  QLabel* empty_;
  QStackedWidget* stack_;
  QPushButton* pin_;
};

}  // namespace quantscope::gui
