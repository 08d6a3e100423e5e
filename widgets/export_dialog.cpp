#include "widgets/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <cmath>

#include "core/base/error.h"
#include "widgets/lengths.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

constexpr QSize preview_size(420, 320);
constexpr double css_pixel_mm = millimetres_per_inch / 96;

QStackedWidget* stack_of(QWidget* first, QWidget* second) {
  auto* stack = new QStackedWidget;
  stack->addWidget(first);
  stack->addWidget(second);
  stack->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  return stack;
}

QDoubleSpinBox* millimetre_box(const char* name) {
  auto* box = new QDoubleSpinBox;
  box->setRange(20, 1000);
  box->setDecimals(1);
  box->setSuffix(ExportDialog::tr(" mm"));
  box->setObjectName(name);
  return box;
}

}  // namespace

ExportDialog::ExportDialog(ExportFormat format, QSize size, Preview preview, QWidget* parent)
    : QDialog(parent),
      format_(format),
      preview_(std::move(preview)),
      style_(new QComboBox),
      unit_(new QComboBox),
      width_preset_(new QComboBox),
      width_(new QSpinBox),
      height_(new QSpinBox),
      width_mm_(millimetre_box("export_width_mm")),
      height_mm_(millimetre_box("export_height_mm")),
      scale_(new QDoubleSpinBox),
      dots_per_inch_(new QComboBox),
      width_stack_(stack_of(width_, width_mm_)),
      height_stack_(stack_of(height_, height_mm_)),
      resolution_stack_(stack_of(scale_, dots_per_inch_)),
      title_(new QCheckBox(tr("Title and sentence"))),
      pixels_(new QLabel),
      picture_(new QLabel) {
  setWindowTitle(tr("Export picture as %1").arg(format_name(format).toUpper()));
  style_->addItem(tr("As on screen"), static_cast<int>(PictureStyle::screen));
  style_->addItem(tr("Light colours, for print"), static_cast<int>(PictureStyle::light));
  style_->addItem(tr("For papers: white, sans-serif, thin lines"), static_cast<int>(PictureStyle::paper));
  style_->setObjectName("export_style");
  unit_->addItem(tr("pixels"));
  unit_->addItem(tr("millimetres"));
  unit_->setObjectName("export_unit");
  width_preset_->addItem(tr("free"), 0.0);
  width_preset_->addItem(tr("single column, %1 mm").arg(single_column_mm), single_column_mm);
  width_preset_->addItem(tr("double column, %1 mm").arg(double_column_mm), double_column_mm);
  width_preset_->setObjectName("export_column");
  for (QSpinBox* box : {width_, height_}) {
    box->setRange(200, 8000);
    box->setSuffix(tr(" px"));
  }
  width_->setValue(size.width());
  height_->setValue(size.height());
  width_mm_->setValue(size.width() * css_pixel_mm);
  height_mm_->setValue(size.height() * css_pixel_mm);
  width_->setObjectName("export_width");
  height_->setObjectName("export_height");
  scale_->setObjectName("export_scale");
  scale_->setRange(0.5, 8);
  scale_->setSingleStep(0.5);
  scale_->setValue(2);
  scale_->setSuffix(tr(" ×"));
  for (const int dpi : {150, 300, 600}) dots_per_inch_->addItem(tr("%1 dots per inch").arg(dpi), dpi);
  dots_per_inch_->setCurrentIndex(1);
  dots_per_inch_->setObjectName("export_dpi");
  title_->setChecked(true);
  title_->setObjectName("export_title");
  picture_->setObjectName("export_preview");
  picture_->setAlignment(Qt::AlignCenter);
  picture_->setFixedSize(preview_size + QSize(12, 12));
  picture_->setFrameShape(QFrame::StyledPanel);
  picture_->setAccessibleName(tr("Preview of the picture"));

  auto* columns = new QHBoxLayout(this);
  auto* layout = new QFormLayout;
  columns->addLayout(layout);
  columns->addWidget(picture_, 0, Qt::AlignTop);
  picture_->setVisible(static_cast<bool>(preview_));
  layout->addRow(tr("Style"), style_);
  layout->addRow(tr("Size in"), unit_);
  layout->addRow(tr("Column"), width_preset_);
  layout->addRow(tr("Width"), width_stack_);
  layout->addRow(tr("Height"), height_stack_);
  if (format == ExportFormat::png) layout->addRow(tr("Resolution"), resolution_stack_);
  layout->addRow(tr("Result"), pixels_);
  layout->addRow(title_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  layout->addRow(buttons);

  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(style_, &QComboBox::currentIndexChanged, this, &ExportDialog::choose_style);
  connect(unit_, &QComboBox::currentIndexChanged, this, &ExportDialog::show_result);
  connect(width_preset_, &QComboBox::currentIndexChanged, this, &ExportDialog::choose_width);
  connect(width_mm_, &QDoubleSpinBox::valueChanged, this, [this](double width) {
    if (width_preset_->currentData().toDouble() != width) width_preset_->setCurrentIndex(0);
  });
  for (QSpinBox* box : {width_, height_})
    connect(box, &QSpinBox::valueChanged, this, &ExportDialog::show_result);
  for (QDoubleSpinBox* box : {width_mm_, height_mm_, scale_})
    connect(box, &QDoubleSpinBox::valueChanged, this, &ExportDialog::show_result);
  connect(dots_per_inch_, &QComboBox::currentIndexChanged, this, &ExportDialog::show_result);
  connect(title_, &QCheckBox::toggled, this, &ExportDialog::show_result);
  redraw_.setSingleShot(true);
  redraw_.setInterval(30);
  connect(&redraw_, &QTimer::timeout, this, &ExportDialog::draw_preview);
  show_result();
}

bool ExportDialog::in_millimetres() const {
  return unit_->currentIndex() == 1;
}

PictureOptions ExportDialog::options() const {
  PictureOptions options;
  options.style = static_cast<PictureStyle>(style_->currentData().toInt());
  options.title = title_->isChecked();
  options.size = QSize(width_->value(), height_->value());
  if (in_millimetres()) {
    options.millimetres = QSizeF(width_mm_->value(), height_mm_->value());
    options.dots_per_inch = dots_per_inch_->currentData().toDouble();
  } else {
    options.scale = scale_->value();
  }
  return options;
}

/// Papers want a column's width and say in the caption what the chart shows.
void ExportDialog::choose_style() {
  if (static_cast<PictureStyle>(style_->currentData().toInt()) == PictureStyle::paper) {
    unit_->setCurrentIndex(1);
    if (width_preset_->currentIndex() == 0) width_preset_->setCurrentIndex(1);
    title_->setChecked(false);
  }
  show_result();
}

void ExportDialog::choose_width() {
  const double width = width_preset_->currentData().toDouble();
  if (width > 0) {
    const double proportion = height_mm_->value() / width_mm_->value();
    width_mm_->setValue(width);
    height_mm_->setValue(width * proportion);
  }
  show_result();
}

void ExportDialog::show_result() {
  const bool millimetres = in_millimetres();
  for (QStackedWidget* stack : {width_stack_, height_stack_, resolution_stack_})
    stack->setCurrentIndex(millimetres ? 1 : 0);
  width_preset_->setEnabled(millimetres);
  width_preset_->setToolTip(millimetres ? QString() : tr("Only for sizes in millimetres"));
  const PictureOptions chosen = options();
  const QSize pixels = picture_pixels(chosen);
  if (format_ == ExportFormat::png)
    pixels_->setText(tr("%1 × %2 pixels").arg(format_count(pixels.width()), format_count(pixels.height())));
  else
    pixels_->setText(
        tr("%1 × %2 mm")
            .arg(format_three(millimetres ? width_mm_->value() : width_->value() * css_pixel_mm),
                 format_three(millimetres ? height_mm_->value() : height_->value() * css_pixel_mm)));
  redraw_.start();
}

void ExportDialog::draw_preview() {
  if (!preview_) return;
  try {
    QImage image = preview_(options(), preview_size * devicePixelRatioF());
    image.setDevicePixelRatio(devicePixelRatioF());
    picture_->setPixmap(QPixmap::fromImage(image));
  } catch (const base::Error& error) {
    picture_->setText(QString::fromUtf8(error.what()));
  }
}

}  // namespace quantscope::widgets
