#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QSplitter>
#include <QUndoStack>
#include <QVBoxLayout>
#include <algorithm>

#include "app/gui/accelerator_commands.h"
#include "app/gui/accelerator_controls.h"
#include "app/gui/accelerator_derivation.h"
#include "app/gui/accelerator_page.h"
#include "app/gui/accelerator_panel.h"
#include "app/gui/fitting_scroll_area.h"
#include "app/gui/labelled_control.h"
#include "app/gui/value_undo.h"
#include "app/gui/workspace.h"
#include "core/study/method_costs.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/number_box.h"
#include "widgets/theme.h"

namespace quantscope::gui {
namespace {

/// In pixels: below it the figures stand under the pictures.
constexpr int figures_beside_width = 720;
const QString measure_job = QStringLiteral("this-computer");

}  // namespace

AcceleratorPage::AcceleratorPage(Workspace& shared, AcceleratorLibrary& library, AccuracySource accuracy,
                                 QWidget* parent)
    : Page(shared, parent),
      library_(library),
      accuracy_(std::move(accuracy)),
      costs_(new AcceleratorCosts(this)),
      worker_(new AcceleratorWorker(this)) {
  build();
  for (QTimer* timer : {&rest_, &quiet_}) {
    timer->setSingleShot(true);
    timer->setInterval(rest_ms);
  }
  connect_parts();
  connect_workspace();
  fill_runs();
}

void AcceleratorPage::build() {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 4);
  auto* area = new FittingScrollArea(this);
  layout->addWidget(area);
  QWidget* content = area->widget();
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  controls_ = new AcceleratorControls(library_, content);
  totals_ = paragraph({}, content);
  totals_->setObjectName(QStringLiteral("accelerator_totals"));
  totals_->setTextInteractionFlags(Qt::TextBrowserInteraction);
  totals_->setToolTip(tr("Each figure opens its derivation"));
  state_ = paragraph({}, content);
  state_->setObjectName(QStringLiteral("accelerator_state"));
  state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  splitter_ = new QSplitter(Qt::Horizontal, content);
  splitter_->setObjectName(QStringLiteral("accelerator_splitter"));
  splitter_->setChildrenCollapsible(false);
  views_ = new AcceleratorViews(splitter_);
  panel_ = new AcceleratorPanel(library_, splitter_);
  panel_->setMinimumHeight(260);
  panel_->hide();
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 0);
  for (QWidget* each : std::initializer_list<QWidget*>{controls_, totals_, state_}) column->addWidget(each);
  column->addWidget(splitter_, 1);
}

void AcceleratorPage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  activate();
}

void AcceleratorPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  const Qt::Orientation wanted = width() < figures_beside_width ? Qt::Vertical : Qt::Horizontal;
  if (wanted == splitter_->orientation()) return;
  splitter_->setOrientation(wanted);
  // Heights are no widths.
  if (wanted == Qt::Horizontal)
    splitter_->setSizes({width() - panel_->sizeHint().width(), panel_->sizeHint().width()});
}

void AcceleratorPage::connect_parts() {
  QUndoStack& undo = workspace().undo();
  connect(controls_, &AcceleratorControls::changed, this, &AcceleratorPage::ask);
  connect(
      controls_, &AcceleratorControls::edited, this,
      [this, &undo](const AcceleratorChoices& before, const AcceleratorChoices& after, const QString& key) {
        undo.push(new ValueUndo<AcceleratorChoices>(
            change_in_words(before, after), undo_accelerator, before, after,
            [this](const AcceleratorChoices& choices) { controls_->set_choices(choices); }, key));
      });
  connect(&library_, &AcceleratorLibrary::edited, this,
          [this, &undo](const AcceleratorLibrary::State& before, const AcceleratorLibrary::State& after,
                        const QString& what, const QString& key) {
            undo.push(new ValueUndo<AcceleratorLibrary::State>(
                what, undo_accelerators, before, after,
                [this](const AcceleratorLibrary::State& state) { library_.set_state(state); }, key));
          });
  connect(&library_, &AcceleratorLibrary::saveFailed, &workspace().messages(),
          &widgets::MessageBar::postError);
  connect(controls_, &AcceleratorControls::editingToggled, panel_, &QWidget::setVisible);
  connect(controls_, &AcceleratorControls::copyCommand, this, &AcceleratorPage::copy_commands);
  connect(controls_, &AcceleratorControls::derivationAsked, this, &AcceleratorPage::show_derivation);
  connect(panel_, &AcceleratorPanel::chosen, this, &AcceleratorPage::ask_accelerator);
  connect(panel_, &AcceleratorPanel::measureAsked, this, &AcceleratorPage::measure_this_computer);
  connect(panel_, &AcceleratorPanel::failed, &workspace().messages(), &widgets::MessageBar::postError);
  connect(panel_, &AcceleratorPanel::exported, this, [this](const QString& path) {
    workspace().messages().postInformation(tr("Written: %1").arg(path));
  });
  connect(views_, &AcceleratorViews::sweepChanged, this, &AcceleratorPage::ask);
  connect(views_, &AcceleratorViews::valueMoved, this, &AcceleratorPage::move_value);
  connect(views_, &AcceleratorViews::operatorChosen, this, &AcceleratorPage::choose_operator);
  connect(views_, &AcceleratorViews::derivationAsked, this, &AcceleratorPage::derive);
  connect(totals_, &QLabel::linkActivated, this, [this](const QString& phase) {
    derive(phase == QLatin1String("prefill") ? hardware::Phase::prefill : hardware::Phase::decode, {});
  });
  connect(worker_, &AcceleratorWorker::answered, this, &AcceleratorPage::take);
  connect(worker_, &AcceleratorWorker::finished, this, &AcceleratorPage::settle);
  connect(costs_, &AcceleratorCosts::looked, this, [this] {
    ask();
    settle();
  });
  connect(costs_, &AcceleratorCosts::arrived, this, [this] {
    ask();
    settle();
  });
  connect(&quiet_, &QTimer::timeout, this, [this] {
    views_->draw_hidden();
    settle();
  });
  connect(worker_, &AcceleratorWorker::progress, this, [this](double fraction, const QString& activity) {
    workspace().jobs().setJob(measure_job, tr("measuring this computer: %1").arg(activity), fraction);
  });
  connect(worker_, &AcceleratorWorker::measured, this,
          [this](const std::shared_ptr<const hardware::Accelerator>& accelerator) {
            library_.put(*accelerator, tr("measure this computer"));
            ask_accelerator(QString::fromStdString(accelerator->id));
          });
  connect(worker_, &AcceleratorWorker::measuringEnded, this, [this](bool cancelled, const QString& problem) {
    workspace().jobs().removeJob(measure_job);
    panel_->set_measuring(false);
    if (!problem.isEmpty())
      workspace().messages().postError(tr("This computer could not be measured"), problem);
    else if (cancelled)
      workspace().messages().postInformation(tr("Cancelled: this computer was not measured"));
  });
}

void AcceleratorPage::connect_workspace() {
  Workspace& shared = workspace();
  connect(&shared, &Workspace::documentChanged, this, &AcceleratorPage::document_changed);
  connect(&shared, &Workspace::settingChanged, this, [this] {
    if (!isVisible()) return;
    fill_runs();
    // Layers of a file take a while: they are counted when the hand rests.
    if (controls_->choices().workload.isEmpty())
      rest_.start();
    else
      ask();
  });
  connect(&rest_, &QTimer::timeout, this, [this] {
    ask();
    settle();
  });
  connect(&shared.runs(), &RunList::changed, this, [this] {
    fill_runs();
    ask();
  });
  connect(&widgets::theme_notifier(), &widgets::ThemeNotifier::changed, this, [this] {
    if (answer_) views_->set_answer(answer_);
  });
  connect(&shared.jobs(), &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id == measure_job) worker_->cancel_measuring();
  });
}

void AcceleratorPage::move_value(const QString& variable, double value, bool finished) {
  AcceleratorChoices next = controls_->choices();
  std::string id = "batch";
  if (variable == QLatin1String("context")) {
    id = "prompt";
    // The last token sees the prompt and what was generated before it.
    if (views_->phase() == hardware::Phase::decode)
      value -= static_cast<double>(std::max<std::int64_t>(whole_value(next, "generated") - 1, 1));
  } else if (variable == QLatin1String("kv-bits")) {
    id = "kv_bits";
  }
  const auto specs = workload_parameters();
  next.values[id] = widgets::held(*base::find_parameter(specs, id), value);
  controls_->edit(next, QStringLiteral("sweep %1 %2").arg(variable).arg(drags_));
  if (finished) ++drags_;
}

void AcceleratorPage::measure_this_computer() {
  if (worker_->measuring()) return;
  workspace().jobs().setJob(measure_job, tr("measuring this computer"), -1);
  panel_->set_measuring(true);
  worker_->measure();
}

void AcceleratorPage::show_derivation() {
  derive(views_->phase(), views_->chosen_operator());
}

void AcceleratorPage::derive(hardware::Phase phase, const QString& op) {
  if (!derivation_) derivation_ = new AcceleratorDerivation(this);
  derivation_->show();
  derivation_->raise();
  derivation_->set_answer(answer_);
  derivation_->choose(phase, op);
}

void AcceleratorPage::choose_operator(hardware::Phase phase, const QString& op) {
  if (derivation_ && derivation_->isVisible()) derivation_->choose(phase, op);
  const auto& document = workspace().document();
  const hardware::PhaseResult* const result = answer_ ? answer_->front(phase) : nullptr;
  if (!document || !result) return;
  const auto found = std::ranges::find(result->operators, op.toStdString(), &hardware::Operator::name);
  if (found == result->operators.end() || found->role == hardware::LinearRole::other) return;
  // The layer of this role in the block in front, else in the first that has one.
  const int block = workspace().tensor() < 0 ? 0 : document->tensor(workspace().tensor()).block;
  int chosen = -1;
  for (std::size_t i = 0; i < document->tensors().size(); ++i) {
    const storage::TensorInfo& info = document->tensors()[i];
    if (info.role != storage::TensorRole::weight || study::linear_role(info) != found->role) continue;
    if (chosen < 0 || info.block == block) chosen = static_cast<int>(i);
    if (info.block == block) break;
  }
  if (chosen >= 0) workspace().ask_tensor(chosen);
}

QStringList AcceleratorPage::commands() const {
  const AcceleratorChoices& choices = controls_->choices();
  const study::Setting* setting = nullptr;
  if (choices.run == current_run && !workspace().setting().method.empty()) setting = &workspace().setting();
  for (const PinnedRun& run : workspace().runs().runs())
    if (run.name == choices.run) setting = &run.setting;
  const auto& document = workspace().document();
  if (choices.workload.isEmpty() && !document) return {};
  const QString file = document ? document->path() : QString();
  return {hardware_command(choices, hardware::Phase::prefill, file, setting),
          hardware_command(choices, hardware::Phase::decode, file, setting)};
}

QString AcceleratorPage::command_line() const {
  return commands().join('\n');
}

void AcceleratorPage::copy_commands() {
  const QStringList list = commands();
  if (list.isEmpty()) return;
  QApplication::clipboard()->setText(list.join('\n'));
  workspace().messages().post(
      {widgets::MessageKind::information,
       tr("%n command(s) copied, one a phase", nullptr, static_cast<int>(list.size())),
       list.join('\n'),
       {},
       {},
       QStringLiteral("copied")});
}

PaletteItems AcceleratorPage::palette_items() {
  auto items = std::make_shared<std::vector<PaletteItem>>();
  const auto add = [&](const QString& title, const QString& group, const QString& subtitle,
                       std::function<void(AcceleratorChoices&)> change) {
    PaletteItem item;
    item.title = title;
    item.subtitle = subtitle;
    item.group = group;
    item.run = [this, change = std::move(change)] {
      workspace().ask_page(id());
      AcceleratorChoices next = controls_->choices();
      change(next);
      controls_->edit(next);
    };
    items->push_back(std::move(item));
  };
  for (const AcceleratorPointer& each : library_.accelerators())
    add(QString::fromStdString(each->name), tr("Accelerator"), QString::fromStdString(each->id),
        [id = QString::fromStdString(each->id)](AcceleratorChoices& next) { next.accelerator = id; });
  for (const auto& each : library_.models())
    add(QString::fromStdString(each->name), tr("Workload"), QString::fromStdString(each->id),
        [id = QString::fromStdString(each->id)](AcceleratorChoices& next) { next.workload = id; });
  return items;
}

}  // namespace quantscope::gui
