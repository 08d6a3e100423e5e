#pragma once

#include <QDoubleSpinBox>
#include <optional>

#include "core/base/parameter.h"

namespace quantscope::widgets {

/// Number field of a parameter. Takes whatever is typed, so that a refusal can be explained instead of keys
/// being swallowed; steps stay inside the range and on the allowed values. Units that take SI prefixes have
/// them: "2.039 TB/s".
class NumberBox : public QDoubleSpinBox {
  Q_OBJECT
 public:
  explicit NumberBox(QWidget* parent = nullptr);
  void set_spec(const base::ParameterSpec& spec);

  void stepBy(int steps) override;
  QValidator::State validate(QString& text, int& position) const override;
  double valueFromText(const QString& text) const override;
  QString textFromValue(double value) const override;
  void fixup(QString& text) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 signals:
  void refused(const QString& text) const;  ///< what was typed is no number

 protected:
  StepEnabled stepEnabled() const override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  QString bare(const QString& text) const;
  std::optional<double> number_in(const QString& text) const;
  base::ParameterSpec spec_;
  QString prefixed_unit_;  ///< "B/s", where the number is shown with SI prefixes; else empty
};

/// Whether the unit is short enough to stand in the field; else it stands in the label.
bool unit_fits(const base::ParameterSpec& spec);
/// The value held to range, whole numbers and allowed values of the description.
double held(const base::ParameterSpec& spec, double value);

}  // namespace quantscope::widgets
