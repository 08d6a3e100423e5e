#include "app/gui/main_window.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QTimer>
#include <QUndoStack>
#include <QVBoxLayout>

#include "app/gui/capture_job.h"
#include "app/gui/command_text.h"
#include "app/gui/compare_page.h"
#include "app/gui/distribution_page.h"
#include "app/gui/figure_help.h"
#include "app/gui/figures.h"
#include "app/gui/filter_bar.h"
#include "app/gui/heat_map_page.h"
#include "app/gui/history_panel.h"
#include "app/gui/inference_page.h"
#include "app/gui/layers_page.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/noticeable.h"
#include "app/gui/page.h"
#include "app/gui/report_job.h"
#include "app/gui/run_overlays.h"
#include "app/gui/runs_panel.h"
#include "app/gui/search_curve_view.h"
#include "app/gui/session.h"
#include "app/gui/value_undo.h"
#include "app/gui/welcome_page.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {

MainWindow::MainWindow(WindowOptions options, QWidget* parent)
    : QMainWindow(parent), options_(std::move(options)) {
  setObjectName(QStringLiteral("quantscope_window"));
  setWindowTitle(tr("Quantscope"));
  setMinimumSize(1024, 700);
  setAcceptDrops(true);
  setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks);
  const QSettings settings;
  const qint64 remembered =
      settings.value(QStringLiteral("memory_budget"), default_memory_budget).toLongLong();
  cache_ =
      std::make_shared<SiteCache>(static_cast<std::uint64_t>(options_.memory_budget.value_or(remembered)));

  messages_ = new widgets::MessageBar(this);
  jobs_ = new widgets::JobBar(this);
  workspace_ = new Workspace(messages_, jobs_, this);
  overlays_ = new RunOverlays(*workspace_, this);
  opener_ = new FileOpener(this);
  capture_ = new CaptureJob(this);
  statistics_ = new StatisticsPass(this);
  loader_ = new TensorLoader(this);
  live_ = new LiveAnalysis(this);
  report_ = new ReportJob(this);
  build_columns();
  build_status_bar();
  build_actions();
  connect_loading();
  connect_live();
  connect_jobs();
  connect_opener();
  connect_capture();
  connect_workspace();
  connect_report();
  explain_figures();
  restore_settings();
  // Every picture can bring the window back to where it was made.
  widgets::ChartFrame::setMetadataSource([this]() -> std::map<QString, QString> {
    if (!document()) return {};
    return {{QString::fromLatin1(session_text_key), session_text(session())}};
  });
  widgets::ChartFrame::setLabelSource([this] { return document() ? document()->label() : QString(); });
  distribution_->clear(tr("Choose a tensor on the left."));
  live_->set_bins(distribution_->histogram()->binOptions());
  show_memory();
}

MainWindow::~MainWindow() {
  widgets::ChartFrame::setMetadataSource({});
  widgets::ChartFrame::setLabelSource({});
  // What runs in the background ends before what it reports to.
  delete report_;
  delete overlays_;
  delete live_;
  delete loader_;
  delete statistics_;
  delete capture_;
  delete opener_;
}

QDockWidget* MainWindow::add_dock(const char* name, const QString& title, QWidget* content,
                                  Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(QString::fromLatin1(name));
  dock->setWidget(content);
  addDockWidget(area, dock);
  // One that is asked for and shares its place with others stands in front.
  connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
    if (shown) dock->raise();
  });
  return dock;
}

void MainWindow::build_columns() {
  navigator_ = new Navigator(*workspace_, this);
  add_dock("navigator_dock", tr("Tensors"), navigator_, Qt::LeftDockWidgetArea);
  runs_panel_ = new RunsPanel(*workspace_, this);
  add_dock("runs_dock", tr("Pinned runs"), runs_panel_, Qt::LeftDockWidgetArea);
  panel_ = new MethodPanel(this);
  QDockWidget* method = add_dock("method_dock", tr("Method"), panel_, Qt::RightDockWidgetArea);
  QDockWidget* history =
      add_dock("history_dock", tr("History"), new HistoryPanel(*workspace_, this), Qt::RightDockWidgetArea);
  tabifyDockWidget(method, history);
  history->hide();

  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(messages_);
  filter_bar_ = new FilterBar(*workspace_, centre);
  filter_bar_->hide();
  layout->addWidget(filter_bar_);
  middle_ = new QStackedWidget(centre);
  welcome_ = new WelcomePage(!options_.sample.isEmpty(), middle_);
  pages_ = new QTabWidget(middle_);
  pages_->setObjectName(QStringLiteral("pages"));
  pages_->setDocumentMode(true);
  build_pages();
  middle_->addWidget(welcome_);
  middle_->addWidget(pages_);
  layout->addWidget(middle_, 1);
  setCentralWidget(centre);
  connect(welcome_, &WelcomePage::openRequested, this, &MainWindow::ask_open);
  connect(welcome_, &WelcomePage::sampleRequested, this, &MainWindow::open_sample);
}

void MainWindow::build_pages() {
  distribution_ = new DistributionPage(*workspace_, *overlays_, pages_);
  add_page(distribution_);
  connect(distribution_, &DistributionPage::channelsKept, filter_bar_, &FilterBar::set_channels);
  add_page(new HeatMapPage(*workspace_, pages_));
  add_page(new LayersPage(*workspace_, pages_));
  add_page(new ComparePage(*workspace_, pages_));
  add_page(new InferencePage(*workspace_, pages_));
  build_accelerator_page();
  connect(pages_, &QTabWidget::currentChanged, this, [this] {
    Page* page = current_page();
    workspace_->linked().set_page(page->id());
    page->activate();
  });
}

void MainWindow::explain_figures() {
  const std::pair<const char*, std::vector<const char*>> helps[] = {
      {"distribution", {"histogram", "channel_profile"}},
      {"heat-map", {"heat_map"}},
      {"layers", {"layers", "small_multiples"}},
      {"compare", {"compare", "pareto_front"}},
      {"inference", {"perplexity", "layer_errors", "generated_text"}},
      {"accelerator",
       {"roofline", "where_time_goes", "where_energy_goes", "hardware_sweep", "accuracy_cost", "tornado"}}};
  for (const auto& [id, figures] : helps)
    for (Page* page : page_list_) {
      if (page->id() != QLatin1String(id)) continue;
      const QList<widgets::ChartFrame*> charts = page->charts();
      for (std::size_t i = 0; i < figures.size() && i < static_cast<std::size_t>(charts.size()); ++i)
        set_figure_help(charts[static_cast<int>(i)], QString::fromLatin1(figures[i]));
    }
  set_figure_help(panel_->metrics());
  set_figure_help(panel_->search_curve()->frame(), QStringLiteral("search_curve"));
  set_figure_help(navigator_->tree(), QStringLiteral("badness"));
}

void MainWindow::add_page(Page* page) {
  page_list_.push_back(page);
  pages_->addTab(page, page->title());
  for (widgets::ChartFrame* frame : page->charts()) {
    connect(frame, &widgets::ChartFrame::exported, this,
            [this](const QString& path) { messages_->postInformation(tr("Written: %1").arg(path)); });
    connect(frame, &widgets::ChartFrame::exportFailed, messages_, &widgets::MessageBar::postError);
  }
}

Page* MainWindow::current_page() const {
  return page_list_[static_cast<std::size_t>(std::max(pages_->currentIndex(), 0))];
}

void MainWindow::show_page(const QString& id) {
  for (Page* page : page_list_)
    if (page->id() == id) pages_->setCurrentWidget(page);
}

void MainWindow::build_status_bar() {
  statusBar()->addWidget(jobs_, 1);
  tier_ = new QLabel(this);
  tier_->setObjectName(QStringLiteral("tier"));
  tier_->setContentsMargins(8, 0, 12, 0);
  memory_ = new QLabel(this);
  memory_->setObjectName(QStringLiteral("memory"));
  memory_->setToolTip(tr("Memory of loaded tensors and its limit (menu Edit → Memory budget)"));
  statusBar()->addPermanentWidget(tier_);
  statusBar()->addPermanentWidget(memory_);
}

void MainWindow::connect_loading() {
  connect(navigator_, &Navigator::tensorSelected, this, [this](int tensor) {
    if (!selecting_) choose_worst_ = false;
    select_tensor(tensor);
  });
  connect(loader_, &TensorLoader::quickReady, this, &MainWindow::take_sample);
  connect(loader_, &TensorLoader::statisticsReady, this, &MainWindow::take_statistics);
  connect(loader_, &TensorLoader::loaded, this, &MainWindow::take_loaded);
  connect(loader_, &TensorLoader::failed, this, [this](int tensor, const QString& problem) {
    jobs_->removeJob(QStringLiteral("load"));
    waiting_.reset();
    const QString name = document() ? QString::fromStdString(document()->tensor(tensor).name) : QString();
    messages_->postError(tr("%1 could not be read").arg(name), problem);
    live_->cancel();
    panel_->clear_site(tr("no result"));
    distribution_->clear(tr("%1 could not be read.").arg(name));
    tier_->clear();
    emit settled();
  });
  connect(loader_, &TensorLoader::progress, this, [this](int tensor, double fraction) {
    if (loading_started_.isValid() && loading_started_.elapsed() > noticeable_ms && document())
      jobs_->setJob(QStringLiteral("load"),
                    tr("loading %1").arg(QString::fromStdString(document()->tensor(tensor).kind)), fraction);
  });
}

void MainWindow::connect_live() {
  connect(live_, &LiveAnalysis::originalDrawn, distribution_, &DistributionPage::show_original);
  connect(live_, &LiveAnalysis::previewReady, this, [this](const LiveResult& result) {
    distribution_->show_result(result, true);
    panel_->show_result(result.analysis, true);
    tier_->setText(tr("▨ preview"));
  });
  connect(live_, &LiveAnalysis::fullReady, this, [this](const LiveResult& result) {
    const auto& analysis = result.analysis;
    if (const auto theta = analysis->parameters.find("theta");
        !analysis->curves.empty() && theta != analysis->parameters.end())
      distribution_->set_theta(std::get<double>(theta->second), false);
    distribution_->show_result(result, false);
    panel_->show_result(result.analysis, false);
    tier_->setText(result.analysis->sampled ? tr("result of a sample of rows") : tr("full result"));
    show_memory();
    workspace_->set_result(analysis);
    emit resultShown();
    emit settled();
  });
  connect(live_, &LiveAnalysis::redrawn, this, [this](const LiveResult& result) {
    distribution_->show_result(result, result.analysis != workspace_->result());
  });
  connect(live_, &LiveAnalysis::failed, this, [this](const QString& problem) {
    panel_->show_failure(problem);
    tier_->setText(tr("no result"));
    emit settled();
  });
  connect(distribution_, &DistributionPage::binsChanged, live_, &LiveAnalysis::set_bins);
  connect(distribution_, &DistributionPage::thetaDragged, panel_, &MethodPanel::drag_theta);
  connect(panel_, &MethodPanel::requested, this, &MainWindow::request_result);
  connect(panel_, &MethodPanel::settled, live_, &LiveAnalysis::finish_now);
  connect(panel_, &MethodPanel::copyCommandRequested, this, &MainWindow::copy_command);
  connect(panel_, &MethodPanel::edited, this,
          [this](const Setting& before, const Setting& after, const QString& what, const QString& key) {
            using Place = std::pair<int, Setting>;
            const int tensor = workspace_->tensor();
            workspace_->undo().push(new ValueUndo<Place>(
                what, undo_setting, {tensor, before}, {tensor, after},
                [this](const Place& place) { apply_setting(place.second, place.first, false); }, key));
          });
}

void MainWindow::connect_workspace() {
  connect(workspace_, &Workspace::tensorAsked, this, &MainWindow::select_tensor);
  connect(workspace_, &Workspace::pageAsked, this, &MainWindow::show_page);
  connect(workspace_, &Workspace::settingAsked, this,
          [this](const study::Setting& setting, int tensor) { apply_setting(setting, tensor, true); });
  connect(workspace_, &Workspace::outlierFactorChanged, this, [this] { request_result(true); });
  connect(&workspace_->linked(), &LinkedView::changed, this, &MainWindow::follow_view);
  connect(overlays_, &RunOverlays::changed, this, [this] {
    const RunList& runs = workspace_->runs();
    const QString name =
        runs.baseline() < 0 ? QString() : runs.runs()[static_cast<std::size_t>(runs.baseline())].name;
    panel_->set_baseline(name, overlays_->baseline_result());
  });
}

void MainWindow::apply_setting(const study::Setting& setting, int tensor, bool by_hand) {
  const bool is_gone = document() && tensor >= static_cast<int>(document()->tensors().size());
  if (tensor < 0 || is_gone || (tensor == workspace_->tensor() && workspace_->loaded())) {
    panel_->apply(setting, by_hand);
    return;
  }
  select_tensor(tensor);
  waiting_ = WaitingSetting{setting, tensor, by_hand};
}

void MainWindow::follow_view(const ViewState& before) {
  const ViewState& state = workspace_->linked().state();
  if (state.page != before.page) show_page(state.page);
  if (state.tensor == before.tensor || !document()) return;
  if (const storage::TensorInfo* info = document()->file().find(state.tensor.toStdString()))
    select_tensor(static_cast<int>(info - document()->tensors().data()));
}

void MainWindow::connect_jobs() {
  connect(live_, &LiveAnalysis::fullProgress, this, [this](double fraction, qint64 milliseconds) {
    if (milliseconds > noticeable_ms) jobs_->setJob(QStringLiteral("full"), tr("full result"), fraction);
  });
  connect(live_, &LiveAnalysis::fullEnded, this, [this] { jobs_->removeJob(QStringLiteral("full")); });
  connect(statistics_, &StatisticsPass::summariesReady, this, [this](const TensorSummaries& summaries) {
    navigator_->add_summaries(summaries);
    workspace_->add_summaries(summaries);
  });
  connect(statistics_, &StatisticsPass::progress, this, [this](int done, int total) {
    if (statistics_->running() && done < total && statistics_started_.elapsed() > noticeable_ms)
      jobs_->setJob(QStringLiteral("statistics"), tr("statistics %1 of %2").arg(done).arg(total),
                    double(done) / std::max(total, 1));
  });
  connect(statistics_, &StatisticsPass::finished, this, [this](bool, int failed, const QString& problem) {
    jobs_->removeJob(QStringLiteral("statistics"));
    if (failed > 0) messages_->postNotice(tr("%n tensor(s) could not be read", nullptr, failed), problem);
    if (!choose_worst_) return;
    choose_worst_ = false;
    selecting_ = true;
    navigator_->select_worst();
    if (workspace_->tensor() < 0) navigator_->select_next();
    selecting_ = false;
  });
  connect(jobs_, &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id == QLatin1String("statistics")) statistics_->cancel();
    if (id == QLatin1String("open")) opener_->cancel();
    if (id == QLatin1String("full")) {
      live_->cancel();
      tier_->setText(tr("cancelled"));
    }
    if (id == QLatin1String("load")) {
      loader_->cancel();
      jobs_->removeJob(id);
      tier_->setText(tr("cancelled"));
    }
  });
}

void MainWindow::select_tensor(int tensor) {
  if (!document() || tensor < 0 || tensor >= static_cast<int>(document()->tensors().size())) return;
  if (navigator_->selected() != tensor) {
    navigator_->select(tensor);  // comes back here
    return;
  }
  if (tensor == workspace_->tensor() && (loader_->loading() || workspace_->loaded())) return;
  load_tensor(tensor);
}

void MainWindow::load_tensor(int tensor) {
  waiting_.reset();
  live_->cancel();
  workspace_->set_tensor(tensor);
  tier_->setText(tr("loading…"));
  loading_started_.start();
  loader_->load(store_, cache_, tensor);
}

void MainWindow::take_sample(int tensor, const StatisticsStore::Entry& sample, qint64 values) {
  if (tensor != workspace_->tensor()) return;
  distribution_->set_tensor(document(), tensor, sample, values);
  live_->set_original(std::shared_ptr<const statistics::ValueCounts>(sample, &sample->values));
  tier_->setText(tr("▨ sample"));
}

void MainWindow::take_statistics(int tensor, const StatisticsStore::Entry& statistics) {
  if (tensor != workspace_->tensor()) return;
  navigator_->add_summaries({{tensor, summary_of(*statistics)}});
  workspace_->add_summaries({{tensor, summary_of(*statistics)}});
  workspace_->set_statistics(statistics);
  distribution_->set_tensor(document(), tensor, statistics);
  live_->set_original(std::shared_ptr<const statistics::ValueCounts>(statistics, &statistics->values));
}

void MainWindow::take_loaded(const std::shared_ptr<const LoadedTensor>& loaded) {
  if (loaded->tensor != workspace_->tensor()) return;
  jobs_->removeJob(QStringLiteral("load"));
  panel_->set_site(loaded->site);
  if (first_tensor_) panel_->prefer_suitable_method();
  live_->set_site(loaded->site);
  workspace_->set_loaded(loaded);
  distribution_->set_theta(panel_->theta(), false);
  distribution_->set_loaded(loaded);
  show_memory();
  if (const auto waiting = std::exchange(waiting_, std::nullopt))
    panel_->apply(waiting->setting, waiting->by_hand);  // asks for the result
  else
    request_result(true);
  if (std::exchange(first_tensor_, false)) panel_->focus_first_parameter();
}

void MainWindow::request_result(bool preview) {
  distribution_->set_theta(panel_->theta(), !preview || !panel_->unsuitable().isEmpty());
  workspace_->set_setting(panel_->essential_setting(), panel_->theta());
  const auto& loaded = workspace_->loaded();
  if (!loaded) return;
  if (!panel_->unsuitable().isEmpty()) {
    live_->cancel();
    workspace_->set_result(nullptr);
    tier_->setText(tr("no result"));
    live_->draw_original();
    emit settled();
    return;
  }
  const Setting setting = panel_->setting();
  LiveRequest request;
  request.subject = loaded->subject;
  request.method = setting.method;
  request.values = setting.values;
  request.outlier_factor = workspace_->outlier_factor();
  live_->request(std::move(request), preview);
  QTimer::singleShot(LiveAnalysis::rest_ms + noticeable_ms, this, [this, generation = live_->generation()] {
    if (live_->pending() && live_->generation() == generation)
      jobs_->setJob(QStringLiteral("full"), tr("full result"), -1);
  });
}

void MainWindow::show_memory() {
  memory_->setText(tr("%1 of %2")
                       .arg(bytes_text(static_cast<double>(cache_->used())),
                            bytes_text(static_cast<double>(cache_->budget()))));
}

qint64 MainWindow::memory_budget() const {
  return static_cast<qint64>(cache_->budget());
}

void MainWindow::set_memory_budget(qint64 bytes) {
  cache_->set_budget(static_cast<std::uint64_t>(bytes));
  QSettings().setValue(QStringLiteral("memory_budget"), bytes);
  show_memory();
}

QString MainWindow::command_line() const {
  if (const QString own = current_page()->command_line(); !own.isEmpty()) return own;
  const auto& loaded = workspace_->loaded();
  if (!loaded || loaded->site->consumers.empty()) return {};
  const int consumer = loaded->subject.input ? loaded->site->consumers.front() : workspace_->tensor();
  const Setting setting = panel_->setting();
  return quantize_command(document()->path(), QString::fromStdString(document()->tensor(consumer).name),
                          setting.method, loaded->site->methods.at(setting.method).parameters, setting.values,
                          document()->captured_path());
}

void MainWindow::copy_command() {
  const QString command = command_line();
  if (command.isEmpty()) return;
  QApplication::clipboard()->setText(command);
  messages_->post({widgets::MessageKind::information,
                   tr("Copied: %1").arg(command),
                   {},
                   {},
                   {},
                   QStringLiteral("copied")});
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (!std::exchange(default_columns_, false)) return;
  auto* left = findChild<QDockWidget*>(QStringLiteral("navigator_dock"));
  auto* right = findChild<QDockWidget*>(QStringLiteral("method_dock"));
  resizeDocks({left, right}, {std::clamp(width() / 4, 220, 340), std::clamp(width() / 4, 300, 380)},
              Qt::Horizontal);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings settings;
  settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  settings.setValue(QStringLiteral("window/state"), saveState());
  keep_last_session();
  report_->cancel();
  opener_->cancel();
  capture_->cancel();
  statistics_->cancel();
  loader_->cancel();
  live_->cancel();
  event->accept();
}

}  // namespace quantscope::gui
