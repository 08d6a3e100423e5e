#include "app/gui/accelerator_derivation.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/gui/labelled_control.h"
#include "widgets/core_text.h"
#include "widgets/flow_layout.h"

namespace quantscope::gui {

AcceleratorDerivation::AcceleratorDerivation(QWidget* parent) : QDialog(parent) {
  setObjectName(QStringLiteral("accelerator_derivation_dialog"));
  setWindowTitle(tr("Derivation"));
  resize(880, 460);
  auto* column = new QVBoxLayout(this);
  heading_ = paragraph({}, this);
  heading_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* choices = new QWidget(this);
  auto* row = new widgets::FlowLayout(choices);
  phase_ = add_labelled<QComboBox>(choices, row, tr("Phase"), QStringLiteral("derivation_phase"),
                                   tr("The prompt, or the last generated token"));
  phase_->addItem(tr("prefill"), static_cast<int>(hardware::Phase::prefill));
  phase_->addItem(tr("decode"), static_cast<int>(hardware::Phase::decode));
  phase_->setCurrentIndex(1);
  operator_ = add_labelled<QComboBox>(choices, row, tr("Of"), QStringLiteral("derivation_operator"),
                                      tr("The totals of the phase, or one operator"));
  table_ = new QTableWidget(0, 4, this);
  table_->setObjectName(QStringLiteral("derivation_steps"));
  table_->setAccessibleName(tr("Derivation"));
  table_->setHorizontalHeaderLabels(
      {tr("Quantity"), tr("Formula"), tr("With this case's values"), tr("Result")});
  table_->verticalHeader()->hide();
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setWordWrap(true);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  table_->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  QPushButton* copy_button = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
  copy_button->setObjectName(QStringLiteral("derivation_copy"));
  copy_button->setToolTip(tr("All lines as text"));
  for (QWidget* each : std::initializer_list<QWidget*>{heading_, choices}) column->addWidget(each);
  column->addWidget(table_, 1);
  column->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(copy_button, &QPushButton::clicked, this, &AcceleratorDerivation::copy);
  connect(phase_, &QComboBox::currentIndexChanged, this, [this] {
    fill_operators();
    fill_steps();
  });
  connect(operator_, &QComboBox::activated, this, [this] {
    wanted_ = operator_->currentData().toString();
    fill_steps();
  });
}

const hardware::PhaseResult* AcceleratorDerivation::result() const {
  if (!answer_) return nullptr;
  return answer_->front(static_cast<hardware::Phase>(phase_->currentData().toInt()));
}

void AcceleratorDerivation::set_answer(std::shared_ptr<const AcceleratorAnswer> answer) {
  answer_ = std::move(answer);
  if (!isVisible()) return;
  fill_operators();
  fill_steps();
}

void AcceleratorDerivation::choose(hardware::Phase phase, const QString& op) {
  wanted_ = op;
  {
    const QSignalBlocker blocker(phase_);
    phase_->setCurrentIndex(phase_->findData(static_cast<int>(phase)));
  }
  fill_operators();
  fill_steps();
}

void AcceleratorDerivation::fill_operators() {
  const QSignalBlocker blocker(operator_);
  operator_->clear();
  operator_->addItem(tr("all operators together"), QString());
  if (const hardware::PhaseResult* priced = result())
    for (const hardware::Operator& op : priced->operators)
      operator_->addItem(QString::fromStdString(op.name), QString::fromStdString(op.name));
  operator_->setCurrentIndex(std::max(operator_->findData(wanted_), 0));
}

void AcceleratorDerivation::fill_steps() {
  steps_.clear();
  const hardware::PhaseResult* const priced = result();
  if (priced) {
    const hardware::Accelerator& accelerator = answer_->question.current();
    if (operator_->currentIndex() > 0)
      steps_ =
          hardware::derive(*priced, static_cast<std::size_t>(operator_->currentIndex() - 1), accelerator);
    else
      steps_ = hardware::derive_total(*priced, accelerator);
    const PricedRun& run = answer_->question.runs[static_cast<std::size_t>(answer_->question.front)];
    heading_->setText(tr("%1, %2 on %3 · law: %4 · modelled, not measured")
                          .arg(QString::fromStdString(answer_->question.shape->name), run.style.name,
                               QString::fromStdString(accelerator.name),
                               QString::fromLatin1(hardware::law_name(priced->law))));
  } else {
    heading_->setText(tr("There is no result to derive."));
  }
  table_->setRowCount(static_cast<int>(steps_.size()));
  for (int row = 0; row < table_->rowCount(); ++row) {
    const hardware::DerivationStep& step = steps_[static_cast<std::size_t>(row)];
    const QString texts[] = {widgets::core_text(step.quantity), QString::fromStdString(step.formula),
                             QString::fromStdString(step.filled),
                             QString::fromStdString(hardware::with_unit(step.value, step.unit))};
    for (int column = 0; column < 4; ++column) {
      auto* item = new QTableWidgetItem(texts[column]);
      item->setToolTip(texts[column]);
      table_->setItem(row, column, item);
    }
  }
}

QString AcceleratorDerivation::text() const {
  return heading_->text() +
         QStringLiteral("\n%1: %2\n").arg(phase_->currentText(), operator_->currentText()) +
         QString::fromStdString(hardware::derivation_text(steps_));
}

void AcceleratorDerivation::copy() {
  QGuiApplication::clipboard()->setText(text());
}

}  // namespace quantscope::gui
