#include "app/gui/accelerator_page.h"

#include <QJsonObject>
#include <QLabel>
#include <algorithm>

#include "app/gui/accelerator_controls.h"
#include "app/gui/accelerator_derivation.h"
#include "app/gui/accelerator_panel.h"
#include "app/gui/accelerator_sentences.h"
#include "app/gui/workspace.h"
#include "core/base/error.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {

AcceleratorPage::~AcceleratorPage() = default;

bool AcceleratorPage::is_busy() const {
  return worker_->pricing() || costs_->busy() || rest_.isActive() || quiet_.isActive();
}

void AcceleratorPage::settle() {
  if (!is_busy()) emit settled();
}

void AcceleratorPage::document_changed() {
  costs_->look(workspace().document());
  last_cost_ = nullptr;
  fill_runs();
  ask();
}

void AcceleratorPage::activate() {
  costs_->look(workspace().document());
  tell_faults();
  fill_runs();
  accuracy_changed();
  ask();
  settle();
}

void AcceleratorPage::tell_faults() {
  if (told_faults_ || !isVisible()) return;
  told_faults_ = true;
  if (library_.faults().isEmpty()) return;
  workspace().messages().postError(
      tr("%n description(s) of accelerators or models cannot be used; the others are there.", nullptr,
         static_cast<int>(library_.faults().size())),
      library_.faults().join('\n'));
}

QString AcceleratorPage::current_name() const {
  const study::Setting& setting = workspace().setting();
  return setting.method.empty() ? tr("now") : tr("now: %1").arg(short_name(setting));
}

void AcceleratorPage::fill_runs() {
  QList<std::pair<QString, QString>> list{{unquantized_run, tr("float (f16)")}};
  list.append({current_run, current_name()});
  for (const PinnedRun& run : workspace().runs().runs()) list.append({run.name, run.name});
  controls_->set_runs(list);
}

std::shared_ptr<const hardware::ModelShape> AcceleratorPage::shape() const {
  const QString& id = controls_->choices().workload;
  return id.isEmpty() ? costs_->file_shape() : library_.find_model(id.toStdString());
}

QString AcceleratorPage::why_no_shape() const {
  if (!controls_->choices().workload.isEmpty())
    return tr("There is no model shape \"%1\": choose another workload.").arg(controls_->choices().workload);
  if (!workspace().document()) return tr("Open a model, or choose a workload above.");
  if (costs_->looking()) return tr("Reading the model's configuration…");
  return tr("This file has no shape to price.\n\n%1\n\nChoose a workload above: shapes of known models need "
            "no "
            "weights.")
      .arg(costs_->file_problem());
}

CostRequest AcceleratorPage::cost_request(const study::Setting& setting) const {
  return {shape(), controls_->choices().workload.isEmpty() ? workspace().document() : nullptr, setting};
}

std::vector<PricedRun> AcceleratorPage::runs(std::vector<CostRequest>& missing) {
  std::vector<PricedRun> list;
  list.push_back({{tr("float"), widgets::RunStyle::original}, {}, nullptr, false});
  cost_problem_.clear();
  // With the cost; that of the setting before while the present one's is being counted.
  const auto add = [&](const widgets::RunStyle& style, const study::Setting& setting, bool current) {
    const CostRequest request = cost_request(setting);
    PricedRun run{style, setting, nullptr, false};
    if (const AcceleratorCosts::Known* known = costs_->known(request)) {
      run.costs = known->costs;
      if (!known->costs) cost_problem_ = tr("%1: %2").arg(style.name, known->problem);
      if (current) last_cost_ = known->costs;
    } else {
      missing.push_back(request);
      if (current && last_cost_) {
        run.costs = last_cost_;
        run.outdated = true;
      }
    }
    if (run.costs) list.push_back(std::move(run));
  };
  bool current_is_pinned = false;
  const study::Setting& setting = workspace().setting();
  for (const PinnedRun& run : workspace().runs().runs()) {
    current_is_pinned = current_is_pinned || run.setting == setting;
    if (run.visible || run.name == controls_->choices().run) add(run.style(), run.setting, false);
  }
  const bool is_front = controls_->choices().run == current_run;
  if (!setting.method.empty() && (!current_is_pinned || is_front))
    add({current_name(), widgets::RunStyle::now}, setting, true);
  return list;
}

void AcceleratorPage::ask() {
  if (!isVisible() || filling_) return;
  const AcceleratorChoices& choices = controls_->choices();
  controls_->set_file(workspace().document() ? workspace().document()->display_name() : QString(),
                      costs_->looking() ? QString() : costs_->file_problem());
  const AcceleratorPointer current = library_.find(choices.accelerator.toStdString());
  panel_->set_accelerator(current);
  const auto workload = shape();
  if (!workload) return show_empty(why_no_shape());
  if (!current)
    return show_empty(
        tr("There is no accelerator \"%1\" any more: choose another one above.").arg(choices.accelerator));
  if (const QString of =
          choices.workload + '\n' + (workspace().document() ? workspace().document()->path() : QString());
      std::exchange(last_cost_of_, of) != of)
    last_cost_ = nullptr;
  AcceleratorQuestion question;
  question.shape = workload;
  std::vector<CostRequest> missing;
  question.runs = runs(missing);
  QString front;
  if (choices.run == current_run)
    front = current_name();
  else
    front = choices.run == unquantized_run ? tr("float") : choices.run;
  const auto found =
      std::ranges::find(question.runs, front, [](const PricedRun& run) { return run.style.name; });
  question.front = found == question.runs.end() ? 0 : static_cast<int>(found - question.runs.begin());
  question.accelerators.push_back(current);
  for (const QString& id : choices.compared)
    if (id != choices.accelerator)
      if (const AcceleratorPointer other = library_.find(id.toStdString()))
        question.accelerators.push_back(other);
  question.law = law_of(choices);
  question.prefill = workload_settings(choices, hardware::Phase::prefill);
  question.decode = workload_settings(choices, hardware::Phase::decode);
  question.prompt = whole_value(choices, "prompt");
  question.generated = whole_value(choices, "generated");
  question.sweep = views_->sweep();
  // Nothing is shown before the run in front is known, unless it never will be.
  const bool front_is_missing = found == question.runs.end();
  const bool counting = front_is_missing && !missing.empty();
  costs_->want(std::move(missing));
  if (counting) {
    if (!answer_) views_->set_empty(tr("Counting what %1 costs…").arg(front));
    return;
  }
  if (front_is_missing && cost_problem_.isEmpty() && choices.run != current_run)
    cost_problem_ = tr("There is no run \"%1\" any more: float is in front.").arg(front);
  worker_->ask(std::move(question));
}

void AcceleratorPage::show_empty(const QString& text) {
  worker_->drop();
  answer_ = nullptr;
  views_->set_empty(text);
  totals_->clear();
  state_->setText(text.section('\n', 0, 0));
  emit updated();
  settle();
}

void AcceleratorPage::take(const std::shared_ptr<const AcceleratorAnswer>& answer) {
  answer_ = answer;
  views_->set_answer(answer);
  if (derivation_) derivation_->set_answer(answer);
  show_texts();
  quiet_.start();
  emit updated();
}

void AcceleratorPage::show_texts() {
  totals_->setText(totals_html(*answer_));
  const AcceleratorQuestion& question = answer_->question;
  QStringList parts{tr("▨ Modelled, law: %1.").arg(law_word(question.law)),
                    tr("Decode is that of the last token, at a context of %1.").arg(question.decode.context)};
  if (question.decode.context > question.shape->context)
    parts << tr("The model was made for %1 tokens.").arg(question.shape->context);
  parts << notes_sentence(*answer_) << cost_problem_;
  parts.removeAll(QString());
  state_->setText(parts.join(' '));
}

void AcceleratorPage::accuracy_changed() {
  if (accuracy_)
    views_->set_accuracy(accuracy_(),
                         workspace().document() ? workspace().document()->display_name() : QString());
}

void AcceleratorPage::ask_accelerator(const QString& id) {
  AcceleratorChoices next = controls_->choices();
  next.accelerator = id;
  controls_->edit(next);
}

QJsonObject AcceleratorPage::choices() const {
  QJsonObject choices = to_json(controls_->choices());
  const QJsonObject views = views_->choices();
  for (auto each = views.begin(); each != views.end(); ++each) choices[each.key()] = each.value();
  choices["advanced"] = controls_->advanced();
  choices["figures"] = controls_->editing();
  return choices;
}

void AcceleratorPage::set_choices(const QJsonObject& choices) {
  filling_ = true;
  views_->set_choices(choices);
  controls_->set_choices(accelerator_choices(choices, controls_->choices()));
  controls_->set_advanced(choices["advanced"].toBool(controls_->advanced()));
  controls_->set_editing(choices["figures"].toBool(controls_->editing()));
  filling_ = false;
  ask();
}

}  // namespace quantscope::gui
