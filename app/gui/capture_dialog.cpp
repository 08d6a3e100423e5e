#include "app/gui/capture_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/gui/compare_page_sentences.h"
#include "app/gui/figures.h"
#include "app/gui/labelled_control.h"
#include "widgets/parameter_form.h"

namespace quantscope::gui {
namespace {

constexpr int is_file_role = Qt::UserRole + 1;

}  // namespace

CaptureDialog::CaptureDialog(CaptureFacts facts, QWidget* parent)
    : QDialog(parent), facts_(std::move(facts)) {
  setObjectName(QStringLiteral("capture_dialog"));
  setWindowTitle(tr("Capture activations of %1").arg(facts_.document->display_name()));
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(
      paragraph(tr("Runs the model in floating point on a text and keeps what each linear layer "
                   "is fed with. The model file is not changed."),
                this));
  auto* row = new QHBoxLayout;
  auto* name = new QLabel(tr("&Text"), this);
  text_ = new QComboBox(this);
  text_->setObjectName(QStringLiteral("capture_text"));
  text_->setAccessibleName(tr("Text"));
  text_->setToolTip(tr("What the model reads: a text that the model file holds, or a file of UTF-8 text"));
  text_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  name->setBuddy(text_);
  for (const QString& each : facts_.texts) text_->addItem(each, each);
  auto* other = new QPushButton(tr("From a &file…"), this);
  other->setObjectName(QStringLiteral("capture_text_file"));
  row->addWidget(name);
  row->addWidget(text_, 1);
  row->addWidget(other);
  layout->addLayout(row);
  form_ = new widgets::ParameterForm(this);
  form_->setSpecs(capture_parameters());
  layout->addWidget(form_);
  estimate_ = paragraph({}, this);
  estimate_->setObjectName(QStringLiteral("capture_estimate"));
  layout->addWidget(estimate_);
  problem_ = paragraph({}, this);
  problem_->setObjectName(QStringLiteral("capture_problem"));
  layout->addWidget(problem_);
  layout->addStretch(1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  start_ = buttons->addButton(tr("&Capture"), QDialogButtonBox::AcceptRole);
  start_->setObjectName(QStringLiteral("capture_start"));
  start_->setDefault(true);
  layout->addWidget(buttons);

  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(other, &QPushButton::clicked, this, &CaptureDialog::ask_text_file);
  connect(text_, &QComboBox::currentIndexChanged, this, &CaptureDialog::show_estimate);
  connect(form_, &widgets::ParameterForm::valuesChanged, this, &CaptureDialog::show_estimate);
  show_estimate();
  setMinimumWidth(520);
}

CaptureRequest CaptureDialog::request() const {
  CaptureRequest request;
  request.text = text_->currentData().toString();
  request.text_is_file = text_->currentData(is_file_role).toBool();
  set_values(request, form_->values());
  return request;
}

void CaptureDialog::add_text_file(const QString& path) {
  text_->addItem(QFileInfo(path).fileName(), path);
  const int item = text_->count() - 1;
  text_->setItemData(item, true, is_file_role);
  text_->setItemData(item, QDir::toNativeSeparators(path), Qt::ToolTipRole);
  text_->setCurrentIndex(item);
}

void CaptureDialog::ask_text_file() {
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Text to run"), QFileInfo(facts_.document->path()).absolutePath(),
                                   tr("Texts (*.txt *.md);;All files (*)"));
  if (!path.isEmpty()) add_text_file(path);
}

void CaptureDialog::show_estimate() {
  const CaptureEstimate needs = estimate(facts_, request());
  estimate_->setText(tr("Estimated: %1 of memory of %2 free, %3 on disk in the cache, %4 on this machine.")
                         .arg(bytes_text(static_cast<double>(needs.memory)),
                              bytes_text(static_cast<double>(facts_.available_memory)),
                              bytes_text(static_cast<double>(needs.file)), duration_text(needs.seconds)));
  QString problem;
  if (text_->count() == 0)
    problem = tr("The model file holds no text: choose a file.");
  else if (needs.memory > facts_.available_memory)
    problem = tr("That does not fit the memory: leave out XᵀX, or keep fewer tokens.");
  problem_->setText(problem);
  problem_->setVisible(!problem.isEmpty());
  start_->setEnabled(problem.isEmpty());
  start_->setToolTip(problem);
}

}  // namespace quantscope::gui
