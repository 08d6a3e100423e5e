#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QTest>
#include <QTranslator>

#include "app/gui/translation.h"
#include "tests/quantscope_test.h"

namespace test_window_translation {

using namespace quantscope;

class TestWindowTranslation : public QObject {
  Q_OBJECT

 private slots:
  void english_is_always_there_and_first() {
    const QStringList languages = gui::available_languages();
    QCOMPARE(languages.first(), QStringLiteral("en"));
    QCOMPARE(languages.count(QStringLiteral("en")), 1);
  }

  void languages_name_themselves() {
    QCOMPARE(gui::language_name(QStringLiteral("en")), QStringLiteral("English"));
    QCOMPARE(gui::language_name(QStringLiteral("ko")), QStringLiteral("한국어"));
  }

  void every_translation_file_of_the_tree_is_built_in() {
    const QDir folder(QStringLiteral(QUANTSCOPE_SOURCE_DIR "/resources/translations"));
    const QStringList files = folder.entryList({QStringLiteral("quantscope_*.ts")}, QDir::Files);
    QVERIFY(files.contains(QStringLiteral("quantscope_ko.ts")));
    if (gui::available_languages().size() == 1) QSKIP("built without Qt's LinguistTools");
    for (const QString& file : files) {
      const QString code = file.section('_', 1).section('.', 0, 0);
      QVERIFY2(gui::available_languages().contains(code), qPrintable(code));
      QCOMPARE(gui::install_language(*qApp, code), code);
    }
  }

  void another_language_replaces_the_one_before() {
    for (int i = 0; i < 3; ++i)
      for (const QString& code : gui::available_languages()) {
        gui::install_language(*qApp, code);
        // One of the window, one of the core where there is one, one of Qt where that is installed.
        QVERIFY(qApp->findChildren<QTranslator*>().size() <= 3);
      }
  }

  void the_first_wanted_language_that_is_there_is_taken() {
    if (gui::available_languages().size() == 1) QSKIP("built without Qt's LinguistTools");
    QCOMPARE(gui::first_available_language({"de-DE", "de", "ko-KR", "en"}), QStringLiteral("ko"));
    QCOMPARE(gui::first_available_language({"en-GB", "ko"}), QStringLiteral("en"));
    QCOMPARE(gui::first_available_language({"ko-Hang-KR"}), QStringLiteral("ko"));
    QCOMPARE(gui::first_available_language({"de", "C"}), QStringLiteral("en"));
    QCOMPARE(gui::first_available_language({}), QStringLiteral("en"));
  }

  void the_desktop_decides_where_nothing_valid_is_chosen() {
    const QString desktop = gui::first_available_language(QLocale::system().uiLanguages());
    for (const char* choice : {"system", "", "no-such-language"})
      QCOMPARE(gui::install_language(*qApp, QString::fromLatin1(choice)), desktop);
  }
};

QUANTSCOPE_TEST(TestWindowTranslation)

}  // namespace test_window_translation

#include "test_window_translation.moc"
