#pragma once

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTemporaryDir>
#include <memory>
#include <optional>

#include "app/gui/file_opener.h"
#include "app/gui/live_analysis.h"
#include "app/gui/statistics_pass.h"
#include "app/gui/tensor_loader.h"
#include "app/gui/workspace.h"
#include "widgets/theme.h"

class QAction;
class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;

namespace quantscope::widgets {
class ChartFrame;
class JobBar;
class MessageBar;
}  // namespace quantscope::widgets

namespace quantscope::model {
struct OutlierEmulation;
}

namespace quantscope::gui {

class AcceleratorLibrary;
class AcceleratorPage;
class CaptureJob;
class CommandPalette;
class DistributionPage;
class FilterBar;
class MethodPanel;
class Navigator;
class Page;
class ReportJob;
class RunOverlays;
class RunsPanel;
class WelcomePage;
struct CaptureFacts;
struct CaptureRequest;
struct Session;
struct SessionReading;

/// How a window starts; values, so that tests and the command line say all of it.
struct WindowOptions {
  QString sample;                             ///< the sample model; empty where there is none
  QString cache_folder;                       ///< of statistics and imports; empty for none
  QString session_folder;                     ///< where the last session is kept; empty for none
  QString accelerator_folder;                 ///< of the user's accelerators; empty: kept nowhere
  std::optional<widgets::ThemeChoice> theme;  ///< as remembered where not given
  std::optional<qint64> memory_budget;        ///< bytes; as remembered, else 2 GiB
};

/// True for what holds a session: a session file, or a picture that may carry one.
bool is_session_file(const QString& path);
/// Whether the next start goes on where the last one ended; remembered.
bool restores_last_session();
void set_restores_last_session(bool on);

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
  ReportJob* report() const { return report_; }
  CaptureJob* capture() const { return capture_; }
  StatisticsPass* statistics_pass() const { return statistics_; }
  Workspace& workspace() const { return *workspace_; }
  RunOverlays* overlays() const { return overlays_; }
  FilterBar* filter_bar() const { return filter_bar_; }
  CommandPalette* palette() const { return palette_; }
  RunsPanel* runs_panel() const { return runs_panel_; }
  AcceleratorPage* accelerator_page() const { return accelerator_; }
  const std::vector<Page*>& pages() const { return page_list_; }
  Page* current_page() const;
  Session session() const;
  const std::shared_ptr<const Document>& document() const { return workspace_->document(); }
  qint64 memory_budget() const;

 public slots:
  /// Opens a file, or asks where to import it to. What is open stays until the new file is.
  void open_path(const QString& path);
  void open_sample();
  void import_to(const QString& source, const QString& target);
  /// Runs the model on a text; what its linear layers are fed with appears in the navigator.
  void capture_inputs(const quantscope::gui::CaptureRequest& request);
  /// Writes a copy with emulated outliers and opens it; into the cache where `target` is empty.
  void emulate_outliers(const quantscope::model::OutlierEmulation& emulation, const QString& target);
  /// Captured inputs of a file beside the open one's; pages, selection, undo and runs stay.
  void join_inputs(const QString& path);
  void leave_inputs_out();
  void save_inputs_to(const QString& path);
  void select_tensor(int tensor);
  /// Ignores an unknown id.
  void show_page(const QString& id);
  /// From a session file or from the picture that carries one; opens its model first.
  void open_session(const QString& path);
  /// False where none was kept or its model is gone.
  bool restore_last_session();
  void save_session_to(const QString& path);
  /// All charts of the page in front, with their tables.
  void export_page(const QString& folder);
  /// The pinned runs (a few usual ones where there are none) on all linear layers.
  void write_report_to(const QString& folder);
  /// The tensor of this name or path instead of the worst one, in the next file opened.
  void select_first(const QString& name) { wanted_ = name; }
  void set_memory_budget(qint64 bytes);
  void set_theme(quantscope::widgets::ThemeChoice choice);
  QString command_line() const;
  void copy_command();

 signals:
  void documentOpened();
  void openingFailed(const QString& path);
  /// Other captured inputs are in the navigator.
  void inputsShown();
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
  void build_pages();
  QDockWidget* add_dock(const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area);
  void add_page(Page* page);
  void build_status_bar();
  void build_actions();
  void build_file_menu();
  void build_edit_menu();
  void build_model_menu();
  void build_accelerator_page();
  void build_accelerator_menu();
  void build_view_menu();
  void build_help_menu();
  void build_palette();
  void build_tool_bar();
  void connect_loading();
  void connect_live();
  void connect_jobs();
  void connect_opener();
  void connect_workspace();
  void connect_capture();
  void explain_figures();
  void restore_settings();

  void adopt(const std::shared_ptr<const Document>& document);
  void show_inputs(const std::shared_ptr<const Document>& joined);
  std::shared_ptr<StatisticsStore> make_store(const std::shared_ptr<const Document>& document) const;
  void load_tensor(int tensor);
  void show_file_name();
  void start_statistics();
  /// Computes the figures that are not known yet; returns all tensors in the order in which they come.
  std::vector<int> pass_statistics();
  void take_sample(int tensor, const StatisticsStore::Entry& sample, qint64 values);
  void take_statistics(int tensor, const StatisticsStore::Entry& statistics);
  void take_loaded(const std::shared_ptr<const LoadedTensor>& loaded);
  void restore(SessionReading reading, const QString& name);
  void apply_waiting_session();
  void ask_open_session();
  void ask_save_session();
  void keep_last_session();
  void apply_setting(const study::Setting& setting, int tensor, bool by_hand);
  void follow_view(const ViewState& before);
  void request_result(bool preview);
  void show_memory();
  void remember_recent(const QString& path);
  void fill_recent(QMenu* menu);
  void ask_open();
  void ask_import_folder();
  void ask_memory_budget();
  void ask_capture();
  void show_capture_dialog(const CaptureFacts& facts);
  void ask_emulate_outliers();
  void ask_save_outliers(const model::OutlierEmulation& emulation);
  /// A folder of the cache; of this process alone where there is no cache.
  QString cache_below(const char* name);
  void ask_join_inputs();
  void ask_save_inputs();
  void export_chart();
  void export_metrics();
  void ask_export_page();
  void ask_report();
  void connect_report();
  void show_shortcuts();
  void show_about();
  void show_properties();
  widgets::ChartFrame* current_chart() const;
  QAction* add_action(QMenu* menu, const QString& text, const QKeySequence& keys, const char* name);

  WindowOptions options_;
  std::unique_ptr<QTemporaryDir> scratch_;  ///< in place of the cache folder
  /// A setting that waits for its tensor to be loaded.
  struct WaitingSetting {
    study::Setting setting;
    int tensor = -1;
    bool by_hand = false;
  };
  std::optional<WaitingSetting> waiting_;
  std::unique_ptr<Session> waiting_session_;  ///< until its file is open
  QString session_path_;                      ///< of the session saved or opened last
  std::shared_ptr<StatisticsStore> store_;
  std::shared_ptr<SiteCache> cache_;
  QString wanted_;
  bool choose_worst_ = false;    ///< until the user chooses a tensor, the worst is shown
  bool default_columns_ = true;  ///< no widths are remembered
  bool first_tensor_ = true;     ///< of the file: its method suits it and the keyboard starts on theta
  bool selecting_ = false;       ///< the program selects, not the user

  Navigator* navigator_ = nullptr;
  DistributionPage* distribution_ = nullptr;
  AcceleratorLibrary* accelerators_ = nullptr;
  AcceleratorPage* accelerator_ = nullptr;
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
  std::vector<QAction*> inputs_actions_;    ///< enabled while captured inputs are joined
  QElapsedTimer statistics_started_, loading_started_;

  Workspace* workspace_ = nullptr;
  RunOverlays* overlays_ = nullptr;
  RunsPanel* runs_panel_ = nullptr;
  FilterBar* filter_bar_ = nullptr;
  CommandPalette* palette_ = nullptr;
  std::vector<Page*> page_list_;
  FileOpener* opener_ = nullptr;
  CaptureJob* capture_ = nullptr;
  StatisticsPass* statistics_ = nullptr;
  TensorLoader* loader_ = nullptr;
  LiveAnalysis* live_ = nullptr;
  ReportJob* report_ = nullptr;
};

}  // namespace quantscope::gui
