#include "app/gui/layer_errors.h"

#include <algorithm>
#include <functional>

#include "app/gui/workspace.h"
#include "widgets/job_bar.h"

namespace quantscope::gui {
namespace {

const QString layer_errors_job = QStringLiteral("layer-errors");

/// The same cells; another order of the weights is no reason to begin anew.
bool same(const ComparisonRequest& a, const ComparisonRequest& b) {
  const auto sorted = [](std::vector<int> weights) {
    std::ranges::sort(weights);
    return weights;
  };
  return a.document == b.document && sorted(a.weights) == sorted(b.weights) &&
         std::ranges::equal(a.runs, b.runs, {}, &study::Run::setting, &study::Run::setting);
}

}  // namespace

LayerErrors::LayerErrors(Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace) {
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect(&rest_, &QTimer::timeout, this, &LayerErrors::start);
  connect(&worker_, &ComparisonWorker::arrived, this, &LayerErrors::changed);
  connect(&worker_, &ComparisonWorker::progress, this, &LayerErrors::show_progress);
  connect(&worker_, &ComparisonWorker::finished, this, [this](bool cancelled, const QString& problem) {
    if (state_ != State::running) return;
    problem_ = problem;
    enter(cancelled || !problem.isEmpty() ? State::stopped : State::complete);
  });
  connect(&workspace_.jobs(), &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id == layer_errors_job) worker_.cancel();
  });
}

LayerErrors::~LayerErrors() = default;

void LayerErrors::want(ComparisonRequest request) {
  if (state_ != State::idle && same(request, request_)) return;
  worker_.cancel();
  request_ = std::move(request);
  problem_.clear();
  const int missing = missing_cells();
  rest_.stop();
  if (missing == 0)
    enter(State::complete);
  else if (missing_bytes() > most_unasked_bytes)
    enter(State::asking);
  else {
    rest_.start();
    enter(State::resting);
  }
}

void LayerErrors::start() {
  if (state_ == State::idle || state_ == State::running || state_ == State::complete) return;
  rest_.stop();
  worker_.start(request_);
  enter(State::running);
  show_progress(0, std::max(1, missing_cells()));
}

void LayerErrors::stop() {
  rest_.stop();
  worker_.cancel();
  request_ = {};
  problem_.clear();
  enter(State::idle);
}

study::Comparison LayerErrors::known() {
  return state_ == State::idle ? study::Comparison() : worker_.known(request_);
}

int LayerErrors::missing_cells() const {
  return request_.document ? worker_.missing(request_) : 0;
}

quint64 LayerErrors::missing_bytes() const {
  quint64 bytes = 0;
  ComparisonRequest alone{request_.document, request_.runs, {}};
  for (const int weight : request_.weights) {
    alone.weights = {weight};
    if (worker_.missing(alone) > 0) bytes += request_.document->tensor(weight).bytes();
  }
  return bytes;
}

void LayerErrors::enter(State state) {
  if (state != State::running) workspace_.jobs().removeJob(layer_errors_job);
  if (std::exchange(state_, state) != state || state != State::idle) emit changed();
}

void LayerErrors::show_progress(int done, int total) {
  if (state_ != State::running) return;
  workspace_.jobs().setJob(layer_errors_job, tr("Errors of %1 of %2 layers").arg(done).arg(total),
                           total > 0 ? static_cast<double>(done) / total : 1);
}

}  // namespace quantscope::gui
