#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>

#include "core/base/parallel.h"
#include "core/kernels/float_matmul.h"
#include "core/study/analysis.h"
#include "core/study/worker_accumulators.h"

namespace quantscope::study {
namespace {

/// A value computed by the first who asks; others wait for it. Nothing is kept of a computation that throws.
template <typename Value>
class Once {
 public:
  template <typename Compute>
  std::shared_ptr<const Value> get(Compute compute) {
    const std::lock_guard lock(mutex_);
    if (!known_) {
      // Isolated: while it waits for its own loops this thread must not take a task that asks for this value.
      value_ = tbb::this_task_arena::isolate(compute);
      known_ = true;
    }
    return value_;
  }

 private:
  std::mutex mutex_;
  bool known_ = false;
  std::shared_ptr<const Value> value_;
};

std::vector<float> absmax_of_columns(const tensor::TensorView& view, const base::Job& job) {
  struct Maxima {
    std::vector<float> absmax, row;
  };
  const auto columns = static_cast<std::size_t>(view.columns);
  WorkerAccumulators<Maxima> workers([&] {
    return std::make_unique<Maxima>(Maxima{std::vector<float>(columns), std::vector<float>(columns)});
  });
  base::parallel_for(view.rows, 64, job, [&](base::IndexRange rows) {
    workers.with([&](Maxima& mine) {
      float* const absmax = mine.absmax.data();
      const float* const x = mine.row.data();
      for (std::int64_t r = rows.begin; r < rows.end; ++r) {
        tensor::read_row_f32(view, r, 0, view.columns, mine.row.data());
        for (std::size_t c = 0; c < columns; ++c) {
          const float magnitude = std::abs(x[c]);
          // False for NaN and for infinities, which are no values of the channel.
          const bool finite = magnitude <= std::numeric_limits<float>::max();
          absmax[c] = std::max(absmax[c], finite ? magnitude : 0.0f);
        }
      }
    });
  });
  return workers
      .total([](Maxima& a, const Maxima& b) {
        for (std::size_t c = 0; c < a.absmax.size(); ++c) a.absmax[c] = std::max(a.absmax[c], b.absmax[c]);
      })
      .absmax;
}

}  // namespace

struct PreparedSite::Cache {
  std::mutex mutex;
  std::map<std::string, Once<methods::Preparation>> preparations;
  std::map<int, Once<tensor::Matrix>> outputs;
  std::map<int, Once<std::vector<float>>> column_absmax;

  template <typename Map, typename Key>
  auto& entry(Map& map, const Key& key) {
    const std::lock_guard lock(mutex);
    return map[key];
  }
};

PreparedSite::PreparedSite(methods::Site site) : site_(std::move(site)), cache_(std::make_unique<Cache>()) {}
PreparedSite::~PreparedSite() = default;

std::shared_ptr<const methods::Preparation> PreparedSite::preparation(const methods::Method& method,
                                                                      const base::Job& job) const {
  return cache_->entry(cache_->preparations, method.description().id).get([&] {
    return method.prepare(site_, job);
  });
}

std::shared_ptr<const tensor::Matrix> PreparedSite::float_output(int consumer, const base::Job& job) const {
  return cache_->entry(cache_->outputs, consumer).get([&] {
    if (!site_.input.has_samples()) return std::make_shared<const tensor::Matrix>();
    const tensor::Tensor& weights = site_.consumers.at(static_cast<std::size_t>(consumer)).weights;
    return std::make_shared<const tensor::Matrix>(
        kernels::matmul_transposed(*site_.input.samples, weights.view(), job));
  });
}

std::shared_ptr<const std::vector<float>> PreparedSite::column_absmax(int consumer,
                                                                      const base::Job& job) const {
  return cache_->entry(cache_->column_absmax, consumer).get([&] {
    const tensor::Tensor& weights = site_.consumers.at(static_cast<std::size_t>(consumer)).weights;
    return std::make_shared<const std::vector<float>>(absmax_of_columns(weights.view(), job));
  });
}

}  // namespace quantscope::study
