#include "app/gui/translation.h"

#include <QApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <memory>

namespace quantscope::gui {
namespace {

const QString folder = QStringLiteral(":/translations");
const QString prefix = QStringLiteral("quantscope_");
const QString suffix = QStringLiteral(".qm");
const QString english = QStringLiteral("en");
const QString translator_name = QStringLiteral("language");

void install(QApplication& application, const QString& file, const QString& directory) {
  auto translator = std::make_unique<QTranslator>();
  translator->setObjectName(translator_name);
  if (!translator->load(file, directory)) return;
  translator->setParent(&application);
  QCoreApplication::installTranslator(translator.release());
}

}  // namespace

QStringList available_languages() {
  QStringList codes;
  for (const QString& file : QDir(folder).entryList({prefix + '*' + suffix}, QDir::Files, QDir::Name)) {
    const QString code = file.mid(prefix.size()).chopped(suffix.size());
    if (code != english) codes << code;
  }
  return QStringList{english} + codes;
}

QString first_available_language(const QStringList& wanted) {
  const QStringList available = available_languages();
  for (const QString& locale : wanted)
    if (const QString language = locale.section('-', 0, 0); available.contains(language)) return language;
  return english;
}

QString language_name(const QString& code) {
  // CLDR's own name of "en" is American English.
  return code == english ? QStringLiteral("English") : QLocale(code).nativeLanguageName();
}

QString install_language(QApplication& application, const QString& code) {
  const QString language =
      available_languages().contains(code) ? code : first_available_language(QLocale::system().uiLanguages());
  for (QTranslator* earlier :
       application.findChildren<QTranslator*>(translator_name, Qt::FindDirectChildrenOnly)) {
    QCoreApplication::removeTranslator(earlier);
    delete earlier;
  }
  install(application, QStringLiteral("qtbase_") + language,
          QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  install(application, QStringLiteral("core_") + language, folder);
  install(application, prefix + language, folder);
  return language;
}

}  // namespace quantscope::gui
