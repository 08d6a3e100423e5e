#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <memory>

#include "app/gui/main_window.h"
#include "app/gui/translation.h"
#include "core/hardware/accelerator_parameters.h"
#include "core/hardware/catalogue.h"
#include "core/hardware/derivation.h"
#include "core/methods/method.h"
#include "core/model/emulated_outliers.h"
#include "core/model/precision.h"
#include "core/study/comparison.h"
#include "tests/app/window_fixture.h"
#include "tests/core/methods/methods_testing.h"
#include "tests/quantscope_test.h"
#include "widgets/core_text.h"

namespace test_window_languages {

using namespace quantscope;
using gui::MainWindow;

namespace {

const QString source_folder = QStringLiteral(QUANTSCOPE_SOURCE_DIR);
const QString translations = source_folder + QStringLiteral("/resources/translations/");
const QString windows_english = QStringLiteral("quantscope_en.ts");
const QString windows_korean = QStringLiteral("quantscope_ko.ts");
const QString cores_korean = QStringLiteral("core_ko.ts");

struct Text {
  QString context, source, comment;
  QStringList forms;  ///< the translation; of plural texts one a form of the language
  bool plural = false, unfinished = false;

  QString key() const { return context + QChar(1) + source + QChar(1) + comment; }
};

QList<Text> texts_of(const QString& path) {
  QList<Text> texts;
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return texts;
  QXmlStreamReader xml(&file);
  QString context;
  while (!xml.atEnd()) {
    xml.readNext();
    if (!xml.isStartElement()) continue;
    const auto name = xml.name();
    if (name == QLatin1String("name")) {
      context = xml.readElementText();
    } else if (name == QLatin1String("message")) {
      texts.emplaceBack();
      texts.back().context = context;
      texts.back().plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    } else if (name == QLatin1String("source")) {
      texts.back().source = xml.readElementText();
    } else if (name == QLatin1String("comment")) {
      texts.back().comment = xml.readElementText();
    } else if (name == QLatin1String("translation")) {
      texts.back().unfinished = xml.attributes().hasAttribute(QLatin1String("type"));
      if (!texts.back().plural) texts.back().forms << xml.readElementText();
    } else if (name == QLatin1String("numerusform")) {
      texts.back().forms << xml.readElementText();
    }
  }
  return xml.hasError() ? QList<Text>() : texts;
}

QSet<QString> keys_of(const QString& path) {
  QSet<QString> keys;
  for (const Text& text : texts_of(path)) keys << text.key();
  return keys;
}

/// What a text has of a pattern, sorted.
QStringList parts(const QString& text, const QRegularExpression& pattern) {
  QStringList found;
  for (auto match = pattern.globalMatch(text); match.hasNext();) found << match.next().captured();
  found.sort();
  return found;
}

bool has_hangul(const QString& text) {
  return std::ranges::any_of(text, [](QChar each) { return each.script() == QChar::Script_Hangul; });
}

QString line(const Text& text, const QString& form) {
  return QStringLiteral("%1: \"%2\" as \"%3\"").arg(text.context, text.source, form);
}

/// All fixed texts that the window takes from the core.
QSet<QString> core_texts() {
  QSet<QString> texts;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) texts << QString::fromStdString(text);
  };
  for (const auto& method : methods::all_methods()) {
    add(method->description().summary);
    add(method->description().source);
    for (const base::ParameterSpec& spec : method->parameters(nullptr)) {
      for (const std::string& text : {spec.label, spec.help, spec.unit}) add(text);
      for (const base::ParameterChoice& choice : spec.choices) {
        add(choice.label);
        add(choice.help);
      }
      for (const base::EnabledWhen& condition : spec.enabled_when) add(condition.reason);
    }
    // A site of which nothing is known, and one of which the maxima alone are.
    methods::Site site;
    add(method->why_unsuitable(site));
    site.input.channel_absmax = {1, 2};
    add(method->why_unsuitable(site));
  }
  for (const base::ParameterSpec& spec : model::outlier_parameters({}))
    for (const std::string& text : {spec.label, spec.help, spec.unit}) add(text);
  for (const model::OutlierPreset& preset : model::outlier_presets()) {
    add(preset.label);
    add(preset.help);
  }
  for (const study::ComparisonMetric& metric : study::comparison_metrics()) {
    add(metric.label);
    add(metric.help);
  }
  for (const model::PrecisionPreset& preset : model::precision_presets()) {
    add(preset.label);
    add(preset.help);
  }
  // Labels that begin with a format or a memory level are put together by the window.
  const hardware::Catalogue catalogue = hardware::read_catalogue({QUANTSCOPE_SOURCE_DIR "/resources"});
  for (const auto& accelerator : catalogue.accelerators) {
    hardware::Accelerator described = *accelerator;
    // None that is shipped has one; a file of the user may.
    described.supply_v = hardware::Figure{};
    for (const base::ParameterSpec& spec : hardware::accelerator_parameters(described))
      if (!spec.id.starts_with("rates.") && !spec.id.starts_with("memory.") &&
          !spec.id.starts_with("mac_pj."))
        add(spec.label);
    hardware::WorkloadSettings settings;
    const auto shape = hardware::find_model(catalogue, "opt-125m");
    const hardware::PhaseResult result = hardware::price_phase(*shape, settings, *accelerator);
    for (std::size_t op = 0; op < result.operators.size(); ++op)
      for (const hardware::DerivationStep& step : hardware::derive(result, op, *accelerator))
        add(step.quantity);
    for (const hardware::DerivationStep& step : hardware::derive_total(result, *accelerator))
      add(step.quantity);
  }
  return texts;
}

/// The letters that menus offer twice, with the texts.
QStringList letters_met_twice(const QList<QAction*>& actions) {
  QMap<QString, QStringList> texts;
  for (const QAction* action : actions)
    if (const QKeySequence letter = QKeySequence::mnemonic(action->text()); !letter.isEmpty())
      texts[letter.toString()] << action->text();
  QStringList twice;
  for (const QStringList& same : texts)
    if (same.size() > 1) twice << same.join(QStringLiteral(" / "));
  return twice;
}

}  // namespace

class TestWindowLanguages : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  }

  void cleanup() { gui::install_language(*qApp, QStringLiteral("en")); }

  void every_korean_text_is_finished() {
    for (const QString& file : {windows_korean, cores_korean}) {
      const QList<Text> texts = texts_of(translations + file);
      QVERIFY2(!texts.isEmpty(), qPrintable(file));
      for (const Text& text : texts) {
        QVERIFY2(!text.unfinished && !text.forms.isEmpty(), qPrintable(text.context + ": " + text.source));
        for (const QString& form : text.forms) {
          QVERIFY2(!form.isEmpty(), qPrintable(text.context + ": " + text.source));
          // Without Hangul only where no word is left to translate.
          if (!has_hangul(form))
            for (const QString& word : parts(form, QRegularExpression(QStringLiteral("\\w{2,}"))))
              QVERIFY2(text.source.contains(word), qPrintable(line(text, form)));
        }
      }
    }
  }

  void english_has_both_forms_of_every_plural_and_else_the_source() {
    const QList<Text> texts = texts_of(translations + windows_english);
    QVERIFY(!texts.isEmpty());
    for (const Text& text : texts) {
      if (text.plural) {
        QVERIFY2(!text.unfinished, qPrintable(text.context + ": " + text.source));
        QCOMPARE(text.forms.size(), 2);
        for (const QString& form : text.forms) {
          QVERIFY2(form.contains(QLatin1String("%n")), qPrintable(line(text, form)));
          QVERIFY2(!form.contains(QLatin1String("(s)")), qPrintable(line(text, form)));
        }
      } else {
        const QString form = text.forms.value(0);
        QVERIFY2(form.isEmpty() || form == text.source, qPrintable(line(text, form)));
      }
    }
  }

  void korean_has_one_form_of_every_plural() {
    int plurals = 0;
    for (const Text& text : texts_of(translations + windows_korean)) {
      if (!text.plural) continue;
      ++plurals;
      QCOMPARE(text.forms.size(), 1);
    }
    QVERIFY(plurals > 0);
  }

  void translations_keep_places_tags_lines_and_edges() {
    static const QList<QRegularExpression> kept{
        QRegularExpression(QStringLiteral("%L?(?:[1-9]|n)")),
        QRegularExpression(QStringLiteral("</?[a-z]+\\d?>")), QRegularExpression(QStringLiteral("\\n")),
        QRegularExpression(QStringLiteral("^\\s+|\\s+$")), QRegularExpression(QStringLiteral("\\*\\.\\w+"))};
    static const QRegularExpression letter(QStringLiteral("&\\w"));
    for (const QString& file : {windows_english, windows_korean, cores_korean})
      for (const Text& text : texts_of(translations + file))
        for (const QString& form : text.forms) {
          if (form.isEmpty()) continue;
          for (const QRegularExpression& pattern : kept)
            QVERIFY2(parts(form, pattern) == parts(text.source, pattern), qPrintable(line(text, form)));
          QVERIFY2(parts(form, letter).size() == parts(text.source, letter).size(),
                   qPrintable(line(text, form)));
          QVERIFY2(form.endsWith(QChar(u'…')) == text.source.endsWith(QChar(u'…')),
                   qPrintable(line(text, form)));
        }
  }

  void both_languages_have_the_same_texts() {
    QCOMPARE(keys_of(translations + windows_korean), keys_of(translations + windows_english));
  }

  void every_text_of_the_core_is_translated() {
    QSet<QString> known;
    for (const Text& text : texts_of(translations + cores_korean)) {
      if (text.context == QLatin1String("core notes")) continue;
      QCOMPARE(text.context, QStringLiteral("core"));
      QVERIFY2(!known.contains(text.source), qPrintable(text.source));
      known << text.source;
    }
    const QSet<QString> missing = core_texts() - known, foreign = known - core_texts();
    QVERIFY2(missing.isEmpty(), qPrintable("missing: " + QStringList(missing.values()).join('\n')));
    QVERIFY2(foreign.isEmpty(), qPrintable("not of the core: " + QStringList(foreign.values()).join('\n')));
  }

  void the_core_speaks_korean_through_the_window() {
    if (!speak("ko")) QSKIP("built without Qt's LinguistTools");
    QCOMPARE(widgets::core_text("Group size"), QStringLiteral("그룹 크기"));
    QCOMPARE(widgets::core_text("no text of the core"), QStringLiteral("no text of the core"));
    QVERIFY(speak("en"));
    QCOMPARE(widgets::core_text("Group size"), QStringLiteral("Group size"));
  }

  void notes_of_the_core_keep_their_figures_in_korean() {
    if (!speak("ko")) QSKIP("built without Qt's LinguistTools");
    QCOMPARE(widgets::core_note(
                 "4 of 640 channels split into 10 pieces, 6 merged into others: 640 kernel channels"),
             QStringLiteral("채널 640개 중 4개를 10조각으로 분할, 6개를 다른 채널에 병합: 커널 채널 640개"));
    QCOMPARE(widgets::core_note("/activations/model.layers.0.x: 3 values that are not finite count as 0"),
             QStringLiteral("/activations/model.layers.0.x: 유한하지 않은 값 3개는 0(으)로 셈"));
    // Places in a name are no places of the translation.
    QCOMPARE(widgets::core_note("%2_%1: 3 values that are not finite count as 0"),
             QStringLiteral("%2_%1: 유한하지 않은 값 3개는 0(으)로 셈"));
    QCOMPARE(widgets::core_note("a note of 7 unknown words"), QStringLiteral("a note of 7 unknown words"));
    QCOMPARE(widgets::core_note(""), QString());
    QVERIFY(speak("en"));
    QCOMPARE(widgets::core_note("theta = 6.25, the best of 130 tried"),
             QStringLiteral("theta = 6.25, the best of 130 tried"));
  }

  void every_note_of_a_method_is_translated() {
    if (!speak("ko")) QSKIP("built without Qt's LinguistTools");
    std::mt19937 random(7);
    tensor::Matrix samples = methods::testing::random_matrix(32, 16, random);
    for (std::int64_t token = 0; token < samples.rows(); ++token) samples(token, 3) *= 40;
    const methods::Site whole =
        methods::testing::make_site({methods::testing::random_matrix(8, 16, random)}, &samples);
    methods::Site weightless = whole, maxima = whole, ignorant = whole, preview = whole;
    weightless.consumers.clear();
    maxima.input = calibration::knowledge_from_absmax(whole.input.channel_absmax);
    ignorant.input = {};
    preview.sampled = true;
    const std::string fixed = "static", clipped = "percentile", searched = "adaptive";
    const std::vector<base::ParameterValues> settings{
        {},
        {{"theta", 40.0}},
        {{"theta", 3.0}},
        {{"theta", 1e6}},
        {{"theta_mode", searched}},
        {{"activation_granularity", fixed}, {"activation_clip", clipped}}};
    int notes = 0;
    for (const auto& method : methods::all_methods())
      for (const methods::Site* site :
           std::initializer_list<const methods::Site*>{&whole, &weightless, &maxima, &ignorant, &preview})
        for (const base::ParameterValues& values : settings) {
          if (!method->why_unsuitable(*site).empty()) continue;
          const std::vector<base::ParameterSpec> specs = method->parameters(nullptr);
          if (std::ranges::any_of(
                  values, [&](const auto& value) { return !base::find_parameter(specs, value.first); }))
            continue;
          for (const std::string& note : method->quantize(*site, values, nullptr, {}).notes) {
            ++notes;
            QVERIFY2(has_hangul(widgets::core_note(note)), note.c_str());
          }
        }
    QVERIFY(notes > 10);
  }

  void plurals_follow_the_number() {
    if (!speak("en")) QSKIP("built without Qt's LinguistTools");
    const char* written = "%n file(s) written: %1";
    QCOMPARE(MainWindow::tr(written, nullptr, 1), QStringLiteral("1 file written: %1"));
    QCOMPARE(MainWindow::tr(written, nullptr, 0), QStringLiteral("0 files written: %1"));
    QCOMPARE(MainWindow::tr(written, nullptr, 12), QStringLiteral("12 files written: %1"));
    QVERIFY(speak("ko"));
    QCOMPARE(MainWindow::tr(written, nullptr, 1), QStringLiteral("파일 1개를 저장함: %1"));
    QCOMPARE(MainWindow::tr(written, nullptr, 12), QStringLiteral("파일 12개를 저장함: %1"));
  }

  void the_window_speaks_korean() {
    if (!speak("ko")) QSKIP("built without Qt's LinguistTools");
    const auto window = make_window();
    const auto* open = window->findChild<QAction*>(QStringLiteral("action_open"));
    QVERIFY(open);
    QVERIFY2(has_hangul(open->text()), qPrintable(open->text()));
    QVERIFY(!window->menuBar()->actions().isEmpty());
    for (const QAction* menu : window->menuBar()->actions())
      QVERIFY2(has_hangul(menu->text()), qPrintable(menu->text()));
    const auto* pages = window->findChild<QTabWidget*>(QStringLiteral("pages"));
    QVERIFY(pages && pages->count() > 1);
    for (int page = 0; page < pages->count(); ++page)
      QVERIFY2(has_hangul(pages->tabText(page)), qPrintable(pages->tabText(page)));
    // The actions of the window; languages call themselves by their own names.
    for (const QAction* action : window->findChildren<QAction*>(QRegularExpression("^action_")))
      QVERIFY2(has_hangul(action->text()), qPrintable(action->objectName() + ": " + action->text()));
  }

  void no_menu_offers_a_letter_twice() {
    for (const char* language : {"en", "ko"}) {
      if (!speak(language)) QSKIP("built without Qt's LinguistTools");
      const auto window = make_window();
      QStringList twice = letters_met_twice(window->menuBar()->actions());
      for (const QMenu* menu : window->menuBar()->findChildren<QMenu*>())
        twice << letters_met_twice(menu->actions());
      QVERIFY2(twice.isEmpty(),
               qPrintable(QLatin1String(language) + ": " + twice.join(QStringLiteral(", "))));
    }
  }

  void no_text_of_the_sources_is_missing() {
    const QString lupdate = QStandardPaths::findExecutable(
        QStringLiteral("lupdate"), {QLibraryInfo::path(QLibraryInfo::BinariesPath),
                                    QLibraryInfo::path(QLibraryInfo::LibraryExecutablesPath)});
    if (lupdate.isEmpty()) QSKIP("needs lupdate of Qt (qt6-l10n-tools)");
    QStringList arguments{"-no-obsolete", "-locations", "none", "app/gui", "widgets", "-I", ".", "-ts"};
    for (const QString& file : {windows_english, windows_korean}) {
      const QString copy = folder_.filePath(file);
      QVERIFY(QFile::copy(translations + file, copy));
      arguments << copy;
    }
    QProcess process;
    process.setWorkingDirectory(source_folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(lupdate, arguments);
    QVERIFY2(process.waitForFinished(-1), qPrintable(process.errorString()));
    const QString said = QString::fromLocal8Bit(process.readAll());
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, qPrintable(said));
    // A text under a context that the program does not ask for would stay English.
    QVERIFY2(!said.contains(QLatin1String("unknown namespace")), qPrintable(said));
    for (const QString& file : {windows_english, windows_korean}) {
      const QSet<QString> before = keys_of(translations + file), after = keys_of(folder_.filePath(file));
      const QSet<QString> missing = after - before, left = before - after;
      QVERIFY2(missing.isEmpty(), qPrintable("new: " + QStringList(missing.values()).join('\n')));
      QVERIFY2(left.isEmpty(), qPrintable("no longer used: " + QStringList(left.values()).join('\n')));
    }
  }

 private:
  static bool speak(const char* language) {
    const QString code = QString::fromLatin1(language);
    // English is always available, its plural forms only where the files were compiled.
    return QFile::exists(QStringLiteral(":/translations/quantscope_%1.qm").arg(code)) &&
           gui::install_language(*qApp, code) == code;
  }

  static std::unique_ptr<MainWindow> make_window() {
    gui::WindowOptions options;
    options.theme = widgets::ThemeChoice::light;
    return std::make_unique<MainWindow>(options);
  }

  QTemporaryDir folder_;
};

QUANTSCOPE_TEST(TestWindowLanguages)

}  // namespace test_window_languages

#include "test_window_languages.moc"
