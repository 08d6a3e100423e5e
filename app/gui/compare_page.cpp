#include "app/gui/compare_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QUndoStack>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "app/gui/compare_page_sentences.h"
#include "app/gui/compare_page_tables.h"
#include "app/gui/starter_runs.h"
#include "widgets/chart_frame.h"

namespace quantscope::gui {
namespace {

/// In pixels.
constexpr int compact_height = 700;

using storage::TensorInfo;
using storage::TensorRole;

bool knows_inputs(const Document& document) {
  return std::ranges::any_of(document.tensors(), [](const TensorInfo& info) {
    return info.role == TensorRole::activation || info.role == TensorRole::channel_absmax;
  });
}

/// "0.q_proj", or the whole name where that would name several.
std::vector<QString> short_labels(const Document& document, const std::vector<int>& weights) {
  std::map<QString, int> count;
  std::vector<QString> labels;
  for (const int weight : weights) {
    const TensorInfo& info = document.tensor(weight);
    labels.push_back(info.block < 0
                         ? QString::fromStdString(info.module)
                         : QStringLiteral("%1.%2").arg(info.block).arg(QString::fromStdString(info.kind)));
    ++count[labels.back()];
  }
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (count[labels[i]] > 1) labels[i] = QString::fromStdString(document.tensor(weights[i]).module);
  return labels;
}

}  // namespace

ComparePage::Scope ComparePage::scope() const {
  return static_cast<Scope>(scope_->currentIndex());
}

CompareGrouping ComparePage::grouping() const {
  return grouping_->currentIndex() == 1 ? CompareGrouping::run : CompareGrouping::layer;
}

bool ComparePage::worst_first() const {
  return order_->currentIndex() == 1;
}

bool ComparePage::points_are_cells() const {
  return points_->currentIndex() == 1;
}

int ComparePage::block_in_front() const {
  const Workspace& shared = workspace();
  if (shared.document() && shared.tensor() >= 0)
    if (const int block = shared.document()->tensor(shared.tensor()).block; block >= 0) return block;
  return linear_.empty() ? -1 : shared.document()->tensor(linear_.front()).block;
}

std::uint64_t ComparePage::bytes_of(const std::vector<int>& weights) const {
  std::uint64_t bytes = 0;
  for (const int weight : weights) bytes += workspace().document()->tensor(weight).bytes();
  return bytes;
}

std::vector<int> ComparePage::weights_in_scope(Scope scope) const {
  if (!workspace().document()) return {};
  std::vector<int> weights;
  switch (scope) {
    case Scope::all:
      return linear_;
    case Scope::block:
      for (const int weight : linear_)
        if (workspace().document()->tensor(weight).block == block_in_front()) weights.push_back(weight);
      return weights;
    case Scope::filtered: {
      const std::vector<int> kept = workspace().kept_tensors();
      std::ranges::set_intersection(linear_, kept, std::back_inserter(weights));
      return weights;
    }
  }
  return weights;
}

int ComparePage::selected_weight() const {
  const int tensor = workspace().tensor();
  if (!workspace().document() || tensor < 0) return -1;
  const auto place = [this](int of) {
    const auto found = std::ranges::find(request_.weights, of);
    return found == request_.weights.end() ? -1 : static_cast<int>(found - request_.weights.begin());
  };
  if (const int mine = place(tensor); mine >= 0) return mine;
  // An input belongs to the layers that it feeds.
  for (const int consumer : workspace().document()->site_of(tensor).consumers)
    if (const int mine = place(consumer); mine >= 0) return mine;
  return -1;
}

void ComparePage::document_changed() {
  stopped_ = approved_ = false;
  worker_->cancel();
  linear_ =
      workspace().document() ? study::linear_weights(workspace().document()->file()) : std::vector<int>();
  std::ranges::sort(linear_);
  if (workspace().document() && !knows_inputs(*workspace().document()) &&
      metric_->currentData().toString().startsWith(QLatin1String("output_"))) {
    filling_ = true;
    metric_->setCurrentIndex(metric_->findData(QStringLiteral("sqnr_db")));
    filling_ = false;
  }
  refresh();
}

void ComparePage::runs_changed() {
  std::vector<study::Setting> pinned;
  for (const PinnedRun& run : workspace().runs().runs()) pinned.push_back(run.setting);
  if (pinned != pinned_) stopped_ = false;
  pinned_ = std::move(pinned);
  fill_baselines();
  refresh();
}

void ComparePage::refresh() {
  reload();
  if (isVisible()) start_missing();
}

void ComparePage::fill_baselines() {
  const QSignalBlocker blocker(baseline_);
  baseline_->clear();
  baseline_->addItem(tr("none"), -1);
  const RunList& runs = workspace().runs();
  for (int run = 0; run < static_cast<int>(runs.runs().size()); ++run)
    baseline_->addItem(runs.runs()[static_cast<std::size_t>(run)].name, run);
  baseline_->setCurrentIndex(runs.baseline() + 1);
}

bool ComparePage::show_empty() {
  QString text;
  bool can_pin = false;
  if (!workspace().document()) {
    text = tr("Open a model to compare settings on its layers.");
  } else if (linear_.empty()) {
    text =
        tr("This file has no linear weights to compare settings on.\nThey are matrices below /weights that "
           "are no embedding, norm or head.");
  } else if (workspace().runs().runs().empty()) {
    text = tr("Nothing is pinned yet.\nPin a setting (Ctrl+D) to compare it with the next ones.");
    can_pin = true;
  }
  empty_text_->setText(text);
  empty_buttons_->setVisible(can_pin);
  stack_->setCurrentIndex(text.isEmpty() ? 1 : 0);
  return text.isEmpty();
}

void ComparePage::reload() {
  request_ = {};
  if (!show_empty()) {
    shown_ = {};
    pooled_ = {};
    return;
  }
  request_.document = workspace().document();
  shown_.styles.clear();
  bool current_is_pinned = false;
  for (const PinnedRun& run : workspace().runs().runs()) {
    request_.runs.push_back({run.name.toStdString(), run.setting});
    shown_.styles.push_back(run.style());
    current_is_pinned = current_is_pinned || run.setting == workspace().setting();
  }
  const bool has_current = !workspace().setting().method.empty();
  current_->setEnabled(has_current && !current_is_pinned);
  current_->setToolTip(current_is_pinned ? tr("The setting in the method panel is one of the pinned runs")
                                         : tr("Compares the setting in the method panel too, in blue"));
  if (has_current && !current_is_pinned && current_->isChecked()) {
    widgets::RunStyle style;
    style.name = tr("now: %1").arg(short_name(workspace().setting()));
    request_.runs.push_back({style.name.toStdString(), workspace().setting()});
    shown_.styles.push_back(style);
  }
  request_.weights = weights_in_scope(scope());
  shown_.metric = study::comparison_metric(metric_->currentData().toString().toStdString());
  shown_.baseline = workspace().runs().baseline();
  shown_.differences = differences_;
  sort_weights();
  const QString nothing =
      request_.weights.empty()
          ? tr("The filters keep none of the linear weights.\nRemove a filter, or choose all tensors above.")
          : QString();
  bars_->frame()->setEmptyText(nothing);
  scatter_->frame()->setEmptyText(nothing);
  show_known();
  show_strip();
}

void ComparePage::sort_weights() {
  if (!worst_first()) return;
  shown_.comparison = worker_->known(request_);
  struct Place {
    bool unknown;
    double badness;
    int weight;
  };
  std::vector<Place> places;
  for (int i = 0; i < static_cast<int>(request_.weights.size()); ++i) {
    const int weight = request_.weights[static_cast<std::size_t>(i)];
    double badness = shown_.badness_of_weight(i);
    const bool unknown = std::isnan(badness);
    // What is not computed yet goes by its outliers.
    if (unknown) badness = workspace().summary(weight) ? workspace().summary(weight)->badness : 0;
    places.push_back({unknown, badness, weight});
  }
  std::ranges::stable_sort(places, [](const Place& a, const Place& b) {
    return a.unknown != b.unknown ? b.unknown : a.badness > b.badness;
  });
  std::ranges::transform(places, request_.weights.begin(), &Place::weight);
}

std::vector<int> ComparePage::runs_in_order() const {
  std::vector<int> runs(static_cast<std::size_t>(shown_.runs()));
  for (int run = 0; run < shown_.runs(); ++run) runs[static_cast<std::size_t>(run)] = run;
  if (!worst_first()) return runs;
  std::vector<double> badness;
  for (const int run : runs) {
    double worst = std::nan("");
    for (int weight = 0; weight < shown_.weights(); ++weight)
      worst = std::fmax(worst, shown_.badness(run, weight));
    badness.push_back(std::isnan(worst) ? -std::numeric_limits<double>::infinity() : worst);
  }
  std::ranges::stable_sort(runs, [&](int a, int b) {
    return badness[static_cast<std::size_t>(a)] > badness[static_cast<std::size_t>(b)];
  });
  return runs;
}

void ComparePage::show_known() {
  if (!request_.document) return;
  shown_.comparison = worker_->known(request_);
  shown_.labels = short_labels(*request_.document, request_.weights);
  shown_.kinds.clear();
  for (const int weight : request_.weights)
    shown_.kinds.push_back(QString::fromStdString(request_.document->tensor(weight).kind));
  shown_.selected = selected_weight();
  pooled_ = pooled(shown_);
  // Groups keep their places while figures arrive.
  if (!worker_->running() || static_cast<int>(bar_runs_.size()) != shown_.runs()) bar_runs_ = runs_in_order();
  bars_->setData(bar_data(shown_, grouping(), bar_runs_));
  if (shown_.baseline >= 0) bars_->setShowsDifferences(differences_);
  bars_->setSelectedGroup(grouping() == CompareGrouping::layer ? shown_.selected : -1);
  if (points_are_cells()) {
    scatter_->setData(cell_scatter(shown_, scatter_cells_));
  } else {
    scatter_->setData(pooled_scatter(shown_, pooled_));
    scatter_cells_.clear();
    for (const PooledRun& run : pooled_.runs) scatter_cells_.emplace_back(run.run, -1);
  }
  tables_->set_comparison(shown_, pooled_);
  const QString problems = problems_sentence(shown_);
  bars_->frame()->setSentence((best_sentence(shown_, pooled_) + ' ' + problems).trimmed());
  scatter_->frame()->setSentence(points_are_cells() ? points_sentence(shown_)
                                                    : front_sentence(shown_, pooled_));
  emit updated();
}

void ComparePage::show_selection() {
  if (!request_.document || shown_.selected == selected_weight()) return;
  if (scope() == Scope::block && shown_.weights() > 0 &&
      workspace().document()->tensor(request_.weights.front()).block != block_in_front()) {
    refresh();
    return;
  }
  show_known();
}

void ComparePage::set_automatic_bytes(std::uint64_t bytes) {
  automatic_bytes_ = bytes;
  refresh();
}

std::optional<double> ComparePage::seconds_for(const ComparisonRequest& request) const {
  if (const auto known = worker_->estimate(request)) return known;
  // Nothing was compared yet: as long as the setting in the method panel took on the selected layer's site.
  const auto& result = workspace().result();
  if (!result || result->sampled || !workspace().loaded() || !workspace().loaded()->site) return std::nullopt;
  const auto values = [this](const std::vector<int>& weights) {
    double sum = 0;
    for (const int weight : weights) {
      const tensor::MatrixShape shape = workspace().document()->tensor(weight).matrix();
      sum += static_cast<double>(shape.rows) * static_cast<double>(shape.columns);
    }
    return sum;
  };
  const double measured = values(workspace().loaded()->site->consumers);
  if (!(measured > 0)) return std::nullopt;
  return result->seconds / measured * values(request.weights) * static_cast<double>(request.runs.size());
}

void ComparePage::show_strip() {
  const int missing = request_.document ? worker_->missing(request_) : 0;
  const bool waits =
      missing > 0 && !worker_->running() && (stopped_ || (is_large() && !approved_) || !rest_.isActive());
  strip_->setVisible(waits && (stopped_ || is_large()));
  if (!strip_->isVisibleTo(this)) return;
  const int all = shown_.runs() * shown_.weights();
  strip_text_->setText(missing == all ? tr("Nothing is computed yet.")
                                      : tr("%1 of %2 figures are computed.").arg(all - missing).arg(all));
  const auto with_time = [this](const QString& text, const ComparisonRequest& request) {
    const auto seconds = seconds_for(request);
    return seconds
               ? tr("%1 (%2)", "what a button does (how long it takes)").arg(text, duration_text(*seconds))
               : text;
  };
  ComparisonRequest block = request_;
  block.weights = weights_in_scope(Scope::block);
  const bool first_time = missing == all && is_large() && scope() != Scope::block && !block.weights.empty();
  block_button_->setVisible(first_time);
  block_button_->setText(
      with_time(tr("Compare %n layer(s) of block %1", nullptr, static_cast<int>(block.weights.size()))
                    .arg(block_in_front()),
                block));
  continue_button_->setText(with_time(
      missing == all ? tr("Compare all %n layer(s)", nullptr, shown_.weights()) : tr("Continue"), request_));
}

void ComparePage::start_missing() {
  const int missing = request_.document ? worker_->missing(request_) : 0;
  if (missing > 0 && !stopped_ && (!is_large() || approved_)) {
    worker_->start(request_);
    if (!job_delay_.isActive()) job_delay_.start();
  } else if (worker_->running()) {
    worker_->cancel();
  } else {
    emit settled();
  }
  show_strip();
}

void ComparePage::continue_comparison() {
  stopped_ = false;
  approved_ = true;
  start_missing();
}

void ComparePage::compare_block() {
  filling_ = true;
  scope_->setCurrentIndex(static_cast<int>(Scope::block));
  filling_ = false;
  reload();
  continue_comparison();
}

void ComparePage::pin_starter_set() {
  const bool inputs = workspace().document() && knows_inputs(*workspace().document());
  workspace().undo().beginMacro(tr("pin a starter set"));
  for (const study::Setting& setting : starter_settings())
    if (inputs || setting.method != "qllm") workspace().runs().pin(setting);
  workspace().undo().endMacro();
}

void ComparePage::activate() {
  reload();
  start_missing();
}

void ComparePage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  activate();
}

void ComparePage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  const bool compact = height() < compact_height;
  if (std::exchange(compact_, compact) == compact) return;
  for (widgets::ChartFrame* frame : charts()) frame->setOptionsVisible(!compact);
}

bool ComparePage::is_busy() const {
  return worker_->running() || rest_.isActive();
}

QList<widgets::ChartFrame*> ComparePage::charts() const {
  return {bars_->frame(), scatter_->frame()};
}

}  // namespace quantscope::gui
