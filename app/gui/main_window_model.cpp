// The menu "Model": captured inputs beside those of the file, and models derived from it.
#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>

#include "app/gui/cached_files.h"
#include "app/gui/capture_dialog.h"
#include "app/gui/capture_job.h"
#include "app/gui/main_window.h"
#include "app/gui/navigator.h"
#include "app/gui/outlier_dialog.h"
#include "core/study/derived_model.h"
#include "widgets/icons.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {
namespace {

const QString capture_job = QStringLiteral("capture");
constexpr qint64 most_derived_bytes = qint64{8} << 30;
const QString model_files = QStringLiteral("*.h5 *.hdf5");

/// "wordnet-llama emulated outliers 4 × 30.h5": what tells it from others of the same model.
QString derived_file_name(const Document& document, const model::OutlierEmulation& emulation) {
  QString label = QString::fromStdString(emulation.label());
  label.remove(u':').replace(u'/', u'-');
  return QFileInfo(document.path()).completeBaseName() + ' ' + label + QStringLiteral(".h5");
}

}  // namespace

void MainWindow::build_model_menu() {
  QMenu* menu = menuBar()->addMenu(tr("&Model"));
  menu->setToolTipsVisible(true);
  QAction* capture = add_action(menu, tr("&Capture activations…"),
                                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), "action_capture");
  capture->setIcon(widgets::icon(widgets::Icon::capture));
  capture->setToolTip(tr("Run the model on a text and keep what its linear layers are fed with"));
  connect(capture, &QAction::triggered, this, &MainWindow::ask_capture);
  QAction* join = add_action(menu, tr("&Join captured inputs of a file…"),
                             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J), "action_join_inputs");
  join->setToolTip(tr("Inputs that quantscope-cli calibrate or an earlier session captured from this model"));
  connect(join, &QAction::triggered, this, &MainWindow::ask_join_inputs);
  QAction* save = add_action(menu, tr("&Save captured inputs as…"),
                             QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S), "action_save_inputs");
  save->setToolTip(tr("A model file that holds /activations only; the cache may be emptied, this is not"));
  connect(save, &QAction::triggered, this, &MainWindow::ask_save_inputs);
  QAction* leave = add_action(menu, tr("&Leave captured inputs out"),
                              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), "action_leave_inputs");
  leave->setToolTip(tr("The inputs that the model file itself holds, if any, are shown again"));
  connect(leave, &QAction::triggered, this, &MainWindow::leave_inputs_out);
  menu->addSeparator();
  QAction* outliers = add_action(menu, tr("&Emulate outliers…"),
                                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U), "action_emulate_outliers");
  outliers->setToolTip(tr("A copy of the model with outlier channels and the same function"));
  connect(outliers, &QAction::triggered, this, &MainWindow::ask_emulate_outliers);
  for (QAction* action : {capture, join, save, leave, outliers}) {
    action->setStatusTip(action->toolTip());
    action->setWhatsThis(action->toolTip());
  }
  document_actions_.insert(document_actions_.end(), {capture, join, outliers});
  inputs_actions_ = {save, leave};
  for (QAction* action : inputs_actions_) action->setEnabled(false);
}

void MainWindow::connect_capture() {
  connect(capture_, &CaptureJob::ready, this, [this](const std::shared_ptr<const Document>& joined) {
    jobs_->removeJob(capture_job);
    if (document() && joined->own_file() == document()->own_file()) show_inputs(joined);
  });
  connect(capture_, &CaptureJob::progress, this, [this](double fraction, const QString& activity) {
    jobs_->setJob(capture_job, activity, fraction);
  });
  connect(capture_, &CaptureJob::failed, this, [this](const QString& what, const QString& problem) {
    jobs_->removeJob(capture_job);
    messages_->postError(tr("This did not work: %1").arg(what), problem);
  });
  connect(capture_, &CaptureJob::cancelled, this, [this] {
    jobs_->removeJob(capture_job);
    messages_->postInformation(tr("Cancelled: the captured inputs are as they were"));
  });
  connect(capture_, &CaptureJob::looked, this, &MainWindow::show_capture_dialog);
  connect(capture_, &CaptureJob::captured, this, [this](const QString& text, bool from_cache) {
    messages_->post({widgets::MessageKind::information,
                     from_cache ? tr("Captured inputs on \"%1\", from the cache").arg(text)
                                : tr("Captured inputs on \"%1\"").arg(text),
                     {},
                     tr("Save as…"),
                     [this] { ask_save_inputs(); },
                     QStringLiteral("captured")});
  });
  connect(capture_, &CaptureJob::saved, this,
          [this](const QString& path) { messages_->postInformation(tr("Written: %1").arg(path)); });
  connect(jobs_, &widgets::JobBar::cancelRequested, this, [this](const QString& id) {
    if (id == capture_job) capture_->cancel();
  });
}

void MainWindow::show_inputs(const std::shared_ptr<const Document>& joined) {
  statistics_->cancel();
  loader_->cancel();
  jobs_->removeJob(QStringLiteral("statistics"));
  jobs_->removeJob(QStringLiteral("load"));
  cache_->clear();
  auto store = make_store(joined);
  store->take_over(*store_);
  store_ = std::move(store);
  int tensor = workspace_->tensor();
  if (tensor >= static_cast<int>(joined->tensors().size())) {
    // A captured input that is no more: what it feeds.
    const std::vector<int>& fed = document()->site_of(tensor).consumers;
    tensor = fed.empty() ? -1 : fed.front();
  }
  workspace_->set_inputs(joined, store_);
  navigator_->set_inputs(joined);
  for (QAction* action : inputs_actions_) action->setEnabled(joined->captured_file() != nullptr);
  show_file_name();
  if (tensor >= 0) {
    // Its site is loaded anew.
    selecting_ = true;
    if (navigator_->shows(tensor))
      navigator_->select(tensor);
    else
      load_tensor(tensor);
    selecting_ = false;
  }
  pass_statistics();
  emit inputsShown();
}

void MainWindow::ask_capture() {
  if (!document()) return;
  if (capture_->running())
    messages_->postNotice(tr("Inputs are being captured; cancel that first (in the status bar)"));
  else
    capture_->look(document());
}

void MainWindow::show_capture_dialog(const CaptureFacts& facts) {
  if (!document() || facts.document->own_file() != document()->own_file()) return;
  auto* dialog = new CaptureDialog(facts, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] { capture_inputs(dialog->request()); });
  dialog->open();
}

void MainWindow::capture_inputs(const CaptureRequest& request) {
  if (!document()) return;
  capture_->capture(document(), request, cache_below("activations"));
}

QString MainWindow::cache_below(const char* name) {
  if (!options_.cache_folder.isEmpty()) return QDir(options_.cache_folder).filePath(QLatin1String(name));
  if (!scratch_) scratch_ = std::make_unique<QTemporaryDir>();
  return scratch_->filePath(QLatin1String(name));
}

void MainWindow::ask_emulate_outliers() {
  if (!document()) return;
  try {
    auto* dialog = new OutlierDialog(document(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, dialog](int place) {
      if (place == OutlierDialog::temporary)
        emulate_outliers(dialog->emulation(), {});
      else if (place == OutlierDialog::save_as)
        ask_save_outliers(dialog->emulation());
    });
    dialog->open();
  } catch (const base::Error& error) {
    messages_->postError(tr("Outliers cannot be emulated in %1").arg(document()->display_name()),
                         QString::fromStdString(error.what()));
  }
}

void MainWindow::ask_save_outliers(const model::OutlierEmulation& emulation) {
  QString path = QFileDialog::getSaveFileName(
      this, tr("Save the model with emulated outliers"),
      QFileInfo(document()->path()).dir().filePath(derived_file_name(*document(), emulation)),
      tr("Model files (%1)").arg(model_files));
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".h5");
  emulate_outliers(emulation, path);
}

void MainWindow::emulate_outliers(const model::OutlierEmulation& emulation, const QString& target) {
  const auto source = document()->own_file();
  if (!target.isEmpty()) {
    opener_->make(target, [=](const base::Job& job) {
      study::write_derived_model(source, study::with_emulated_outliers(source, emulation),
                                 target.toStdString(), job);
    });
    return;
  }
  const QString root = cache_below("derived");
  const QDir folder(QDir(root).filePath(QString::fromStdString(source->identity().key())));
  const QString path = folder.filePath(derived_file_name(*document(), emulation));
  if (QFileInfo::exists(path)) {
    opener_->open(path);
    return;
  }
  opener_->make(path, [=, kept = QStringList{path, document()->path()}](const base::Job& job) {
    folder.mkpath(QStringLiteral("."));
    study::write_derived_model(source, study::with_emulated_outliers(source, emulation), path.toStdString(),
                               job);
    prune_cached_files(root, most_derived_bytes, kept);
  });
}

void MainWindow::join_inputs(const QString& path) {
  if (document()) capture_->join(document(), path);
}

void MainWindow::leave_inputs_out() {
  if (document() && document()->captured_file()) capture_->leave_out(document());
}

void MainWindow::save_inputs_to(const QString& path) {
  if (document() && document()->captured_file()) capture_->save_as(document(), path);
}

void MainWindow::ask_join_inputs() {
  const QString path = QFileDialog::getOpenFileName(
      this, tr("Join captured inputs"), QFileInfo(document()->path()).absolutePath(),
      tr("Captured inputs (%1);;All files (*)").arg(model_files));
  if (!path.isEmpty()) join_inputs(path);
}

void MainWindow::ask_save_inputs() {
  const QFileInfo model(document()->path());
  QString path =
      QFileDialog::getSaveFileName(this, tr("Save captured inputs"),
                                   model.dir().filePath(tr("%1 inputs.h5").arg(model.completeBaseName())),
                                   tr("Captured inputs (%1)").arg(model_files));
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".h5");
  save_inputs_to(path);
}

}  // namespace quantscope::gui
