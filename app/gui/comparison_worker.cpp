#include "app/gui/comparison_worker.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"

namespace quantscope::gui {
namespace {

std::string key_of(const Document& document, const study::Setting& setting) {
  std::string key = document.file().identity().key() + ' ' + setting.method;
  for (const auto& [id, value] : setting.values) key += ' ' + id + '=' + base::parameter_text(value);
  return key;
}

/// Runs and weights that are computed in one go.
struct Part {
  std::vector<int> runs;     ///< indices into Task::runs
  std::vector<int> weights;  ///< indices into the file's tensors
};

/// Weights of one site stay together, in the order of the first of each.
std::vector<std::vector<int>> by_site(const Document& document, const std::vector<int>& weights) {
  std::vector<std::vector<int>> sites;
  std::unordered_map<int, std::size_t> place;
  for (const int weight : weights) {
    const auto [at, fresh] = place.emplace(document.sites().site_of(weight), sites.size());
    if (fresh) sites.emplace_back();
    sites[at->second].push_back(weight);
  }
  return sites;
}

}  // namespace

struct ComparisonWorker::Task {
  std::shared_ptr<const Document> document;
  std::vector<study::Run> runs;
  std::vector<std::string> keys;  ///< of the runs
  std::vector<Part> parts;
  int total = 0;  ///< cells
};

namespace {

/// Computes parts. A whole part that fails is taken apart, so that only what is at fault has a problem.
class Computation {
 public:
  using Arrived = std::function<void(int run, int weight, study::ComparisonFigures)>;

  Computation(const Document& document, const std::vector<study::Run>& runs, base::Job job, Arrived arrived)
      : document_(document), runs_(runs), job_(std::move(job)), arrived_(std::move(arrived)) {}

  /// Throws base::Cancelled.
  void compute(const Part& wanted) {
    const Part part = missing(wanted);
    if (part.runs.empty()) return;
    std::string problem;
    try {
      std::vector<study::Run> runs;
      for (const int run : part.runs) runs.push_back(runs_[static_cast<std::size_t>(run)]);
      study::compare_runs(document_.file(), runs, part.weights, job_, [&](const study::ComparisonCell& cell) {
        tell(part.runs[static_cast<std::size_t>(cell.run)],
             part.weights[static_cast<std::size_t>(cell.weight)], cell.figures);
      });
      return;
    } catch (const base::Cancelled&) {
      throw;
    } catch (const std::exception& error) {
      problem = error.what();
    }
    const auto sites = by_site(document_, part.weights);
    if (sites.size() > 1) {
      for (const auto& weights : sites) compute({part.runs, weights});
    } else if (part.runs.size() > 1) {
      for (const int run : part.runs) compute({{run}, part.weights});
    } else {
      study::ComparisonFigures figures;
      figures.problem = problem;
      for (const int weight : part.weights) tell(part.runs.front(), weight, figures);
    }
  }

 private:
  Part missing(const Part& wanted) const {
    const auto lacks = [this](int run, int weight) { return !told_.contains({run, weight}); };
    Part part;
    for (const int run : wanted.runs)
      if (std::ranges::any_of(wanted.weights, [&](int weight) { return lacks(run, weight); }))
        part.runs.push_back(run);
    for (const int weight : wanted.weights)
      if (std::ranges::any_of(part.runs, [&](int run) { return lacks(run, weight); }))
        part.weights.push_back(weight);
    return part;
  }

  void tell(int run, int weight, const study::ComparisonFigures& figures) {
    if (told_.emplace(run, weight).second) arrived_(run, weight, figures);
  }

  const Document& document_;
  const std::vector<study::Run>& runs_;
  base::Job job_;
  Arrived arrived_;
  std::set<std::pair<int, int>> told_;
};

}  // namespace

ComparisonWorker::ComparisonWorker(QObject* parent) : QObject(parent) {
  update_.setSingleShot(true);
  update_.setTimerType(Qt::PreciseTimer);
  connect(&update_, &QTimer::timeout, this, &ComparisonWorker::take);
}

ComparisonWorker::~ComparisonWorker() {
  stop_.request_stop();
}

void ComparisonWorker::start(const ComparisonRequest& request) {
  stop_.request_stop();
  stop_ = std::stop_source();
  ++generation_;
  auto task = std::make_shared<Task>();
  task->document = request.document;
  task->runs = request.runs;
  for (const study::Run& run : request.runs) {
    task->keys.push_back(key_of(*request.document, run.setting));
    columns_[task->keys.back()].last_use = ++uses_;
  }
  forget_oldest();
  for (const std::vector<int>& weights : by_site(*request.document, request.weights)) {
    Part part;
    std::set<int> lacking;
    for (std::size_t run = 0; run < task->runs.size(); ++run) {
      const Cells& cells = columns_[task->keys[run]].cells;
      int lacks = 0;
      for (const int weight : weights)
        if (!cells.contains(weight)) {
          lacking.insert(weight);
          ++lacks;
        }
      if (lacks > 0) part.runs.push_back(static_cast<int>(run));
      task->total += lacks;
    }
    if (part.runs.empty()) continue;
    for (const int weight : weights)
      if (lacking.contains(weight)) part.weights.push_back(weight);
    if (!task->parts.empty() && task->parts.back().runs == part.runs)
      task->parts.back().weights.insert(task->parts.back().weights.end(), part.weights.begin(),
                                        part.weights.end());
    else
      task->parts.push_back(std::move(part));
  }
  task_ = task;
  done_ = 0;
  running_ = true;
  since_update_.invalidate();
  worker_.post_latest(
      [this, task, stop = stop_.get_token(), generation = generation_] { run(task, stop, generation); });
}

void ComparisonWorker::cancel() {
  stop_.request_stop();
}

void ComparisonWorker::run(const std::shared_ptr<const Task>& task, const std::stop_token& stop,
                           int generation) {
  base::Job job;
  job.stop = stop;
  bool cancelled = false;
  QString problem;
  try {
    Computation computation(*task->document, task->runs, job,
                            [&](int run, int weight, study::ComparisonFigures figures) {
                              add({task, {run, weight, std::move(figures)}});
                            });
    for (const Part& part : task->parts) computation.compute(part);
  } catch (const base::Cancelled&) {
    cancelled = true;
  } catch (const std::exception& error) {
    problem = QString::fromStdString(error.what());
  }
  deliver(this, [this, generation, cancelled, problem] {
    if (generation != generation_) return;
    take();
    running_ = false;
    emit finished(cancelled, problem);
  });
}

void ComparisonWorker::add(Arrival arrival) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = pending_.empty();
    pending_.push_back(std::move(arrival));
  }
  if (!first) return;
  deliver(this, [this] {
    const qint64 since = since_update_.isValid() ? since_update_.elapsed() : qint64{update_ms};
    if (!update_.isActive()) update_.start(static_cast<int>(std::max<qint64>(0, update_ms - since)));
  });
}

void ComparisonWorker::take() {
  update_.stop();
  std::vector<Arrival> arrivals;
  {
    const std::lock_guard lock(mutex_);
    arrivals.swap(pending_);
  }
  if (arrivals.empty()) return;
  for (Arrival& arrival : arrivals) {
    if (arrival.task == task_) ++done_;
    columns_[arrival.task->keys[static_cast<std::size_t>(arrival.cell.run)]].cells.insert_or_assign(
        arrival.cell.weight, std::move(arrival.cell.figures));
  }
  emit progress(std::min(done_, task_->total), task_->total);
  emit arrived();
  since_update_.start();
}

void ComparisonWorker::forget_oldest() {
  while (columns_.size() > most_columns)
    columns_.erase(
        std::ranges::min_element(columns_, {}, [](const auto& column) { return column.second.last_use; }));
}

const ComparisonWorker::Cells* ComparisonWorker::column(const Document& document,
                                                        const study::Setting& setting) const {
  const auto found = columns_.find(key_of(document, setting));
  return found == columns_.end() ? nullptr : &found->second.cells;
}

study::Comparison ComparisonWorker::known(const ComparisonRequest& request) {
  study::Comparison comparison(request.document->file(), request.runs, request.weights);
  for (std::size_t run = 0; run < request.runs.size(); ++run) {
    const auto found = columns_.find(key_of(*request.document, request.runs[run].setting));
    if (found == columns_.end()) continue;
    found->second.last_use = ++uses_;
    for (std::size_t weight = 0; weight < request.weights.size(); ++weight)
      if (const auto cell = found->second.cells.find(request.weights[weight]);
          cell != found->second.cells.end())
        comparison.set({static_cast<int>(run), static_cast<int>(weight), cell->second});
  }
  return comparison;
}

int ComparisonWorker::missing(const ComparisonRequest& request) const {
  int lacking = 0;
  for (const study::Run& run : request.runs) {
    const Cells* cells = column(*request.document, run.setting);
    for (const int weight : request.weights) lacking += cells && cells->contains(weight) ? 0 : 1;
  }
  return lacking;
}

std::optional<double> ComparisonWorker::estimate(const ComparisonRequest& request) const {
  // Seconds a value, by run and over all runs.
  double all_seconds = 0, all_values = 0;
  std::vector<double> rates;
  for (const study::Run& run : request.runs) {
    double seconds = 0, values = 0;
    if (const Cells* cells = column(*request.document, run.setting))
      for (const auto& [weight, figures] : *cells) {
        seconds += figures.seconds;
        values += static_cast<double>(figures.values);
      }
    rates.push_back(values > 0 ? seconds / values : -1);
    all_seconds += seconds;
    all_values += values;
  }
  if (!(all_values > 0)) return std::nullopt;
  double total = 0;
  for (std::size_t run = 0; run < request.runs.size(); ++run) {
    const Cells* cells = column(*request.document, request.runs[run].setting);
    const double rate = rates[run] >= 0 ? rates[run] : all_seconds / all_values;
    for (const int weight : request.weights) {
      if (cells && cells->contains(weight)) continue;
      const auto shape = request.document->tensor(weight).matrix();
      total += rate * static_cast<double>(shape.rows) * static_cast<double>(shape.columns);
    }
  }
  return total;
}

}  // namespace quantscope::gui
