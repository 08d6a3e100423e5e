#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <stop_token>

#include "app/gui/capture_request.h"
#include "app/gui/worker.h"
#include "core/base/job.h"

namespace quantscope::gui {

/// Gives the open file other captured inputs in the background: those of a file, none, or newly captured
/// ones. One task at a time, the newest wins.
class CaptureJob : public QObject {
  Q_OBJECT

 public:
  explicit CaptureJob(QObject* parent = nullptr);
  ~CaptureJob() override;

  /// looked() follows, or failed() where the engine cannot run the file.
  void look(std::shared_ptr<const Document> document);
  /// Captures into `folder`, or takes what is there of an earlier capture of the same file, text and options;
  /// joins that. Older captures are removed where the folder grows beyond `most_cached_bytes`.
  void capture(std::shared_ptr<const Document> document, const CaptureRequest& request,
               const QString& folder);
  /// Joins the inputs of a file.
  void join(std::shared_ptr<const Document> document, const QString& path);
  /// Leaves out what was joined.
  void leave_out(std::shared_ptr<const Document> document);
  /// Copies the joined file to `target` and joins that in its place.
  void save_as(std::shared_ptr<const Document> document, const QString& target);
  /// cancelled() follows where something runs.
  void cancel();
  static constexpr qint64 most_cached_bytes = qint64{4} << 30;
  bool running() const { return running_; }

 signals:
  void progress(double fraction, const QString& activity);
  /// The same file with other inputs.
  void ready(const std::shared_ptr<const quantscope::gui::Document>& document);
  void looked(const quantscope::gui::CaptureFacts& facts);
  /// Before ready(): `from_cache` where nothing had to be run.
  void captured(const QString& text, bool from_cache);
  void saved(const QString& path);
  /// `what`: what was done, "saving inputs".
  void failed(const QString& what, const QString& problem);
  void cancelled();

 private:
  struct Outcome {
    std::shared_ptr<const Document> document;  ///< null: the inputs stay as they are
    std::function<void()> announce;            ///< on the thread of this object, before ready(); may be empty
  };
  using Work = std::function<Outcome(const base::Job&)>;
  /// `what`: said before each step of its progress.
  void start(const QString& what, Work work);
  template <typename Call>
  void tell(int generation, Call call);

  std::stop_source stop_;
  int generation_ = 0;
  bool running_ = false;
  Worker worker_;
};

}  // namespace quantscope::gui
