#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_report {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

QByteArray content_of(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Attribute values by name over all elements; nothing where the text is not well-formed XML.
QStringList attributes(const QByteArray& xml, const QString& name, const QString& element = {}) {
  QStringList found;
  QXmlStreamReader reader(xml);
  while (!reader.atEnd())
    if (reader.readNext() == QXmlStreamReader::StartElement && reader.attributes().hasAttribute(name) &&
        (element.isEmpty() || reader.name() == element))
      found << reader.attributes().value(name).toString();
  if (reader.hasError()) qWarning("%s at line %lld", qPrintable(reader.errorString()), reader.lineNumber());
  return reader.hasError() ? QStringList() : found;
}

bool has_pictures(const QString& folder) {
  return QFile::exists(folder + QStringLiteral("/outliers.svg"));
}

/// The commands that a page prints, unescaped.
QStringList commands(const QByteArray& page) {
  QStringList found;
  QXmlStreamReader reader(page);
  while (!reader.atEnd())
    if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QStringLiteral("code"))
      found << reader.readElementText();
  return found;
}

/// Runs a printed line in a shell that finds the program under test.
Outcome run_in_shell(const QString& line) {
  QProcess shell;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("PATH"), QFileInfo(QStringLiteral(QUANTSCOPE_CLI)).path() + ':' +
                                                 environment.value(QStringLiteral("PATH")));
  shell.setProcessEnvironment(environment);
  shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
  if (!shell.waitForFinished(-1)) return {};
  return {shell.exitCode(), shell.readAllStandardOutput(), shell.readAllStandardError()};
}

/// Without what differs from one time to the next.
QByteArray without_date(const QByteArray& page) {
  static const QRegularExpression date(QStringLiteral("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"));
  return QString::fromUtf8(page).replace(date, QStringLiteral("DATE")).toUtf8();
}

}  // namespace

class TestCliReport : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    model_ = write_example_model(folder_, "my model.h5");
    target_ = folder_.filePath("report of it");
    outcome_ = run({"report", model_, "--out", target_, "--method", "rtn:weight_bits=4", "--method",
                    "qllm:weight_bits=4,theta=8", "--json"});
    QCOMPARE(outcome_.status, 0);
  }

  void every_file_is_named_and_there() {
    const Json document = outcome_.json();
    QVERIFY(document["files"].size() >= 10);
    QSet<QString> named;
    for (const Json& file : document["files"]) named << QString::fromStdString(file.get<std::string>());
    for (const QString& name :
         QDir(target_).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
      QVERIFY2(named.contains(QDir(target_).filePath(name)), qPrintable(name));
    for (const char* name : {"report.html", "report.md", "outliers.csv", "worst-input.csv", "runs.csv",
                             "layers.csv", "layers.json"})
      QVERIFY2(QFile::exists(target_ + '/' + name), name);
  }

  void page_stands_alone() {
    const QByteArray page = content_of(target_ + "/report.html");
    QVERIFY(attributes(page, "src").isEmpty());
    const QStringList addresses = attributes(page, "href");
    QVERIFY(!addresses.isEmpty());  // well-formed
    for (const QString& address : addresses)
      QVERIFY2(address.startsWith('#') || address.startsWith("data:text/csv"), qPrintable(address.left(80)));
    const QStringList ids = attributes(page, "id");
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
  }

  void pictures_are_in_the_page_with_their_texts() {
    if (!has_pictures(target_)) QSKIP("built without the window: no pictures");
    const QByteArray page = content_of(target_ + "/report.html");
    int pictures = 0;
    for (const QString& name : QDir(target_).entryList({"*.svg"})) {
      QByteArray svg = content_of(target_ + '/' + name);
      QVERIFY2(!attributes(svg, "font-size", "text").isEmpty(), qPrintable(name));  // texts, not outlines
      QVERIFY2(page.contains(svg.mid(svg.indexOf("<svg"))), qPrintable(name));
      ++pictures;
    }
    QCOMPARE(attributes(page, "viewBox", "svg").size(), pictures);
    QVERIFY(page.contains("rtn W4A8") && page.contains("bits per weight"));
  }

  void a_build_without_pictures_says_so() {
    if (has_pictures(target_)) QSKIP("built with the window");
    QVERIFY(content_of(target_ + "/report.html").contains("There are no pictures"));
    QVERIFY(outcome_.json()["notes"].dump().find("no pictures") != std::string::npos);
  }

  void tables_have_the_digits_of_the_csv() {
    QSet<QString> in_csv;
    for (const char* name :
         {"outliers", "worst-input", "worst-input-2", "runs", "layers", "outliers-by-block"})
      for (const QStringList& row : csv_rows(target_ + '/' + name + ".csv"))
        for (const QString& cell : row) in_csv << cell;
    const QStringList values = attributes(content_of(target_ + "/report.html"), "data-value", "td");
    QVERIFY(values.size() > 50);
    for (const QString& value : values) QVERIFY2(in_csv.contains(value), qPrintable(value));
  }

  void printed_command_of_a_run_gives_its_figures() {
    const QStringList lines = commands(content_of(target_ + "/report.html"));
    QCOMPARE(lines.size(), 3);
    const Json cells = Json::parse(content_of(target_ + "/layers.json").toStdString());
    for (int run = 0; run < 2; ++run) {
      const Outcome again = run_in_shell(lines[run] + " --json --quiet");
      QCOMPARE(again.status, 0);
      const Json tensors = again.json()["tensors"];
      QCOMPARE(tensors.size(), std::size_t(4));
      for (const Json& tensor : tensors) {
        bool found = false;
        for (const Json& cell : cells) {
          if (cell["tensor"] != tensor["name"] || cell["method"] != tensor["method"]) continue;
          for (const char* key : {"mse", "sqnr_db", "bits_per_weight", "cosine"})
            QCOMPARE(cell[key].get<double>(), tensor[key].get<double>());
          if (tensor.contains("output_sqnr_db"))
            QCOMPARE(cell["output_sqnr_db"].get<double>(), tensor["output_sqnr_db"].get<double>());
          found = true;
        }
        QVERIFY(found);
      }
    }
  }

  void printed_command_writes_the_report_again() {
    const QString line = commands(content_of(target_ + "/report.html")).last();
    QStringList names = QDir(target_).entryList(QDir::Files);
    std::map<QString, QByteArray> before;
    for (const QString& name : names) before[name] = without_date(content_of(target_ + '/' + name));
    QVERIFY(QDir(target_).removeRecursively());
    QCOMPARE(run_in_shell(line + " --quiet").status, 0);
    QCOMPARE(QDir(target_).entryList(QDir::Files), names);
    for (const auto& [name, content] : before)
      QVERIFY2(without_date(content_of(target_ + '/' + name)) == content, qPrintable(name));
  }

  void paper_style_has_millimetres() {
    if (!has_pictures(target_)) QSKIP("built without the window: no pictures");
    const QString paper = folder_.filePath("paper");
    QCOMPARE(run({"report", model_, "--out", paper, "--method", "rtn", "--style", "paper"}).status, 0);
    for (const QString& name : QDir(paper).entryList({"*.svg"}))
      QCOMPARE(attributes(content_of(paper + '/' + name), "width", "svg").value(0), QStringLiteral("178mm"));
    QVERIFY(content_of(paper + "/report.html").contains("--style paper"));
  }

  void compare_writes_the_same_figures_and_a_page() {
    const QString compared = folder_.filePath("compared");
    QCOMPARE(run({"compare", model_, "--out", compared, "--method", "rtn:weight_bits=4", "--method",
                  "qllm:weight_bits=4,theta=8"})
                 .status,
             0);
    QCOMPARE(content_of(compared + "/layers.csv"), content_of(target_ + "/layers.csv"));
    QCOMPARE(content_of(compared + "/runs.csv"), content_of(target_ + "/runs.csv"));
    if (has_pictures(target_))
      QCOMPARE(content_of(compared + "/layers.svg"), content_of(target_ + "/layers.svg"));
    QVERIFY(!attributes(content_of(compared + "/comparison.html"), "id").isEmpty());
    QVERIFY(QFile::exists(compared + "/comparison.md"));
  }

  void a_file_without_linear_weights_has_its_overview() {
    const QString path = folder_.filePath("norms.h5");
    storage::ModelWriter writer(path.toStdString(), {"norms", "llama", "", "", {}});
    writer.write("/weights/model.norm.weight", tensor::ElementType::f32, {8},
                 normal_matrix(1, 8, 1, 1).view());
    writer.commit();
    const QString target = folder_.filePath("norms");
    const Outcome outcome = run({"report", path, "--out", target});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.err.contains("no linear weights"));
    QVERIFY(content_of(target + "/report.html").contains("nothing could be compared"));
    QVERIFY(!QFile::exists(target + "/runs.csv"));
  }

  void hostile_names_are_text() {
    const QString path = folder_.filePath("hostile.h5");
    storage::ModelWriter writer(path.toStdString(),
                                {"<script>alert(1)</script>", "llama", "\"><img src=x>", "", {}});
    writer.write("/weights/model.layers.0.</td><script>.weight", tensor::ElementType::f32, {8, 6},
                 normal_matrix(8, 6, 1, 1).view());
    writer.commit();
    const QString target = folder_.filePath("hostile");
    QCOMPARE(run({"report", path, "--out", target, "--method", "rtn"}).status, 0);
    const QByteArray page = content_of(target + "/report.html");
    QVERIFY(!attributes(page, "id").isEmpty());
    QVERIFY(attributes(page, "src").isEmpty());
    QCOMPARE(page.count("<script"), 1);
  }

  void unsuitable_methods_are_told() {
    const QString target = folder_.filePath("unsuitable");
    QCOMPARE(run({"report", model_, "--out", target, "--method", "qllm", "--tensor", "*q_proj.weight",
                  "--tensor", "*down_proj.weight"})
                 .status,
             0);
    QVERIFY(content_of(target + "/report.md").contains("qllm"));
  }

  void what_is_wrong_is_one_line() {
    const QString target = folder_.filePath("never");
    QVERIFY(
        run({"report", model_, "--out", target, "--style", "blue"}).is_error(2, {"blue", "light", "paper"}));
    QVERIFY(run({"report", model_, "--out", target, "--method", "rtn:bits=4"})
                .is_error(2, {"bits", "weight_bits"}));
    QVERIFY(run({"report", model_, "--out", target, "--method", "rtn", "--method", "rtn"})
                .is_error(2, {"twice"}));
    QVERIFY(run({"report", model_, "--out", target, "--tensor", "nothing*"}).is_error(2, {"nothing*"}));
    QVERIFY(run({"report", folder_.filePath("none.h5"), "--out", target}).is_error(1, {"none.h5"}));
    QVERIFY(run({"report", model_, "--out", model_ + "/below"}).is_error(1, {"below"}));
    QVERIFY(!QFile::exists(target));
  }

  void a_full_disk_is_one_line_and_leaves_nothing() {
    const QString target = folder_.filePath("full");
    QProcess shell;
    shell.start(
        "/bin/sh",
        {"-c", QStringLiteral("trap '' XFSZ; ulimit -f 20; exec '%1' report '%2' --out '%3' --method rtn")
                   .arg(QStringLiteral(QUANTSCOPE_CLI), model_, target)});
    QVERIFY(shell.waitForFinished(-1));
    const QByteArray reason = shell.readAllStandardError();
    QCOMPARE(shell.exitCode(), 1);
    QVERIFY2(reason.contains("report.html") && reason.count('\n') == 1, reason.constData());
    QVERIFY(!QFile::exists(target));
  }

 private:
  QTemporaryDir folder_;
  QString model_, target_;
  Outcome outcome_;
};

QUANTSCOPE_TEST(TestCliReport)

}  // namespace test_cli_report

#include "test_cli_report.moc"
