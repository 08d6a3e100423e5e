#pragma once

#include <QObject>
#include <QTimer>

#include "app/gui/comparison_worker.h"

namespace quantscope::gui {

class Workspace;

/// The error of settings on many layers, computed in the background once they are wanted and the hand rests;
/// known cells are kept by setting. What reads more than a little of a large model starts only when told to.
/// Progress and cancelling are in the workspace's job bar. GUI thread only.
class LayerErrors : public QObject {
  Q_OBJECT

 public:
  /// Weights that are read without asking.
  static constexpr quint64 most_unasked_bytes = quint64{1} << 30;
  static constexpr int rest_ms = 250;

  enum class State {
    idle,     ///< nothing is wanted
    asking,   ///< much is missing: start() begins
    resting,  ///< begins when the hand rests
    running,
    stopped,  ///< cancelled or failed with cells missing: start() goes on
    complete
  };

  explicit LayerErrors(Workspace& workspace, QObject* parent = nullptr);
  ~LayerErrors() override;

  /// Wants these cells, weights in the order given. The same request again changes nothing.
  void want(ComparisonRequest request);
  /// Begins without asking or waiting.
  void start();
  /// Nothing is wanted any more; what runs ends.
  void stop();

  State state() const { return state_; }
  /// The wanted cells as far as they are known.
  study::Comparison known();
  int missing_cells() const;
  /// Of weights with missing cells.
  quint64 missing_bytes() const;
  /// Why the last computation failed; usually empty.
  const QString& problem() const { return problem_; }

 signals:
  /// State or cells changed.
  void changed();

 private:
  void enter(State state);
  void show_progress(int done, int total);

  Workspace& workspace_;
  ComparisonWorker worker_;
  ComparisonRequest request_;
  State state_ = State::idle;
  QString problem_;
  QTimer rest_;
};

}  // namespace quantscope::gui
