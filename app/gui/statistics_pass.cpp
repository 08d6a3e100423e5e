#include "app/gui/statistics_pass.h"

#include <QElapsedTimer>

namespace quantscope::gui {
namespace {

constexpr int batch_ms = 150;

}  // namespace

StatisticsPass::StatisticsPass(QObject* parent) : QObject(parent) {
  qRegisterMetaType<TensorSummaries>();
}

StatisticsPass::~StatisticsPass() {
  stop_.request_stop();
}

void StatisticsPass::start(std::shared_ptr<StatisticsStore> store, std::vector<int> order) {
  stop_.request_stop();
  stop_ = std::stop_source();
  running_ = true;
  worker_.post_latest([this, store = std::move(store), order = std::move(order), stop = stop_.get_token(),
                       generation = ++generation_] { run(store, order, stop, generation); });
}

void StatisticsPass::cancel() {
  stop_.request_stop();
}

void StatisticsPass::run(const std::shared_ptr<StatisticsStore>& store, const std::vector<int>& order,
                         const std::stop_token& stop, int generation) {
  base::Job job;
  job.stop = stop;
  job.threads = 1;  // the other processors are for what the user does meanwhile
  TensorSummaries batch;
  QElapsedTimer since_batch;
  since_batch.start();
  int done = 0, failed = 0;
  QString problem;
  const int total = static_cast<int>(order.size());
  const auto send = [&] {
    deliver(this, [this, generation, done, total, summaries = std::exchange(batch, {})] {
      if (generation != generation_) return;
      if (!summaries.empty()) emit summariesReady(summaries);
      emit progress(done, total);
    });
    since_batch.restart();
  };
  bool cancelled = false;
  for (const int tensor : order) {
    if (stop.stop_requested()) {
      cancelled = true;
      break;
    }
    TensorSummary summary;
    try {
      summary = summary_of(*store->get_in_background(tensor, job));
    } catch (const base::Cancelled&) {
      cancelled = true;
      break;
    } catch (const std::exception& error) {
      summary.problem = QString::fromStdString(error.what());
      if (++failed == 1) problem = summary.problem;
    }
    batch.emplace_back(tensor, std::move(summary));
    ++done;
    if (since_batch.elapsed() >= batch_ms || done == 1) send();
  }
  send();
  deliver(this, [this, generation, cancelled, failed, problem] {
    if (generation != generation_) return;
    running_ = false;
    emit finished(cancelled, failed, problem);
  });
}

}  // namespace quantscope::gui
