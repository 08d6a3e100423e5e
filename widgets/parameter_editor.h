#pragma once

#include <QWidget>

#include "core/base/parameter.h"

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace quantscope::widgets {

class NumberBox;
class ValueSlider;

/// Editor of one parameter: label, slider and number or choice or switch, reset, and a line that explains why
/// it is disabled or what was refused.
class ParameterEditor : public QWidget {
  Q_OBJECT
 public:
  explicit ParameterEditor(const base::ParameterSpec& spec, QWidget* parent = nullptr);

  const base::ParameterSpec& spec() const { return spec_; }
  /// Same id and kind; the value moves to the default where the new description refuses it (returns true).
  bool set_spec(const base::ParameterSpec& spec);
  const base::ParameterValue& value() const { return value_; }
  void set_value(const base::ParameterValue& value);  ///< valid; emits nothing
  /// Empty enables.
  void set_disabled_reason(const QString& reason);
  int label_width() const;
  void set_label_width(int width);

 signals:
  void edited(const quantscope::base::ParameterValue& value, bool dragging);
  void finished();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void build_number(QHBoxLayout* row);
  void build_choice(QHBoxLayout* row);
  void build_switch(QHBoxLayout* row);
  void describe();
  void take(const base::ParameterValue& value, bool dragging);
  void take_typed(double number);
  void refuse(const QString& reason);
  void show_value();
  void show_note();
  QString value_text(const base::ParameterValue& value) const;
  QString unit_text() const;

  base::ParameterSpec spec_;
  base::ParameterValue value_;
  QString refusal_, disabled_reason_;
  QLabel* label_;
  QLabel* note_;
  QToolButton* reset_;
  QWidget* controls_;
  ValueSlider* slider_ = nullptr;
  NumberBox* box_ = nullptr;
  QComboBox* combo_ = nullptr;
  QCheckBox* check_ = nullptr;
};

}  // namespace quantscope::widgets
