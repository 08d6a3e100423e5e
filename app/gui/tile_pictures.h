#pragma once

#include <QObject>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "app/gui/statistics_store.h"
#include "app/gui/worker.h"
#include "core/statistics/drawn_histogram.h"

namespace quantscope::gui {

/// One small histogram of a tensor, or why there is none.
struct TilePicture {
  std::shared_ptr<const statistics::DrawnHistogram> histogram;
  QString problem;
};

/// Draws histograms of many tensors in the background, the wanted first first; those of tensors that were
/// never read read the file, with everybody else before them. GUI thread only.
class TilePictures : public QObject {
  Q_OBJECT

 public:
  static constexpr int bins = 48;
  static constexpr int update_ms = 50;

  explicit TilePictures(QObject* parent = nullptr);
  ~TilePictures() override;

  /// Another file: forgets all pictures.
  void set_store(std::shared_ptr<StatisticsStore> store);
  /// Other bins: forgets all pictures.
  void set_scale(statistics::ValueScale scale);
  statistics::ValueScale scale() const { return scale_; }
  /// Draws what is missing of these, in this order; what was wanted before and is not in the list is dropped.
  void want(const std::vector<int>& tensors);
  /// nullptr where it is not drawn yet.
  const TilePicture* find(int tensor) const;
  bool busy() const { return !waiting_.empty(); }

 signals:
  /// A few times a second.
  void arrived(const std::vector<int>& tensors);

 private:
  struct Queue;
  void forget();
  static TilePicture picture_of(StatisticsStore& store, int tensor, statistics::ValueScale scale,
                                const base::Job& job);
  void run(const std::shared_ptr<StatisticsStore>& store, statistics::ValueScale scale, Queue& queue,
           int generation);

  std::shared_ptr<StatisticsStore> store_;
  statistics::ValueScale scale_ = statistics::ValueScale::linear;
  std::unordered_map<int, TilePicture> pictures_;
  std::unordered_set<int> waiting_;  ///< wanted and not there
  int generation_ = 0;               ///< of store and scale
  std::shared_ptr<Queue> queue_;
  Worker worker_{true};
};

}  // namespace quantscope::gui
