#include "app/gui/session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QJsonDocument>
#include <QUndoStack>

#include "app/gui/document.h"
#include "app/gui/workspace.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace quantscope::gui {
namespace {

/// A session with 64 runs has some 30 kB; a model file given by mistake is not read into memory.
constexpr qint64 most_bytes = qint64{16} << 20;

base::Error refusal(const QString& problem, const QString& path = {}, const QString& remedy = {}) {
  return base::Error(problem.toStdString(), QDir::toNativeSeparators(path).toStdString(),
                     remedy.toStdString());
}

SessionReading naming(const QString& path, const QByteArray& bytes) {
  try {
    return session_from_bytes(bytes, QFileInfo(path).absolutePath());
  } catch (const base::Error& error) {
    throw base::Error(error.problem(), QDir::toNativeSeparators(path).toStdString(), error.remedy());
  }
}

/// The text up to the last complete member of the outermost object, closed; empty where there is none.
QByteArray closed_after_last_member(const QByteArray& bytes) {
  int depth = 0;
  bool in_string = false, escaped = false;
  qsizetype last = -1;
  for (qsizetype at = 0; at < bytes.size(); ++at) {
    const char sign = bytes[at];
    if (in_string) {
      in_string = escaped || sign != '"';
      escaped = !escaped && sign == '\\';
      continue;
    }
    if (sign == '"') in_string = true;
    if (sign == '{' || sign == '[') ++depth;
    if (sign == '}' || sign == ']') --depth;
    if (sign == ',' && depth == 1) last = at;
  }
  return last < 0 ? QByteArray() : bytes.left(last) + '}';
}

QString last_session_path(const QString& folder) {
  return QDir(folder).filePath(QStringLiteral("last-session.json"));
}

}  // namespace

Session session_of(const Workspace& workspace) {
  Session session;
  if (workspace.document()) session.file = QFileInfo(workspace.document()->path()).absoluteFilePath();
  if (workspace.document() && workspace.document()->captured_file())
    session.inputs = QFileInfo(workspace.document()->captured_path()).absoluteFilePath();
  if (!workspace.setting().method.empty()) session.setting = workspace.setting();
  session.runs = workspace.runs().state();
  session.view = workspace.linked().state();
  session.outlier_factor = workspace.outlier_factor();
  return session;
}

QStringList apply_session(const Session& session, Workspace& workspace) {
  QStringList missing;
  workspace.undo().clear();
  workspace.runs().set_state(session.runs);
  workspace.set_outlier_factor(session.outlier_factor);
  ViewState view = session.view;
  int tensor = -1;
  if (!view.tensor.isEmpty() && workspace.document()) {
    const auto& tensors = workspace.document()->tensors();
    const storage::TensorInfo* info = workspace.document()->file().find(view.tensor.toStdString());
    if (info)
      tensor = static_cast<int>(info - tensors.data());
    else
      missing << Session::tr("%1 is not in this file").arg(view.tensor);
  }
  if (tensor < 0) {
    view.tensor = workspace.linked().state().tensor;
    view.channel = -1;
    view.values.reset();
    view.channels.clear();
  }
  workspace.linked().restart(view);
  if (tensor >= 0) workspace.ask_tensor(tensor);
  if (!view.page.isEmpty()) workspace.ask_page(view.page);
  if (session.setting) workspace.ask_setting(*session.setting, tensor);
  return missing;
}

QString session_text(const Session& session) {
  return QString::fromUtf8(QJsonDocument(to_json(session)).toJson(QJsonDocument::Compact));
}

SessionReading session_from_bytes(const QByteArray& bytes, const QString& folder) {
  if (bytes.size() > most_bytes)
    throw refusal(Session::tr("this is too large for a session"), {}, Session::tr("choose a session file"));
  QJsonParseError problem;
  QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
  const bool cut = document.isNull();
  if (cut) document = QJsonDocument::fromJson(closed_after_last_member(bytes));
  if (!document.isObject())
    throw refusal(Session::tr("this is no session: %1 at byte %2")
                      .arg(problem.error == QJsonParseError::NoError ? Session::tr("no JSON object")
                                                                     : problem.errorString())
                      .arg(problem.offset),
                  {}, Session::tr("choose a file that File → Save session wrote"));
  SessionReading reading = from_json(document.object(), folder);
  if (cut)
    reading.dropped.prepend(
        Session::tr("The session is damaged from byte %1 on (%2); what stands before is used.")
            .arg(problem.offset)
            .arg(problem.errorString()));
  return reading;
}

void save_session(const Session& session, const QString& path) {
  const QByteArray bytes = QJsonDocument(to_json(session, QFileInfo(path).absolutePath())).toJson();
  base::write_file_atomically(path.toStdString(),
                              {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

SessionReading load_session(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    throw refusal(Session::tr("the session cannot be read: %1").arg(file.errorString()), path);
  return naming(path, file.read(most_bytes + 1));
}

SessionReading session_of_png(const QString& path) {
  QImageReader reader(path);
  const QString text = reader.text(QLatin1String(session_text_key));
  if (text.isEmpty())
    throw refusal(
        reader.canRead() ? Session::tr("this picture carries no session") : Session::tr("this is no picture"),
        path, Session::tr("PNG pictures that this program exported carry one"));
  return naming(path, text.toUtf8());
}

void save_last_session(const Session& session, const QString& folder) {
  QDir().mkpath(folder);
  save_session(session, last_session_path(folder));
}

std::optional<SessionReading> load_last_session(const QString& folder) {
  const QString path = last_session_path(folder);
  if (!QFileInfo::exists(path)) return std::nullopt;
  return load_session(path);
}

}  // namespace quantscope::gui
