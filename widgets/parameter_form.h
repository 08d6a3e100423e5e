#pragma once

#include <QWidget>
#include <vector>

#include "core/base/parameter.h"

class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace quantscope::widgets {

class ParameterEditor;

/// Editors built from parameter descriptions: slider and number, choice, switch. Help, unit, default and
/// range in the tooltip; reset each or all; what is disabled or invalid says why.
///
/// Each editor is named for tests and assistive programs: id + "_slider", "_spin", "_combo", "_check",
/// "_reset".
class ParameterForm : public QWidget {
  Q_OBJECT
 public:
  explicit ParameterForm(QWidget* parent = nullptr);

  /// Parameters in order. Values of the same id stay where they are still valid; else the default. Editors
  /// whose description only changes in range keep the focus. Emits valuesChanged() when a value had to
  /// change.
  void setSpecs(const std::vector<base::ParameterSpec>& specs);
  const std::vector<base::ParameterSpec>& specs() const { return specs_; }

  /// All values, defaults filled in.
  base::ParameterValues values() const;
  /// Unknown ids are ignored, invalid values keep the present one. Emits nothing.
  void setValues(const base::ParameterValues& values);
  /// One value, as the theta line dragged in a chart sets it. Numbers are held to range, steps and allowed
  /// values. Emits nothing.
  void setValue(const QString& id, const base::ParameterValue& value);

  void setAdvancedVisible(bool visible);

 public slots:
  void resetAll();

 signals:
  /// A value changed by hand; at every step of a slider. `dragging` while the mouse holds the slider.
  void valueEdited(const QString& id, const quantscope::base::ParameterValue& value, bool dragging);
  /// The mouse let go of a slider.
  void editFinished(const QString& id);
  /// After every change of one or several values, by hand or by reset.
  void valuesChanged();

 private:
  void build(const base::ParameterValues& values);
  void refresh_states();
  void align_labels();
  ParameterEditor* editor(const QString& id) const;

  std::vector<base::ParameterSpec> specs_;
  std::vector<ParameterEditor*> editors_;
  QVBoxLayout* basic_;
  QVBoxLayout* advanced_;
  QWidget* advanced_holder_;
  QToolButton* advanced_button_;
  QPushButton* reset_all_;
};

}  // namespace quantscope::widgets
