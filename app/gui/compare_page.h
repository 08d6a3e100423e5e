#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <utility>
#include <vector>

#include "app/gui/compare_page_charts.h"
#include "app/gui/comparison_worker.h"
#include "app/gui/page.h"
#include "app/gui/workspace.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace quantscope::gui {

class CompareTables;

/// "Which setting is best?": the pinned runs, and the current setting, on the layers of the model: a metric
/// as bars, error against bits per weight, and all figures as tables. Computes in the background what was
/// never computed; models of more than automatic_bytes wait for a button.
class ComparePage : public Page {
  Q_OBJECT

 public:
  static constexpr std::uint64_t automatic_bytes = std::uint64_t{256} << 20;
  static constexpr int rest_ms = 400;  ///< of the hand, before the current setting is compared
  enum class Scope { filtered, block, all };

  explicit ComparePage(Workspace& workspace, QWidget* parent = nullptr);

  QString id() const override { return QStringLiteral("compare"); }
  QString title() const override { return tr("Compare"); }
  QList<widgets::ChartFrame*> charts() const override;
  void activate() override;
  bool is_busy() const override;
  QJsonObject choices() const override;
  void set_choices(const QJsonObject& choices) override;

  widgets::BarChartView* bars() const { return bars_; }
  widgets::ScatterView* scatter() const { return scatter_; }
  CompareTables* tables() const { return tables_; }
  ComparisonWorker* worker() const { return worker_; }
  /// What is on screen; weights as they stand.
  const ShownComparison& shown() const { return shown_; }
  /// Weights of more bytes wait for a button.
  void set_automatic_bytes(std::uint64_t bytes);
  /// Computes what is missing, whatever its size.
  void continue_comparison();

 signals:
  /// Other figures are on screen.
  void updated();

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// A click in a picture, and the run and weight that it was on.
  struct Click {
    const QObject* plot = nullptr;
    QPointF place;
    int run = -1, weight = -1;
  };

  void build_controls(QWidget* parent);
  void build_strip(QWidget* parent);
  QWidget* build_empty();
  void connect_workspace();
  void connect_worker();
  void connect_pictures();

  /// Runs, weights and their order anew, then shows what is known.
  void reload();
  void show_known();
  void show_selection();
  void show_strip();
  /// True where there is something to compare; else says what is missing.
  bool show_empty();
  void fill_baselines();
  /// Starts where something is missing and nobody has to be asked; says that all is settled where not.
  void start_missing();
  void document_changed();
  void runs_changed();
  void setting_changed();
  void refresh();  ///< reload(), and start_missing() while in front
  void pin_starter_set();
  void compare_block();

  std::optional<double> seconds_for(const ComparisonRequest& request) const;
  std::vector<int> weights_in_scope(Scope scope) const;
  void sort_weights();
  std::vector<int> runs_in_order() const;
  int selected_weight() const;
  bool points_are_cells() const;
  int block_in_front() const;
  std::uint64_t bytes_of(const std::vector<int>& weights) const;
  bool is_large() const { return bytes_of(request_.weights) > automatic_bytes_; }
  Scope scope() const;
  CompareGrouping grouping() const;
  bool worst_first() const;
  void choose_tensor(int weight);
  void apply_run(int run, int weight);
  void note_click(int run, int weight);
  void click_point(int point);
  void maximise(widgets::ChartFrame* frame, bool on);

  QComboBox* scope_ = nullptr;
  QComboBox* metric_ = nullptr;
  QComboBox* grouping_ = nullptr;
  QComboBox* order_ = nullptr;
  QComboBox* baseline_ = nullptr;
  QComboBox* points_ = nullptr;
  QCheckBox* current_ = nullptr;
  QWidget* strip_ = nullptr;
  QLabel* strip_text_ = nullptr;
  QPushButton* block_button_ = nullptr;
  QPushButton* continue_button_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  QLabel* empty_text_ = nullptr;
  QWidget* empty_buttons_ = nullptr;
  QWidget* controls_ = nullptr;
  QSplitter* splitter_ = nullptr;
  QSplitter* below_ = nullptr;
  widgets::BarChartView* bars_ = nullptr;
  widgets::ScatterView* scatter_ = nullptr;
  CompareTables* tables_ = nullptr;

  ComparisonWorker* worker_;
  ComparisonRequest request_;
  ShownComparison shown_;
  PooledComparison pooled_;
  std::vector<int> bar_runs_;                       ///< runs of the bars' groups, where grouped by run
  std::vector<std::pair<int, int>> scatter_cells_;  ///< run and weight of the points; weight −1: pooled
  QTimer rest_;
  QTimer job_delay_;
  Click pressed_;          ///< where the button went down last
  Click clicked_;          ///< the last click on a bar or point, for a double click
  bool stopped_ = false;   ///< by hand: nothing starts by itself
  bool approved_ = false;  ///< a large model: the button was pressed
  bool filling_ = false;   ///< choices are set by the program
  std::uint64_t automatic_bytes_ = automatic_bytes;
  bool differences_ = true;
  bool compact_ = false;                ///< too low for the charts' option rows
  std::vector<int> linear_;             ///< linear weights of the document
  std::vector<study::Setting> pinned_;  ///< as of the last reload
};

}  // namespace quantscope::gui
