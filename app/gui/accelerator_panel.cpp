#include "app/gui/accelerator_panel.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/gui/accelerator_sentences.h"
#include "app/gui/fitting_scroll_area.h"
#include "app/gui/labelled_control.h"
#include "core/base/error.h"
#include "core/hardware/accelerator_figures.h"
#include "core/hardware/accelerator_parameters.h"
#include "widgets/flow_layout.h"
#include "widgets/parameter_form.h"

namespace quantscope::gui {
namespace {

/// Figures by how far they can be trusted.
QString marks_text(const hardware::Accelerator& accelerator) {
  int count[3] = {0, 0, 0};
  hardware::visit_figures(accelerator, [&](const hardware::FigurePlace&, const auto& figure) {
    if constexpr (requires { figure.has_value(); }) {
      if (figure) ++count[static_cast<int>(figure->mark)];
    } else {
      ++count[static_cast<int>(figure.mark)];
    }
  });
  return AcceleratorPanel::tr(
             "%1 figures measured, %2 published, %3 assumed; the tip of each says its source.")
      .arg(count[0])
      .arg(count[1])
      .arg(count[2]);
}

QString mark_word(const std::string& mark) {
  if (mark == "measured") return AcceleratorPanel::tr("measured");
  return mark == "published" ? AcceleratorPanel::tr("published") : AcceleratorPanel::tr("assumed");
}

/// The form's descriptions, with labels and marks in the window's language.
std::vector<base::ParameterSpec> described_figures(const hardware::Accelerator& accelerator) {
  std::vector<base::ParameterSpec> specs = hardware::accelerator_parameters(accelerator);
  for (base::ParameterSpec& spec : specs) {
    hardware::FigurePlace place;
    place.path = spec.id;
    place.label = spec.label;
    spec.label = figure_label(place).toStdString();
    const std::size_t colon = spec.help.find(": ");
    spec.help =
        AcceleratorPanel::tr("%1: %2", "measured, published or assumed; its source")
            .arg(mark_word(spec.help.substr(0, colon)),
                 QString::fromStdString(colon == std::string::npos ? "" : spec.help.substr(colon + 2)))
            .toStdString();
  }
  return specs;
}

}  // namespace

AcceleratorPanel::AcceleratorPanel(AcceleratorLibrary& library, QWidget* parent)
    : QWidget(parent), library_(library) {
  setObjectName(QStringLiteral("accelerator_panel"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 0, 0, 0);
  column->setSpacing(4);
  title_ = paragraph({}, this);
  title_->setObjectName(QStringLiteral("accelerator_panel_title"));
  QFont bold = title_->font();
  bold.setBold(true);
  title_->setFont(bold);
  name_ = new QLineEdit(this);
  name_->setObjectName(QStringLiteral("accelerator_name"));
  name_->setAccessibleName(tr("Name of the accelerator"));
  name_->setToolTip(tr("The name of this accelerator of yours"));
  state_ = paragraph({}, this);
  state_->setObjectName(QStringLiteral("accelerator_panel_state"));
  buttons_ = new QWidget(this);
  for (QWidget* each : std::initializer_list<QWidget*>{title_, name_, state_, buttons_})
    column->addWidget(each);
  build_buttons();
  auto* area = new FittingScrollArea(this);
  area->setObjectName(QStringLiteral("accelerator_panel_area"));
  auto* inside = new QVBoxLayout(area->widget());
  inside->setContentsMargins(0, 0, 6, 0);
  form_ = new widgets::ParameterForm(area->widget());
  form_->setObjectName(QStringLiteral("accelerator_form"));
  inside->addWidget(form_);
  inside->addStretch(1);
  column->addWidget(area, 1);
  connect(name_, &QLineEdit::editingFinished, this, &AcceleratorPanel::rename_shown);
  connect(form_, &widgets::ParameterForm::valueEdited, this, &AcceleratorPanel::take_value);
  connect(form_, &widgets::ParameterForm::editFinished, this, [this] { ++drags_; });
  set_accelerator(nullptr);
}

void AcceleratorPanel::build_buttons() {
  auto* row = new widgets::FlowLayout(buttons_);
  const auto add = [&](const char* name, const QString& text, const QString& tip) {
    auto* button = new QPushButton(text, buttons_);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    row->addWidget(button);
    return button;
  };
  copy_ = add("accelerator_copy", tr("Copy and edit"),
              tr("Makes an accelerator of your own with these figures, to change them"));
  remove_ =
      add("accelerator_remove", tr("Delete"), tr("Deletes this accelerator of yours; undo brings it back"));
  QPushButton* import = add("accelerator_import", tr("Import…"), tr("Reads a description from a JSON file"));
  QPushButton* save = add("accelerator_export", tr("Export…"), tr("Writes this description to a JSON file"));
  measure_ =
      add("accelerator_measure", tr("Measure this computer"),
          tr("A micro-benchmark of about a second: memory, matrix and vector rates of this engine's own "
             "kernels. Other work on the machine lowers what is found."));
  connect(copy_, &QPushButton::clicked, this, &AcceleratorPanel::copy_shown);
  connect(remove_, &QPushButton::clicked, this, &AcceleratorPanel::remove_shown);
  connect(import, &QPushButton::clicked, this, &AcceleratorPanel::ask_import);
  connect(save, &QPushButton::clicked, this, &AcceleratorPanel::ask_export);
  connect(measure_, &QPushButton::clicked, this, &AcceleratorPanel::measureAsked);
}

bool AcceleratorPanel::is_own() const {
  return shown_ && library_.is_own(shown_->id);
}

void AcceleratorPanel::set_accelerator(const AcceleratorPointer& accelerator) {
  if (accelerator && accelerator == shown_) return;
  show_accelerator(accelerator);
}

void AcceleratorPanel::show_accelerator(const AcceleratorPointer& accelerator) {
  shown_ = accelerator;
  if (!accelerator) {
    form_of_.clear();
    form_->setSpecs({});
    state_->clear();
    title_->clear();
    return;
  }
  const bool own = is_own();
  title_->setText(QString::fromStdString(accelerator->name));
  title_->setVisible(!own);
  name_->setVisible(own);
  if (!name_->hasFocus() || !own) name_->setText(QString::fromStdString(accelerator->name));
  state_->setText(
      (own ? tr("Your own, saved as you change it.") : tr("Built in, read-only: copy it to edit.")) + ' ' +
      marks_text(*accelerator));
  set_possible(remove_, own, tr("Built in: it cannot be deleted"));
  form_->setEnabled(own);
  // The defaults of the form are the figures as they were when it was built.
  const std::string form_of = accelerator->id + (own ? " own" : " built in");
  if (form_of != form_of_) {
    form_of_ = form_of;
    form_->setSpecs({});
    form_->setSpecs(described_figures(*accelerator));
  }
  base::ParameterValues values;
  for (const base::ParameterSpec& spec : hardware::accelerator_parameters(*accelerator))
    values[spec.id] = spec.default_value;
  form_->setValues(values);
}

void AcceleratorPanel::set_measuring(bool on) {
  set_possible(measure_, !on, tr("This computer is being measured"));
}

void AcceleratorPanel::take_value(const QString& id, const base::ParameterValue& value, bool dragging) {
  if (!is_own()) return;
  try {
    const QString key = dragging ? QStringLiteral("%1 %2").arg(id).arg(drags_) : QString();
    library_.set_values(shown_->id, {{id.toStdString(), value}}, key);
  } catch (const base::Error& error) {
    emit failed(tr("This figure was not changed."), QString::fromStdString(error.what()));
    // The form goes back to what holds.
    show_accelerator(shown_);
  }
}

void AcceleratorPanel::copy_shown() {
  if (!shown_) return;
  emit chosen(QString::fromStdString(library_.copy(shown_->id)));
}

void AcceleratorPanel::rename_shown() {
  if (!is_own()) return;
  if (name_->text().simplified().isEmpty())
    name_->setText(QString::fromStdString(shown_->name));
  else
    library_.rename(shown_->id, name_->text());
}

void AcceleratorPanel::remove_shown() {
  if (is_own()) library_.remove(shown_->id);
}

void AcceleratorPanel::ask_import() {
  const QString path = QFileDialog::getOpenFileName(this, tr("Import an accelerator"), {},
                                                    tr("Accelerators (*.json);;All files (*)"));
  if (!path.isEmpty()) import_file(path);
}

void AcceleratorPanel::import_file(const QString& path) {
  try {
    emit chosen(QString::fromStdString(library_.import_file(path)));
  } catch (const base::Error& error) {
    emit failed(tr("The accelerator could not be imported"), QString::fromStdString(error.what()));
  }
}

void AcceleratorPanel::ask_export() {
  if (!shown_) return;
  QString path = QFileDialog::getSaveFileName(this, tr("Export the accelerator"),
                                              QString::fromStdString(shown_->id) + QStringLiteral(".json"),
                                              tr("Accelerators (*.json)"));
  if (path.isEmpty()) return;
  if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) path += QStringLiteral(".json");
  export_file(path);
}

void AcceleratorPanel::export_file(const QString& path) {
  if (!shown_) return;
  try {
    library_.export_file(shown_->id, path);
    emit exported(path);
  } catch (const base::Error& error) {
    emit failed(tr("The accelerator could not be exported"), QString::fromStdString(error.what()));
  }
}

}  // namespace quantscope::gui
