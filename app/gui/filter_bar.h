#pragma once

#include <QWidget>
#include <optional>
#include <utility>

#include "app/gui/view_filter.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace quantscope::gui {

class Workspace;

/// A slim row above the pages: the filters as chips, what they keep, and a button that adds one. Every change
/// is an undo step of the workspace.
class FilterBar : public QWidget {
  Q_OBJECT

 public:
  explicit FilterBar(Workspace& workspace, QWidget* parent = nullptr);

  /// Channels of the selected tensor that the filters keep, of all; nothing where that is not known.
  void set_channels(std::optional<std::pair<int, int>> kept_of_all);
  /// What can be added now; filled when it opens.
  QMenu* menu() const { return menu_; }

 public slots:
  /// The keyboard goes to a line for a pattern of names.
  void ask_pattern();
  void clear();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void rebuild();
  void count();
  void fill_menu();
  void fill_kinds(QMenu* kinds);
  void add(const Filter& filter);
  void add_choice(QMenu* menu, const char* name, const QString& text, const Filter& filter,
                  const QString& why_not = {});
  void flip(int index);
  void remove(int index);
  void finish_pattern(bool take);

  Workspace& workspace_;
  std::optional<std::pair<int, int>> channels_;
  QWidget* row_;
  QToolButton* button_;
  QMenu* menu_;
  QLineEdit* pattern_;
  QToolButton* clear_;
  QLabel* kept_;
  std::vector<QWidget*> chips_;
  Filters shown_;
  bool counting_ = false;
};

}  // namespace quantscope::gui
