#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/gui/document.h"
#include "app/gui/worker.h"
#include "core/study/comparison.h"

namespace quantscope::gui {

/// What is to be compared.
struct ComparisonRequest {
  std::shared_ptr<const Document> document;
  std::vector<study::Run> runs;
  std::vector<int> weights;  ///< indices into the file's tensors, the first wanted first
};

/// Computes cells of comparisons in the background and remembers them by file, setting and weight, so that
/// only those that were never computed are. GUI thread only.
class ComparisonWorker : public QObject {
  Q_OBJECT

 public:
  static constexpr int update_ms = 33;              ///< least time between two arrived()
  static constexpr std::size_t most_columns = 512;  ///< settings remembered, the last used ones

  explicit ComparisonWorker(QObject* parent = nullptr);
  ~ComparisonWorker() override;

  /// Computes what is missing; an earlier request ends, with what it computed so far kept.
  void start(const ComparisonRequest& request);
  /// Ends soon, with finished(); what is known stays.
  void cancel();
  bool running() const { return running_; }

  /// Runs × weights of the request as far as they are known.
  study::Comparison known(const ComparisonRequest& request);
  int missing(const ComparisonRequest& request) const;
  /// Seconds that the missing cells will take, after those that are known; nothing where none is.
  std::optional<double> estimate(const ComparisonRequest& request) const;

 signals:
  /// Cells became known.
  void arrived();
  void progress(int done, int total);
  /// No request is under way any more. `problem`: why nothing more can be computed; usually empty.
  void finished(bool cancelled, const QString& problem);

 private:
  using Cells = std::unordered_map<int, study::ComparisonFigures>;
  struct Column {
    Cells cells;
    quint64 last_use = 0;
  };
  struct Task;
  struct Arrival {
    std::shared_ptr<const Task> task;
    study::ComparisonCell cell;  ///< the weight as an index into the file's tensors
  };

  const Cells* column(const Document& document, const study::Setting& setting) const;
  void run(const std::shared_ptr<const Task>& task, const std::stop_token& stop, int generation);
  void add(Arrival arrival);
  void take();
  void forget_oldest();

  std::unordered_map<std::string, Column> columns_;
  quint64 uses_ = 0;
  std::mutex mutex_;
  std::vector<Arrival> pending_;  ///< guarded by the mutex
  QTimer update_;
  QElapsedTimer since_update_;
  std::stop_source stop_;
  std::shared_ptr<const Task> task_;
  int generation_ = 0, done_ = 0;
  bool running_ = false;
  Worker worker_{true};
};

}  // namespace quantscope::gui
