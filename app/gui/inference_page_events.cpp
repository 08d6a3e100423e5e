#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QSplitter>

#include "app/gui/generation_controls.h"
#include "app/gui/inference_commands.h"
#include "app/gui/inference_controls.h"
#include "app/gui/inference_page.h"
#include "app/gui/inference_tables.h"
#include "app/gui/noticeable.h"
#include "widgets/chart_frame.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/theme.h"

namespace quantscope::gui {
namespace {

QString job_id(int job) {
  return job == InferenceWorker::measuring ? QStringLiteral("inference") : QStringLiteral("generation");
}

}  // namespace

void InferencePage::connect_controls() {
  const auto again = [this] {
    if (!filling_) reload();
  };
  connect(controls_, &InferenceControls::changed, this, again);
  connect(controls_, &InferenceControls::run, this, &InferencePage::run);
  connect(controls_, &InferenceControls::cancel, this,
          [this] { worker_->cancel(InferenceWorker::measuring); });
  connect(controls_, &InferenceControls::copyCommand, this, [this] { copy(perplexity_commands()); });
  connect(generation_, &GenerationControls::changed, this, again);
  connect(generation_, &GenerationControls::generate, this, &InferencePage::generate);
  connect(generation_, &GenerationControls::cancel, this,
          [this] { worker_->cancel(InferenceWorker::generating); });
  connect(generation_, &GenerationControls::copyCommand, this, [this] { copy(generation_commands()); });
  connect(metric_, &QComboBox::currentIndexChanged, this, [this] {
    metric_->setToolTip(metric().help);
    if (!filling_) show_known();
  });
  connect(layers_of_, &QComboBox::activated, this, [this] {
    wanted_layers_ = layers_of_->currentText();
    reload();
  });
  connect(parts_, &QCheckBox::toggled, this, again);
}

void InferencePage::connect_workspace() {
  Workspace& shared = workspace();
  connect(&shared, &Workspace::documentChanged, this, &InferencePage::document_changed);
  connect(&shared, &Workspace::tensorChanged, this, &InferencePage::show_selection);
  connect(&shared, &Workspace::settingChanged, this, [this] {
    if (isVisible()) rest_.start();
  });
  connect(&rest_, &QTimer::timeout, this, [this] {
    reload();
    if (!is_busy()) emit settled();
  });
  connect(&shared.runs(), &RunList::changed, this, &InferencePage::reload);
  connect(&widgets::theme_notifier(), &widgets::ThemeNotifier::changed, this, &InferencePage::show_known);
  connect(&shared.jobs(), &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    for (const auto job : {InferenceWorker::measuring, InferenceWorker::generating})
      if (id == job_id(job)) worker_->cancel(job);
  });
}

void InferencePage::note_started(InferenceWorker::Job job) {
  started_[job].start();
  QTimer::singleShot(noticeable_ms, this, [this, job] {
    if (worker_->running(job) && started_[job].elapsed() >= noticeable_ms)
      workspace().jobs().setJob(
          job_id(job), job == InferenceWorker::measuring ? tr("running models") : tr("generating text"), -1);
  });
}

void InferencePage::connect_worker() {
  connect(worker_, &InferenceWorker::looked, this, [this] {
    const auto& facts = worker_->facts();
    controls_->set_model(workspace().document(), facts);
    if (facts) generation_->suggest_prompt(facts->beginning);
    reload();
    if (std::exchange(compute_when_ready_, false)) compute();
    if (!is_busy()) emit settled();
  });
  connect(worker_, &InferenceWorker::arrived, this, &InferencePage::show_known);
  connect(
      worker_, &InferenceWorker::progress, this, [this](int job, double fraction, const QString& activity) {
        if (started_[job].elapsed() < noticeable_ms) return;
        const QString what = job == InferenceWorker::measuring ? tr("running models") : tr("generating text");
        workspace().jobs().setJob(job_id(job), activity.isEmpty() ? what : tr("%1: %2").arg(what, activity),
                                  fraction);
      });
  connect(worker_, &InferenceWorker::finished, this, [this](int job, bool, const QString& problem) {
    workspace().jobs().removeJob(job_id(job));
    if (!problem.isEmpty())
      workspace().messages().postError(job == InferenceWorker::measuring ? tr("The models could not be run.")
                                                                         : tr("No text could be generated."),
                                       problem);
    reload();
    if (!is_busy()) emit settled();
  });
}

void InferencePage::connect_pictures() {
  for (widgets::ChartFrame* frame : charts())
    connect(frame, &widgets::ChartFrame::maximiseToggled, this,
            [this, frame](bool on) { maximise(frame, on); });
  connect(bars_, &widgets::BarChartView::barClicked, this, [this](int run, int) {
    if (run >= shown_.runs() || !shown_.request.runs[static_cast<std::size_t>(run)].setting) return;
    wanted_layers_ = shown_.styles[static_cast<std::size_t>(run)].name;
    reload();
  });
  connect(layers_, &widgets::LayerChartView::pointClicked, this,
          [this](int, int layer) { choose_layer(layer); });
  connect(tables_, &InferenceTables::layerChosen, this, &InferencePage::choose_layer);
  connect(tables_, &InferenceTables::runApplied, this, &InferencePage::apply_run);
}

void InferencePage::choose_layer(int layer) {
  if (layer < 0 || layer >= static_cast<int>(shown_.layers.layers.size())) return;
  const std::string weight = shown_.layers.layers[static_cast<std::size_t>(layer)].module + ".weight";
  const auto& document = workspace().document();
  if (const storage::TensorInfo* info = document->file().find(weight))
    workspace().ask_tensor(static_cast<int>(info - document->tensors().data()));
}

void InferencePage::apply_run(int run) {
  if (run < 0 || run >= shown_.runs()) return;
  if (const auto& setting = shown_.request.runs[static_cast<std::size_t>(run)].setting)
    workspace().ask_setting(*setting);
}

void InferencePage::maximise(widgets::ChartFrame* frame, bool on) {
  const bool is_texts = frame == texts_->frame();
  bars_->setVisible(!on || frame == bars_->frame());
  layers_->setVisible(!on || frame == layers_->frame());
  above_->setVisible(!on || !is_texts);
  texts_->setVisible(!on || is_texts);
  tables_->setVisible(!on);
}

QString InferencePage::command_line() const {
  return perplexity_commands().join('\n');
}

QStringList InferencePage::perplexity_commands() const {
  QStringList commands;
  if (!shown_.request.plan.document) return commands;
  for (const study::ModelRun& run : shown_.request.runs)
    commands << perplexity_command(shown_.request.plan, run);
  return commands;
}

QStringList InferencePage::generation_commands() const {
  QStringList commands;
  if (!shown_texts_.request.plan.document) return commands;
  for (const study::ModelRun& run : shown_texts_.request.runs)
    commands << generation_command(shown_texts_.request, run);
  return commands;
}

void InferencePage::copy(const QStringList& commands) {
  if (commands.isEmpty()) return;
  QApplication::clipboard()->setText(commands.join('\n'));
  workspace().messages().post({widgets::MessageKind::information,
                               commands.size() == 1 ? tr("Copied: %1").arg(commands.front())
                                                    : tr("%n command(s) copied, one a run", nullptr,
                                                         static_cast<int>(commands.size())),
                               commands.join('\n'),
                               {},
                               {},
                               QStringLiteral("copied")});
}

}  // namespace quantscope::gui
