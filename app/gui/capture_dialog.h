#pragma once

#include <QDialog>

#include "app/gui/capture_request.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace quantscope::widgets {
class ParameterForm;
}

namespace quantscope::gui {

/// Asks what to run and what to keep, and says what that will take.
class CaptureDialog : public QDialog {
  Q_OBJECT

 public:
  explicit CaptureDialog(CaptureFacts facts, QWidget* parent = nullptr);

  CaptureRequest request() const;
  widgets::ParameterForm* form() const { return form_; }
  /// A text beside those of the model file, chosen at once.
  void add_text_file(const QString& path);

 private:
  void ask_text_file();
  void show_estimate();

  CaptureFacts facts_;
  QComboBox* text_;
  widgets::ParameterForm* form_;
  QLabel* estimate_;
  QLabel* problem_;
  QPushButton* start_;
};

}  // namespace quantscope::gui
