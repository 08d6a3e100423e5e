#pragma once

#include <QObject>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

#include "app/gui/statistics_store.h"
#include "app/gui/tensor_summary.h"
#include "app/gui/worker.h"

namespace quantscope::gui {

using TensorSummaries = std::vector<std::pair<int, TensorSummary>>;

/// Computes the statistics of all tensors of a document in the background, in the order given.
class StatisticsPass : public QObject {
  Q_OBJECT

 public:
  explicit StatisticsPass(QObject* parent = nullptr);
  ~StatisticsPass() override;

  /// Cancels what runs and starts anew.
  void start(std::shared_ptr<StatisticsStore> store, std::vector<int> order);
  /// What is known stays.
  void cancel();
  bool running() const { return running_; }

 signals:
  /// A few times a second, as they become known.
  void summariesReady(const quantscope::gui::TensorSummaries& summaries);
  void progress(int done, int total);
  /// `failed`: tensors that could not be read; `problem`: why the first of them.
  void finished(bool cancelled, int failed, const QString& problem);

 private:
  void run(const std::shared_ptr<StatisticsStore>& store, const std::vector<int>& order,
           const std::stop_token& stop, int generation);

  std::stop_source stop_;
  int generation_ = 0;
  bool running_ = false;
  Worker worker_{true};
};

}  // namespace quantscope::gui

Q_DECLARE_METATYPE(quantscope::gui::TensorSummaries)
