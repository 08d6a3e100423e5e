#include "app/gui/accelerator_views.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>
#include <utility>

#include "app/gui/accelerator_pictures.h"
#include "app/gui/accelerator_sentences.h"
#include "widgets/chart_frame.h"

namespace quantscope::gui {

SweepChoice AcceleratorViews::sweep() const {
  return {variable_->currentData().toString().toStdString(), phase()};
}

QList<widgets::ChartFrame*> AcceleratorViews::charts() const {
  return {roofline_->frame(), time_->frame(),    energy_->frame(),
          curves_->frame(),   scatter_->frame(), tornado_->frame()};
}

void AcceleratorViews::set_answer(std::shared_ptr<const AcceleratorAnswer> answer) {
  answer_ = std::move(answer);
  empty_.clear();
  fill_arrows();
  dirty_ = {std::begin(all_views), std::end(all_views)};
  draw(view());
}

void AcceleratorViews::set_empty(const QString& text) {
  answer_ = nullptr;
  empty_ = text;
  dirty_ = {std::begin(all_views), std::end(all_views)};
  draw_hidden();
}

void AcceleratorViews::set_accuracy(std::vector<RunAccuracy> accuracy, const QString& subject) {
  accuracy_ = std::move(accuracy);
  subject_ = subject;
  fill_metrics();
  dirty_.insert(View::accuracy);
  if (view() == View::accuracy) draw(View::accuracy);
}

void AcceleratorViews::draw_hidden() {
  for (const View each : all_views) draw(each);
}

void AcceleratorViews::draw(View which) {
  if (!dirty_.contains(which)) return;
  dirty_.erase(which);
  switch (which) {
    case View::roofline:
      return draw_roofline();
    case View::bars:
      return draw_bars();
    case View::sweeps:
      return draw_sweeps();
    case View::accuracy:
      return draw_accuracy();
    case View::tornado:
      return draw_tornado();
  }
}

void AcceleratorViews::option_changed(View which) {
  if (filling_) return;
  dirty_.insert(which);
  draw(which);
}

int AcceleratorViews::arrows_from() const {
  return answer_ ? arrows_->currentData().toInt() : -1;
}

void AcceleratorViews::fill_arrows() {
  const QSignalBlocker blocker(arrows_);
  QStringList names;
  for (const PricedRun& run : answer_->question.runs) names << run.style.name;
  arrows_->clear();
  arrows_->addItem(tr("no run"), -1);
  for (int run = 0; run < names.size(); ++run)
    if (run != answer_->question.front) arrows_->addItem(names[run], run);
  // The unquantized model unless another was chosen.
  int item = arrows_->findText(wanted_arrows_);
  if (item < 0) item = std::max(arrows_->findData(0), 0);
  arrows_->setCurrentIndex(wanted_arrows_ == tr("no run") ? 0 : item);
}

void AcceleratorViews::fill_metrics() {
  const QSignalBlocker blocker(metric_);
  metric_->clear();
  for (const RunAccuracy& each : accuracy_) metric_->addItem(each.label, each.id);
  metric_->setEnabled(metric_->count() > 0);
  metric_->setCurrentIndex(std::max(metric_->findData(wanted_metric_), accuracy_.empty() ? -1 : 0));
}

void AcceleratorViews::draw_roofline() {
  widgets::ChartFrame* const frame = roofline_->frame();
  frame->setEmptyText(empty_);
  if (!answer_) return;
  const PricedCase* const front = answer_->front();
  frame->setEmptyText(front && (front->prefill || front->decode) ? QString()
                      : front                                    ? front->problem
                                                                 : QString());
  const widgets::RooflineData shown = roofline_data(*answer_, arrows_from());
  const bool same_selection =
      roofline_->selectedOperator() >= 0 &&
      roofline_->selectedOperator() < static_cast<int>(shown.operators.size()) &&
      shown.operators[static_cast<std::size_t>(roofline_->selectedOperator())].name == chosen_operator_;
  const int selected = roofline_->selectedOperator();
  roofline_->setData(shown);
  roofline_->setSelectedOperator(same_selection ? selected : -1);
  QStringList parts{phase_sentence(*answer_, hardware::Phase::decode),
                    phase_sentence(*answer_, hardware::Phase::prefill)};
  parts.removeAll(QString());
  frame->setSentence(parts.join(' '));
}

void AcceleratorViews::draw_bars() {
  for (widgets::StackedBarsView* view : {time_, energy_}) view->frame()->setEmptyText(empty_);
  if (!answer_) return;
  const bool none = std::ranges::none_of(
      answer_->cases, [this](const PricedCase& each) { return each.phase(phase()) != nullptr; });
  const QString nothing = tr("This workload has no such phase, or it cannot run here.");
  for (widgets::StackedBarsView* view : {time_, energy_})
    view->frame()->setEmptyText(none ? nothing : QString());
  const bool board = energy_kind_->currentIndex() == 0;
  time_->setData(time_bars(*answer_, phase()));
  time_->frame()->setSentence(time_sentence(*answer_, phase()));
  energy_->setData(energy_bars(*answer_, phase(), board));
  energy_->frame()->setSentence(energy_sentence(*answer_, phase(), board));
}

void AcceleratorViews::draw_sweeps() {
  curves_->frame()->setEmptyText(empty_);
  if (!answer_) return;
  const SweepChoice swept = answer_->question.sweep;
  if (!answer_->has_sweeps) {
    curves_->frame()->setEmptyText(tr("Searching the tilings of every point…"));
    return;
  }
  curves_->frame()->setEmptyText(answer_->sweeps.empty() ? answer_->sweep_problem : QString());
  if (swept.variable != sweep().variable || swept.phase != sweep().phase) return;
  curves_->setData(sweep_curves(*answer_, static_cast<SweepQuantity>(quantity_->currentIndex())));
  curves_->frame()->setSentence(sweep_sentence(*answer_));
}

void AcceleratorViews::draw_accuracy() {
  widgets::ChartFrame* const frame = scatter_->frame();
  frame->setEmptyText(empty_);
  if (!answer_) return;
  const auto chosen = std::ranges::find(accuracy_, metric_->currentData().toString(), &RunAccuracy::id);
  widgets::ScatterData shown;
  if (chosen != accuracy_.end())
    shown = accuracy_scatter(*answer_, *chosen, static_cast<TokenCost>(cost_->currentIndex()));
  const bool has_points = !shown.points.empty();
  // Of each new figure the scale that suits it; then the user's.
  if (chosen != accuracy_.end() && std::exchange(scaled_for_, chosen->id) != chosen->id)
    scatter_->setYLogarithmic(chosen->logarithmic);
  const QString sentence = has_points ? accuracy_sentence(shown, *answer_, subject_) : QString();
  scatter_->setData(std::move(shown));
  frame->setSentence(sentence);
  frame->setEmptyText(
      has_points
          ? QString()
          : tr("No accuracy of these runs is known yet.\nPin runs (Ctrl+D), then let the page Inference "
               "run them (F5), or look at the page Compare: their figures come here."));
}

void AcceleratorViews::draw_tornado() {
  widgets::ChartFrame* const frame = tornado_->frame();
  frame->setEmptyText(empty_);
  if (!answer_) return;
  const bool energy = tornado_of_->currentIndex() == 1;
  const widgets::TornadoData shown = tornado_data(*answer_, phase(), energy);
  frame->setEmptyText(!shown.bars.empty()          ? QString()
                      : answer_->has_sensitivities ? tr("No figure of this accelerator changes this.")
                                                   : tr("Every figure is being moved…"));
  tornado_->setData(shown);
  frame->setSentence(tornado_sentence(*answer_, phase(), energy));
}

void AcceleratorViews::choose_row_part(int row, int part, bool energy) {
  if (!answer_ || row < 0 || row >= static_cast<int>(answer_->cases.size())) return;
  const PricedCase& priced = answer_->cases[static_cast<std::size_t>(row)];
  const widgets::StackedBarsView& view = energy ? *energy_ : *time_;
  if (view.breakdown() != 0 || part < 0) return;
  const auto& parts = view.data().breakdowns.front().parts;
  chosen_operator_ = parts[static_cast<std::size_t>(part)];
  // Only the case in front has a derivation; the layer is the same in all.
  if (priced.phase(phase())) emit operatorChosen(phase(), chosen_operator_);
}

QJsonObject AcceleratorViews::choices() const {
  return {{"view", id_of(view())},
          {"phase", phase() == hardware::Phase::prefill ? "prefill" : "decode"},
          {"memory", roofline_->memory()},
          {"phases", static_cast<int>(roofline_->phases())},
          {"arrows", wanted_arrows_},
          {"shows_arrows", roofline_->showsChanges()},
          {"time_by", time_->breakdown()},
          {"time_shares", time_->showsShares()},
          {"energy_by", energy_->breakdown()},
          {"energy_shares", energy_->showsShares()},
          {"energy_kind", energy_kind_->currentIndex() == 0 ? "board" : "dynamic"},
          {"sweep", variable_->currentData().toString()},
          {"quantity", quantity_->currentIndex()},
          {"metric", wanted_metric_},
          {"cost", cost_->currentIndex()},
          {"tornado", tornado_of_->currentIndex() == 1 ? "energy" : "time"}};
}

void AcceleratorViews::set_choices(const QJsonObject& choices) {
  filling_ = true;
  const auto choose = [](QComboBox* box, int item) {
    if (item >= 0 && item < box->count()) box->setCurrentIndex(item);
  };
  for (const View each : all_views)
    if (choices["view"].toString() == id_of(each)) set_view(each);
  if (choices["phase"].isString())
    set_phase(choices["phase"].toString() == QLatin1String("prefill") ? hardware::Phase::prefill
                                                                      : hardware::Phase::decode);
  if (const int memory = choices["memory"].toInt(-1); memory >= 0) roofline_->setMemory(memory);
  if (const int phases = choices["phases"].toInt(-1); phases >= 0 && phases <= 2)
    roofline_->setPhases(static_cast<widgets::RooflineView::Phases>(phases));
  wanted_arrows_ = choices["arrows"].toString(wanted_arrows_);
  roofline_->setShowsChanges(choices["shows_arrows"].toBool(roofline_->showsChanges()));
  time_->setBreakdown(std::clamp(choices["time_by"].toInt(time_->breakdown()), 0, 1));
  time_->setShowsShares(choices["time_shares"].toBool(time_->showsShares()));
  energy_->setBreakdown(std::clamp(choices["energy_by"].toInt(energy_->breakdown()), 0, 1));
  energy_->setShowsShares(choices["energy_shares"].toBool(energy_->showsShares()));
  if (choices["energy_kind"].isString())
    energy_kind_->setCurrentIndex(choices["energy_kind"].toString() == QLatin1String("dynamic") ? 1 : 0);
  choose(variable_, variable_->findData(choices["sweep"].toString()));
  choose(quantity_, choices["quantity"].toInt(-1));
  wanted_metric_ = choices["metric"].toString(wanted_metric_);
  choose(cost_, choices["cost"].toInt(-1));
  if (choices["tornado"].isString())
    tornado_of_->setCurrentIndex(choices["tornado"].toString() == QLatin1String("energy") ? 1 : 0);
  filling_ = false;
  fill_metrics();
  if (answer_) set_answer(answer_);
}

}  // namespace quantscope::gui
