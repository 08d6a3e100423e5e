#pragma once

#include <QUndoCommand>
#include <functional>
#include <utility>

namespace quantscope::gui {

/// An edit that was made already, remembered as the value before and after; edits with the same key merge.
template <typename Value>
class ValueUndo : public QUndoCommand {
 public:
  using Apply = std::function<void(const Value&)>;

  /// `kind`: > 1, the same for all commands of this value. `key`: empty never merges.
  ValueUndo(const QString& what, int kind, Value before, Value after, Apply apply, QString key = {})
      : QUndoCommand(what),
        kind_(kind),
        before_(std::move(before)),
        after_(std::move(after)),
        apply_(std::move(apply)),
        key_(std::move(key)) {}

  void undo() override {
    apply_(before_);
    done_ = false;
  }
  void redo() override {
    if (!done_) apply_(after_);
    done_ = true;
  }
  int id() const override { return kind_; }
  bool mergeWith(const QUndoCommand* other) override {
    const auto* next = static_cast<const ValueUndo*>(other);
    if (key_.isEmpty() || next->key_ != key_) return false;
    after_ = next->after_;
    setObsolete(after_ == before_);
    return true;
  }

 private:
  int kind_;
  Value before_, after_;
  Apply apply_;
  QString key_;
  bool done_ = true;
};

/// Kinds of commands on the window's undo stack.
enum UndoKind { undo_setting = 1, undo_filters, undo_runs, undo_accelerator, undo_accelerators };

}  // namespace quantscope::gui
