#pragma once

#include <QDialog>

#include "widgets/chart_frame.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace quantscope::widgets {

/// Asks for the size of an exported picture; for PNG also for the scale.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  ExportDialog(ExportFormat format, QSize size, QWidget* parent = nullptr);
  PictureOptions options() const;

 private:
  void show_pixels();

  QSpinBox* width_;
  QSpinBox* height_;
  QDoubleSpinBox* scale_;
  QCheckBox* light_;
  QLabel* pixels_;
};

}  // namespace quantscope::widgets
