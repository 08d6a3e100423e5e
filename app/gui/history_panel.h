#pragma once

#include <QWidget>

class QLabel;
class QUndoView;

namespace quantscope::gui {

class Workspace;

/// What was changed, in words, oldest first; a click goes back or forth to that step.
class HistoryPanel : public QWidget {
  Q_OBJECT

 public:
  explicit HistoryPanel(Workspace& workspace, QWidget* parent = nullptr);

 private:
  void update_state();

  Workspace& workspace_;
  QUndoView* view_;
  QLabel* empty_;
};

}  // namespace quantscope::gui
