#pragma once

#include <QElapsedTimer>
#include <QMainWindow>
#include <memory>
#include <optional>

#include "app/gui/file_opener.h"
#include "app/gui/live_analysis.h"
#include "app/gui/statistics_pass.h"
#include "app/gui/tensor_loader.h"
#include "widgets/theme.h"

class QAction;
class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;
class QUndoStack;

namespace quantscope::widgets {
class ChartFrame;
class JobBar;
class MessageBar;
}  // namespace quantscope::widgets

namespace quantscope::gui {

class DistributionPage;
class MethodPanel;
class Navigator;
class WelcomePage;

/// How a window starts; values, so that tests and the command line say all of it.
struct WindowOptions {
  QString sample;                             ///< the sample model; empty where there is none
  QString cache_folder;                       ///< of statistics and imports; empty for none
  std::optional<widgets::ThemeChoice> theme;  ///< as remembered where not given
  std::optional<qint64> memory_budget;        ///< bytes; as remembered, else 2 GiB
};

/// "system", "light", "dark".
std::optional<widgets::ThemeChoice> theme_from_name(const QString& name);

/// The window: tensors on the left, pictures in the middle, the method on the right.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  static constexpr qint64 default_memory_budget = qint64{2} << 30;
  static constexpr qint64 smallest_memory_budget = qint64{16} << 20;

  explicit MainWindow(WindowOptions options, QWidget* parent = nullptr);
  ~MainWindow() override;

  Navigator* navigator() const { return navigator_; }
  DistributionPage* distribution() const { return distribution_; }
  MethodPanel* panel() const { return panel_; }
  widgets::MessageBar* messages() const { return messages_; }
  widgets::JobBar* jobs() const { return jobs_; }
  LiveAnalysis* live() const { return live_; }
  StatisticsPass* statistics_pass() const { return statistics_; }
  QUndoStack* undo_stack() const { return undo_; }
  const std::shared_ptr<const Document>& document() const { return document_; }
  qint64 memory_budget() const;
  /// The last full result, nullptr while there is none for the selected tensor.
  const std::shared_ptr<const study::AnalysisResult>& result() const { return result_; }

 public slots:
  /// Opens a file, or asks where to import it to. What is open stays until the new file is.
  void open_path(const QString& path);
  void open_sample();
  void import_to(const QString& source, const QString& target);
  void select_tensor(int tensor);
  /// The tensor of this name or path instead of the worst one, in the next file opened.
  void select_first(const QString& name) { wanted_ = name; }
  void set_memory_budget(qint64 bytes);
  void set_theme(quantscope::widgets::ThemeChoice choice);
  QString command_line() const;
  void copy_command();

 signals:
  void documentOpened();
  void openingFailed(const QString& path);
  /// The full result of the selected tensor is on screen.
  void resultShown();
  /// The selected tensor shows all that it will: its full result, or why there is none.
  void settled();

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void build_columns();
  void build_status_bar();
  void build_actions();
  void build_file_menu();
  void build_edit_menu();
  void build_view_menu();
  void build_help_menu();
  void build_tool_bar();
  void connect_loading();
  void connect_live();
  void connect_jobs();
  void connect_opener();
  void restore_settings();

  void adopt(const std::shared_ptr<const Document>& document);
  void start_statistics();
  void take_statistics(int tensor, const StatisticsStore::Entry& statistics);
  void take_loaded(const std::shared_ptr<const LoadedTensor>& loaded);
  void request_result(bool preview);
  void show_memory();
  void remember_recent(const QString& path);
  void fill_recent(QMenu* menu);
  void ask_open();
  void ask_import_folder();
  void ask_memory_budget();
  void export_chart();
  void export_metrics();
  void show_shortcuts();
  void show_about();
  void show_properties();
  widgets::ChartFrame* current_chart() const;
  QAction* add_action(QMenu* menu, const QString& text, const QKeySequence& keys, const char* name);

  WindowOptions options_;
  std::shared_ptr<const Document> document_;
  std::shared_ptr<StatisticsStore> store_;
  std::shared_ptr<SiteCache> cache_;
  std::shared_ptr<const LoadedTensor> loaded_;
  std::shared_ptr<const study::AnalysisResult> result_;
  int tensor_ = -1;
  QString wanted_;
  bool choose_worst_ = false;    ///< until the user chooses a tensor, the worst is shown
  bool default_columns_ = true;  ///< no widths are remembered
  bool first_tensor_ = true;     ///< of the file: its method suits it and the keyboard starts on theta
  bool selecting_ = false;       ///< the program selects, not the user

  Navigator* navigator_ = nullptr;
  DistributionPage* distribution_ = nullptr;
  MethodPanel* panel_ = nullptr;
  WelcomePage* welcome_ = nullptr;
  QStackedWidget* middle_ = nullptr;
  QTabWidget* pages_ = nullptr;
  widgets::MessageBar* messages_ = nullptr;
  widgets::JobBar* jobs_ = nullptr;
  QLabel* tier_ = nullptr;
  QLabel* memory_ = nullptr;
  QLabel* file_label_ = nullptr;
  QMenu* recent_menu_ = nullptr;
  std::vector<QAction*> document_actions_;  ///< enabled while a file is open
  QElapsedTimer statistics_started_, loading_started_;

  QUndoStack* undo_ = nullptr;
  FileOpener* opener_ = nullptr;
  StatisticsPass* statistics_ = nullptr;
  TensorLoader* loader_ = nullptr;
  LiveAnalysis* live_ = nullptr;
};

}  // namespace quantscope::gui
