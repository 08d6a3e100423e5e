#include "widgets/histogram_options.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>

#include "widgets/flow_layout.h"

namespace quantscope::widgets {
namespace {

using statistics::BinRule;
using statistics::ValueScale;

void select(QComboBox* box, int data) {
  const QSignalBlocker quiet(box);
  box->setCurrentIndex(std::max(0, box->findData(data)));
}

}  // namespace

HistogramOptions::HistogramOptions(QWidget* parent)
    : QWidget(parent),
      scale_(new QComboBox),
      count_scale_(new QComboBox),
      quantity_(new QComboBox),
      rule_(new QComboBox),
      number_(new QDoubleSpinBox),
      width_(new QDoubleSpinBox) {
  scale_->addItem(tr("linear"), static_cast<int>(ValueScale::linear));
  scale_->addItem(tr("log |x|"), static_cast<int>(ValueScale::logarithmic));
  scale_->addItem(tr("symmetric log"), static_cast<int>(ValueScale::symmetric_logarithmic));
  count_scale_->addItem(tr("linear"), 0);
  count_scale_->addItem(tr("log"), 1);
  quantity_->addItem(tr("count"), 0);
  quantity_->addItem(tr("mass"), 1);
  quantity_->setItemData(0, tr("Number of values in each bin"), Qt::ToolTipRole);
  quantity_->setItemData(1, tr("Share of Σ x² in each bin: where the energy lies"), Qt::ToolTipRole);
  rule_->addItem(tr("number"), static_cast<int>(BinRule::number));
  rule_->addItem(tr("width"), static_cast<int>(BinRule::width));
  rule_->addItem(tr("square root"), static_cast<int>(BinRule::square_root));
  rule_->addItem(tr("Rice"), static_cast<int>(BinRule::rice));
  rule_->addItem(tr("Sturges"), static_cast<int>(BinRule::sturges));
  rule_->addItem(tr("Doane"), static_cast<int>(BinRule::doane));
  rule_->addItem(tr("Scott"), static_cast<int>(BinRule::scott));
  rule_->addItem(tr("Freedman–Diaconis"), static_cast<int>(BinRule::freedman_diaconis));
  number_->setDecimals(0);
  number_->setRange(1, 4096);
  number_->setValue(200);
  number_->setToolTip(tr("Number of bins, 1 to 4096 (default 200)"));
  width_->setDecimals(6);
  width_->setRange(1e-6, 1e9);
  width_->setValue(0.01);
  width_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  width_->setToolTip(tr("Width of a bin in units of the values; on the linear scale only"));

  auto* layout = new FlowLayout(this, 10);
  const auto add = [&](const QString& text, QWidget* first, QWidget* second, QWidget* third,
                       const char* name) {
    auto* group = new QWidget;
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* label = new QLabel(text);
    label->setBuddy(first);
    row->addWidget(label);
    for (QWidget* widget : {first, second, third})
      if (widget) row->addWidget(widget);
    first->setObjectName(name);
    first->setAccessibleName(text);
    layout->addWidget(group);
  };
  add(tr("x"), scale_, nullptr, nullptr, "histogram_scale");
  add(tr("y"), quantity_, count_scale_, nullptr, "histogram_quantity");
  add(tr("bins"), rule_, number_, width_, "histogram_rule");
  count_scale_->setObjectName("histogram_count_scale");
  count_scale_->setAccessibleName(tr("y scale"));
  number_->setObjectName("histogram_number");
  number_->setAccessibleName(tr("number of bins"));
  width_->setObjectName("histogram_width");
  width_->setAccessibleName(tr("width of a bin"));
  show_rule();

  const auto bins_edited = [this] {
    show_rule();
    emit bins_changed();
  };
  connect(scale_, &QComboBox::currentIndexChanged, this, bins_edited);
  connect(rule_, &QComboBox::currentIndexChanged, this, bins_edited);
  connect(number_, &QDoubleSpinBox::valueChanged, this, bins_edited);
  connect(width_, &QDoubleSpinBox::valueChanged, this, bins_edited);
  connect(count_scale_, &QComboBox::currentIndexChanged, this, &HistogramOptions::axes_changed);
  connect(quantity_, &QComboBox::currentIndexChanged, this, &HistogramOptions::axes_changed);
}

statistics::BinOptions HistogramOptions::bins() const {
  statistics::BinOptions options = rest_;
  options.scale = static_cast<ValueScale>(scale_->currentData().toInt());
  options.rule = static_cast<BinRule>(rule_->currentData().toInt());
  options.number = number_->value();
  options.width = width_->value();
  return options;
}

void HistogramOptions::set_bins(const statistics::BinOptions& options) {
  rest_ = options;
  select(scale_, static_cast<int>(options.scale));
  select(rule_, static_cast<int>(options.rule));
  const QSignalBlocker quiet_number(number_), quiet_width(width_);
  number_->setValue(options.number);
  if (options.width > 0) width_->setValue(options.width);
  show_rule();
}

bool HistogramOptions::count_logarithmic() const {
  return count_scale_->currentData().toInt() == 1;
}

void HistogramOptions::set_count_logarithmic(bool on) {
  count_scale_->setCurrentIndex(on ? 1 : 0);
}

bool HistogramOptions::shows_mass() const {
  return quantity_->currentData().toInt() == 1;
}

void HistogramOptions::set_shows_mass(bool on) {
  quantity_->setCurrentIndex(on ? 1 : 0);
}

void HistogramOptions::show_rule() {
  const auto rule = static_cast<BinRule>(rule_->currentData().toInt());
  number_->setVisible(rule == BinRule::number);
  width_->setVisible(rule == BinRule::width);
  const bool linear = static_cast<ValueScale>(scale_->currentData().toInt()) == ValueScale::linear;
  width_->setEnabled(linear);
  width_->setToolTip(linear ? tr("Width of a bin in units of the values")
                            : tr("A fixed width needs the linear x scale"));
}

}  // namespace quantscope::widgets
