#pragma once

#include <QObject>
#include <list>
#include <memory>
#include <optional>
#include <stop_token>

#include "app/gui/tensor_loader.h"
#include "app/gui/worker.h"
#include "core/statistics/extrema_pyramid.h"
#include "core/study/overview.h"

namespace quantscope::gui {

/// What a heat map is of: a loaded tensor's values, or the error that a setting makes of them.
struct HeatMapSubject {
  std::shared_ptr<const LoadedTensor> loaded;
  std::optional<study::Setting> setting;  ///< quantized − original; none: the values themselves

  bool operator==(const HeatMapSubject&) const = default;
};

/// A matrix ready to be drawn. Immutable.
struct HeatMapResult {
  HeatMapSubject subject;
  std::shared_ptr<const statistics::ExtremaPyramid> values;
  /// Values with |x| > 100 and > 1000 × the median |x| (Sun et al., Massive Activations in Large Language
  /// Models, 2024); none in errors.
  statistics::CellsAbove massive;
  std::int64_t massive_in_channel = 0;  ///< of the listed ones, in the channel that has most of them
  int massive_channel = -1;
  statistics::MatrixCell largest;  ///< the first of the largest magnitude
  double median = 0;               ///< of |x|, cut off to 1/128 where statistics do not tell it
  bool kernel_channels = false;    ///< columns are those that the kernel sees after reassembly
};

/// Why there is no heat map of this subject, in a sentence; empty where there can be one.
QString why_no_heat_map(const HeatMapSubject& subject);

/// Makes heat maps in the background and remembers the last few. The newest request wins; what is on screen
/// stays until its map is there. GUI thread only.
class HeatMapSource : public QObject {
  Q_OBJECT

 public:
  static constexpr double massive_value = 100, massive_ratio = 1000;
  static constexpr std::size_t most_listed = 4096, most_kept = 4;

  explicit HeatMapSource(QObject* parent = nullptr);
  ~HeatMapSource() override;

  /// `budget`: bytes that all remembered maps may take; one that takes more keeps only its blocks.
  void request(HeatMapSubject subject, std::uint64_t budget);
  void cancel();
  bool busy() const { return busy_; }
  /// Forgets all maps, of a file that was closed.
  void clear();

 signals:
  void ready(const std::shared_ptr<const quantscope::gui::HeatMapResult>& result);
  void failed(const QString& problem);
  void progress(double fraction);
  /// No map is under way any more, after ready() or failed() or by cancel().
  void ended();

 private:
  /// Nothing more is told of what was asked for.
  void drop();
  void remember(const std::shared_ptr<const HeatMapResult>& result, std::uint64_t budget);

  std::list<std::shared_ptr<const HeatMapResult>> recent_;  ///< newest first
  std::stop_source stop_;
  int generation_ = 0;
  bool busy_ = false;
  Worker worker_;
};

}  // namespace quantscope::gui
