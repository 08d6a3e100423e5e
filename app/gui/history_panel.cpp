#include "app/gui/history_panel.h"

#include <QLabel>
#include <QUndoStack>
#include <QUndoView>
#include <QVBoxLayout>

#include "app/gui/workspace.h"

namespace quantscope::gui {

HistoryPanel::HistoryPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      view_(new QUndoView(&workspace.undo(), this)),
      empty_(new QLabel(this)) {
  setObjectName(QStringLiteral("history_panel"));
  view_->setObjectName(QStringLiteral("history_view"));
  view_->setEmptyLabel(tr("start"));
  view_->setAccessibleName(tr("History of changes"));
  view_->setToolTip(tr("Click a step to go back or forth to it"));
  view_->setFrameShape(QFrame::NoFrame);
  empty_->setObjectName(QStringLiteral("history_empty"));
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignTop);
  empty_->setContentsMargins(8, 8, 8, 8);
  empty_->setForegroundRole(QPalette::PlaceholderText);
  empty_->setText(
      tr("Nothing has been changed yet. Each change of a parameter, a filter or a run appears here; "
         "a click on a step goes back to it."));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(empty_);
  layout->addWidget(view_, 1);
  connect(&workspace_.undo(), &QUndoStack::indexChanged, this, &HistoryPanel::update_state);
  update_state();
}

void HistoryPanel::update_state() {
  const bool empty = workspace_.undo().count() == 0;
  empty_->setVisible(empty);
  view_->setVisible(!empty);
}

}  // namespace quantscope::gui
