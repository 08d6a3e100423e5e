#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <map>
#include <optional>

#include "app/gui/linked_view.h"
#include "app/gui/run_list.h"
#include "core/study/overview.h"

namespace quantscope::gui {

class Workspace;

/// All that brings a window back to where it was. Written as JSON, format "quantscope-session".
struct Session {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::Session)

 public:
  static constexpr int format_version = 1;
  static constexpr double smallest_outlier_factor = 1, largest_outlier_factor = 10000;

  QString file;    ///< absolute path of the model; empty for none
  QString inputs;  ///< absolute path of the captured inputs joined to it; empty for none
  std::optional<study::Setting> setting;
  /// Values that methods not shown had last.
  std::map<std::string, base::ParameterValues> remembered;
  RunList::State runs;
  ViewState view;  ///< with page, tensor and filters
  double outlier_factor = 6;
  QJsonObject pages;             ///< Page::choices() by page id
  QByteArray geometry, columns;  ///< QWidget::saveGeometry(), QMainWindow::saveState()

  bool operator==(const Session&) const = default;
};

/// What reading gives: the session with all that was right, and a sentence for each part that was not.
struct SessionReading {
  Session session;
  QStringList dropped;
};

/// What the workspace holds; the window adds remembered values, page choices and its layout.
Session session_of(const Workspace& workspace);
/// Runs, view, outlier factor, tensor and setting, in this order; the session's file must be open. Undo
/// starts anew. A sentence for each part that this file does not have.
QStringList apply_session(const Session& session, Workspace& workspace);

/// `folder`: where the session file lies, so that a model beside or below it is also kept by its relative
/// path, as are its captured inputs; empty for none.
QJsonObject to_json(const Session& session, const QString& folder = {});
/// Where the file is missing at all places that the session knows, `session.file` is the absolute one and a
/// sentence says where it was expected; captured inputs that are missing are dropped. Throws base::Error
/// where this is no session, one of a newer version, or nothing of it can be used.
SessionReading from_json(const QJsonObject& object, const QString& folder = {});

/// One line for the text chunk of a picture.
QString session_text(const Session& session);
/// Reads session_text(), or the bytes of a session file, also one that was cut. Throws as from_json() does.
SessionReading session_from_bytes(const QByteArray& bytes, const QString& folder = {});

/// Throws base::Error; an older session of that name stays whole then.
void save_session(const Session& session, const QString& path);
/// Throws base::Error naming the file.
SessionReading load_session(const QString& path);

/// Key of the text chunk that pictures carry their session in, and the format's name in the JSON.
inline constexpr char session_text_key[] = "quantscope-session";
/// The session in a PNG's text. Throws base::Error where there is none.
SessionReading session_of_png(const QString& path);

/// The session at the last end, kept in `folder` (made where it is missing).
void save_last_session(const Session& session, const QString& folder);
/// Nothing where none was kept. Throws as load_session() does.
std::optional<SessionReading> load_last_session(const QString& folder);

}  // namespace quantscope::gui
