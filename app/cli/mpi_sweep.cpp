#include "app/cli/mpi_sweep.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/error.h"
#include "core/study/sweep_cell.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

/// Kinds of messages. To the workers: the study, a unit, the end. From them: ready for a unit, a cell, an
/// error, the end.
enum Tag { order_tag, unit_tag, stop_tag, ready_tag, cell_tag, error_tag, ended_tag };

constexpr auto between_polls = 1ms;

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string unit_text(const study::SweepUnit& unit) {
  Json parts = Json::array();
  for (const study::SweepUnit::Part& part : unit.parts) parts.push_back({part.run, part.members});
  return text_of({{"site", unit.site}, {"parts", parts}});
}

study::SweepUnit unit_of(const std::string& text) {
  const Json json = Json::parse(text);
  study::SweepUnit unit{json.at("site").get<int>(), {}};
  for (const Json& part : json.at("parts"))
    unit.parts.push_back({part.at(0).get<int>(), part.at(1).get<std::vector<int>>()});
  return unit;
}

std::string cell_text(const study::ComparisonCell& cell) {
  return text_of(
      {{"run", cell.run}, {"weight", cell.weight}, {"figures", study::figures_to_json(cell.figures)}});
}

study::ComparisonCell cell_of(const std::string& text) {
  const Json json = Json::parse(text);
  return {json.at("run").get<int>(), json.at("weight").get<int>(),
          study::figures_from_json(json.at("figures"))};
}

/// The worker of rank 0 itself: a thread, because the main thread talks with the others.
class OwnWorker {
 public:
  OwnWorker(const study::Study& study, base::Job job)
      : study_(study), job_(std::move(job)), thread_([this](std::stop_token stop) { work(stop); }) {}
  ~OwnWorker() {
    thread_.request_stop();
    wake_.notify_all();
  }

  bool wants_unit() {
    const std::lock_guard lock(mutex_);
    return !busy_ && !unit_;
  }
  void give(study::SweepUnit unit) {
    {
      const std::lock_guard lock(mutex_);
      unit_ = std::move(unit);
    }
    wake_.notify_all();
  }
  /// Cells since the last call. Throws what the work threw.
  std::deque<study::ComparisonCell> take_cells() {
    const std::lock_guard lock(mutex_);
    if (error_) std::rethrow_exception(error_);
    return std::exchange(cells_, {});
  }

 private:
  void work(const std::stop_token& stop) {
    study::SweepWorker worker(study_);
    base::Job job = job_;
    std::stop_source either;
    const std::stop_callback by_user(job_.stop, [&] { either.request_stop(); });
    const std::stop_callback by_owner(stop, [&] { either.request_stop(); });
    job.stop = either.get_token();
    try {
      std::unique_lock lock(mutex_);
      while (wake_.wait(lock, stop, [this] { return unit_.has_value(); })) {
        const study::SweepUnit unit = std::move(*unit_);
        unit_.reset();
        busy_ = true;
        lock.unlock();
        worker.work(unit, job, [this](const study::ComparisonCell& cell) {
          const std::lock_guard each(mutex_);
          cells_.push_back(cell);
        });
        lock.lock();
        busy_ = false;
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      error_ = std::current_exception();
    }
  }

  const study::Study& study_;
  base::Job job_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::optional<study::SweepUnit> unit_;
  bool busy_ = false;
  std::deque<study::ComparisonCell> cells_;
  std::exception_ptr error_;
  std::jthread thread_;
};

}  // namespace

MpiSweep::~MpiSweep() {
  if (!stopped_) stop_others();
}

void MpiSweep::stop_others() {
  stopped_ = true;
  for (int rank = 1; rank < world_.size(); ++rank) world_.send("", rank, stop_tag);
  const auto patience = std::chrono::steady_clock::now() + 5s;
  while (ended_ < world_.size() - 1) {
    if (const auto message = world_.poll()) {
      if (message->tag == ended_tag) ++ended_;
    } else if (std::chrono::steady_clock::now() > patience) {
      return world_.abandon();
    } else {
      std::this_thread::sleep_for(between_polls);
    }
  }
}

void MpiSweep::run(const SweepOrder& order, const study::Study& study, study::SweepFolder& folder,
                   const base::Job& job, const std::function<void()>& progress) {
  const storage::FileIdentity& model = study.file->identity();
  const std::string order_text = text_of({{"text", order.text},
                                          {"place", order.place},
                                          {"folder", order.folder},
                                          {"study", study.key()},
                                          {"model_bytes", model.bytes},
                                          {"model_modified_ns", model.modified_ns}});
  for (int rank = 1; rank < world_.size(); ++rank) world_.send(order_text, rank, order_tag);

  study::SweepQueue queue(
      study, [&](int run, int weight) { return folder.has(run, weight); }, world_.size());
  OwnWorker own(study, job);
  std::vector<int> last_sites(static_cast<std::size_t>(world_.size()), -1);
  std::vector<bool> idle(static_cast<std::size_t>(world_.size()), false);
  const auto next_unit = [&](int rank) {
    int& last = last_sites[static_cast<std::size_t>(rank)];
    std::optional<study::SweepUnit> unit = queue.take(last);
    if (unit) last = unit->site;
    return unit;
  };
  const auto take = [&](const study::ComparisonCell& cell) {
    folder.add(cell);
    progress();
  };
  while (folder.done() < study.cells()) {
    job.check();
    bool waiting = true;
    for (const study::ComparisonCell& cell : own.take_cells()) {
      take(cell);
      waiting = false;
    }
    if (own.wants_unit())
      if (auto unit = next_unit(0)) own.give(std::move(*unit));
    if (const auto message = world_.poll()) {
      waiting = false;
      if (message->tag == cell_tag) {
        take(cell_of(message->text));
      } else if (message->tag == error_tag) {
        throw base::Error(message->text);
      } else if (message->tag == ready_tag) {
        if (const auto unit = next_unit(message->from))
          world_.send(unit_text(*unit), message->from, unit_tag);
      } else if (message->tag == ended_tag) {
        // It was told to end by a signal: so is everybody.
        ++ended_;
        throw base::Cancelled();
      }
    }
    if (waiting) std::this_thread::sleep_for(between_polls);
  }
  stop_others();
}

namespace {

study::Study ordered_study(const Json& order) {
  study::Study study = study::open_study(study::parse_study_plan(order.at("text").get<std::string>(),
                                                                 order.at("place").get<std::string>(),
                                                                 order.at("folder").get<std::string>()));
  const storage::FileIdentity& model = study.file->identity();
  if (model.bytes != order.at("model_bytes").get<std::uint64_t>() ||
      model.modified_ns != order.at("model_modified_ns").get<std::int64_t>() ||
      study.key() != order.at("study").get<std::string>())
    throw base::Error("another process sees another file under this name", study.plan.model_path.string(),
                      "all machines must see the same files");
  return study;
}

void work_as_told(MpiWorld& world, const base::Job& job) {
  std::optional<study::Study> study;
  std::optional<study::SweepWorker> worker;
  while (true) {
    job.check();
    const auto message = world.poll();
    if (!message) {
      std::this_thread::sleep_for(between_polls);
      continue;
    }
    if (message->tag == stop_tag) return;
    if (message->tag == order_tag) {
      study = ordered_study(Json::parse(message->text));
      worker.emplace(*study);
    } else if (message->tag == unit_tag && worker) {
      worker->work(unit_of(message->text), job,
                   [&](const study::ComparisonCell& cell) { world.send(cell_text(cell), 0, cell_tag); });
    }
    world.send("", 0, ready_tag);
  }
}

}  // namespace

void serve_sweep(MpiWorld& world, const base::Job& job) {
  try {
    work_as_told(world, job);
  } catch (const base::Cancelled&) {
  } catch (const std::bad_alloc&) {
    world.send("not enough memory in one of the processes", 0, error_tag);
  } catch (const std::exception& error) {
    world.send(error.what(), 0, error_tag);
  }
  world.send("", 0, ended_tag);
}

}  // namespace quantscope::cli
