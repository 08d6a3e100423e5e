#include <qcustomplot.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonObject>
#include <QSplitter>
#include <cmath>

#include "app/gui/compare_page.h"
#include "app/gui/compare_page_tables.h"
#include "widgets/chart_frame.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"
#include "widgets/theme.h"

namespace quantscope::gui {
namespace {

const QString comparison_job = QStringLiteral("comparison");

}  // namespace

void ComparePage::connect_workspace() {
  Workspace& shared = workspace();
  connect(&shared, &Workspace::documentChanged, this, &ComparePage::document_changed);
  connect(&shared, &Workspace::tensorChanged, this, &ComparePage::show_selection);
  connect(&shared, &Workspace::settingChanged, this, &ComparePage::setting_changed);
  connect(&shared.runs(), &RunList::changed, this, &ComparePage::runs_changed);
  connect(&shared.linked(), &LinkedView::changed, this, [this](const ViewState& before) {
    if (before.filters != workspace().linked().state().filters && scope() == Scope::filtered) refresh();
  });
  connect(&shared, &Workspace::summariesChanged, this, [this] {
    // What is known of tensors decides what a filter of outliers keeps.
    if (scope() == Scope::filtered && request_.document &&
        weights_in_scope(scope()).size() != request_.weights.size())
      refresh();
  });
  connect(&widgets::theme_notifier(), &widgets::ThemeNotifier::changed, this, &ComparePage::show_known);
  connect(&shared.jobs(), &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id != comparison_job) return;
    stopped_ = true;
    worker_->cancel();
  });
}

void ComparePage::setting_changed() {
  if (current_->isChecked() && isVisible()) rest_.start();
}

void ComparePage::connect_worker() {
  connect(&rest_, &QTimer::timeout, this, [this] {
    reload();
    if (!is_large()) start_missing();
  });
  connect(&job_delay_, &QTimer::timeout, this, [this] {
    if (worker_->running()) workspace().jobs().setJob(comparison_job, tr("comparing"), 0);
  });
  connect(worker_, &ComparisonWorker::arrived, this, &ComparePage::show_known);
  connect(worker_, &ComparisonWorker::progress, this, [this](int done, int total) {
    if (!job_delay_.isActive() && total > 0)
      workspace().jobs().setJob(comparison_job, tr("comparing %1 of %2").arg(done).arg(total),
                                static_cast<double>(done) / total);
  });
  connect(worker_, &ComparisonWorker::finished, this, [this](bool, const QString& problem) {
    job_delay_.stop();
    workspace().jobs().removeJob(comparison_job);
    if (!problem.isEmpty())
      workspace().messages().postError(tr("The comparison could not be finished."), problem);
    // The worst may be others now.
    reload();
    emit settled();
  });
}

void ComparePage::connect_pictures() {
  for (widgets::ChartFrame* frame : charts()) {
    connect(frame, &widgets::ChartFrame::maximiseToggled, this,
            [this, frame](bool on) { maximise(frame, on); });
    frame->plot()->installEventFilter(this);
  }
  connect(bars_, &widgets::BarChartView::barClicked, this, [this](int group, int series) {
    const bool by_layer = grouping() == CompareGrouping::layer;
    const int run = by_layer ? series : bar_runs_.at(static_cast<std::size_t>(group));
    note_click(run, by_layer ? group : series);
  });
  connect(bars_, &widgets::BarChartView::differencesToggled, this, [this](bool on) {
    if (std::exchange(differences_, on) != on) reload();
  });
  connect(scatter_, &widgets::ScatterView::pointClicked, this, &ComparePage::click_point);
  connect(tables_, &CompareTables::cellChosen, this, [this](int, int weight) { choose_tensor(weight); });
  connect(tables_, &CompareTables::runApplied, this, &ComparePage::apply_run);
}

void ComparePage::note_click(int run, int weight) {
  clicked_ = {pressed_.plot, pressed_.place, run, weight};
  choose_tensor(weight);
}

void ComparePage::click_point(int point) {
  auto [run, weight] = scatter_cells_.at(static_cast<std::size_t>(point));
  // A point of all layers leads to the one that it does worst on.
  if (weight < 0)
    for (const int each : pooled_.weights)
      if (weight < 0 || shown_.badness(run, each) > shown_.badness(run, weight)) weight = each;
  if (weight >= 0) note_click(run, weight);
}

void ComparePage::choose_tensor(int weight) {
  if (weight >= 0 && weight < shown_.weights())
    workspace().ask_tensor(request_.weights[static_cast<std::size_t>(weight)]);
}

void ComparePage::apply_run(int run, int weight) {
  if (run < 0 || run >= shown_.runs()) return;
  workspace().ask_setting(shown_.comparison.runs[static_cast<std::size_t>(run)].setting,
                          weight < 0 ? -1 : request_.weights[static_cast<std::size_t>(weight)]);
}

bool ComparePage::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::MouseButtonPress)
    pressed_ = {watched, static_cast<QMouseEvent*>(event)->position()};
  else if (event->type() == QEvent::MouseButtonDblClick && clicked_.run >= 0) {
    // On a bar or point a double click applies its run; elsewhere it resets the view.
    const QPointF place = static_cast<QMouseEvent*>(event)->position();
    if (watched == clicked_.plot &&
        (place - clicked_.place).manhattanLength() <= QApplication::startDragDistance()) {
      apply_run(clicked_.run, clicked_.weight);
      return true;
    }
  }
  return Page::eventFilter(watched, event);
}

void ComparePage::maximise(widgets::ChartFrame* frame, bool on) {
  const bool is_bars = frame == bars_->frame();
  bars_->setVisible(!on || is_bars);
  below_->setVisible(!on || !is_bars);
  tables_->setVisible(!on);
}

QJsonObject ComparePage::choices() const {
  return {{"tensors", scope_->currentData().toString()},
          {"metric", metric_->currentData().toString()},
          {"grouping", grouping_->currentData().toString()},
          {"order", order_->currentData().toString()},
          {"points", points_->currentData().toString()},
          {"current", current_->isChecked()},
          {"differences", differences_},
          {"table", tables_->shows_runs() ? "runs" : "cells"},
          {"bars_logarithmic", bars_->valueLogarithmic()},
          {"bits_logarithmic", scatter_->xLogarithmic()},
          {"error_logarithmic", scatter_->yLogarithmic()}};
}

void ComparePage::set_choices(const QJsonObject& choices) {
  filling_ = true;
  const auto choose = [&](QComboBox* box, const char* key) {
    if (const int item = box->findData(choices[QLatin1String(key)].toString()); item >= 0)
      box->setCurrentIndex(item);
  };
  choose(scope_, "tensors");
  choose(metric_, "metric");
  choose(grouping_, "grouping");
  choose(order_, "order");
  choose(points_, "points");
  current_->setChecked(choices["current"].toBool(current_->isChecked()));
  differences_ = choices["differences"].toBool(differences_);
  if (choices["table"].isString()) tables_->show_runs(choices["table"].toString() == QLatin1String("runs"));
  bars_->setValueLogarithmic(choices["bars_logarithmic"].toBool(bars_->valueLogarithmic()));
  scatter_->setXLogarithmic(choices["bits_logarithmic"].toBool(scatter_->xLogarithmic()));
  scatter_->setYLogarithmic(choices["error_logarithmic"].toBool(scatter_->yLogarithmic()));
  filling_ = false;
  refresh();
}

}  // namespace quantscope::gui
