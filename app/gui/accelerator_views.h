#pragma once

#include <QJsonObject>
#include <QWidget>
#include <memory>
#include <set>

#include "app/gui/accelerator_accuracy.h"
#include "app/gui/accelerator_pricing.h"

class QComboBox;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace quantscope::widgets {
class ChartFrame;
class CurvesView;
class RooflineView;
class ScatterView;
class StackedBarsView;
class TornadoView;
}  // namespace quantscope::widgets

namespace quantscope::gui {

/// The pictures of the page "Accelerator", one question a tab. What is in front is drawn at once, the others
/// when asked.
class AcceleratorViews : public QWidget {
  Q_OBJECT

 public:
  enum class View { roofline, bars, sweeps, accuracy, tornado };
  static constexpr View all_views[] = {View::roofline, View::bars, View::sweeps, View::accuracy,
                                       View::tornado};
  static QString id_of(View view);        ///< "sweeps"
  static QString name_of(View view);      ///< of the tab
  static QString question_of(View view);  ///< of the tab's tip

  explicit AcceleratorViews(QWidget* parent);

  void set_answer(std::shared_ptr<const AcceleratorAnswer> answer);
  /// Text in place of all pictures.
  void set_empty(const QString& text);
  /// `subject`: the file whose runs these are.
  void set_accuracy(std::vector<RunAccuracy> accuracy, const QString& subject);
  void draw_hidden();

  View view() const;
  void set_view(View view);
  hardware::Phase phase() const;
  void set_phase(hardware::Phase phase);
  SweepChoice sweep() const;
  /// The operator that was clicked last; empty for none.
  const QString& chosen_operator() const { return chosen_operator_; }

  QList<widgets::ChartFrame*> charts() const;
  widgets::RooflineView* roofline() const { return roofline_; }
  widgets::StackedBarsView* time() const { return time_; }
  widgets::StackedBarsView* energy() const { return energy_; }
  widgets::CurvesView* curves() const { return curves_; }
  widgets::ScatterView* scatter() const { return scatter_; }
  widgets::TornadoView* tornado() const { return tornado_; }

  QJsonObject choices() const;
  void set_choices(const QJsonObject& choices);

 signals:
  /// Other values are to be swept.
  void sweepChanged();
  void operatorChosen(quantscope::hardware::Phase phase, const QString& op);
  void derivationAsked(quantscope::hardware::Phase phase, const QString& op);
  /// The line of the present value was dragged along the sweep: "batch", "context" or "kv-bits".
  void valueMoved(const QString& variable, double value, bool finished);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build_tabs();
  void build_pictures();
  QWidget* build_options();
  void show_options();
  void choose_row_part(int row, int part, bool energy);
  void give_room_to_shown();
  void connect_pictures();
  void draw(View view);
  void draw_roofline();
  void draw_bars();
  void draw_sweeps();
  void draw_accuracy();
  void draw_tornado();
  void option_changed(View view);
  void fill_arrows();
  void fill_metrics();
  int arrows_from() const;
  void maximise(widgets::ChartFrame* frame, bool on);

  std::shared_ptr<const AcceleratorAnswer> answer_;
  std::vector<std::pair<View, QWidget*>> options_;  ///< each is there with its view
  std::vector<RunAccuracy> accuracy_;
  QString subject_, empty_;
  std::set<View> dirty_;
  QString chosen_operator_;
  QTabBar* tabs_;
  QComboBox* phase_;
  QStackedWidget* stack_;
  QSplitter* bars_;
  widgets::RooflineView* roofline_;
  widgets::StackedBarsView* time_;
  widgets::StackedBarsView* energy_;
  widgets::CurvesView* curves_;
  widgets::ScatterView* scatter_;
  widgets::TornadoView* tornado_;
  QComboBox* arrows_;
  QComboBox* energy_kind_;
  QComboBox* variable_;
  QComboBox* quantity_;
  QComboBox* metric_;
  QComboBox* cost_;
  QComboBox* tornado_of_;
  QString wanted_arrows_, wanted_metric_;
  QString scaled_for_;  ///< the figure whose scale the accuracy has
  bool filling_ = false;
};

}  // namespace quantscope::gui
