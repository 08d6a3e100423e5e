#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include "app/gui/inference_figures.h"
#include "app/gui/inference_worker.h"
#include "app/gui/page.h"
#include "app/gui/workspace.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace quantscope::gui {

class GenerationControls;
class InferenceControls;
class InferenceTables;
struct InferenceCost;

/// "Does it still speak?": the unquantized model, the pinned runs and the current setting on a text, as
/// perplexity with its standard error; the errors of one run by layer; texts that the runs make of a prompt.
/// Nothing runs before a button is pressed; what was run once is remembered.
class InferencePage : public Page {
  Q_OBJECT

 public:
  static constexpr int rest_ms = 150;  ///< of the hand, before the current setting is shown

  explicit InferencePage(Workspace& workspace, QWidget* parent = nullptr);
  ~InferencePage() override;

  QString id() const override { return QStringLiteral("inference"); }
  QString title() const override { return tr("Inference"); }
  QList<widgets::ChartFrame*> charts() const override;
  void activate() override;
  bool is_busy() const override;
  void compute() override;
  QString command_line() const override;
  QJsonObject choices() const override;
  void set_choices(const QJsonObject& choices) override;

  InferenceWorker* worker() const { return worker_; }
  InferenceControls* controls() const { return controls_; }
  GenerationControls* generation() const { return generation_; }
  InferenceTables* tables() const { return tables_; }
  widgets::BarChartView* bars() const { return bars_; }
  widgets::LayerChartView* layers() const { return layers_; }
  widgets::TextComparisonView* texts() const { return texts_; }
  /// What is on screen.
  const ShownInference& shown() const { return shown_; }
  const ShownTexts& shown_texts() const { return shown_texts_; }

 public slots:
  void run();
  void generate();

 signals:
  /// Other figures are on screen.
  void updated();

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* build_empty();
  QWidget* build_content();
  void build_chart_options();
  void connect_controls();
  void connect_workspace();
  void connect_worker();
  void connect_pictures();

  void document_changed();
  /// Runs and choices anew, then shows what is known.
  void reload();
  void show_known();
  void show_texts();
  void show_state();
  void show_selection();
  /// True where the model can run; else says why not.
  bool show_empty();
  void fill_layer_runs();
  const InferenceMetric& metric() const;
  MeasureRequest missing() const;
  InferenceCost cost() const;
  QString why_not_run() const;
  QString why_not_generate() const;
  QStringList perplexity_commands() const;
  QStringList generation_commands() const;
  void copy(const QStringList& commands);
  void note_started(InferenceWorker::Job job);
  void choose_layer(int layer);
  void apply_run(int run);
  void maximise(widgets::ChartFrame* frame, bool on);

  InferenceWorker* worker_;
  QStackedWidget* stack_ = nullptr;
  QLabel* empty_ = nullptr;
  InferenceControls* controls_ = nullptr;
  GenerationControls* generation_ = nullptr;
  QLabel* state_ = nullptr;
  QSplitter* splitter_ = nullptr;
  QSplitter* above_ = nullptr;
  widgets::BarChartView* bars_ = nullptr;
  widgets::LayerChartView* layers_ = nullptr;
  widgets::TextComparisonView* texts_ = nullptr;
  InferenceTables* tables_ = nullptr;
  QComboBox* metric_ = nullptr;
  QComboBox* layers_of_ = nullptr;
  QCheckBox* parts_ = nullptr;

  std::vector<InferenceMetric> metrics_;
  ShownInference shown_;
  ShownTexts shown_texts_;
  QString wanted_layers_;  ///< name of the run whose layers are shown; empty: the current setting's
  QString said_problem_;
  QElapsedTimer started_[InferenceWorker::jobs];
  QTimer rest_;
  bool compute_when_ready_ = false;
  bool filling_ = false;
};

}  // namespace quantscope::gui
