#include "widgets/parameter_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/core_text.h"
#include "widgets/icons.h"
#include "widgets/number_box.h"
#include "widgets/number_text.h"
#include "widgets/theme.h"
#include "widgets/value_slider.h"

namespace quantscope::widgets {

using base::ParameterKind;
using base::ParameterValue;

ParameterEditor::ParameterEditor(const base::ParameterSpec& spec, QWidget* parent)
    : QWidget(parent),
      spec_(spec),
      value_(spec.default_value),
      label_(new QLabel),
      note_(new QLabel),
      reset_(new QToolButton),
      controls_(new QWidget) {
  const QString id = QString::fromStdString(spec.id);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(1);
  auto* line = new QHBoxLayout;
  line->setSpacing(6);
  line->addWidget(label_);
  line->addWidget(controls_, 1);
  line->addWidget(reset_);
  layout->addLayout(line);
  layout->addWidget(note_);
  label_->setWordWrap(true);
  reset_->setIcon(icon(Icon::reset));
  reset_->setAutoRaise(true);
  reset_->setObjectName(id + "_reset");
  note_->setWordWrap(true);
  note_->setVisible(false);
  note_->setObjectName(id + "_note");
  QFont small = font();
  small.setPointSizeF(small.pointSizeF() * 0.9);
  note_->setFont(small);

  auto* row = new QHBoxLayout(controls_);
  row->setContentsMargins(0, 0, 0, 0);
  switch (spec.kind) {
    case ParameterKind::integer:
    case ParameterKind::real:
      build_number(row);
      break;
    case ParameterKind::choice:
      build_choice(row);
      break;
    case ParameterKind::boolean:
      build_switch(row);
      break;
  }
  connect(reset_, &QToolButton::clicked, this, [this] { take(spec_.default_value, false); });
  describe();
  show_value();
}

void ParameterEditor::build_number(QHBoxLayout* row) {
  const QString id = QString::fromStdString(spec_.id);
  slider_ = new ValueSlider;
  slider_->setObjectName(id + "_slider");
  box_ = new NumberBox;
  box_->setObjectName(id + "_spin");
  row->addWidget(slider_, 1);
  row->addWidget(box_);
  label_->setBuddy(box_);
  connect(slider_, &QSlider::valueChanged, this,
          [this](int position) { take(slider_->value_at(position), slider_->isSliderDown()); });
  connect(slider_, &QSlider::sliderReleased, this, &ParameterEditor::finished);
  connect(box_, &QDoubleSpinBox::valueChanged, this, &ParameterEditor::take_typed);
  connect(box_, &NumberBox::refused, this, [this](const QString& text) {
    const ParameterValue typed = text.toStdString();
    refuse(QString::fromStdString(base::why_invalid(spec_, typed)));
  });
}

void ParameterEditor::build_choice(QHBoxLayout* row) {
  combo_ = new QComboBox;
  combo_->setObjectName(QString::fromStdString(spec_.id) + "_combo");
  combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  combo_->setMinimumContentsLength(8);
  combo_->setFocusPolicy(Qt::StrongFocus);
  row->addWidget(combo_, 1);
  label_->setBuddy(combo_);
  connect(combo_, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (index >= 0) take(spec_.choices[static_cast<std::size_t>(index)].id, false);
  });
}

void ParameterEditor::build_switch(QHBoxLayout* row) {
  check_ = new QCheckBox;
  check_->setObjectName(QString::fromStdString(spec_.id) + "_check");
  row->addWidget(check_, 1);
  label_->setBuddy(check_);
  connect(check_, &QCheckBox::toggled, this, [this](bool on) { take(on, false); });
}

bool ParameterEditor::set_spec(const base::ParameterSpec& spec) {
  spec_ = spec;
  const bool invalid = !base::why_invalid(spec_, value_).empty();
  if (invalid) value_ = spec_.default_value;
  describe();
  show_value();
  return invalid;
}

void ParameterEditor::set_value(const ParameterValue& value) {
  if (value == value_) return;
  value_ = value;
  refusal_.clear();
  show_value();
  show_note();
}

void ParameterEditor::set_disabled_reason(const QString& reason) {
  if (reason == disabled_reason_) return;
  disabled_reason_ = reason;
  controls_->setEnabled(reason.isEmpty());
  label_->setEnabled(reason.isEmpty());
  describe();
  show_note();
}

int ParameterEditor::label_width() const {
  return label_->fontMetrics().horizontalAdvance(label_->text()) + 2;
}

void ParameterEditor::set_label_width(int width) {
  label_->setFixedWidth(width);
}

void ParameterEditor::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) show_note();
}

/// Texts, ranges and choices that come from the description.
void ParameterEditor::describe() {
  const QString label = core_text(spec_.label);
  const bool unit_in_label = box_ && !spec_.unit.empty() && !unit_fits(spec_);
  label_->setText(unit_in_label ? QStringLiteral("%1 (%2)").arg(label, core_text(spec_.unit)) : label);
  QStringList facts;
  if (!spec_.allowed.empty()) {
    QStringList numbers;
    for (const double each : spec_.allowed) numbers << value_text(each);
    facts << tr("Accepts %1").arg(numbers.join(QStringLiteral(", "))) + unit_text();
  } else if (box_) {
    facts << tr("From %1 to %2").arg(value_text(spec_.minimum), value_text(spec_.maximum)) + unit_text();
  }
  facts << tr("Default %1").arg(value_text(spec_.default_value)) + unit_text();
  if (spec_.heavy) facts << tr("Slow: the full result follows without a preview");
  QString tip = QStringLiteral("<b>%1</b><br>%2<br><br>%3")
                    .arg(label.toHtmlEscaped(), core_text(spec_.help).toHtmlEscaped(),
                         facts.join(QStringLiteral("<br>")).toHtmlEscaped().replace("&lt;br&gt;", "<br>"));
  if (!disabled_reason_.isEmpty())
    tip += tr("<br><br>Without effect: %1").arg(disabled_reason_.toHtmlEscaped());
  setToolTip(tip);
  reset_->setToolTip(tr("Reset to %1").arg(value_text(spec_.default_value)) + unit_text());
  reset_->setAccessibleName(tr("reset %1").arg(label));
  for (QWidget* widget : std::initializer_list<QWidget*>{slider_, box_, combo_, check_}) {
    if (!widget) continue;
    widget->setAccessibleName(label);
    widget->setAccessibleDescription(core_text(spec_.help));
  }
  if (box_) {
    const QSignalBlocker quiet(box_);
    slider_->set_spec(spec_);
    box_->set_spec(spec_);
  }
  if (combo_) {
    const QSignalBlocker quiet(combo_);
    combo_->clear();
    for (const base::ParameterChoice& choice : spec_.choices) {
      combo_->addItem(core_text(choice.label), QString::fromStdString(choice.id));
      combo_->setItemData(combo_->count() - 1, core_text(choice.help), Qt::ToolTipRole);
    }
    show_value();
  }
}

void ParameterEditor::take(const ParameterValue& value, bool dragging) {
  const bool changed = value != value_;
  value_ = value;
  refusal_.clear();
  show_value();
  show_note();
  if (changed) emit edited(value_, dragging);
}

void ParameterEditor::take_typed(double number) {
  const ParameterValue typed = number;
  const std::string reason = base::why_invalid(spec_, typed);
  if (reason.empty())
    take(typed, false);
  else
    refuse(QString::fromStdString(reason));
}

void ParameterEditor::refuse(const QString& reason) {
  show_value();
  refusal_ = tr("%1. It stays %2.").arg(reason, value_text(value_));
  show_note();
}

void ParameterEditor::show_value() {
  if (box_) {
    const QSignalBlocker quiet_slider(slider_), quiet_box(box_);
    const double number = std::get<double>(value_);
    if (!slider_->isSliderDown()) slider_->setValue(slider_->position_of(number));
    box_->setValue(number);
  } else if (combo_) {
    const QSignalBlocker quiet(combo_);
    const int index = combo_->findData(QString::fromStdString(std::get<std::string>(value_)));
    combo_->setCurrentIndex(index);
    if (index >= 0) combo_->setToolTip(QString());
  } else {
    const QSignalBlocker quiet(check_);
    check_->setChecked(std::get<bool>(value_));
  }
  reset_->setEnabled(value_ != spec_.default_value);
}

void ParameterEditor::show_note() {
  const bool refused = !refusal_.isEmpty();
  const QString text = refused ? refusal_ : disabled_reason_;
  if (note_->text() != text) note_->setText(text);
  if (note_->isVisibleTo(this) == text.isEmpty()) note_->setVisible(!text.isEmpty());
  const QColor colour = refused ? current_theme().worse : current_theme().muted_text;
  if (note_->palette().color(QPalette::WindowText) != colour) {
    QPalette palette = note_->palette();
    palette.setColor(QPalette::WindowText, colour);
    note_->setPalette(palette);
  }
}

/// Behind value_text(), where that has none.
QString ParameterEditor::unit_text() const {
  if (spec_.unit.empty() || takes_prefix(QString::fromStdString(spec_.unit))) return {};
  return QStringLiteral(" ") + core_text(spec_.unit);
}

QString ParameterEditor::value_text(const ParameterValue& value) const {
  if (const std::string* id = std::get_if<std::string>(&value))
    for (const base::ParameterChoice& choice : spec_.choices)
      if (choice.id == *id) return core_text(choice.label);
  if (const bool* on = std::get_if<bool>(&value)) return *on ? tr("on") : tr("off");
  if (const QString unit = QString::fromStdString(spec_.unit); takes_prefix(unit))
    return exact_si_text(std::get<double>(value), unit);
  return QString::fromStdString(base::parameter_text(value));
}

}  // namespace quantscope::widgets
