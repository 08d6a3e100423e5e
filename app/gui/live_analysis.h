#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <stop_token>

#include "app/gui/histogram_drawing.h"
#include "app/gui/loaded_site.h"
#include "app/gui/worker.h"

namespace quantscope::gui {

/// One setting on one subject.
struct LiveRequest {
  study::Subject subject;
  std::string method;
  base::ParameterValues values;
  double outlier_factor = 6;
};

/// What a setting gives, drawn.
struct LiveResult {
  quint64 generation = 0;
  LiveRequest request;
  std::shared_ptr<const study::AnalysisResult> analysis;
  DrawnPair drawn;  ///< original null where the tensor has no values
};

/// Follows the hand in two tiers: a preview at once on a fixed sample of the site, never cancelled, the
/// newest request next; and the full result after a rest, cancelled and dropped when a newer request comes.
/// Nothing here runs on the GUI thread but the signals.
class LiveAnalysis : public QObject {
  Q_OBJECT

 public:
  static constexpr int rest_ms = 120;

  explicit LiveAnalysis(QObject* parent = nullptr);
  ~LiveAnalysis() override;

  /// The tensor's values before; drawn at once (originalDrawn). Forgets results and site.
  void set_original(std::shared_ptr<const statistics::ValueCounts> original);
  void set_site(std::shared_ptr<const LoadedSite> site) { site_ = std::move(site); }
  const std::shared_ptr<const LoadedSite>& site() const { return site_; }

  /// A new setting; its generation. `preview` false where a parameter is too heavy to follow the hand.
  quint64 request(LiveRequest request, bool preview = true);
  /// The next full result without waiting for the rest.
  void finish_now();
  /// Drops what is asked for and what runs; what is on screen stays.
  void cancel();
  /// Other bins for the same values.
  void set_bins(const statistics::BinOptions& bins);
  const statistics::BinOptions& bins() const { return bins_; }
  /// The tensor without any setting, after cancel().
  void draw_original();
  quint64 generation() const { return generation_; }
  /// True from a request until its full result or failure.
  bool pending() const { return pending_; }

 signals:
  void originalDrawn(const quantscope::gui::DrawnPair& drawn);
  void previewReady(const quantscope::gui::LiveResult& result);
  void fullReady(const quantscope::gui::LiveResult& result);
  /// The result on screen on other bins.
  void redrawn(const quantscope::gui::LiveResult& result);
  void failed(const QString& problem);
  /// The full result takes this long already; fraction in [0, 1].
  void fullProgress(double fraction, qint64 milliseconds);
  /// No full result is under way any more.
  void fullEnded();

 private:
  void start_full();
  void draw_again();

  std::shared_ptr<const LoadedSite> site_;
  std::shared_ptr<const statistics::ValueCounts> original_;
  statistics::BinOptions bins_;
  LiveRequest request_;
  LiveResult shown_;
  quint64 generation_ = 0;
  quint64 picture_ = 0;  ///< counts changes of original and bins: drawings of older ones are dropped
  quint64 full_shown_ = 0;
  bool pending_ = false;
  QTimer rest_;
  QElapsedTimer full_started_;
  std::stop_source stop_full_;
  HistogramDrawing preview_drawing_, full_drawing_, draw_drawing_;  ///< each used by its worker alone
  Worker full_worker_, preview_worker_, draw_worker_;
};

}  // namespace quantscope::gui
