#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QTimer>
#include <stdexcept>

#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/page.h"
#include "app/gui/session.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {
namespace {

const QString restore_key = QStringLiteral("restore_last_session");
const QString ending = QStringLiteral(".quantscope");

}  // namespace

bool is_session_file(const QString& path) {
  return path.endsWith(ending, Qt::CaseInsensitive) ||
         path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive);
}

bool restores_last_session() {
  return QSettings().value(restore_key, true).toBool();
}

void set_restores_last_session(bool on) {
  QSettings().setValue(restore_key, on);
}

Session MainWindow::session() const {
  Session session = session_of(*workspace_);
  session.remembered = panel_->remembered();
  for (const Page* page : page_list_)
    if (const QJsonObject choices = page->choices(); !choices.isEmpty()) session.pages[page->id()] = choices;
  session.geometry = saveGeometry();
  session.columns = saveState();
  return session;
}

void MainWindow::open_session(const QString& path) {
  const QString name = QFileInfo(path).fileName();
  try {
    restore(path.endsWith(ending, Qt::CaseInsensitive) ? load_session(path) : session_of_png(path), name);
    if (path.endsWith(ending, Qt::CaseInsensitive)) session_path_ = path;
  } catch (const std::exception& error) {
    messages_->postError(tr("%1 could not be restored").arg(name), QString::fromStdString(error.what()));
    emit openingFailed(path);
  }
}

bool MainWindow::restore_last_session() {
  if (options_.session_folder.isEmpty() || !restores_last_session()) return false;
  try {
    auto reading = load_last_session(options_.session_folder);
    if (!reading || reading->session.file.isEmpty() || !QFileInfo::exists(reading->session.file))
      return false;
    restore(std::move(*reading), tr("the last session"));
    return true;
  } catch (const std::exception& error) {
    messages_->postNotice(tr("The last session could not be restored"), QString::fromStdString(error.what()));
    return false;
  }
}

void MainWindow::restore(SessionReading reading, const QString& name) {
  if (!reading.dropped.isEmpty())
    messages_->postNotice(
        tr("%n part(s) of %1 could not be restored", nullptr, static_cast<int>(reading.dropped.size()))
            .arg(name),
        reading.dropped.join('\n'));
  if (reading.session.file.isEmpty() && !document()) {
    messages_->postError(tr("%1 names no model file").arg(name));
    return;
  }
  const bool is_open = document() && QFileInfo(document()->path()) == QFileInfo(reading.session.file) &&
                       document()->captured_path() == reading.session.inputs;
  waiting_session_ = std::make_unique<Session>(std::move(reading.session));
  if (is_open || waiting_session_->file.isEmpty())
    apply_waiting_session();
  else if (waiting_session_->inputs.isEmpty() || !QFileInfo::exists(waiting_session_->file))
    open_path(waiting_session_->file);
  else
    opener_->open(waiting_session_->file, waiting_session_->inputs);
}

void MainWindow::apply_waiting_session() {
  const std::unique_ptr<Session> session = std::move(waiting_session_);
  if (!session) return;
  panel_->set_remembered(session->remembered);
  for (Page* page : page_list_)
    if (const QJsonValue choices = session->pages[page->id()]; choices.isObject())
      page->set_choices(choices.toObject());
  if (!session->geometry.isEmpty()) restoreGeometry(session->geometry);
  if (!session->columns.isEmpty()) restoreState(session->columns);
  const QStringList missing = apply_session(*session, *workspace_);
  if (!missing.isEmpty())
    messages_->postNotice(
        tr("%n part(s) of the session do not suit this file", nullptr, static_cast<int>(missing.size())),
        missing.join('\n'));
}

void MainWindow::ask_open_session() {
  const QString folder = document() ? QFileInfo(document()->path()).absolutePath() : QDir::homePath();
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a session"), folder,
                                   tr("Sessions and exported pictures (*.quantscope *.png);;All files (*)"));
  if (!path.isEmpty()) open_session(path);
}

void MainWindow::ask_save_session() {
  const QString suggestion = session_path_.isEmpty()
                                 ? QFileInfo(document()->path())
                                       .dir()
                                       .filePath(QFileInfo(document()->path()).completeBaseName() + ending)
                                 : session_path_;
  QString path =
      QFileDialog::getSaveFileName(this, tr("Save the session"), suggestion, tr("Sessions (*.quantscope)"));
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty()) path += ending;
  save_session_to(path);
}

void MainWindow::save_session_to(const QString& path) {
  try {
    save_session(session(), path);
    session_path_ = path;
    messages_->postInformation(tr("Written: %1").arg(path));
  } catch (const std::exception& error) {
    messages_->postError(tr("%1 could not be written").arg(path), QString::fromStdString(error.what()));
  }
}

void MainWindow::keep_last_session() {
  if (options_.session_folder.isEmpty() || !document()) return;
  try {
    save_last_session(session(), options_.session_folder);
  } catch (const std::exception& error) {
    messages_->postNotice(tr("The session could not be kept for the next start"),
                          QString::fromStdString(error.what()));
  }
}

}  // namespace quantscope::gui
