#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "app/gui/channel_highlight.h"
#include "app/gui/live_analysis.h"
#include "app/gui/page.h"
#include "app/gui/tensor_loader.h"

class QComboBox;
class QLabel;
class QSplitter;

namespace quantscope::widgets {
class ChannelProfileView;
class ChartFrame;
class HistogramView;
}  // namespace quantscope::widgets

namespace quantscope::gui {

class RunOverlays;

/// "What does this setting do to this tensor?": the histogram of its values before and after, and below it
/// the profile of its channels or of its layer's input. Brush, selected channel and filters are those of the
/// linked view: what is brushed in one shows in the other and on all pages.
class DistributionPage : public Page {
  Q_OBJECT

 public:
  /// `overlays`: the pinned runs on the selected tensor; outlives the page.
  DistributionPage(Workspace& workspace, RunOverlays& overlays, QWidget* parent = nullptr);

  QString id() const override { return QStringLiteral("distribution"); }
  QString title() const override { return tr("Distribution"); }
  QList<widgets::ChartFrame*> charts() const override;
  QJsonObject choices() const override;
  void set_choices(const QJsonObject& choices) override;

  widgets::HistogramView* histogram() const { return histogram_; }
  widgets::ChannelProfileView* profile() const { return profile_; }

  /// Nothing to show; `reason` stands in place of the charts.
  void clear(const QString& reason);
  /// A tensor's statistics came; its pictures follow by show_original() and show_result(). `sample`: number
  /// of values that they were made from where that is a sample; 0 for all.
  void set_tensor(std::shared_ptr<const Document> document, int tensor, StatisticsStore::Entry statistics,
                  qint64 sample = 0);
  void set_loaded(std::shared_ptr<const LoadedTensor> loaded);
  void show_original(const DrawnPair& drawn);
  void show_result(const LiveResult& result, bool preview);
  /// Theta as the hand has it now; none where the method has none. With `at_once` the lines in the charts
  /// move now, else with the next result.
  void set_theta(std::optional<double> theta, bool at_once);

  bool shows_input() const;

 signals:
  void binsChanged(const quantscope::statistics::BinOptions& bins);
  void thetaDragged(double theta, bool finished);
  /// Channels of the selected tensor that filters keep, of all; nothing where no filter is about channels.
  void channelsKept(const std::optional<std::pair<int, int>>& kept_of_all);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void connect_frame(widgets::ChartFrame* frame);
  void show_histogram(bool preview);
  void show_profile(bool preview);
  void update_header();
  void elide_header();
  void update_histogram_sentence();
  void update_profile_sentence();
  void show_linked();
  /// Filters of channels and brushed channels, as theta, the factor and the bins now are.
  void follow_channels();
  /// Channels that are brushed or that filters keep; nothing where that is all.
  std::optional<std::vector<int>> chosen_channels() const;
  void maximise(widgets::ChartFrame* frame, bool on);
  /// True where the values in the pictures are the input that theta splits.
  bool subject_is_input() const;
  std::optional<double> theta_of_profile() const;
  bool shows_original_channels() const;

  QLabel* header_;
  QLabel* details_;
  QSplitter* splitter_;
  widgets::HistogramView* histogram_;
  QWidget* profile_holder_;
  QComboBox* shown_;
  widgets::ChannelProfileView* profile_;

  std::shared_ptr<const Document> document_;
  int tensor_ = -1;
  StatisticsStore::Entry statistics_;
  std::shared_ptr<const LoadedTensor> loaded_;
  DrawnPair drawn_;
  std::shared_ptr<const study::AnalysisResult> result_;
  std::optional<double> theta_;
  RunOverlays& overlays_;
  ChannelHighlight* highlight_;
  qint64 sample_ = 0;     ///< values of the statistics where they are of a sample
  bool compact_ = false;  ///< too low for the charts' option rows
};

}  // namespace quantscope::gui
