#pragma once

#include <QFrame>
#include <QPointer>
#include <functional>

#include "app/gui/palette_match.h"

class QLabel;
class QLineEdit;
class QListView;

namespace quantscope::gui {

class PaletteModel;

/// Finds and does anything by its name: a box over the window with a line to type in and the best matches
/// below. Up and down choose, Enter does, Esc leaves. What was done last comes first.
class CommandPalette : public QFrame {
  Q_OBJECT

 public:
  static constexpr int most_rows = 50;
  static constexpr int most_recent = 20;

  /// Called at each opening; a list that it gave before is not prepared again.
  using Source = std::function<PaletteItems()>;
  /// Items that the query itself makes ("weight bits 4"); they stand first.
  using Answer = std::function<std::vector<PaletteItem>(const QString& query)>;

  explicit CommandPalette(QWidget* window);

  /// In order of importance among equal matches.
  void add_source(Source source) { sources_.push_back(std::move(source)); }
  void add_answer(Answer answer) { answers_.push_back(std::move(answer)); }

  QLineEdit* input() const { return input_; }
  QListView* list() const { return list_; }
  /// Rows shown now, best first.
  std::vector<const PaletteItem*> shown() const;

 public slots:
  void open();
  /// The keyboard goes back to where it was.
  void leave();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void search(const QString& query);
  void run_current();
  void move_by(int rows);
  void place();
  void remember(const PaletteItem& item);

  std::vector<Source> sources_;
  std::vector<Answer> answers_;
  PaletteIndex index_;
  std::vector<PaletteItem> answered_;
  QPointer<QWidget> focus_before_;
  QLineEdit* input_;
  QListView* list_;
  QLabel* nothing_;
  QLabel* foot_;
  PaletteModel* model_;
};

}  // namespace quantscope::gui
