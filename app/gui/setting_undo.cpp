#include "app/gui/setting_undo.h"

#include <QCoreApplication>

namespace quantscope::gui {

SettingUndo::SettingUndo(MethodPanel* panel, Setting before, Setting after, QString key)
    : QUndoCommand(QCoreApplication::translate("undo", "change of parameters")),
      panel_(panel),
      before_(std::move(before)),
      after_(std::move(after)),
      key_(std::move(key)) {}

void SettingUndo::undo() {
  panel_->apply(before_);
  done_ = false;
}

void SettingUndo::redo() {
  if (!done_) panel_->apply(after_);
  done_ = true;
}

bool SettingUndo::mergeWith(const QUndoCommand* other) {
  const auto* next = static_cast<const SettingUndo*>(other);
  if (key_.isEmpty() || next->key_ != key_) return false;
  after_ = next->after_;
  return true;
}

}  // namespace quantscope::gui
