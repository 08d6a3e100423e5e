#pragma once

#include <QWidget>

class QLabel;

namespace quantscope::gui {

/// What the middle shows while nothing is open: how to open a model.
class WelcomePage : public QWidget {
  Q_OBJECT

 public:
  explicit WelcomePage(bool has_sample, QWidget* parent = nullptr);
  /// "opening model.h5 …" in place of the invitation; empty brings it back.
  void set_activity(const QString& activity);

 signals:
  void openRequested();
  void sampleRequested();

 private:
  QLabel* text_;
  QWidget* buttons_;
};

}  // namespace quantscope::gui
