#pragma once

#include <QDialog>

#include "app/gui/document.h"
#include "core/model/emulated_outliers.h"

class QComboBox;
class QLabel;

namespace quantscope::widgets {
class ParameterForm;
}

namespace quantscope::gui {

/// Asks which outliers to emulate and where the derived model goes.
class OutlierDialog : public QDialog {
  Q_OBJECT

 public:
  enum Place { temporary = QDialog::Accepted, save_as };  ///< results of the dialog

  /// Throws base::Error where the engine does not know the model.
  explicit OutlierDialog(std::shared_ptr<const Document> document, QWidget* parent = nullptr);

  const std::shared_ptr<const Document>& document() const { return document_; }
  model::OutlierEmulation emulation() const;
  widgets::ParameterForm* form() const { return form_; }
  QComboBox* presets() const { return presets_; }

 private:
  void use_preset(int index);
  void show_label();

  std::shared_ptr<const Document> document_;
  QComboBox* presets_;
  QLabel* help_;
  widgets::ParameterForm* form_;
  QLabel* label_;
};

}  // namespace quantscope::gui
