#pragma once

#include <QObject>
#include <list>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "app/gui/worker.h"
#include "app/gui/workspace.h"
#include "core/statistics/drawn_histogram.h"
#include "widgets/channel_profile_view.h"
#include "widgets/histogram_view.h"
#include "widgets/run_style.h"

namespace quantscope::gui {

/// What the visible pinned runs give on the selected tensor, computed in the background, for drawing over the
/// pictures of the current setting. Follows the workspace by itself. GUI thread only.
class RunOverlays : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t most_results = 48;  ///< remembered, the last used ones

  struct Overlay {
    int run = -1;  ///< index into the workspace's runs
    widgets::RunStyle style;
    std::shared_ptr<const study::AnalysisResult> result;  ///< null while it is computed or has a problem
    QString problem;                                      ///< why the run cannot work here
  };

  explicit RunOverlays(Workspace& workspace, QObject* parent = nullptr);
  ~RunOverlays() override;

  /// The visible runs in their order; none while no tensor is loaded that can be quantized.
  const std::vector<Overlay>& overlays() const { return overlays_; }
  /// The baseline run on the selected tensor, visible or not; null while it is not known.
  std::shared_ptr<const study::AnalysisResult> baseline_result() const { return baseline_; }
  /// True until all results are there and, once bins are set, drawn.
  bool pending() const;

  /// The bins that the histogram's original is drawn with: range, number and linear width in force.
  void set_bins(const statistics::BinOptions& bins);
  /// The overlays that have a result, on these bins, their counts scaled to the whole tensor.
  const std::vector<widgets::PinnedHistogram>& drawn() const { return drawn_; }
  /// Largest magnitude by channel of the tensor's values after each overlay that has a result.
  std::vector<widgets::PinnedProfile> after_absmax() const;

 signals:
  /// Overlays or the baseline's result changed.
  void changed();
  /// drawn() changed.
  void drawnChanged();

 private:
  struct Known {
    std::string key;
    std::shared_ptr<const study::AnalysisResult> result;
    QString problem;
  };

  std::string key_of(const study::Setting& setting) const;
  const Known* find(const std::string& key);
  void refresh();
  void start_next();
  void take(Known known, bool cancelled);
  void draw();

  Workspace& workspace_;
  std::vector<Overlay> overlays_;
  std::shared_ptr<const study::AnalysisResult> baseline_;
  std::list<Known> known_;                                      ///< newest first
  std::vector<std::pair<std::string, study::Setting>> wanted_;  ///< not known yet, the first next
  std::string running_;  ///< key of what is computed now; empty for nothing
  std::stop_source stop_;
  std::optional<statistics::BinOptions> bins_;
  std::vector<widgets::PinnedHistogram> drawn_;
  int drawing_ = 0;       ///< number of the last drawing asked for
  int drawn_number_ = 0;  ///< of the one that drawn_ is
  Worker worker_{true}, draw_worker_;
};

}  // namespace quantscope::gui
