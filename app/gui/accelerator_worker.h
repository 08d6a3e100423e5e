#pragma once

#include <QObject>
#include <atomic>
#include <memory>
#include <stop_token>

#include "app/gui/accelerator_pricing.h"
#include "app/gui/worker.h"

namespace quantscope::gui {

/// Prices questions in the background, the newest first, and measures this computer. GUI thread only.
class AcceleratorWorker : public QObject {
  Q_OBJECT

 public:
  explicit AcceleratorWorker(QObject* parent = nullptr);
  ~AcceleratorWorker() override;

  /// What waits is dropped; what runs comes to its first answer, which is shown.
  void ask(AcceleratorQuestion question);
  /// Nothing is to be priced any more; answers under way are dropped.
  void drop();
  bool pricing() const { return pricing_; }

  /// The built-in micro-benchmark; measured() follows, or nothing where it was cancelled.
  void measure();
  void cancel_measuring();
  bool measuring() const { return measuring_; }

 signals:
  /// Of a question that may be older than the last one; more of the same may follow.
  void answered(const std::shared_ptr<const quantscope::gui::AcceleratorAnswer>& answer);
  /// All of the last question was told.
  void finished();
  void progress(double fraction, const QString& activity);
  void measured(const std::shared_ptr<const quantscope::hardware::Accelerator>& accelerator);
  /// No measurement is under way any more. `problem`: usually empty.
  void measuringEnded(bool cancelled, const QString& problem);

 private:
  std::shared_ptr<hardware::TilingCache> tilings_;
  std::shared_ptr<std::atomic<int>> newest_;
  int asked_ = 0, dropped_ = 0;
  bool pricing_ = false;
  std::stop_source stop_;
  bool measuring_ = false;
  Worker measurer_;
  Worker worker_;
};

}  // namespace quantscope::gui
