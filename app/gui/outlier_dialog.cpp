#include "app/gui/outlier_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/gui/labelled_control.h"
#include "core/study/derived_model.h"
#include "widgets/core_text.h"
#include "widgets/parameter_form.h"

namespace quantscope::gui {
namespace {}  // namespace

OutlierDialog::OutlierDialog(std::shared_ptr<const Document> document, QWidget* parent)
    : QDialog(parent), document_(std::move(document)) {
  setObjectName(QStringLiteral("outlier_dialog"));
  setWindowTitle(tr("Emulate outliers in %1").arg(document_->display_name()));
  const std::vector<base::ParameterSpec> specs =
      model::outlier_parameters(model::model_config(*document_->own_file()));
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(paragraph(
      tr("Gives a model without outlier channels some: gains of the norms are multiplied by a ratio and the "
         "columns of the layers behind them divided by it, so that the model's function stays the same in "
         "floating point. A copy is written; the model file is not changed."),
      this));
  auto* row = new QHBoxLayout;
  auto* name = new QLabel(tr("&Preset"), this);
  presets_ = new QComboBox(this);
  presets_->setObjectName(QStringLiteral("outlier_preset"));
  presets_->setAccessibleName(tr("Preset"));
  presets_->addItem(tr("own values"));
  for (const model::OutlierPreset& preset : model::outlier_presets()) {
    presets_->addItem(widgets::core_text(preset.label));
    presets_->setItemData(presets_->count() - 1, widgets::core_text(preset.help), Qt::ToolTipRole);
  }
  name->setBuddy(presets_);
  row->addWidget(name);
  row->addWidget(presets_, 1);
  layout->addLayout(row);
  help_ = paragraph({}, this);
  help_->setForegroundRole(QPalette::PlaceholderText);
  layout->addWidget(help_);
  form_ = new widgets::ParameterForm(this);
  form_->setSpecs(specs);
  layout->addWidget(form_);
  label_ = paragraph({}, this);
  label_->setObjectName(QStringLiteral("outlier_label"));
  layout->addWidget(label_);
  layout->addStretch(1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  QPushButton* open = buttons->addButton(tr("&Open a temporary copy"), QDialogButtonBox::AcceptRole);
  open->setObjectName(QStringLiteral("outlier_open"));
  open->setToolTip(tr("Written into the cache, which is emptied when it grows large"));
  open->setDefault(true);
  QPushButton* save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::ActionRole);
  save->setObjectName(QStringLiteral("outlier_save"));
  layout->addWidget(buttons);

  connect(presets_, &QComboBox::activated, this, &OutlierDialog::use_preset);
  connect(form_, &widgets::ParameterForm::valuesChanged, this, &OutlierDialog::show_label);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(open, &QPushButton::clicked, this, [this] { done(temporary); });
  connect(save, &QPushButton::clicked, this, [this] { done(save_as); });
  show_label();
  setMinimumWidth(520);
}

model::OutlierEmulation OutlierDialog::emulation() const {
  return model::outlier_emulation(form_->values());
}

void OutlierDialog::use_preset(int index) {
  if (index <= 0) return;
  const auto& preset = model::outlier_presets()[static_cast<std::size_t>(index - 1)];
  form_->setValues(study::outlier_values(preset.emulation));
  show_label();
}

void OutlierDialog::show_label() {
  const base::ParameterValues values = form_->values();
  int same = 0;
  for (std::size_t i = 0; i < model::outlier_presets().size(); ++i)
    if (study::outlier_values(model::outlier_presets()[i].emulation) == values)
      same = static_cast<int>(i) + 1;
  presets_->setCurrentIndex(same);
  help_->setText(presets_->itemData(same, Qt::ToolTipRole).toString());
  label_->setText(tr("Every view, report and export of the copy says: %1")
                      .arg(QString::fromStdString(emulation().label())));
}

}  // namespace quantscope::gui
