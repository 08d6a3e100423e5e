#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <stop_token>

#include "app/gui/site_cache.h"
#include "app/gui/statistics_store.h"
#include "app/gui/worker.h"

namespace quantscope::gui {

/// A tensor ready to be looked at and quantized.
struct LoadedTensor {
  int tensor = -1;
  StatisticsStore::Entry statistics;
  std::shared_ptr<const LoadedSite> site;  ///< nullptr where there is nothing to quantize
  study::Subject subject;
  /// Percentile bands of the subject's channels and of the site's input; empty where they are not known.
  std::vector<float> band_low, band_high;
  std::vector<float> input_band_low, input_band_high;
};

/// Loads the selected tensor in the background: of a large one that is not known yet first a sample, then its
/// statistics, then its site. The newest selection wins; the background statistics pass stands still
/// meanwhile.
class TensorLoader : public QObject {
  Q_OBJECT

 public:
  /// Smaller tensors are read as a whole as fast as a sample of them.
  static constexpr std::uint64_t least_quick_bytes = std::uint64_t{8} << 20;

  explicit TensorLoader(QObject* parent = nullptr);
  ~TensorLoader() override;

  void load(std::shared_ptr<StatisticsStore> store, std::shared_ptr<SiteCache> cache, int tensor);
  /// Nothing more is reported of what was asked for.
  void cancel();
  bool loading() const { return loading_; }

 signals:
  /// A first picture of a tensor whose statistics take longer: those of `values` of its values in whole rows
  /// spread evenly over it (study::quick_look). Never for tensors that are known or small; statisticsReady()
  /// follows. To be marked as a sample; not kept in the store.
  void quickReady(int tensor, const quantscope::gui::StatisticsStore::Entry& sample, qint64 values);
  void statisticsReady(int tensor, const quantscope::gui::StatisticsStore::Entry& statistics);
  void loaded(const std::shared_ptr<const quantscope::gui::LoadedTensor>& tensor);
  void failed(int tensor, const QString& problem);
  void progress(int tensor, double fraction);

 private:
  void look(const std::shared_ptr<StatisticsStore>& store, int tensor, const std::stop_token& stop,
            int generation, const std::function<void()>& then);
  void run(const std::shared_ptr<StatisticsStore>& store, const std::shared_ptr<SiteCache>& cache, int tensor,
           const std::stop_token& stop, int generation);
  void end();
  /// Runs `call` on the GUI thread unless a newer selection was made.
  template <typename Call>
  void tell(int generation, Call call);

  std::stop_source stop_;
  int generation_ = 0;
  bool loading_ = false;
  std::shared_ptr<const void> precedence_;  ///< while loading
  Worker worker_;
  Worker quick_worker_;  ///< its own: what an earlier selection still computes does not hold up a first look
};

}  // namespace quantscope::gui
