#include "app/gui/accelerator_controls.h"

#include <QComboBox>
#include <QMenu>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/gui/labelled_control.h"
#include "core/hardware/model_shape.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"
#include "widgets/parameter_editor.h"

namespace quantscope::gui {
namespace {

constexpr int letters_of_a_choice = 16, editor_width = 292;

QToolButton* tool_button(QWidget* parent, const char* name, const QString& text, const QString& tip) {
  auto* button = new QToolButton(parent);
  button->setObjectName(QLatin1String(name));
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(text);
  return button;
}

void elide(QComboBox* box) {
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(letters_of_a_choice);
}

/// Chooses the item; an entry of its own says where a choice is not there any more.
void choose(QComboBox* box, const QString& data) {
  int item = box->findData(data);
  if (item < 0) {
    box->addItem(AcceleratorControls::tr("%1 (missing)").arg(data), data);
    item = box->count() - 1;
  }
  box->setCurrentIndex(item);
}

QString facts_of(const hardware::Accelerator& accelerator) {
  QStringList facts{QString::fromStdString(accelerator.summary)};
  for (const hardware::ComputeRate& rate : accelerator.rates)
    facts << AcceleratorControls::tr("%1: %2").arg(
        QString::fromStdString(hardware::format_name(rate.format)),
        widgets::format_si(rate.operations_per_second.value, QStringLiteral("op/s")));
  const hardware::MemoryLevel& memory = accelerator.main_memory();
  if (memory.bandwidth)
    facts << AcceleratorControls::tr("memory: %1")
                 .arg(widgets::format_si(memory.bandwidth->value, QStringLiteral("B/s")));
  if (memory.capacity_bytes)
    facts << AcceleratorControls::tr("capacity: %1")
                 .arg(widgets::format_si(memory.capacity_bytes->value, QStringLiteral("B")));
  facts << AcceleratorControls::tr("on the command line: %1").arg(QString::fromStdString(accelerator.id));
  facts.removeAll(QString());
  return facts.join('\n');
}

QStringList names_of(const AcceleratorLibrary& library) {
  QStringList names;
  for (const AcceleratorPointer& each : library.accelerators())
    names << QString::fromStdString(each->id) << QString::fromStdString(each->name);
  return names;
}

}  // namespace

AcceleratorControls::AcceleratorControls(AcceleratorLibrary& library, QWidget* parent)
    : QWidget(parent), library_(library) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* row = new QWidget(this);
  auto* basic = new QWidget(this);
  advanced_row_ = new QWidget(this);
  advanced_row_->hide();
  for (QWidget* each : {row, basic, advanced_row_}) column->addWidget(each);
  build_first_row(row);
  build_editors(basic, advanced_row_);
  fill_workloads();
  fill_accelerators();
  fill_compared();
  show_choices();
  connect(&library_, &AcceleratorLibrary::changed, this, [this] {
    // A figure that moves must not rebuild the lists at every step.
    if (names_of(library_) != names_) {
      fill_accelerators();
      fill_compared();
      show_choices();
    } else if (const auto current = library_.find(choices_.accelerator.toStdString())) {
      accelerator_->setItemData(accelerator_->currentIndex(), facts_of(*current), Qt::ToolTipRole);
    }
    emit changed();
  });
}

void AcceleratorControls::build_first_row(QWidget* parent) {
  auto* row = new widgets::FlowLayout(parent);
  workload_ = add_labelled<QComboBox>(
      parent, row, tr("Workload"), QStringLiteral("accelerator_workload"),
      tr("Whose operators are priced: the open file's model, or a shape without weights"));
  run_ = add_labelled<QComboBox>(
      parent, row, tr("Run"), QStringLiteral("accelerator_run"),
      tr("The setting in front: its storage and its operations, as the method counts them, are what is "
         "priced"));
  accelerator_ = add_labelled<QComboBox>(parent, row, tr("Accelerator"), QStringLiteral("accelerator_device"),
                                         tr("What it runs on (Alt+PgUp and Alt+PgDown: the one before, the "
                                            "next)"));
  for (QComboBox* box : {workload_, run_, accelerator_}) elide(box);
  compared_ = tool_button(parent, "accelerator_compared", tr("Beside"),
                          tr("Further accelerators in the bars, the curves and the costs, at most eight"));
  compared_menu_ = new QMenu(compared_);
  compared_menu_->setObjectName(QStringLiteral("accelerator_compared_menu"));
  compared_menu_->setToolTipsVisible(true);
  connect(compared_, &QToolButton::clicked, this,
          [this] { compared_menu_->popup(compared_->mapToGlobal(QPoint(0, compared_->height()))); });
  more_ = tool_button(parent, "accelerator_more", tr("Advanced"),
                      tr("Law, bits of the cache, devices, attention, sparsity"));
  edit_ =
      tool_button(parent, "accelerator_edit", tr("Figures"),
                  tr("All figures of the accelerator with their sources; copy one and change it (Ctrl+U)"));
  for (QToolButton* button : {more_, edit_}) {
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setArrowType(Qt::RightArrow);
  }
  auto* derivation = tool_button(parent, "accelerator_derivation", tr("Derivation"),
                                 tr("How each number came about: the formula with this case's values "
                                    "(Ctrl+Shift+D)"));
  auto* copy = tool_button(parent, "accelerator_copy_command", tr("Copy commands"),
                           tr("Copy the quantscope-cli commands that give these figures"));
  copy->setIcon(widgets::icon(widgets::Icon::copy));
  copy->setAutoRaise(true);
  for (QToolButton* button : {compared_, more_, edit_, derivation, copy}) row->addWidget(button);

  connect(workload_, &QComboBox::activated, this, [this] {
    AcceleratorChoices next = choices_;
    next.workload = workload_->currentData().toString();
    edit(next);
  });
  connect(run_, &QComboBox::activated, this, [this] {
    AcceleratorChoices next = choices_;
    next.run = run_->currentData().toString();
    edit(next);
  });
  connect(accelerator_, &QComboBox::activated, this, [this] {
    AcceleratorChoices next = choices_;
    next.accelerator = accelerator_->currentData().toString();
    edit(next);
  });
  connect(more_, &QToolButton::toggled, this, [this](bool on) {
    more_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    advanced_row_->setVisible(on);
  });
  connect(edit_, &QToolButton::toggled, this, [this](bool on) {
    edit_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    emit editingToggled(on);
  });
  connect(derivation, &QToolButton::clicked, this, &AcceleratorControls::derivationAsked);
  connect(copy, &QToolButton::clicked, this, &AcceleratorControls::copyCommand);
}

void AcceleratorControls::build_editors(QWidget* basic, QWidget* advanced) {
  auto* basic_row = new widgets::FlowLayout(basic);
  auto* advanced_row = new widgets::FlowLayout(advanced);
  for (const base::ParameterSpec& spec : workload_parameters()) {
    auto* editor = new widgets::ParameterEditor(spec, spec.advanced ? advanced : basic);
    editor->setObjectName(QStringLiteral("accelerator_%1").arg(QString::fromStdString(spec.id)));
    const bool is_number =
        spec.kind == base::ParameterKind::integer || spec.kind == base::ParameterKind::real;
    if (is_number) editor->setFixedWidth(editor_width);
    (spec.advanced ? advanced_row : basic_row)->addWidget(editor);
    editors_[spec.id] = editor;
    connect(editor, &widgets::ParameterEditor::edited, this,
            [this, id = spec.id](const base::ParameterValue& value, bool dragging) {
              AcceleratorChoices next = choices_;
              next.values[id] = value;
              // All moves of one drag are one step.
              edit(next, dragging ? QStringLiteral("%1 %2").arg(QString::fromStdString(id)).arg(drags_)
                                  : QString());
            });
    connect(editor, &widgets::ParameterEditor::finished, this, [this] { ++drags_; });
  }
  auto* reset_button = tool_button(basic, "accelerator_reset", tr("Reset to defaults"),
                                   tr("Batch, lengths and everything advanced to their defaults"));
  basic_row->addWidget(reset_button);
  connect(reset_button, &QToolButton::clicked, this, &AcceleratorControls::reset);
}

void AcceleratorControls::fill_workloads() {
  workload_->clear();
  workload_->addItem(file_.isEmpty() ? tr("open file") : file_, QString());
  workload_->setItemData(0, file_problem_.isEmpty() ? tr("The model of the open file") : file_problem_,
                         Qt::ToolTipRole);
  if (auto* model = qobject_cast<QStandardItemModel*>(workload_->model()))
    model->item(0)->setEnabled(!file_.isEmpty() && file_problem_.isEmpty());
  workload_->insertSeparator(1);
  auto models = library_.models();
  std::ranges::stable_sort(models, [](const auto& a, const auto& b) {
    const int names = QString::fromStdString(a->name).section(' ', 0, 0).localeAwareCompare(
        QString::fromStdString(b->name).section(' ', 0, 0));
    return names != 0 ? names < 0 : hardware::total_weights(*a) < hardware::total_weights(*b);
  });
  for (const auto& model : models) {
    workload_->addItem(QString::fromStdString(model->name), QString::fromStdString(model->id));
    workload_->setItemData(workload_->count() - 1,
                           tr("%1 weights, %2 layers of %3, %4 heads, context %5\n%6")
                               .arg(widgets::format_si(hardware::total_weights(*model)))
                               .arg(model->layers)
                               .arg(model->hidden_size)
                               .arg(model->heads)
                               .arg(model->context)
                               .arg(QString::fromStdString(model->source)),
                           Qt::ToolTipRole);
  }
}

void AcceleratorControls::fill_accelerators() {
  names_ = names_of(library_);
  accelerator_->clear();
  const auto add_all = [this](bool own) {
    for (const AcceleratorPointer& each : library_.accelerators()) {
      if (library_.is_own(each->id) != own) continue;
      accelerator_->addItem(QString::fromStdString(each->name), QString::fromStdString(each->id));
      accelerator_->setItemData(accelerator_->count() - 1, facts_of(*each), Qt::ToolTipRole);
    }
  };
  add_all(true);
  if (accelerator_->count() > 0) accelerator_->insertSeparator(accelerator_->count());
  add_all(false);
}

void AcceleratorControls::fill_compared() {
  compared_menu_->clear();
  for (const AcceleratorPointer& each : library_.accelerators()) {
    const QString id = QString::fromStdString(each->id);
    QAction* action = compared_menu_->addAction(QString::fromStdString(each->name));
    action->setData(id);
    action->setCheckable(true);
    action->setToolTip(facts_of(*each));
    connect(action, &QAction::triggered, this, [this, id](bool on) {
      AcceleratorChoices next = choices_;
      next.compared.removeAll(id);
      if (on && next.compared.size() < AcceleratorChoices::most_compared) next.compared << id;
      edit(next);
      show_choices();
    });
  }
}

void AcceleratorControls::show_choices() {
  filling_ = true;
  choose(workload_, choices_.workload);
  choose(run_, choices_.run);
  choose(accelerator_, choices_.accelerator);
  int ticked = 0;
  for (QAction* action : compared_menu_->actions()) {
    const QString id = action->data().toString();
    action->setChecked(choices_.compared.contains(id));
    action->setEnabled(id != choices_.accelerator);
    ticked += action->isChecked() && action->isEnabled() ? 1 : 0;
  }
  compared_->setText(ticked == 0 ? tr("Beside ▾") : tr("Beside: %1 ▾").arg(ticked));
  for (const auto& [id, editor] : editors_)
    editor->set_value(base::value_of(editor->spec(), choices_.values));
  filling_ = false;
}

void AcceleratorControls::set_choices(const AcceleratorChoices& choices) {
  choices_ = choices;
  show_choices();
  emit changed();
}

void AcceleratorControls::edit(const AcceleratorChoices& next, const QString& key) {
  if (filling_ || next == choices_) return;
  const AcceleratorChoices before = std::exchange(choices_, next);
  show_choices();
  emit changed();
  emit edited(before, choices_, key);
}

void AcceleratorControls::set_file(const QString& name, const QString& problem) {
  if (name == file_ && problem == file_problem_) return;
  file_ = name;
  file_problem_ = problem;
  fill_workloads();
  show_choices();
}

void AcceleratorControls::set_runs(const QList<std::pair<QString, QString>>& runs) {
  if (runs == runs_ && run_->count() > 0) return;
  runs_ = runs;
  run_->clear();
  for (const auto& [key, name] : runs) run_->addItem(name, key);
  show_choices();
}

bool AcceleratorControls::advanced() const {
  return more_->isChecked();
}

void AcceleratorControls::set_advanced(bool on) {
  more_->setChecked(on);
}

bool AcceleratorControls::editing() const {
  return edit_->isChecked();
}

void AcceleratorControls::set_editing(bool on) {
  edit_->setChecked(on);
}

void AcceleratorControls::reset() {
  AcceleratorChoices next = choices_;
  next.values.clear();
  edit(next);
}

void AcceleratorControls::step_accelerator(int by) {
  int item = accelerator_->currentIndex();
  do {
    item += by;
    if (item < 0 || item >= accelerator_->count()) return;
  } while (accelerator_->itemData(item).toString().isEmpty());
  AcceleratorChoices next = choices_;
  next.accelerator = accelerator_->itemData(item).toString();
  edit(next);
}

}  // namespace quantscope::gui
