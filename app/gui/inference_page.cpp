#include "app/gui/inference_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonObject>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>

#include "app/gui/generation_controls.h"
#include "app/gui/inference_controls.h"
#include "app/gui/inference_sentences.h"
#include "app/gui/inference_tables.h"
#include "app/gui/runs_panel.h"
#include "widgets/chart_frame.h"
#include "widgets/job_bar.h"

namespace quantscope::gui {
namespace {

/// In pixels: below it the charts stand one above the other.
constexpr int wide = 560;
const QString current_choice = QStringLiteral("/current");  // no run can be called so: names are trimmed

}  // namespace

InferencePage::~InferencePage() = default;

QList<widgets::ChartFrame*> InferencePage::charts() const {
  return {bars_->frame(), layers_->frame(), texts_->frame()};
}

bool InferencePage::is_busy() const {
  return worker_->busy() || rest_.isActive();
}

const InferenceMetric& InferencePage::metric() const {
  return metrics_[static_cast<std::size_t>(std::max(metric_->currentIndex(), 0))];
}

void InferencePage::document_changed() {
  for (const auto job : {InferenceWorker::measuring, InferenceWorker::generating}) worker_->cancel(job);
  worker_->leave();
  controls_->set_model(workspace().document(), nullptr);
  reload();
  if (isVisible()) activate();
}

void InferencePage::activate() {
  if (workspace().document()) worker_->look(workspace().document());
  reload();
  if (!is_busy()) emit settled();
}

void InferencePage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  activate();
}

void InferencePage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  above_->setOrientation(width() < wide ? Qt::Vertical : Qt::Horizontal);
}

bool InferencePage::show_empty() {
  const auto& facts = worker_->facts();
  QString text;
  if (!workspace().document())
    text = tr("Open a model to run it.");
  else if (worker_->looking() || !facts)
    text = tr("Reading the model's configuration…");
  else if (!facts->model)
    text = tr("This file cannot run as a model.\n\n%1\n\nA model that runs has its configuration, its "
              "tokenizer and all "
              "weights of a known architecture; “Import a Hugging Face folder…” brings them together.")
               .arg(facts->problem);
  empty_->setText(text);
  stack_->setCurrentIndex(text.isEmpty() ? 1 : 0);
  return text.isEmpty();
}

void InferencePage::fill_layer_runs() {
  const QSignalBlocker blocker(layers_of_);
  layers_of_->clear();
  for (int run = 0; run < shown_.runs(); ++run)
    if (shown_.request.runs[static_cast<std::size_t>(run)].setting)
      layers_of_->addItem(shown_.styles[static_cast<std::size_t>(run)].name, run);
  layers_of_->setEnabled(layers_of_->count() > 0);
  // The current setting is the last.
  int chosen = layers_of_->count() - 1;
  if (const int named = layers_of_->findText(wanted_layers_); named >= 0 && !wanted_layers_.isEmpty())
    chosen = named;
  layers_of_->setCurrentIndex(chosen);
  shown_.request.layers_of = chosen < 0 ? -1 : layers_of_->currentData().toInt();
}

void InferencePage::reload() {
  Workspace& shared = workspace();
  shown_ = {};
  if (!show_empty()) {
    shown_texts_ = {};
    return;
  }
  MeasureRequest& request = shown_.request;
  request.plan = controls_->plan();
  request.plan.document = shared.document();
  request.plan.room = shared.sites()->budget();
  const auto add = [&](const widgets::RunStyle& style, std::optional<study::Setting> setting) {
    request.runs.push_back({style.name.toStdString(), std::move(setting)});
    shown_.styles.push_back(style);
  };
  if (controls_->includes_original()) add({tr("float"), widgets::RunStyle::original}, std::nullopt);
  bool current_is_pinned = false;
  for (const PinnedRun& run : shared.runs().runs()) {
    current_is_pinned = current_is_pinned || run.setting == shared.setting();
    if (run.visible) add(run.style(), run.setting);
  }
  const bool has_current = !shared.setting().method.empty();
  controls_->set_current_possible(has_current && !current_is_pinned,
                                  has_current
                                      ? tr("The setting in the method panel is one of the pinned runs")
                                      : tr("No tensor is selected yet: there is no current setting"));
  if (controls_->includes_current())
    add({tr("now: %1").arg(short_name(shared.setting())), widgets::RunStyle::now}, shared.setting());
  request.layers.parts = parts_->isChecked();
  fill_layer_runs();

  shown_texts_.styles = shown_.styles;
  shown_texts_.request.plan = request.plan;
  shown_texts_.request.runs = request.runs;
  shown_texts_.request.prompt = generation_->prompt();
  shown_texts_.request.tokens = generation_->tokens();
  shown_texts_.request.sampling = generation_->sampling();
  show_known();
}

void InferencePage::show_known() {
  if (!shown_.request.plan.document) return;
  shown_.figures = worker_->known(shown_.request);
  shown_.layers = worker_->known_layers(shown_.request);
  shown_.protocol = worker_->known_text(shown_.request.plan);
  bars_->setData(perplexity_bars(shown_, metric()));
  bars_->frame()->setSentence(perplexity_sentence(shown_));
  bars_->frame()->setEmptyText(shown_.any_figures()      ? QString()
                               : why_not_run().isEmpty() ? tr("%1\nPress Run.").arg(cost_sentence(cost()))
                                                         : why_not_run());
  layers_->setData(layer_lines(shown_));
  layers_->frame()->setSentence(layer_sentence(shown_));
  QString nothing;
  if (shown_.request.layers_of < 0)
    nothing = tr(
        "Pin a run, or let the current setting run: its layers are measured against the unquantized model.");
  else if (shown_.layers.layers.empty() && shown_.layers.problem.empty())
    nothing = tr("The errors of %1 by layer are measured after the perplexities.")
                  .arg(shown_.styles[static_cast<std::size_t>(shown_.request.layers_of)].name);
  else if (shown_.layers.layers.empty())
    nothing = QString::fromStdString(shown_.layers.problem);
  layers_->frame()->setEmptyText(nothing);
  tables_->set_shown(shown_);
  show_selection();
  show_texts();
  show_state();
  emit updated();
}

void InferencePage::show_texts() {
  shown_texts_.texts = worker_->known_texts(shown_texts_.request);
  if (worker_->facts() && worker_->facts()->model && shown_texts_.any_texts()) {
    texts_->setData(compared_texts(shown_texts_, worker_->facts()->model->tokenizer()));
    texts_->frame()->setSentence(texts_sentence(shown_texts_));
    texts_->frame()->setEmptyText({});
  } else {
    texts_->setData({});
    texts_->frame()->setSentence({});
    texts_->frame()->setEmptyText(
        why_not_generate().isEmpty()
            ? tr("Each run goes on from the prompt; what differs from float is marked.\nPress Generate.")
            : why_not_generate());
  }
}

QString InferencePage::why_not_run() const {
  if (!controls_->has_text()) return tr("Type a text, or choose one, for the models to read.");
  if (shown_.runs() == 0)
    return tr(
        "Nothing is chosen to run: pin a run, or tick the unquantized model or the current setting under "
        "Advanced.");
  return {};
}

QString InferencePage::why_not_generate() const {
  return shown_.runs() == 0 ? why_not_run() : QString();
}

MeasureRequest InferencePage::missing() const {
  MeasureRequest missing = shown_.request;
  missing.runs.clear();
  for (int run = 0; run < shown_.runs(); ++run)
    if (!shown_.figures[static_cast<std::size_t>(run)].is_complete())
      missing.runs.push_back(shown_.request.runs[static_cast<std::size_t>(run)]);
  missing.layers_of = shown_.request.layers_of >= 0 && !shown_.layers.complete ? 0 : -1;
  return missing;
}

InferenceCost InferencePage::cost() const {
  InferenceCost cost;
  const auto& facts = worker_->facts();
  if (!facts || !facts->model) return cost;
  const MeasureRequest wanted = missing();
  cost.runs = static_cast<int>(wanted.runs.size());
  cost.original = std::ranges::any_of(wanted.runs, [](const study::ModelRun& run) { return !run.setting; });
  cost.tokens = wanted.plan.most_tokens;
  cost.bytes = static_cast<double>(study::needed_memory(*facts->model, wanted.runs, wanted.plan.divergence,
                                                        wanted.plan.engine, wanted.plan.protocol.window)
                                       .total());
  if (cost.tokens == 0) return cost;
  // As fast as the runs before; else as the products alone would be.
  for (const study::ModelRun& run : wanted.runs) {
    const bool divergence = run.setting && wanted.plan.divergence;
    if (const double rate = worker_->measured_rate(divergence); rate > 0)
      cost.seconds += static_cast<double>(cost.tokens) / rate;
    else if (facts->multiply_adds_per_second > 0)
      cost.seconds += study::needed_multiply_adds(*facts->model, {run}, wanted.plan.divergence, cost.tokens) /
                      facts->multiply_adds_per_second;
  }
  return cost;
}

void InferencePage::show_state() {
  const bool running = worker_->running(InferenceWorker::measuring);
  const MeasureRequest wanted = missing();
  const bool nothing = wanted.runs.empty() && wanted.layers_of < 0;
  QString why = why_not_run();
  QString text = why;
  if (running)
    text = tr("Running. What is there stays when you cancel.");
  else if (why.isEmpty() && nothing)
    text = why = tr("All figures of these choices are there.");
  else if (why.isEmpty() && wanted.runs.empty())
    text = tr("The layers of %1 are not measured yet.")
               .arg(shown_.styles[static_cast<std::size_t>(shown_.request.layers_of)].name);
  else if (why.isEmpty())
    text = cost_sentence(cost());
  state_->setText(text);
  controls_->set_run_state(running, why);
  generation_->set_state(worker_->running(InferenceWorker::generating), why_not_generate());
}

void InferencePage::show_selection() {
  int chosen = -1;
  const auto& document = workspace().document();
  if (document && workspace().tensor() >= 0) {
    std::vector<int> of_site = document->site_of(workspace().tensor()).consumers;
    of_site.insert(of_site.begin(), workspace().tensor());
    for (const int tensor : of_site) {
      const std::string& module = document->tensor(tensor).module;
      const auto found = std::ranges::find(shown_.layers.layers, module, &model::LayerError::module);
      if (found == shown_.layers.layers.end()) continue;
      chosen = static_cast<int>(found - shown_.layers.layers.begin());
      break;
    }
  }
  layers_->setSelected(layers_->selectedBlock() == chosen ? layers_->selectedLine() : -1, chosen);
}

void InferencePage::run() {
  if (!why_not_run().isEmpty() || !shown_.request.plan.document) return;
  worker_->measure(shown_.request);
  note_started(InferenceWorker::measuring);
  show_state();
}

void InferencePage::generate() {
  if (!why_not_generate().isEmpty() || !shown_texts_.request.plan.document) return;
  worker_->generate(shown_texts_.request);
  note_started(InferenceWorker::generating);
  show_state();
}

void InferencePage::compute() {
  compute_when_ready_ = !worker_->facts();
  if (compute_when_ready_) return;
  if (!missing().runs.empty() || missing().layers_of >= 0) run();
  if (!shown_texts_.any_texts()) generate();
}

QJsonObject InferencePage::choices() const {
  QJsonObject choices = controls_->choices();
  const QJsonObject generation = generation_->choices();
  for (auto each = generation.begin(); each != generation.end(); ++each) choices[each.key()] = each.value();
  choices["metric"] = metric().id;
  choices["layers_of"] = wanted_layers_;
  choices["parts"] = parts_->isChecked();
  choices["bars_logarithmic"] = bars_->valueLogarithmic();
  choices["differences"] = bars_->wantsDifferences();
  choices["table"] = tables_->shows_layers() ? "layers" : "runs";
  return choices;
}

void InferencePage::set_choices(const QJsonObject& choices) {
  filling_ = true;
  controls_->set_choices(choices);
  generation_->set_choices(choices);
  if (const int item = metric_->findData(choices["metric"].toString()); item >= 0)
    metric_->setCurrentIndex(item);
  wanted_layers_ = choices["layers_of"].toString(wanted_layers_);
  parts_->setChecked(choices["parts"].toBool(parts_->isChecked()));
  bars_->setValueLogarithmic(choices["bars_logarithmic"].toBool(bars_->valueLogarithmic()));
  bars_->setShowsDifferences(choices["differences"].toBool(bars_->wantsDifferences()));
  if (choices["table"].isString())
    tables_->show_layers(choices["table"].toString() == QLatin1String("layers"));
  filling_ = false;
  reload();
}

}  // namespace quantscope::gui
