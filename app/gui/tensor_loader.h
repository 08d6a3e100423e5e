#pragma once

#include <QObject>
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

/// Loads the selected tensor in the background: first its statistics, then its site. The newest selection
/// wins.
class TensorLoader : public QObject {
  Q_OBJECT

 public:
  explicit TensorLoader(QObject* parent = nullptr);
  ~TensorLoader() override;

  void load(std::shared_ptr<StatisticsStore> store, std::shared_ptr<SiteCache> cache, int tensor);
  /// Nothing more is reported of what was asked for.
  void cancel();
  bool loading() const { return loading_; }

 signals:
  void statisticsReady(int tensor, const quantscope::gui::StatisticsStore::Entry& statistics);
  void loaded(const std::shared_ptr<const quantscope::gui::LoadedTensor>& tensor);
  void failed(int tensor, const QString& problem);
  void progress(int tensor, double fraction);

 private:
  void run(const std::shared_ptr<StatisticsStore>& store, const std::shared_ptr<SiteCache>& cache, int tensor,
           const std::stop_token& stop, int generation);
  /// Runs `call` on the GUI thread unless a newer selection was made.
  template <typename Call>
  void tell(int generation, Call call);

  std::stop_source stop_;
  int generation_ = 0;
  bool loading_ = false;
  Worker worker_;
};

}  // namespace quantscope::gui
