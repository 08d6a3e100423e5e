#include <rapidcheck.h>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QXmlStreamReader>

#include <cmath>
#include <limits>
#include <set>

#include "core/base/error.h"
#include "core/study/markup_text.h"
#include "core/study/report_document.h"
#include "tests/quantscope_test.h"

namespace test_report_document {

using namespace quantscope;
using study::Report;

namespace {

const std::string hostile =
    "</td><script>alert('x')</script>&amp;\"|`*_[a](b) \x01\xff\xc0\x80 <!-- ]]> \n# h";

Report example() {
  Report report;
  report.title = hostile;
  report.facts = {{"Name", hostile}, {"Licence", ""}};
  report.notes = {hostile};
  report.command = "quantscope-cli report 'my model.h5' --out ``` ";
  report.origin = {{"program", "quantscope 0"}};
  report.runs = {{hostile, "rtn", {{"weight_bits", "4 bits"}}, "quantscope-cli quantize m.h5"}};
  study::ReportSection section;
  section.id = "outliers";
  section.heading = hostile;
  section.sentence = hostile;
  section.notes = {hostile};
  section.picture = study::ReportPicture{
      "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><title "
      "id=\"outliers-title\">t</title></svg>\n",
      hostile};
  section.table.columns = {"name", "mse", "count", "channels", "known", "nothing"};
  section.table.rows = {
      {hostile, 1.0 / 3, std::int64_t{1234567890123}, std::vector<std::int64_t>{1, 2}, true, study::Cell()},
      {std::string("b"), std::nan(""), std::int64_t{-3}, std::vector<std::int64_t>{}, false, study::Cell()},
      {std::string("c"), 1e-300, std::int64_t{0}, std::vector<std::int64_t>{}, false, study::Cell()}};
  report.sections.push_back(section);
  section.id = "runs";
  section.picture->svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><title id=\"runs-title\">t</title></svg>\n";
  section.shown = {"mse", "count"};
  section.most_rows = 1;
  report.sections.push_back(section);
  return report;
}

struct Element {
  QString name, text;
  QXmlStreamAttributes attributes;
};

/// Start tags with the text up to their next child; nothing where the page is not well-formed XML.
std::vector<Element> parsed(const std::string& page) {
  std::vector<Element> elements;
  QXmlStreamReader reader(QByteArray::fromStdString(page));
  while (!reader.atEnd()) {
    const auto token = reader.readNext();
    if (token == QXmlStreamReader::StartElement)
      elements.push_back({reader.name().toString(), {}, reader.attributes()});
    else if (token == QXmlStreamReader::Characters && !elements.empty())
      elements.back().text += reader.text();
  }
  if (reader.hasError()) {
    qWarning("%s at line %lld", qPrintable(reader.errorString()), reader.lineNumber());
    return {};
  }
  return elements;
}

}  // namespace

class TestReportDocument : public QObject {
  Q_OBJECT
 private slots:
  void any_bytes_become_well_formed_text() {
    QVERIFY(rc::check("escaped bytes parse and keep what is text", [](const std::string& bytes) {
      const std::string text = study::markup_escaped(bytes);
      RC_ASSERT(QString::fromUtf8(text.data()).toUtf8() == QByteArray(text.data()));
      RC_ASSERT(!parsed("<a b=\"" + text + "\">" + text + "</a>").empty());
    }));
    QCOMPARE(study::markup_escaped("größe 한 \U0001F600 <&>\"'"),
             std::string("größe 한 \U0001F600 &lt;&amp;&gt;&quot;&#39;"));
    QCOMPARE(study::markup_escaped("a\xff"), std::string("a\xef\xbf\xbd"));
    QCOMPARE(study::markup_escaped("\xed\xa0\x80"), std::string("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
  }

  void words_come_back_from_the_shell() {
    for (const std::string word : {"plain.h5", "with space", "it's $HOME `ls` \\ *.h5", "ä θ", ""}) {
      QProcess shell;
      shell.start("/bin/sh", {"-c", QString::fromStdString("printf %s " + study::shell_word(word))});
      QVERIFY(shell.waitForFinished());
      QCOMPARE(shell.readAllStandardOutput().toStdString(), word);
    }
  }

  void page_is_xml_with_hostile_names_as_text() {
    const auto elements = parsed(report_html(example()));
    QVERIFY(!elements.empty());
    int scripts = 0;
    bool shown = false;
    for (const Element& element : elements) {
      scripts += element.name == "script";
      shown = shown || element.text.contains("<script>alert('x')</script>");
      for (const auto& attribute : element.attributes)
        QVERIFY2(!attribute.name().startsWith(u"on"), qPrintable(element.name));
    }
    QCOMPARE(scripts, 1);
    QVERIFY(shown);
  }

  void page_loads_nothing() {
    for (const Element& element : parsed(report_html(example()))) {
      QVERIFY2(!element.attributes.hasAttribute("src") && element.name != "link" && element.name != "iframe",
               qPrintable(element.name));
      if (!element.attributes.hasAttribute("href")) continue;
      const QString address = element.attributes.value("href").toString();
      QVERIFY2(address.startsWith('#') || address.startsWith("data:text/csv"), qPrintable(address));
    }
    const QString page = QString::fromStdString(report_html(example()));
    QVERIFY(!page.contains("url(h") && !page.contains("@import"));
  }

  void ids_are_unique_and_links_find_them() {
    std::set<QString> ids;
    std::vector<Element> elements = parsed(report_html(example()));
    for (const Element& element : elements) {
      const QString id = element.attributes.value("id").toString();
      if (!id.isEmpty()) QVERIFY2(ids.insert(id).second, qPrintable(id));
    }
    for (const Element& element : elements) {
      const QString address = element.attributes.value("href").toString();
      if (address.startsWith('#')) QVERIFY2(ids.contains(address.mid(1)), qPrintable(address));
    }
  }

  void numbers_have_all_digits_of_the_csv() {
    const Report report = example();
    const auto elements = parsed(report_html(report));
    std::vector<double> values;
    for (const Element& element : elements)
      if (element.attributes.hasAttribute("data-value"))
        values.push_back(element.attributes.value("data-value").toString().toDouble());
    // Three rows of the first table (one number unknown), one of the second.
    QCOMPARE(values, (std::vector<double>{1.0 / 3, 1234567890123, -3, 1e-300, 0, 1.0 / 3, 1234567890123}));
    bool found = false;
    for (const Element& element : elements) {
      if (element.attributes.value("download") != QStringLiteral("outliers.csv")) continue;
      const QByteArray address = element.attributes.value("href").toUtf8();
      QCOMPARE(QByteArray::fromPercentEncoding(address.mid(address.indexOf(',') + 1)).toStdString(),
               to_csv(report.sections[0].table));
      found = true;
    }
    QVERIFY(found);
  }

  void markdown_keeps_its_tables_and_fences() {
    const QString text = QString::fromStdString(report_markdown(example()));
    static const QRegularExpression bar(QStringLiteral("(?<!\\\\)\\|"));
    for (const QString& line : text.split('\n'))
      if (line.startsWith('|')) {
        const qsizetype bars = line.count(bar);
        QVERIFY2(bars == 7 || bars == 3, qPrintable(line));
      }
    QVERIFY(!text.contains("<script"));
    QVERIFY(text.contains("](outliers.svg)") && text.contains("(runs.csv)"));
    QVERIFY(text.contains("````sh\nquantscope-cli report"));
    QVERIFY(text.contains("here 1 of 3 rows, 2 of 6 columns"));
  }

  void files_appear_together() {
    QTemporaryDir folder;
    const QString target = folder.filePath("a/b");
    const auto paths = write_report_files(example(), target.toStdString());
    QCOMPARE(paths.size(), std::size_t(8));
    QCOMPARE(QString::fromStdString(paths.front()), target + "/report.html");
    QCOMPARE(QDir(target).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList({"outliers.csv", "outliers.json", "outliers.svg", "report.html", "report.md",
                          "runs.csv", "runs.json", "runs.svg"}));
  }

  void a_cancelled_or_failed_report_leaves_the_folder() {
    QTemporaryDir folder;
    std::stop_source stop;
    stop.request_stop();
    const QString made = folder.filePath("new");
    QVERIFY_THROWS_EXCEPTION(base::Cancelled, write_report_files(example(), made.toStdString(), "report",
                                                                 {stop.get_token(), {}, 1}));
    QVERIFY(!QDir(made).exists());
    QVERIFY(QDir(folder.path()).mkdir("runs.csv"));  // in the way of a file
    try {
      write_report_files(example(), folder.path().toStdString());
      QFAIL("written over a folder");
    } catch (const base::Error& error) {
      QVERIFY(std::string(error.what()).find("runs.csv") != std::string::npos);
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{"runs.csv"});
  }
};

QUANTSCOPE_TEST(TestReportDocument)

}  // namespace test_report_document

#include "test_report_document.moc"
