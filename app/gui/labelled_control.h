#pragma once

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QString>
#include <QWidget>

namespace quantscope::gui {

/// A control with its label beside it, kept together where a row wraps.
template <typename Control>
Control* add_labelled(QWidget* parent, QLayout* row, const QString& label, const QString& name,
                      const QString& tip) {
  auto* pair = new QWidget(parent);
  auto* layout = new QHBoxLayout(pair);
  layout->setContentsMargins(0, 0, 6, 0);
  layout->setSpacing(4);
  auto* text = new QLabel(label, pair);
  auto* control = new Control(pair);
  control->setObjectName(name);
  control->setToolTip(tip);
  control->setAccessibleName(label);
  if constexpr (std::is_same_v<Control, QComboBox>) control->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  text->setBuddy(control);
  layout->addWidget(text);
  layout->addWidget(control);
  row->addWidget(pair);
  return control;
}

/// Text that wraps.
inline QLabel* paragraph(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  return label;
}

/// Enables a control, or disables it with the reason in place of its tip.
inline void set_possible(QWidget* control, bool possible, const QString& reason) {
  constexpr const char* usual_tip = "usual_tip";
  if (!control->property(usual_tip).isValid()) control->setProperty(usual_tip, control->toolTip());
  control->setEnabled(possible);
  control->setToolTip(possible ? control->property(usual_tip).toString() : reason);
}

}  // namespace quantscope::gui
