#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "app/gui/document.h"
#include "app/gui/worker.h"
#include "core/study/comparison.h"

namespace quantscope::gui {

/// Writes the report of the open file: figures in the background, charts one a turn of the event loop, files
/// in the background. One at a time.
class ReportJob : public QObject {
  Q_OBJECT

 public:
  explicit ReportJob(QObject* parent = nullptr);
  ~ReportJob() override;

  /// Compares these runs on all linear weights, as `quantscope-cli report` does. Ends what runs.
  void start(std::shared_ptr<const Document> document, std::vector<study::Run> runs, const QString& folder);
  /// The folder is as it was; finished() follows.
  void cancel();
  bool running() const { return running_; }

 signals:
  void progress(double fraction, const QString& activity);
  /// `files`: the page first; none where it was cancelled or where `problem` says what is wrong.
  void finished(const QStringList& files, const QString& problem);

 private:
  struct Task;
  void compute(const std::shared_ptr<Task>& task);
  void draw(const std::shared_ptr<Task>& task);
  void write(const std::shared_ptr<Task>& task);
  void end(const std::shared_ptr<Task>& task, const QStringList& files, const QString& problem);

  std::shared_ptr<Task> task_;
  bool running_ = false;
  Worker worker_{true};
};

}  // namespace quantscope::gui
