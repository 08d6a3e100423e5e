#include <qcustomplot.h>
#include <sys/resource.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QImageReader>
#include <QJsonDocument>
#include <QLabel>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <csignal>

#include "core/base/error.h"
#include "tests/quantscope_test.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/export_dialog.h"
#include "widgets/page_export.h"
#include "widgets/svg_picture.h"

namespace test_chart_export {

using namespace quantscope;
using namespace quantscope::widgets;

namespace {

QByteArray content_of(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Attributes of the elements of this name; nothing where the document is not well-formed.
std::vector<QXmlStreamAttributes> elements(const QByteArray& xml, const QString& name) {
  std::vector<QXmlStreamAttributes> found;
  QXmlStreamReader reader(xml);
  while (!reader.atEnd())
    if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name)
      found.push_back(reader.attributes());
  return reader.hasError() ? std::vector<QXmlStreamAttributes>() : found;
}

QString texts_of(const QByteArray& xml) {
  QString all;
  QXmlStreamReader reader(xml);
  while (!reader.atEnd())
    if (reader.readNext() == QXmlStreamReader::Characters) all += reader.text().toString() + ' ';
  return all;
}

QStringList files_in(const QString& folder) {
  return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

/// Files of this process stay below a size, as a full disk would have it: writing beyond fails.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SmallFiles() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

class TestChartExport : public QObject {
  Q_OBJECT
 private slots:
  void init() {
    apply_theme(*qApp, ThemeChoice::light);
    frame_ = make_frame(QStringLiteral("Which layers pay?"));
  }
  void cleanup() {
    ChartFrame::setMetadataSource({});
    frame_.reset();
  }

  void svg_and_pdf_have_their_size_in_millimetres() {
    PictureOptions options;
    options.style = PictureStyle::paper;
    options.millimetres = QSizeF(single_column_mm, 60);
    const auto roots = elements(frame_->exportContent(ExportFormat::svg, options), "svg");
    QCOMPARE(roots.size(), std::size_t(1));
    QCOMPARE(roots[0].value("width"), QStringLiteral("85mm"));
    QCOMPARE(roots[0].value("height"), QStringLiteral("60mm"));
    // 7.5 pt = 2.6458 mm, in units of which viewBox says how many are 85 mm.
    const double units = roots[0].value("viewBox").toString().split(' ')[2].toDouble();
    for (const auto& text : elements(frame_->exportContent(ExportFormat::svg, options), "text"))
      QVERIFY(std::abs(text.value("font-size").toDouble() * 85 / units - 7.5 * 25.4 / 72) < 0.01);

    const QByteArray pdf = frame_->exportContent(ExportFormat::pdf, options);
    const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
    const auto match = box.match(QString::fromLatin1(pdf));
    QVERIFY(match.hasMatch());
    const double width = match.captured(1).toDouble() * 25.4 / 72,
                 height = match.captured(2).toDouble() * 25.4 / 72;
    QVERIFY2(std::abs(width - 85) < 0.2 && std::abs(height - 60) < 0.2, qPrintable(match.captured()));
  }

  void png_in_millimetres_says_its_dots_per_inch() {
    QTemporaryDir folder;
    for (const double dpi : {300.0, 600.0}) {
      PictureOptions options;
      options.style = PictureStyle::paper;
      options.millimetres = QSizeF(85, 60);
      options.dots_per_inch = dpi;
      const QString path = folder.filePath(QStringLiteral("chart.png"));
      QVERIFY(frame_->exportTo(path, ExportFormat::png, options));
      const QImage image(path);
      QCOMPARE(image.size(), QSize(qRound(85 / 25.4 * dpi), qRound(60 / 25.4 * dpi)));
      QCOMPARE(image.dotsPerMeterX(), qRound(dpi / 0.0254));
      QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    }
  }

  void paper_is_white_in_the_dark_and_the_screen_stays_as_it_was() {
    apply_theme(*qApp, ThemeChoice::dark);
    const QFont before = frame_->plot()->font();
    const QFont ticks = frame_->plot()->xAxis->tickLabelFont();
    PictureOptions options;
    options.style = PictureStyle::paper;
    options.size = QSize(400, 300);
    const QImage image = QImage::fromData(frame_->exportContent(ExportFormat::png, options));
    QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    QCOMPARE(frame_->plot()->font(), before);
    QCOMPARE(frame_->plot()->xAxis->tickLabelFont(), ticks);
    QCOMPARE(frame_->plot()->xAxis->tickLabelColor(), dark_theme().axis_text);
    QVERIFY(!frame_->plot()->testAttribute(Qt::WA_SetFont));
  }

  void svg_has_texts_and_clips_the_series() {
    frame_->plot()->xAxis->setRange(4, 5);  // most of the graph lies outside
    const QByteArray svg = frame_->exportContent(ExportFormat::svg, {QSize(500, 300)});
    QVERIFY(texts_of(svg).contains(QStringLiteral("Which layers pay?")));
    QVERIFY(texts_of(svg).contains(QStringLiteral("layer")));  // the axis' name
    QVERIFY(!elements(svg, "clipPath").empty());
    QVERIFY(!elements(svg, "g").empty());
    QVERIFY(!elements(svg, "text").empty());
    QSvgRenderer renderer;
    QVERIFY(renderer.load(svg));
  }

  void hostile_names_are_text_in_svg() {
    frame_->setTitle(QStringLiteral("</title><script>alert(1)</script>&\"'\x01"));
    frame_->plot()->xAxis->setLabel(QStringLiteral("<b>&amp; ]]>"));
    const QByteArray svg = frame_->exportContent(ExportFormat::svg, {QSize(500, 300)});
    QVERIFY(elements(svg, "script").empty());
    QCOMPARE(elements(svg, "svg").size(), std::size_t(1));  // well-formed
    QVERIFY(texts_of(svg).contains(QStringLiteral("<script>alert(1)</script>&\"'\ufffd")));
    QVERIFY(texts_of(svg).contains(QStringLiteral("<b>&amp; ]]>")));
  }

  void ids_carry_the_prefix() {
    PictureOptions options;
    options.size = QSize(500, 300);
    options.id_prefix = QStringLiteral("second-");
    const QByteArray svg = frame_->exportContent(ExportFormat::svg, options);
    QXmlStreamReader reader(svg);
    int ids = 0;
    while (!reader.atEnd()) {
      if (reader.readNext() != QXmlStreamReader::StartElement || !reader.attributes().hasAttribute("id"))
        continue;
      QVERIFY(reader.attributes().value("id").startsWith(QStringLiteral("second-")));
      ++ids;
    }
    QVERIFY(ids >= 3);  // title, description, a clip
    QVERIFY(!svg.contains("url(#clip"));
  }

  void png_carries_texts_letter_by_letter() {
    const QString session = QStringLiteral(
        "{\"file\": \"/tmp/two  spaces/größe.h5\",\n \"θ\": 6.2,\t\"note\": \"한국어 \U0001F600: x: y\"}\n");
    ChartFrame::setMetadataSource([&] {
      return std::map<QString, QString>{{QStringLiteral("quantscope-session"), session},
                                        {QStringLiteral("Software"), QStringLiteral("quantscope")}};
    });
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("chart.png"));
    QVERIFY(frame_->exportTo(path));
    QCOMPARE(png_text(path, QStringLiteral("quantscope-session")), session);
    QCOMPARE(png_text(path, QStringLiteral("Software")), QStringLiteral("quantscope"));
    QVERIFY(png_text(path, QStringLiteral("nothing")).isEmpty());
    const QString large = QString(300000, QLatin1Char('x')) + session;
    ChartFrame::setMetadataSource([&] {
      return std::map<QString, QString>{{QStringLiteral("quantscope-session"), large}};
    });
    QVERIFY(frame_->exportTo(path));
    QCOMPARE(png_text(path, QStringLiteral("quantscope-session")), large);
    ChartFrame::setMetadataSource({});
    QVERIFY(frame_->exportTo(path));
    QVERIFY(png_text(path, QStringLiteral("quantscope-session")).isEmpty());
  }

  void files_that_are_no_whole_png_have_no_text() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("chart.png"));
    ChartFrame::setMetadataSource([] {
      return std::map<QString, QString>{{QStringLiteral("quantscope-session"), QStringLiteral("{}")}};
    });
    QVERIFY(frame_->exportTo(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.resize(30);
    file.close();
    QVERIFY(png_text(path, QStringLiteral("quantscope-session")).isEmpty());
    QVERIFY(png_text(folder.filePath(QStringLiteral("none.png")), QStringLiteral("quantscope-session"))
                .isEmpty());
    QVERIFY(png_text(QStringLiteral("/dev/null"), QStringLiteral("quantscope-session")).isEmpty());
  }

  void a_page_is_exported_with_tables_and_index() {
    const auto second = make_frame(QStringLiteral("Error & <bits>"));  // the same export name
    const auto empty = make_frame(QStringLiteral("nothing"));
    empty->setEmptyText(QStringLiteral("No activations"));
    QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("new/page"));
    QStringList shown;
    PageExport what;
    what.title = QStringLiteral("Layers <of> a & model");
    what.pictures = {ExportFormat::png, ExportFormat::svg, ExportFormat::pdf};
    what.options.style = PictureStyle::paper;
    what.options.millimetres = QSizeF(85, 60);
    const QStringList files = export_all({frame_.get(), second.get(), empty.get()}, target, what,
                                         [&](int, int all, const QString& title) {
                                           shown << title;
                                           return all == 3;
                                         });
    QCOMPARE(shown.size(), 2);
    QStringList wanted = {"index.html"};
    for (const char* stem : {"layer-errors", "layer-errors-2"})
      for (const char* ending : {".png", ".svg", ".pdf", ".csv", ".json"})
        wanted << QLatin1String(stem) + QLatin1String(ending);
    wanted.sort();
    QStringList found = files_in(target);
    found.sort();
    QCOMPARE(found, wanted);
    QCOMPARE(files.size(), wanted.size());
    const QByteArray index = content_of(target + QStringLiteral("/index.html"));
    for (const auto& image : elements(index, "img"))
      QVERIFY(QFile::exists(target + '/' + image.value("src").toString()));
    QCOMPARE(elements(index, "img").size(), std::size_t(2));
    QVERIFY(texts_of(index).contains(QStringLiteral("Error & <bits>")));
    QVERIFY(content_of(target + QStringLiteral("/layer-errors.csv")).startsWith("layer,error\n"));
  }

  void a_cancelled_page_leaves_nothing() {
    const auto second = make_frame(QStringLiteral("second"));
    QTemporaryDir folder;
    QFile old(folder.filePath(QStringLiteral("layer-errors.csv")));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    QVERIFY(export_all({frame_.get(), second.get()}, folder.path(), {}, [](int done, int, const QString&) {
              return done < 1;
            }).isEmpty());
    QCOMPARE(files_in(folder.path()), QStringList{"layer-errors.csv"});
    QCOMPARE(content_of(old.fileName()), QByteArray("old"));
  }

  void a_full_disk_is_named_and_nothing_is_half_written() {
    QTemporaryDir folder;
    QFile old(folder.filePath(QStringLiteral("layer-errors.png")));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    std::string reason;
    {
      const SmallFiles full(3000);
      try {
        export_all({frame_.get()}, folder.path(), {});
      } catch (const base::Error& error) {
        reason = error.what();
      }
    }
    QVERIFY2(reason.find("layer-errors.png") != std::string::npos, reason.c_str());
    QCOMPARE(files_in(folder.path()), QStringList{"layer-errors.png"});
    QCOMPARE(content_of(old.fileName()), QByteArray("old"));
  }

  void a_folder_that_cannot_be_made_is_named() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    std::string reason;
    try {
      export_all({frame_.get()}, file.fileName() + QStringLiteral("/below"), {});
    } catch (const base::Error& error) {
      reason = error.what();
    }
    QVERIFY2(reason.find("/file/below") != std::string::npos, reason.c_str());
  }

  void the_dialog_offers_columns_and_shows_what_comes_out() {
    int drawn = 0;
    PictureOptions last;
    ExportDialog dialog(ExportFormat::png, QSize(800, 400), [&](const PictureOptions& options, QSize most) {
      ++drawn;
      last = options;
      return frame_->exportPreview(options, most);
    });
    dialog.show();
    QTRY_VERIFY(drawn > 0);
    QCOMPARE(dialog.options().size, QSize(800, 400));
    QVERIFY(dialog.options().millimetres.isEmpty());
    auto* style = dialog.findChild<QComboBox*>("export_style");
    style->setCurrentIndex(2);
    QCOMPARE(dialog.options().style, PictureStyle::paper);
    QCOMPARE(dialog.options().millimetres.width(), 85.0);
    QCOMPARE(dialog.options().millimetres.height(), 42.5);
    QVERIFY(!dialog.options().title);
    QTRY_COMPARE(last.style, PictureStyle::paper);
    const QPixmap shown = dialog.findChild<QLabel*>("export_preview")->pixmap();
    QCOMPARE(shown.toImage().pixelColor(1, 1), QColor(Qt::white));
    QVERIFY(std::abs(double(shown.width()) / shown.height() - 2) < 0.02);
    dialog.findChild<QComboBox*>("export_column")->setCurrentIndex(2);
    QCOMPARE(dialog.options().millimetres.width(), 178.0);
    dialog.findChild<QDoubleSpinBox*>("export_width_mm")->setValue(120);
    QCOMPARE(dialog.findChild<QComboBox*>("export_column")->currentIndex(), 0);
    QCOMPARE(dialog.options().millimetres.width(), 120.0);
    dialog.findChild<QComboBox*>("export_dpi")->setCurrentIndex(2);
    QCOMPARE(dialog.options().dots_per_inch, 600.0);
  }

 private:
  static std::unique_ptr<ChartFrame> make_frame(const QString& title) {
    auto frame = std::make_unique<ChartFrame>();
    frame->setTitle(title);
    frame->setSentence("Two layers carry half of the error.");
    frame->setExportName("layer errors");
    frame->plot()->addGraph()->setData({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
                                       {0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100});
    frame->plot()->xAxis->setLabel("layer");
    frame->plot()->xAxis->setRange(0, 10);
    frame->plot()->yAxis->setRange(0, 100);
    frame->setTableSource([] {
      return ChartTable{{{"layer", std::vector<QString>{"q_proj", "down, proj"}},
                         {"error", std::vector<double>{0.1, 123456789.0625}}}};
    });
    frame->resize(700, 420);
    return frame;
  }

  std::unique_ptr<ChartFrame> frame_;
};

QUANTSCOPE_TEST(TestChartExport)

}  // namespace test_chart_export

#include "test_chart_export.moc"
