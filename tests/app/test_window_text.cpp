#include <QProcess>
#include <QTest>

#include "app/gui/command_text.h"
#include "app/gui/figures.h"
#include "app/gui/file_opener.h"
#include "app/gui/page_sentences.h"
#include "core/methods/method.h"
#include "tests/quantscope_test.h"

namespace test_window_text {

using namespace quantscope;

class WindowTextTest : public QObject {
  Q_OBJECT

 private slots:
  void sizes_are_read_and_written();
  void shares_are_never_rounded_to_none_or_all();
  void quoted_words_come_back_from_the_shell();
  void the_command_says_what_differs_and_leaves_out_what_has_no_effect();
  void the_share_of_a_range_counts_parts_of_bins();
  void origins_name_the_channels();
};

void WindowTextTest::sizes_are_read_and_written() {
  constexpr qint64 mebi = 1024 * 1024;
  QCOMPARE(gui::bytes_from_text(QStringLiteral("2GiB")), 2048 * mebi);
  QCOMPARE(gui::bytes_from_text(QStringLiteral("1.5 G")), 1536 * mebi);
  QCOMPARE(gui::bytes_from_text(QStringLiteral("512 MiB")), 512 * mebi);
  QCOMPARE(gui::bytes_from_text(QStringLiteral("64")), 64 * mebi);
  QCOMPARE(gui::bytes_from_text(QStringLiteral("much")), qint64(-1));
  QCOMPARE(gui::bytes_from_text(QStringLiteral("-3 MiB")), qint64(-1));
  QCOMPARE(gui::bytes_text(61.0 * mebi), QStringLiteral("61 MiB"));
  QCOMPARE(gui::bytes_text(2048.0 * mebi), QStringLiteral("2 GiB"));
  QCOMPARE(gui::bytes_text(1536.0 * mebi), QStringLiteral("1.5 GiB"));
  QCOMPARE(gui::bytes_text(17), QStringLiteral("17 B"));
}

void WindowTextTest::shares_are_never_rounded_to_none_or_all() {
  QCOMPARE(gui::percent_text(0), QStringLiteral("0\u00a0%"));
  QCOMPARE(gui::percent_text(1), QStringLiteral("100\u00a0%"));
  QVERIFY(gui::percent_text(1e-9).startsWith(QStringLiteral("less than")));
  QVERIFY(gui::percent_text(0.99999).startsWith(QStringLiteral("more than")));
  QVERIFY(gui::percent_text(0.83).startsWith(QStringLiteral("83")));
}

void WindowTextTest::quoted_words_come_back_from_the_shell() {
  for (const QString& word :
       {QStringLiteral("plain.h5"), QStringLiteral("with space.h5"),
        QStringLiteral("it's \"odd\" $HOME `ls` \\ *.h5"), QStringLiteral("ä θ"), QString()}) {
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("printf %s ") + gui::shell_quoted(word)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), word);
  }
}

void WindowTextTest::the_command_says_what_differs_and_leaves_out_what_has_no_effect() {
  const auto specs = methods::method_by_id("rtn").parameters(nullptr);
  base::ParameterValues values = base::completed(specs, {});
  values["weight_bits"] = 3.0;
  values["group_size"] = 64.0;  // without effect: scales are per channel
  QCOMPARE(gui::quantize_command(QStringLiteral("/tmp/my model.h5"), QStringLiteral("layers[0].w"), "rtn",
                                 specs, values),
           QStringLiteral("quantscope-cli quantize '/tmp/my model.h5' --tensor 'layers[[]0].w' --method rtn "
                          "--set weight_bits=3"));
  values["weight_granularity"] = std::string("group");
  const QString command =
      gui::quantize_command(QStringLiteral("m.h5"), QStringLiteral("w"), "rtn", specs, values);
  QVERIFY(command.contains(QStringLiteral("--set weight_granularity=group")));
  QVERIFY(command.contains(QStringLiteral("--set group_size=64")));
}

void WindowTextTest::the_share_of_a_range_counts_parts_of_bins() {
  statistics::DrawnHistogram histogram;
  histogram.edges = {0, 1, 2, 4};
  histogram.counts = {10, 20, 40};
  histogram.mass = {0.1, 0.3, 0.6};
  histogram.below = 10;
  histogram.above = 20;
  const gui::RangeShare share = gui::share_in_range(histogram, 0.5, 3);
  // Half of the first bin, all of the second, half of the third, of 100 values in all.
  QCOMPARE(share.values, 0.45);
  QVERIFY(std::abs(share.energy - 0.65) < 1e-12);
}

void WindowTextTest::origins_name_the_channels() {
  methods::KernelChannel channel;
  QVERIFY(gui::origin_text(channel).isEmpty());
  channel = {methods::KernelChannel::Kind::split, {131}, 3};
  QVERIFY(gui::origin_text(channel).contains(QStringLiteral("131")));
  QVERIFY(gui::origin_text(channel).contains(QStringLiteral("3 pieces")));
  channel = {methods::KernelChannel::Kind::merged, {7, 512}, 1};
  QCOMPARE(gui::origin_text(channel), QStringLiteral("channels 7 and 512 merged"));
}

QUANTSCOPE_TEST(WindowTextTest)

}  // namespace test_window_text

#include "test_window_text.moc"
