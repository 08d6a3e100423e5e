#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QUndoStack>
#include <algorithm>
#include <iterator>

#include "app/gui/capture_job.h"
#include "app/gui/distribution_page.h"
#include "app/gui/filter_bar.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/noticeable.h"
#include "app/gui/page.h"
#include "app/gui/session.h"
#include "app/gui/welcome_page.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {
namespace {

constexpr int most_recent_files = 10;
/// Files up to this size are known whole within a moment: the first tensor shown is the worst.
constexpr std::uint64_t quickly_known_bytes = std::uint64_t{256} << 20;

/// A tensor of a larger file is shown unasked only if its site is small.
constexpr std::uint64_t loaded_unasked_bytes = std::uint64_t{32} << 20;

std::uint64_t site_bytes(const Document& document, int tensor) {
  const calibration::SitePlan& site = document.site_of(tensor);
  std::uint64_t bytes = site.activation >= 0 ? document.tensor(site.activation).bytes() : 0;
  for (const int consumer : site.consumers) bytes += document.tensor(consumer).bytes();
  return bytes;
}

const QString recent_files_key = QStringLiteral("recent_files");
const QString welcome_key = QStringLiteral("sample_notice_dismissed");

}  // namespace

void MainWindow::open_path(const QString& path) {
  if (!QFileInfo::exists(path)) {
    messages_->postError(tr("%1 does not exist").arg(QDir::toNativeSeparators(path)));
    emit openingFailed(path);
    return;
  }
  if (is_session_file(path)) {
    open_session(path);
    return;
  }
  if (!needs_import(path)) {
    opener_->open(path);
    return;
  }
  const QString target =
      QFileDialog::getSaveFileName(this, tr("Import %1 into a model file").arg(QFileInfo(path).fileName()),
                                   import_target(path, options_.cache_folder), tr("Model files (*.h5)"));
  if (!target.isEmpty()) import_to(path, target);
}

void MainWindow::import_to(const QString& source, const QString& target) {
  opener_->import(source, target);
}

void MainWindow::open_sample() {
  if (!options_.sample.isEmpty()) opener_->open(options_.sample);
}

void MainWindow::ask_open() {
  const QString folder = document() ? QFileInfo(document()->path()).absolutePath() : QDir::homePath();
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a model"), folder,
                                   tr("Models (*.h5 *.hdf5 *.keras *.safetensors *.npy *.npz *.bin);;HDF5 "
                                      "files (*.h5 *.hdf5);;All files (*)"));
  if (!path.isEmpty()) open_path(path);
}

void MainWindow::ask_import_folder() {
  const QString path =
      QFileDialog::getExistingDirectory(this, tr("Import a Hugging Face folder"), QDir::homePath());
  if (!path.isEmpty()) open_path(path);
}

void MainWindow::adopt(const std::shared_ptr<const Document>& document) {
  capture_->cancel();
  statistics_->cancel();
  loader_->cancel();
  live_->cancel();
  jobs_->removeJob(QStringLiteral("statistics"));
  jobs_->removeJob(QStringLiteral("load"));
  messages_->withdraw(QStringLiteral("sample"));
  cache_->clear();
  waiting_.reset();
  first_tensor_ = true;
  store_ = make_store(document);
  ViewState view;
  view.page = current_page()->id();
  workspace_->linked().restart(std::move(view));
  workspace_->undo().clear();
  workspace_->set_document(document, store_, cache_);
  navigator_->set_document(document);
  panel_->clear_site(tr("Choose a tensor on the left."));
  distribution_->clear(document->tensors().empty() ? tr("This file has no tensors.")
                                                   : tr("Choose a tensor on the left."));
  tier_->clear();
  middle_->setCurrentIndex(1);
  filter_bar_->show();
  show_file_name();
  for (QAction* action : document_actions_) action->setEnabled(true);
  for (QAction* action : inputs_actions_) action->setEnabled(document->captured_file() != nullptr);
  show_memory();

  const bool is_sample = QFileInfo(document->path()) == QFileInfo(options_.sample);
  const bool is_cached = !options_.cache_folder.isEmpty() &&
                         document->path().startsWith(QDir(options_.cache_folder).absolutePath() + '/');
  if (!is_sample && !is_cached) remember_recent(document->path());
  messages_->withdraw(QStringLiteral("label"));
  if (!document->label().isEmpty())
    messages_->post({widgets::MessageKind::notice, tr("This is a derived model: %1").arg(document->label()),
                     tr("Its function is that of the model that it was made from, its values are not. Inputs "
                        "are known once activations are captured."),
                     tr("Capture activations…"), [this] { ask_capture(); }, QStringLiteral("label")});
  if (is_sample && !QSettings().value(welcome_key).toBool())
    messages_->post({widgets::MessageKind::information,
                     tr("Sample model: drag θ. Drop or open a file of your own."),
                     {},
                     tr("Open…"),
                     [this] { ask_open(); },
                     QStringLiteral("sample")});
  if (document->tensors().empty())
    messages_->postNotice(tr("%1 has no numeric tensors").arg(document->display_name()));
  else if (!document->has_quantizable_tensors())
    messages_->postNotice(tr("%1 has no matrices that a method could quantize; its tensors can be looked at")
                              .arg(document->display_name()));
  if (const auto& skipped = document->file().skipped(); !skipped.empty() && !document->file().is_model()) {
    QStringList reasons;
    for (const std::string& reason : skipped) reasons << QString::fromStdString(reason);
    messages_->postInformation(tr("%n object(s) of the file are no tensors and were passed over", nullptr,
                                  static_cast<int>(skipped.size())),
                               reasons.join('\n'));
  }
  if (waiting_session_ && QFileInfo(waiting_session_->file) == QFileInfo(document->path()))
    wanted_ = waiting_session_->view.tensor;
  else
    waiting_session_.reset();
  start_statistics();
  apply_waiting_session();
  emit documentOpened();
}

void MainWindow::show_file_name() {
  setWindowTitle(tr("%1 – Quantscope").arg(document()->title()));
  setWindowFilePath(document()->path());
  file_label_->setText(document()->title());
  QString tip = document()->path();
  if (document()->captured_file()) tip += '\n' + tr("captured inputs: %1").arg(document()->captured_path());
  file_label_->setToolTip(tip);
}

std::shared_ptr<StatisticsStore> MainWindow::make_store(
    const std::shared_ptr<const Document>& document) const {
  return std::make_shared<StatisticsStore>(
      document,
      options_.cache_folder.isEmpty() ? QString()
                                      : QDir(options_.cache_folder).filePath(QStringLiteral("statistics")),
      cache_->budget());
}

std::vector<int> MainWindow::pass_statistics() {
  // Captured inputs first: they are small and tell most.
  std::vector<int> order = navigator_->model()->tensors_in_order();
  std::stable_partition(order.begin(), order.end(),
                        [this](int tensor) { return document()->origin(tensor) != nullptr; });
  std::vector<int> unread;
  std::ranges::copy_if(order, std::back_inserter(unread),
                       [this](int tensor) { return !navigator_->model()->summary(tensor); });
  statistics_started_.start();
  statistics_->start(store_, unread);
  return order;
}

void MainWindow::start_statistics() {
  std::uint64_t bytes = 0;
  for (const storage::TensorInfo& info : document()->tensors())
    bytes += std::min(info.bytes(), quickly_known_bytes + 1);
  choose_worst_ = bytes <= quickly_known_bytes;
  int first = -1;
  if (const storage::TensorInfo* wanted = document()->file().find(std::exchange(wanted_, {}).toStdString()))
    first = static_cast<int>(wanted - document()->tensors().data());
  if (first >= 0) choose_worst_ = false;
  const std::vector<int> order = pass_statistics();
  if (choose_worst_) return;
  for (std::size_t i = 0; first < 0 && i < order.size(); ++i)
    if (document()->is_quantizable(order[i]) && site_bytes(*document(), order[i]) <= loaded_unasked_bytes)
      first = order[i];
  if (first < 0) {
    distribution_->clear(
        tr("A large file: choose a tensor on the left.\nIts figures appear there as they become known, the "
           "worst with the longest bars."));
    return;
  }
  selecting_ = true;
  navigator_->select(first);
  selecting_ = false;
}

void MainWindow::remember_recent(const QString& path) {
  QSettings settings;
  QStringList recent = settings.value(recent_files_key).toStringList();
  recent.removeAll(path);
  recent.prepend(path);
  while (recent.size() > most_recent_files) recent.removeLast();
  settings.setValue(recent_files_key, recent);
}

void MainWindow::fill_recent(QMenu* menu) {
  menu->clear();
  const QStringList recent = QSettings().value(recent_files_key).toStringList();
  for (const QString& path : recent) {
    QAction* action = menu->addAction(QFileInfo(path).fileName());
    action->setToolTip(path);
    action->setStatusTip(path);
    connect(action, &QAction::triggered, this, [this, path] { open_path(path); });
  }
  if (recent.isEmpty()) {
    menu->addAction(tr("No files opened yet"))->setEnabled(false);
    return;
  }
  menu->addSeparator();
  connect(menu->addAction(tr("Forget these")), &QAction::triggered, this,
          [] { QSettings().remove(recent_files_key); });
}

void MainWindow::connect_opener() {
  connect(opener_, &FileOpener::opened, this, [this](const std::shared_ptr<const Document>& document) {
    jobs_->removeJob(QStringLiteral("open"));
    welcome_->set_activity({});
    adopt(document);
  });
  connect(opener_, &FileOpener::failed, this, [this](const QString& path, const QString& problem) {
    jobs_->removeJob(QStringLiteral("open"));
    welcome_->set_activity({});
    const QString prefix = path + QStringLiteral(": ");
    messages_->postError(tr("%1 could not be opened: %2")
                             .arg(QFileInfo(path).fileName(),
                                  problem.startsWith(prefix) ? problem.mid(prefix.size()) : problem),
                         problem);
    waiting_session_.reset();
    emit openingFailed(path);
  });
  connect(opener_, &FileOpener::cancelled, this, [this](const QString& path) {
    jobs_->removeJob(QStringLiteral("open"));
    welcome_->set_activity({});
    messages_->postInformation(tr("Opening %1 was cancelled").arg(QFileInfo(path).fileName()));
    emit openingFailed(path);
  });
  connect(opener_, &FileOpener::progress, this, [this](const QString& activity, double fraction) {
    if (fraction >= 0) {
      jobs_->setJob(QStringLiteral("open"), tr("writing %1").arg(activity), fraction);
      return;
    }
    QTimer::singleShot(noticeable_ms, opener_, [this, activity] {
      if (!opener_->busy()) return;
      const QString text = tr("opening %1").arg(QFileInfo(activity).fileName());
      jobs_->setJob(QStringLiteral("open"), text, -1);
      welcome_->set_activity(text);
    });
  });
  connect(opener_, &FileOpener::inputsRefused, this, [this](const QString& inputs, const QString& problem) {
    messages_->postNotice(
        tr("The captured inputs of %1 do not suit this model").arg(QFileInfo(inputs).fileName()), problem);
  });
  connect(opener_, &FileOpener::importNotes, this, [this](const QString& path, const QStringList& notes) {
    messages_->postNotice(tr("%1 was imported; %n thing(s) to know", nullptr, static_cast<int>(notes.size()))
                              .arg(QFileInfo(path).fileName()),
                          notes.join('\n'));
  });
  connect(messages_, &widgets::MessageBar::dismissed, this, [](const QString& id) {
    if (id == QLatin1String("sample")) QSettings().setValue(welcome_key, true);
  });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) {
      event->acceptProposedAction();
      return;
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls()) {
    if (!url.isLocalFile()) continue;
    event->acceptProposedAction();
    // The dragging program waits for the end of this call: no dialog inside.
    QTimer::singleShot(0, this, [this, path = url.toLocalFile()] { open_path(path); });
    return;
  }
}

}  // namespace quantscope::gui
