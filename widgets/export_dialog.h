#pragma once

#include <QDialog>
#include <QTimer>
#include <functional>

#include "widgets/chart_export.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace quantscope::widgets {

/// Asks for style and size of an exported picture, in millimetres (columns of a journal, or free) or in
/// pixels; for PNG also for dots per inch or the scale. Shows what will come out.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  /// `preview` draws the picture of these options fitted into a size; the dialog has no picture where empty.
  using Preview = std::function<QImage(const PictureOptions& options, QSize most)>;

  /// `size`: what is offered first, in CSS pixels.
  ExportDialog(ExportFormat format, QSize size, Preview preview = {}, QWidget* parent = nullptr);
  PictureOptions options() const;

 private:
  bool in_millimetres() const;
  void choose_style();
  void choose_width();
  void show_result();
  void draw_preview();

  ExportFormat format_;
  Preview preview_;
  QComboBox *style_, *unit_, *width_preset_;
  QSpinBox *width_, *height_;
  QDoubleSpinBox *width_mm_, *height_mm_, *scale_;
  QComboBox* dots_per_inch_;
  QStackedWidget *width_stack_, *height_stack_, *resolution_stack_;
  QCheckBox* title_;
  QLabel *pixels_, *picture_;
  QTimer redraw_;
};

}  // namespace quantscope::widgets
