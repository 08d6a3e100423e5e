#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <utility>

#include "app/gui/live_analysis.h"
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

/// "What does this setting do to this tensor?": the histogram of its values before and after, and below it
/// the profile of its channels or of its layer's input. Brushing one shows that part in the other.
class DistributionPage : public QWidget {
  Q_OBJECT

 public:
  explicit DistributionPage(QWidget* parent = nullptr);

  widgets::HistogramView* histogram() const { return histogram_; }
  widgets::ChannelProfileView* profile() const { return profile_; }

  /// Nothing to show; `reason` stands in place of the charts.
  void clear(const QString& reason);
  /// A tensor's statistics came; its pictures follow by show_original() and show_result().
  void set_tensor(std::shared_ptr<const Document> document, int tensor, StatisticsStore::Entry statistics);
  void set_loaded(std::shared_ptr<const LoadedTensor> loaded);
  void show_original(const DrawnPair& drawn);
  void show_result(const LiveResult& result, bool preview);
  /// Theta as the hand has it now; none where the method has none. With `at_once` the lines in the charts
  /// move now, else with the next result.
  void set_theta(std::optional<double> theta, bool at_once);

  bool shows_input() const;
  double outlier_factor() const { return factor_; }

 signals:
  void binsChanged(const quantscope::statistics::BinOptions& bins);
  void thetaDragged(double theta, bool finished);
  void outlierFactorChanged(double factor);
  void exported(const QString& path);
  void exportFailed(const QString& what, const QString& details);

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
  void brush_values(double low, double high);
  void brush_channels(const std::vector<int>& channels);
  void clear_brush();
  void maximise(widgets::ChartFrame* frame, bool on);
  /// True where the values in the pictures are the input that theta splits.
  bool subject_is_input() const;
  std::optional<double> theta_of_profile() const;

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
  std::optional<std::pair<double, double>> brush_;
  bool compact_ = false;  ///< too low for the charts' option rows
  double factor_ = 6;
};

}  // namespace quantscope::gui
