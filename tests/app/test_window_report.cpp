#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include "app/gui/headless_report.h"
#include "app/report/report_drawing.h"
#include "core/base/error.h"
#include "core/study/report_commands.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"
#include "widgets/theme.h"

namespace test_window_report {

using namespace quantscope;
using namespace quantscope::tests;

namespace {

QByteArray content_of(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Without date and version, which the program alone knows.
QByteArray comparable(const QByteArray& page) {
  static const QRegularExpression changing(
      QStringLiteral("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC|quantscope [0-9.]*"));
  return QString::fromUtf8(page).replace(changing, QStringLiteral("…")).toUtf8();
}

}  // namespace

class WindowReportTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    isolate_settings(folder_.filePath("settings"));
    model_ = generate_model(folder_.filePath("model.h5"));
    document_ = gui::Document::open(model_.path);
  }

  void library_and_command_line_write_the_same_bytes() {
    widgets::apply_theme(*qApp, widgets::ThemeChoice::dark);  // a page's pictures are light all the same
    const QString target = folder_.filePath("report");
    const QStringList files = gui::write_report(*document_, target, {});
    widgets::apply_theme(*qApp, widgets::ThemeChoice::light);
    std::map<QString, QByteArray> written;
    for (const QString& file : files) written[file] = comparable(content_of(file));
    QVERIFY(QDir(target).removeRecursively());
    QProcess program;
    program.start(QUANTSCOPE_CLI, {"report", document_->path(), "--out", target, "--quiet"});
    QVERIFY(program.waitForFinished(-1));
    QCOMPARE(program.exitCode(), 0);
    QCOMPARE(QDir(target).entryList(QDir::Files).size(), files.size());
    for (const auto& [file, content] : written)
      QVERIFY2(comparable(content_of(file)) == content, qPrintable(file));
  }

  void pictures_are_drawn_one_at_a_time() {
    study::ReportFacts facts = study::overview_facts(document_->shared_file());
    study::Report report = study::model_report(facts, {});
    report::ReportDrawing drawing(report, facts, widgets::PictureStyle::paper);
    QVERIFY(drawing.pictures() >= 3);
    QVERIFY(drawing.draw_next());
    QCOMPARE(drawing.drawn(), 1);
    int drawn = 0;
    for (const study::ReportSection& section : report.sections)
      drawn += section.picture && !section.picture->svg.empty();
    QCOMPARE(drawn, 1);
    while (drawing.draw_next()) {
    }
    QCOMPARE(drawing.drawn(), drawing.pictures());
    for (const study::ReportSection& section : report.sections)
      if (section.picture) QVERIFY2(!section.picture->svg.empty(), section.id.c_str());
  }

  void the_worst_input_is_the_one_made_so() {
    const study::ReportFacts facts = study::overview_facts(document_->shared_file());
    QVERIFY(!facts.worst_inputs.empty());
    const study::InputProfile& worst = facts.worst_inputs.front();
    QCOMPARE(document_->tensor(worst.tensor).name, GeneratedModel::down(1) + ".input");
    const std::vector<double> maxima = channel_maxima(model_.inputs[1], GeneratedModel::inner);
    for (std::size_t c = 0; c < maxima.size(); ++c) QCOMPARE(double(worst.absmax[c]), maxima[c]);
    const study::Report report = study::model_report(facts, {});
    const auto& sections = report.sections;
    const auto found = std::ranges::find(sections, study::worst_input_section(0), &study::ReportSection::id);
    QVERIFY(found != sections.end());
    QCOMPARE(std::get<std::int64_t>(found->table.rows.front()[0]),
             std::int64_t{GeneratedModel::outlier_channel});
  }

  void patterns_choose_the_weights_and_no_other() {
    const auto& file = document_->file();
    const std::vector<int> all = study::linear_weights(file);
    const auto patterns = study::tensor_patterns(file, all);
    QCOMPARE(patterns,
             (std::vector<std::string>{"*.down_proj.weight", "*.gate_proj.weight", "*.up_proj.weight"}));
    QCOMPARE(study::tensor_patterns(file, {all.front()}),
             std::vector<std::string>{file.tensors()[static_cast<std::size_t>(all.front())].name});
  }

  void a_cancelled_report_leaves_no_folder() {
    const study::ReportFacts facts = study::overview_facts(document_->shared_file());
    std::stop_source stop;
    stop.request_stop();
    const QString target = folder_.filePath("cancelled");
    QVERIFY_THROWS_EXCEPTION(
        base::Cancelled, report::write_report(facts, {}, widgets::PictureStyle::light, target.toStdString(),
                                              "report", {stop.get_token(), {}, 1}));
    QVERIFY(!QFile::exists(target));
  }

 private:
  QTemporaryDir folder_;
  GeneratedModel model_;
  std::shared_ptr<const gui::Document> document_;
};

QUANTSCOPE_TEST(WindowReportTest)

}  // namespace test_window_report

#include "test_window_report.moc"
