#pragma once

#include <QWidget>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace quantscope::widgets {

class JobEntry;

/// Progress of running jobs, each with text, percentage and a cancel button; sits in the status bar. Shows
/// the three oldest jobs and says how many more there are.
class JobBar : public QWidget {
  Q_OBJECT
 public:
  explicit JobBar(QWidget* parent = nullptr);

  /// Adds or updates a job. `fraction` in [0, 1]; below 0 where it is not known.
  void setJob(const QString& id, const QString& text, double fraction);
  void removeJob(const QString& id);
  int jobCount() const { return static_cast<int>(jobs_.size()); }

 signals:
  /// The entry says "cancelling…" until removeJob().
  void cancelRequested(const QString& id);

 private:
  void refresh();

  std::vector<JobEntry*> jobs_;
  QHBoxLayout* layout_;
  QLabel* more_;
};

}  // namespace quantscope::widgets
