#pragma once

#include <QElapsedTimer>
#include <memory>
#include <vector>

#include "app/gui/heat_map_source.h"
#include "app/gui/page.h"

class QComboBox;
class QLabel;

namespace quantscope::widgets {
class HeatMapView;
}

namespace quantscope::gui {

/// "Where exactly are the large values, and where is the error?": the selected tensor as a map, of its values
/// or of the error that the setting in the panel or a pinned run makes of them.
class HeatMapPage : public Page {
  Q_OBJECT

 public:
  explicit HeatMapPage(Workspace& workspace, QWidget* parent = nullptr);

  QString id() const override { return QStringLiteral("heat-map"); }
  QString title() const override { return tr("Heat map"); }
  QList<widgets::ChartFrame*> charts() const override;
  void activate() override;
  bool is_busy() const override;
  QJsonObject choices() const override;
  void set_choices(const QJsonObject& choices) override;

  widgets::HeatMapView* view() const { return view_; }
  /// What is on screen; null for nothing.
  const std::shared_ptr<const HeatMapResult>& shown() const { return shown_; }

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// What is drawn: the values, or the error of the setting in the panel or of a run by name.
  struct Choice {
    enum Kind { values, setting, run } kind = values;
    QString run_name;
    bool operator==(const Choice&) const = default;
  };

  void connect_workspace();
  void connect_view();
  void update_choices();
  void choose(int index);
  /// Follows the workspace where the page is in sight.
  void refresh();
  std::optional<HeatMapSubject> wanted(QString& why_not) const;
  void show_result(const std::shared_ptr<const HeatMapResult>& result);
  void show_linked();
  void show_nothing(const QString& reason);
  void update_outliers();
  void update_titles();
  void finish();
  void elide_readout();
  std::vector<float> channel_maxima() const;
  std::vector<int> outliers() const;

  QComboBox* what_;
  QLabel* readout_;
  widgets::HeatMapView* view_;
  HeatMapSource* source_;
  Choice choice_;
  QString pointed_at_;
  std::shared_ptr<const HeatMapResult> shown_;
  std::optional<HeatMapSubject> asked_;
  QElapsedTimer since_asked_;
};

}  // namespace quantscope::gui
