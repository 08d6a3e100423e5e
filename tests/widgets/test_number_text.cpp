#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>

#include "tests/quantscope_test.h"
#include "widgets/chart_table.h"
#include "widgets/number_text.h"

namespace test_number_text {

using namespace quantscope::widgets;

class TestNumberText : public QObject {
  Q_OBJECT
 private slots:
  void three_significant_digits_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << "0";
    QTest::newRow("unit") << 1.0 << "1.00";
    QTest::newRow("rounds up a digit") << 9.999 << "10.0";
    QTest::newRow("small") << 0.01234 << "0.0123";
    QTest::newRow("thousands stay whole") << 11008.0 << "11008";
    QTest::newRow("negative") << -4.5 << "−4.50";
    QTest::newRow("tiny") << 1.234e-7 << "1.23·10⁻⁷";
    QTest::newRow("huge") << 1e20 << "1.00·10²⁰";
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << "∞";
    QTest::newRow("not a number") << std::nan("") << "–";
  }
  void three_significant_digits() {
    QFETCH(double, value);
    QTEST(format_three(value), "text");
  }

  void si_prefixes_go_to_units_that_take_them_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    QTest::newRow("time") << 1.234e-3 << "s"
                          << "1.23 ms";
    QTest::newRow("bytes") << 61e6 << "B"
                           << "61.0 MB";
    QTest::newRow("count") << 4508876.0 << ""
                           << "4.51 M";
    QTest::newRow("small count stays whole") << 640.0 << ""
                                             << "640";
    QTest::newRow("decibel") << 31.42 << "dB"
                             << "31.4 dB";
    QTest::newRow("percent stays") << 0.05 << "%"
                                   << "0.0500 %";
    QTest::newRow("carries into the next prefix") << 999.9e3 << "B"
                                                  << "1.00 MB";
    QTest::newRow("energy") << 2.5e-12 << "J"
                            << "2.50 pJ";
  }
  void si_prefixes_go_to_units_that_take_them() {
    QFETCH(double, value);
    QFETCH(QString, unit);
    QTEST(format_si(value, unit), "text");
  }

  void exact_text_reads_back_to_the_same_double() {
    QVERIFY(rc::check("exact_text round trip", [](double value) {
      RC_PRE(std::isfinite(value));
      RC_ASSERT(exact_text(value).toDouble() == value);
    }));
  }

  void numbers_of_fields_have_prefixes() {
    QCOMPARE(exact_si_text(2.039e12, "B/s"), QStringLiteral("2.039 TB/s"));
    QCOMPARE(exact_si_text(36e-6, "s"), QStringLiteral("36 µs"));
    QCOMPARE(exact_si_text(1.979e15, "op/s"), QStringLiteral("1.979 Pop/s"));
    QCOMPARE(exact_si_text(1000, "B"), QStringLiteral("1 kB"));
    QCOMPARE(exact_si_text(0.5, "B"), QStringLiteral("0.5 B"));  // there are no millibytes
    QCOMPARE(exact_si_text(0, "s"), QStringLiteral("0 s"));
  }

  void typed_numbers_may_have_prefix_and_unit() {
    for (const char* text : {"2.039 TB/s", "2.039T", "2.039 T", "2039 GB/s", "2.039e12", "2.039e12 B/s"}) {
      QVERIFY2(read_si(QString::fromUtf8(text), "B/s"), text);
      QCOMPARE(*read_si(QString::fromUtf8(text), "B/s"), 2.039e12);
    }
    for (const char* text : {"36 µs", "36 us", "36u", "0.000036", "0.036 ms"})
      QCOMPARE(*read_si(QString::fromUtf8(text), "s"), 36e-6);
    for (const char* text : {"", "fast", "T", "2 XB/s", "2 TTB/s", "2 W"})
      QVERIFY2(!read_si(QString::fromUtf8(text), "B/s"), text);
  }

  void numbers_of_fields_read_back() {
    QVERIFY(rc::check("exact_si_text round trip", [](bool is_time) {
      const double value =
          static_cast<double>(*rc::gen::inRange(1, 1000000)) * std::pow(10.0, *rc::gen::inRange(-9, 14));
      const QString unit = is_time ? QStringLiteral("s") : QStringLiteral("B/s");
      const auto read = read_si(exact_si_text(value, unit), unit);
      RC_ASSERT(read.has_value());
      RC_ASSERT(std::abs(*read - value) <= 1e-11 * value);
    }));
  }

  void csv_quotes_and_keeps_full_precision_in_any_locale() {
    QLocale::setDefault(QLocale(QLocale::German));
    const ChartTable table{{{"time_s", std::vector<double>{0.1, 1e-300}},
                            {"name, \"odd\"", std::vector<QString>{"a,b", "line\nbreak", "x"}}}};
    QCOMPARE(table_csv(table),
             QByteArray("time_s,\"name, \"\"odd\"\"\"\n0.1,\"a,b\"\n1e-300,\"line\nbreak\"\n,x\n"));
    QLocale::setDefault(QLocale::c());
  }

  void json_has_null_where_a_number_is_not_finite() {
    const ChartTable table{{{"mse", std::vector<double>{0.5, std::nan("")}}}};
    QByteArray compact = table_json(table);
    compact.replace(" ", "").replace("\n", "");
    QCOMPARE(compact, QByteArray(R"({"columns":[{"name":"mse","values":[0.5,null]}]})"));
  }
};

QUANTSCOPE_TEST(TestNumberText)

}  // namespace test_number_text

#include "test_number_text.moc"
