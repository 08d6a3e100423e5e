#pragma once

#include <QUndoCommand>

#include "app/gui/method_panel.h"

namespace quantscope::gui {

/// One change of the method or its parameters; the moves of one drag are one step.
class SettingUndo : public QUndoCommand {
 public:
  SettingUndo(MethodPanel* panel, Setting before, Setting after, QString key);

  void undo() override;
  void redo() override;
  int id() const override { return 1; }
  bool mergeWith(const QUndoCommand* other) override;

 private:
  MethodPanel* panel_;
  Setting before_, after_;
  QString key_;
  bool done_ = true;  ///< the first redo() is the edit itself, made already
};

}  // namespace quantscope::gui
