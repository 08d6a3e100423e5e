#pragma once

#include <QWidget>

#include "app/gui/accelerator_library.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace quantscope::widgets {
class ParameterForm;
}

namespace quantscope::gui {

/// All figures of one accelerator, each with its unit, mark and source. A built-in one is read-only until it
/// is copied; those of the user are changed here, renamed, deleted, imported and exported.
class AcceleratorPanel : public QWidget {
  Q_OBJECT

 public:
  AcceleratorPanel(AcceleratorLibrary& library, QWidget* parent);

  /// What is shown; null shows nothing.
  void set_accelerator(const AcceleratorPointer& accelerator);
  void set_measuring(bool on);
  widgets::ParameterForm* form() const { return form_; }
  /// Beside a picture the form takes no more than it needs.
  QSize sizeHint() const override { return {preferred_width, QWidget::sizeHint().height()}; }

 public slots:
  void copy_shown();
  void rename_shown();
  void remove_shown();
  void ask_import();
  void ask_export();
  void import_file(const QString& path);
  void export_file(const QString& path);

 signals:
  /// One that was copied or imported: it is wanted in front.
  void chosen(const QString& id);
  void measureAsked();
  void failed(const QString& what, const QString& details);
  void exported(const QString& path);

 private:
  static constexpr int preferred_width = 400;

  void build_buttons();
  void show_accelerator(const AcceleratorPointer& accelerator);
  void take_value(const QString& id, const base::ParameterValue& value, bool dragging);
  bool is_own() const;

  AcceleratorLibrary& library_;
  AcceleratorPointer shown_;
  std::string form_of_;  ///< id whose figures the form was built for
  QLabel* title_;
  QLabel* state_;
  QLineEdit* name_;
  QWidget* buttons_;
  QPushButton* copy_;
  QPushButton* remove_;
  QPushButton* measure_;
  widgets::ParameterForm* form_;
  int drags_ = 0;
};

}  // namespace quantscope::gui
