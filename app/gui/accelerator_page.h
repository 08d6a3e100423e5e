#pragma once

#include <QPointer>
#include <QTimer>

#include "app/gui/accelerator_choices.h"
#include "app/gui/accelerator_costs.h"
#include "app/gui/accelerator_views.h"
#include "app/gui/accelerator_worker.h"
#include "app/gui/page.h"
#include "app/gui/palette_match.h"

class QLabel;
class QSplitter;

namespace quantscope::gui {

class AcceleratorControls;
class AcceleratorDerivation;
class AcceleratorPanel;

/// "What would it cost, and on which chip?": the operators of a model, quantized as the runs are, priced on
/// accelerators that can be redesigned on the spot. Everything is modelled and follows the hand.
class AcceleratorPage : public Page {
  Q_OBJECT

 public:
  /// Of the hand, before a changed setting is counted on the layers of a file, and before pictures that are
  /// not in front are drawn.
  static constexpr int rest_ms = 150;

  AcceleratorPage(Workspace& workspace, AcceleratorLibrary& library, AccuracySource accuracy,
                  QWidget* parent = nullptr);
  ~AcceleratorPage() override;

  QString id() const override { return QStringLiteral("accelerator"); }
  QString title() const override { return tr("Accelerator"); }
  QList<widgets::ChartFrame*> charts() const override { return views_->charts(); }
  void activate() override;
  bool is_busy() const override;
  QString command_line() const override;
  QJsonObject choices() const override;
  void set_choices(const QJsonObject& choices) override;

  AcceleratorControls* controls() const { return controls_; }
  AcceleratorPanel* panel() const { return panel_; }
  AcceleratorViews* views() const { return views_; }
  AcceleratorLibrary& library() const { return library_; }
  AcceleratorWorker* worker() const { return worker_; }
  /// What is on screen; null before the first answer.
  const std::shared_ptr<const AcceleratorAnswer>& answer() const { return answer_; }
  /// Accelerators and workloads, for the command palette.
  PaletteItems palette_items();

 public slots:
  void measure_this_computer();
  /// The totals where nothing is chosen.
  void show_derivation();
  void copy_commands();
  /// Figures of other pages changed.
  void accuracy_changed();

 signals:
  /// Other figures are on screen.
  void updated();

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build();
  void connect_parts();
  void connect_workspace();
  void document_changed();
  QString current_name() const;  ///< of the setting in the method panel
  void fill_runs();
  /// Asks for what the controls say, as far as the costs of its runs are known.
  void ask();
  void ask_accelerator(const QString& id);
  std::shared_ptr<const hardware::ModelShape> shape() const;
  QString why_no_shape() const;
  std::vector<PricedRun> runs(std::vector<CostRequest>& missing);
  CostRequest cost_request(const study::Setting& setting) const;
  void take(const std::shared_ptr<const AcceleratorAnswer>& answer);
  void show_empty(const QString& text);
  void show_texts();
  void derive(hardware::Phase phase, const QString& op);
  void choose_operator(hardware::Phase phase, const QString& op);
  void move_value(const QString& variable, double value, bool finished);
  void tell_faults();
  void settle();
  QStringList commands() const;

  AcceleratorLibrary& library_;
  AccuracySource accuracy_;
  AcceleratorCosts* costs_;
  AcceleratorWorker* worker_;
  AcceleratorControls* controls_ = nullptr;
  AcceleratorViews* views_ = nullptr;
  AcceleratorPanel* panel_ = nullptr;
  QPointer<AcceleratorDerivation> derivation_;
  QSplitter* splitter_ = nullptr;
  QLabel* totals_ = nullptr;
  QLabel* state_ = nullptr;
  std::shared_ptr<const AcceleratorAnswer> answer_;
  std::shared_ptr<const study::MethodCosts> last_cost_;  ///< of the current setting, in this workload
  QString last_cost_of_;
  QString cost_problem_;
  QTimer rest_;    ///< before the current setting is counted
  QTimer quiet_;   ///< before hidden pictures are drawn
  int drags_ = 0;  ///< of the line in a sweep
  bool told_faults_ = false;
  bool filling_ = false;
};

}  // namespace quantscope::gui
