#include "app/gui/main_window.h"

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

#include "app/gui/command_text.h"
#include "app/gui/distribution_page.h"
#include "app/gui/figures.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/setting_undo.h"
#include "app/gui/welcome_page.h"
#include "widgets/histogram_view.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {
namespace {

/// Jobs longer than this are shown.
constexpr int noticeable_ms = 300;

}  // namespace

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

  undo_ = new QUndoStack(this);
  opener_ = new FileOpener(this);
  statistics_ = new StatisticsPass(this);
  loader_ = new TensorLoader(this);
  live_ = new LiveAnalysis(this);
  build_columns();
  build_status_bar();
  build_actions();
  connect_loading();
  connect_live();
  connect_jobs();
  connect_opener();
  restore_settings();
  distribution_->clear(tr("Choose a tensor on the left."));
  live_->set_bins(distribution_->histogram()->binOptions());
  show_memory();
}

MainWindow::~MainWindow() {
  // What runs in the background ends before what it reports to.
  delete live_;
  delete loader_;
  delete statistics_;
  delete opener_;
}

void MainWindow::build_columns() {
  auto* left = new QDockWidget(tr("Tensors"), this);
  left->setObjectName(QStringLiteral("navigator_dock"));
  left->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
  navigator_ = new Navigator(left);
  left->setWidget(navigator_);
  addDockWidget(Qt::LeftDockWidgetArea, left);

  auto* right = new QDockWidget(tr("Method"), this);
  right->setObjectName(QStringLiteral("method_dock"));
  right->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
  panel_ = new MethodPanel(right);
  right->setWidget(panel_);
  addDockWidget(Qt::RightDockWidgetArea, right);

  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  messages_ = new widgets::MessageBar(centre);
  layout->addWidget(messages_);
  middle_ = new QStackedWidget(centre);
  welcome_ = new WelcomePage(!options_.sample.isEmpty(), middle_);
  pages_ = new QTabWidget(middle_);
  pages_->setObjectName(QStringLiteral("pages"));
  pages_->setDocumentMode(true);
  distribution_ = new DistributionPage(pages_);
  pages_->addTab(distribution_, tr("Distribution"));
  middle_->addWidget(welcome_);
  middle_->addWidget(pages_);
  layout->addWidget(middle_, 1);
  setCentralWidget(centre);
  connect(welcome_, &WelcomePage::openRequested, this, &MainWindow::ask_open);
  connect(welcome_, &WelcomePage::sampleRequested, this, &MainWindow::open_sample);
}

void MainWindow::build_status_bar() {
  jobs_ = new widgets::JobBar(this);
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
  connect(loader_, &TensorLoader::statisticsReady, this, &MainWindow::take_statistics);
  connect(loader_, &TensorLoader::loaded, this, &MainWindow::take_loaded);
  connect(loader_, &TensorLoader::failed, this, [this](int tensor, const QString& problem) {
    jobs_->removeJob(QStringLiteral("load"));
    const QString name = document_ ? QString::fromStdString(document_->tensor(tensor).name) : QString();
    messages_->postError(tr("%1 could not be read").arg(name), problem);
    live_->cancel();
    panel_->clear_site(tr("no result"));
    distribution_->clear(tr("%1 could not be read.").arg(name));
    tier_->clear();
    emit settled();
  });
  connect(loader_, &TensorLoader::progress, this, [this](int tensor, double fraction) {
    if (loading_started_.isValid() && loading_started_.elapsed() > noticeable_ms && document_)
      jobs_->setJob(QStringLiteral("load"),
                    tr("loading %1").arg(QString::fromStdString(document_->tensor(tensor).kind)), fraction);
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
    result_ = result.analysis;
    if (const auto theta = result_->parameters.find("theta");
        !result_->curves.empty() && theta != result_->parameters.end())
      distribution_->set_theta(std::get<double>(theta->second), false);
    distribution_->show_result(result, false);
    panel_->show_result(result.analysis, false);
    tier_->setText(result.analysis->sampled ? tr("result of a sample of rows") : tr("full result"));
    show_memory();
    emit resultShown();
    emit settled();
  });
  connect(live_, &LiveAnalysis::redrawn, this, [this](const LiveResult& result) {
    distribution_->show_result(result, result.analysis != result_);
  });
  connect(live_, &LiveAnalysis::failed, this, [this](const QString& problem) {
    panel_->show_failure(problem);
    tier_->setText(tr("no result"));
    emit settled();
  });
  connect(distribution_, &DistributionPage::binsChanged, live_, &LiveAnalysis::set_bins);
  connect(distribution_, &DistributionPage::thetaDragged, panel_, &MethodPanel::drag_theta);
  connect(distribution_, &DistributionPage::outlierFactorChanged, this, [this] { request_result(true); });
  connect(distribution_, &DistributionPage::exported, this,
          [this](const QString& path) { messages_->postInformation(tr("Written: %1").arg(path)); });
  connect(distribution_, &DistributionPage::exportFailed, messages_, &widgets::MessageBar::postError);
  connect(panel_, &MethodPanel::requested, this, &MainWindow::request_result);
  connect(panel_, &MethodPanel::settled, live_, &LiveAnalysis::finish_now);
  connect(panel_, &MethodPanel::copyCommandRequested, this, &MainWindow::copy_command);
  connect(panel_, &MethodPanel::edited, this,
          [this](const Setting& before, const Setting& after, const QString& key) {
            undo_->push(new SettingUndo(panel_, before, after, key));
          });
}

void MainWindow::connect_jobs() {
  connect(live_, &LiveAnalysis::fullProgress, this, [this](double fraction, qint64 milliseconds) {
    if (milliseconds > noticeable_ms) jobs_->setJob(QStringLiteral("full"), tr("full result"), fraction);
  });
  connect(live_, &LiveAnalysis::fullEnded, this, [this] { jobs_->removeJob(QStringLiteral("full")); });
  connect(statistics_, &StatisticsPass::summariesReady, navigator_, &Navigator::add_summaries);
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
    if (tensor_ < 0) navigator_->select_next();
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
  if (!document_ || tensor < 0) return;
  if (navigator_->selected() != tensor) {
    navigator_->select(tensor);  // comes back here
    return;
  }
  if (tensor == tensor_ && (loader_->loading() || loaded_)) return;
  tensor_ = tensor;
  live_->cancel();
  loaded_.reset();
  result_.reset();
  tier_->setText(tr("loading…"));
  loading_started_.start();
  loader_->load(store_, cache_, tensor);
}

void MainWindow::take_statistics(int tensor, const StatisticsStore::Entry& statistics) {
  if (tensor != tensor_) return;
  navigator_->add_summaries({{tensor, summary_of(*statistics)}});
  distribution_->set_tensor(document_, tensor, statistics);
  live_->set_original(std::shared_ptr<const statistics::ValueCounts>(statistics, &statistics->values));
}

void MainWindow::take_loaded(const std::shared_ptr<const LoadedTensor>& loaded) {
  if (loaded->tensor != tensor_) return;
  jobs_->removeJob(QStringLiteral("load"));
  if (!panel_->site() || panel_->site()->site != loaded->site->site) undo_->clear();
  loaded_ = loaded;
  panel_->set_site(loaded->site);
  if (first_tensor_) panel_->prefer_suitable_method();
  live_->set_site(loaded->site);
  distribution_->set_theta(panel_->theta(), false);
  distribution_->set_loaded(loaded);
  show_memory();
  request_result(true);
  if (std::exchange(first_tensor_, false)) panel_->focus_first_parameter();
}

void MainWindow::request_result(bool preview) {
  distribution_->set_theta(panel_->theta(), !preview || !panel_->unsuitable().isEmpty());
  if (!loaded_) return;
  if (!panel_->unsuitable().isEmpty()) {
    live_->cancel();
    result_.reset();
    tier_->setText(tr("no result"));
    live_->draw_original();
    emit settled();
    return;
  }
  const Setting setting = panel_->setting();
  LiveRequest request;
  request.subject = loaded_->subject;
  request.method = setting.method;
  request.values = setting.values;
  request.outlier_factor = distribution_->outlier_factor();
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
  if (!document_ || !loaded_ || loaded_->site->consumers.empty()) return {};
  const int consumer = loaded_->subject.input ? loaded_->site->consumers.front() : tensor_;
  const Setting setting = panel_->setting();
  return quantize_command(document_->path(), QString::fromStdString(document_->tensor(consumer).name),
                          setting.method, loaded_->site->methods.at(setting.method).parameters,
                          setting.values);
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
  opener_->cancel();
  statistics_->cancel();
  loader_->cancel();
  live_->cancel();
  event->accept();
}

}  // namespace quantscope::gui
