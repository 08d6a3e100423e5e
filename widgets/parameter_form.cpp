#include "widgets/parameter_form.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/core_text.h"
#include "widgets/icons.h"
#include "widgets/number_box.h"
#include "widgets/parameter_editor.h"

namespace quantscope::widgets {
namespace {

constexpr int widest_label = 120;  // pixels; longer ones wrap

bool same_editors(const std::vector<base::ParameterSpec>& a, const std::vector<base::ParameterSpec>& b) {
  return std::ranges::equal(a, b, [](const base::ParameterSpec& left, const base::ParameterSpec& right) {
    return left.id == right.id && left.kind == right.kind && left.advanced == right.advanced;
  });
}

}  // namespace

ParameterForm::ParameterForm(QWidget* parent)
    : QWidget(parent),
      basic_(new QVBoxLayout),
      advanced_holder_(new QWidget),
      advanced_button_(new QToolButton),
      reset_all_(new QPushButton(icon(Icon::reset), tr("Reset all"))) {
  advanced_ = new QVBoxLayout(advanced_holder_);
  advanced_->setContentsMargins(0, 0, 0, 0);
  advanced_button_->setCheckable(true);
  advanced_button_->setAutoRaise(true);
  advanced_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  advanced_button_->setArrowType(Qt::RightArrow);
  advanced_button_->setObjectName("advanced");
  advanced_holder_->setVisible(false);
  advanced_button_->setVisible(false);
  reset_all_->setObjectName("reset_all");
  reset_all_->setToolTip(tr("Every parameter back to its default"));

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addLayout(basic_);
  layout->addWidget(advanced_button_);
  layout->addWidget(advanced_holder_);
  auto* foot = new QHBoxLayout;
  foot->addStretch(1);
  foot->addWidget(reset_all_);
  layout->addLayout(foot);
  connect(advanced_button_, &QToolButton::toggled, this, &ParameterForm::setAdvancedVisible);
  connect(reset_all_, &QPushButton::clicked, this, &ParameterForm::resetAll);
  refresh_states();
}

void ParameterForm::setSpecs(const std::vector<base::ParameterSpec>& specs) {
  bool changed = false;
  if (!editors_.empty() && same_editors(specs_, specs)) {
    specs_ = specs;
    for (std::size_t index = 0; index < specs_.size(); ++index)
      changed = editors_[index]->set_spec(specs_[index]) || changed;
  } else {
    const base::ParameterValues kept = values();
    specs_ = specs;
    build(kept);
    for (const ParameterEditor* each : editors_)
      if (const auto old = kept.find(each->spec().id); old != kept.end() && old->second != each->value())
        changed = true;
  }
  align_labels();
  refresh_states();
  if (changed) emit valuesChanged();
}

void ParameterForm::build(const base::ParameterValues& values) {
  const QWidget* focused = QApplication::focusWidget();
  const QString focus_name = focused && isAncestorOf(focused) ? focused->objectName() : QString();
  for (ParameterEditor* old : editors_) {
    old->disconnect(this);
    old->hide();
    old->deleteLater();
    old->setParent(nullptr);
  }
  editors_.clear();
  int advanced = 0;
  for (const base::ParameterSpec& spec : specs_) {
    auto* each = new ParameterEditor(spec);
    if (const auto value = values.find(spec.id);
        value != values.end() && base::why_invalid(spec, value->second).empty())
      each->set_value(value->second);
    connect(each, &ParameterEditor::edited, this,
            [this, each](const base::ParameterValue& value, bool dragging) {
              refresh_states();
              emit valueEdited(QString::fromStdString(each->spec().id), value, dragging);
              emit valuesChanged();
            });
    connect(each, &ParameterEditor::finished, this,
            [this, each] { emit editFinished(QString::fromStdString(each->spec().id)); });
    (spec.advanced ? advanced_ : basic_)->addWidget(each);
    advanced += spec.advanced;
    editors_.push_back(each);
  }
  advanced_button_->setText(tr("Advanced (%1)").arg(advanced));
  advanced_button_->setVisible(advanced > 0);
  advanced_holder_->setVisible(advanced > 0 && advanced_button_->isChecked());
  if (focus_name.isEmpty()) return;
  if (auto* again = findChild<QWidget*>(focus_name)) again->setFocus();
}

base::ParameterValues ParameterForm::values() const {
  base::ParameterValues all;
  for (const ParameterEditor* each : editors_) all[each->spec().id] = each->value();
  return all;
}

void ParameterForm::setValues(const base::ParameterValues& values) {
  for (ParameterEditor* each : editors_)
    if (const auto value = values.find(each->spec().id);
        value != values.end() && base::why_invalid(each->spec(), value->second).empty())
      each->set_value(value->second);
  refresh_states();
}

void ParameterForm::setValue(const QString& id, const base::ParameterValue& value) {
  ParameterEditor* target = editor(id);
  if (!target) return;
  base::ParameterValue fitting = value;
  if (double* number = std::get_if<double>(&fitting)) *number = held(target->spec(), *number);
  if (!base::why_invalid(target->spec(), fitting).empty()) return;
  target->set_value(fitting);
  refresh_states();
}

void ParameterForm::setAdvancedVisible(bool visible) {
  advanced_button_->setChecked(visible);
  advanced_button_->setArrowType(visible ? Qt::DownArrow : Qt::RightArrow);
  advanced_holder_->setVisible(visible && advanced_->count() > 0);
}

void ParameterForm::resetAll() {
  bool changed = false;
  for (ParameterEditor* each : editors_) {
    changed = changed || each->value() != each->spec().default_value;
    each->set_value(each->spec().default_value);
  }
  refresh_states();
  if (changed) emit valuesChanged();
}

void ParameterForm::refresh_states() {
  const base::ParameterValues all = values();
  bool differs = false;
  for (ParameterEditor* each : editors_) {
    each->set_disabled_reason(core_text(base::why_disabled(each->spec(), specs_, all)));
    differs = differs || each->value() != each->spec().default_value;
  }
  reset_all_->setEnabled(differs);
}

void ParameterForm::align_labels() {
  int width = 0;
  for (const ParameterEditor* each : editors_) width = std::max(width, each->label_width());
  for (ParameterEditor* each : editors_) each->set_label_width(std::min(width, widest_label));
}

ParameterEditor* ParameterForm::editor(const QString& id) const {
  for (ParameterEditor* each : editors_)
    if (each->spec().id == id.toStdString()) return each;
  return nullptr;
}

}  // namespace quantscope::widgets
