#include "widgets/export_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::widgets {

ExportDialog::ExportDialog(ExportFormat format, QSize size, QWidget* parent)
    : QDialog(parent),
      width_(new QSpinBox),
      height_(new QSpinBox),
      scale_(new QDoubleSpinBox),
      light_(new QCheckBox(tr("Light colours, for print"))),
      pixels_(new QLabel) {
  setWindowTitle(tr("Export picture as %1").arg(format_name(format).toUpper()));
  for (QSpinBox* box : {width_, height_}) {
    box->setRange(200, 8000);
    box->setSuffix(tr(" px"));
  }
  width_->setValue(size.width());
  height_->setValue(size.height());
  width_->setObjectName("export_width");
  height_->setObjectName("export_height");
  scale_->setObjectName("export_scale");
  scale_->setRange(0.5, 8);
  scale_->setSingleStep(0.5);
  scale_->setValue(2);
  scale_->setSuffix(tr(" ×"));
  light_->setChecked(!current_theme().dark);

  auto* layout = new QFormLayout(this);
  layout->addRow(tr("Width"), width_);
  layout->addRow(tr("Height"), height_);
  if (format == ExportFormat::png) {
    layout->addRow(tr("Scale"), scale_);
    layout->addRow(tr("Pixels"), pixels_);
  }
  layout->addRow(light_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  layout->addRow(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  for (QSpinBox* box : {width_, height_})
    connect(box, &QSpinBox::valueChanged, this, &ExportDialog::show_pixels);
  connect(scale_, &QDoubleSpinBox::valueChanged, this, &ExportDialog::show_pixels);
  show_pixels();
}

PictureOptions ExportDialog::options() const {
  return {QSize(width_->value(), height_->value()), scale_->value(), light_->isChecked()};
}

void ExportDialog::show_pixels() {
  pixels_->setText(QStringLiteral("%1 × %2")
                       .arg(format_count(std::lround(width_->value() * scale_->value())))
                       .arg(format_count(std::lround(height_->value() * scale_->value()))));
}

}  // namespace quantscope::widgets
