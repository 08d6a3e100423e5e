#pragma once

#include <QLatin1String>
#include <QString>
#include <QStringList>

class QApplication;

namespace quantscope::gui {

/// The setting that holds the chosen language: a code of available_languages(), or "system".
inline constexpr QLatin1String language_setting{"language"};

/// Codes of the languages built in, "en" first, then by code: "en", "ko".
QStringList available_languages();

/// The first available language among wanted ones, most wanted first ("ko-KR", "en"), else "en".
QString first_available_language(const QStringList& wanted);

/// A language's name in itself: "English", "한국어".
QString language_name(const QString& code);

/// Makes the application speak a language, in place of the one installed before; texts built earlier keep
/// theirs. "system" and codes that are not available mean the first available one of the desktop's languages,
/// else English. Standard buttons and dialogs speak it too where Qt's own translations are installed. Returns
/// the code installed. GUI thread only.
QString install_language(QApplication& application, const QString& code);

}  // namespace quantscope::gui
