#include <QSignalSpy>
#include <QTest>

#include "app/gui/headless_report.h"
#include "app/gui/live_analysis.h"
#include "app/gui/site_cache.h"
#include "app/gui/statistics_store.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"

namespace test_window_live {

using namespace quantscope;
using gui::LiveAnalysis;
using gui::LiveRequest;
using gui::LiveResult;
using tests::GeneratedModel;

namespace {

constexpr int patience_ms = 60000;

}  // namespace

class LiveTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void previews_come_before_the_full_result_of_the_same_setting();
  void of_many_requests_the_newest_gets_the_full_result();
  void a_cancelled_request_shows_nothing();
  void what_a_method_cannot_do_is_said();
  void other_bins_draw_the_same_values();
  void sites_leave_memory_when_the_budget_is_small();
  void statistics_come_back_from_the_cache();
  void a_damaged_cache_is_computed_anew();
  void the_report_has_every_table_and_chart();

 private:
  LiveRequest request(double weight_bits) const {
    return {subject_, "rtn", {{"weight_bits", weight_bits}, {"activation_bits", 8.0}}, 6};
  }
  int tensor(const std::string& name) const {
    return int(document_->file().find(name) - document_->tensors().data());
  }

  QTemporaryDir folder_;
  GeneratedModel model_;
  std::shared_ptr<const gui::Document> document_;
  std::shared_ptr<const gui::LoadedSite> site_;
  std::shared_ptr<const statistics::ValueCounts> original_;
  study::Subject subject_{true, 0};
};

void LiveTest::initTestCase() {
  qRegisterMetaType<LiveResult>();
  qRegisterMetaType<gui::DrawnPair>();
  tests::isolate_settings(folder_.filePath(QStringLiteral("settings")));
  model_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
  document_ = gui::Document::open(model_.path);
}

void LiveTest::init() {
  const int input = tensor(GeneratedModel::down(1) + ".input");
  site_ = gui::load_for_analysis(*document_, input, std::uint64_t{1} << 30, {});
  gui::StatisticsStore store(document_, {}, std::uint64_t{1} << 30);
  const auto statistics = store.get(input, {});
  original_ = {statistics, &statistics->values};
  // The preview must differ from the whole for these tests.
  QVERIFY(site_->preview != site_->full);
}

void LiveTest::previews_come_before_the_full_result_of_the_same_setting() {
  LiveAnalysis live;
  QStringList order;
  connect(&live, &LiveAnalysis::previewReady, [&](const LiveResult& result) {
    QVERIFY(result.analysis->sampled);
    order << QStringLiteral("preview");
  });
  LiveResult full;
  connect(&live, &LiveAnalysis::fullReady, [&](const LiveResult& result) {
    full = result;
    order << QStringLiteral("full");
  });
  live.set_original(original_);
  live.set_site(site_);
  const quint64 generation = live.request(request(4));
  QTRY_VERIFY_WITH_TIMEOUT(full.analysis, patience_ms);
  QCOMPARE(order, (QStringList{QStringLiteral("preview"), QStringLiteral("full")}));
  QCOMPARE(full.generation, generation);
  QVERIFY(!full.analysis->sampled);
  QVERIFY(!live.pending());
  // Every value of the tensor is drawn or counted as beyond the range.
  double drawn = full.drawn.original->below + full.drawn.original->above;
  for (const double count : full.drawn.original->counts) drawn += count;
  QVERIFY(std::abs(drawn - double(GeneratedModel::tokens) * GeneratedModel::inner) < 0.5);
  QVERIFY(full.drawn.now);
  QCOMPARE(full.drawn.now->edges.size(), full.drawn.original->edges.size());
}

void LiveTest::of_many_requests_the_newest_gets_the_full_result() {
  LiveAnalysis live;
  QSignalSpy full(&live, &LiveAnalysis::fullReady);
  live.set_original(original_);
  live.set_site(site_);
  quint64 last = 0;
  for (int i = 0; i < 60; ++i) last = live.request(request(2 + i % 7));
  QTRY_VERIFY_WITH_TIMEOUT(!full.isEmpty() && !live.pending(), patience_ms);
  QCOMPARE(full.size(), 1);
  const auto result = full.front().front().value<LiveResult>();
  QCOMPARE(result.generation, last);
  QCOMPARE(std::get<double>(result.analysis->parameters.at("weight_bits")), 2.0 + 59 % 7);
}

void LiveTest::a_cancelled_request_shows_nothing() {
  LiveAnalysis live;
  QSignalSpy full(&live, &LiveAnalysis::fullReady), previews(&live, &LiveAnalysis::previewReady);
  live.set_original(original_);
  live.set_site(site_);
  live.request(request(4));
  live.cancel();
  QTest::qWait(3 * LiveAnalysis::rest_ms);
  QCOMPARE(full.size(), 0);
  QCOMPARE(previews.size(), 0);
  QVERIFY(!live.pending());
}

void LiveTest::what_a_method_cannot_do_is_said() {
  LiveAnalysis live;
  QSignalSpy failed(&live, &LiveAnalysis::failed);
  live.set_original(original_);
  live.set_site(site_);
  LiveRequest wrong = request(4);
  wrong.values["weight_bits"] = 99.0;
  live.request(wrong);
  QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience_ms);
  QVERIFY(failed.front().front().toString().contains(QStringLiteral("weight_bits")));
  QVERIFY(!live.pending());
}

void LiveTest::other_bins_draw_the_same_values() {
  LiveAnalysis live;
  QSignalSpy full(&live, &LiveAnalysis::fullReady), redrawn(&live, &LiveAnalysis::redrawn);
  live.set_original(original_);
  live.set_site(site_);
  live.request(request(4));
  QTRY_COMPARE_WITH_TIMEOUT(full.size(), 1, patience_ms);
  statistics::BinOptions bins;
  bins.number = 17;
  live.set_bins(bins);
  QTRY_COMPARE_WITH_TIMEOUT(redrawn.size(), 1, patience_ms);
  const auto result = redrawn.front().front().value<LiveResult>();
  QCOMPARE(result.drawn.original->counts.size(), std::size_t(17));
  QCOMPARE(result.drawn.now->counts.size(), std::size_t(17));
  QCOMPARE(result.analysis, full.front().front().value<LiveResult>().analysis);
}

void LiveTest::sites_leave_memory_when_the_budget_is_small() {
  gui::SiteCache cache(std::uint64_t{1} << 30);
  const auto first = cache.get(*document_, tensor(GeneratedModel::down(0) + ".weight"), {});
  const auto second = cache.get(*document_, tensor(GeneratedModel::down(1) + ".weight"), {});
  QCOMPARE(cache.used(), first->bytes + second->bytes);
  QCOMPARE(cache.get(*document_, tensor(GeneratedModel::down(0) + ".input"), {}), first);
  cache.set_budget(first->bytes);
  QCOMPARE(cache.used(), first->bytes);
  QVERIFY(!cache.find(*document_, tensor(GeneratedModel::down(1) + ".weight")));
}

void LiveTest::statistics_come_back_from_the_cache() {
  const QString cache = folder_.filePath(QStringLiteral("cache"));
  const int input = tensor(GeneratedModel::down(1) + ".input");
  const auto computed = gui::StatisticsStore(document_, cache, std::uint64_t{1} << 30).get(input, {});
  gui::StatisticsStore later(document_, cache, std::uint64_t{1} << 30);
  const auto found = later.find(input);
  QVERIFY(found);
  QCOMPARE(found->absmax, computed->absmax);
  QCOMPARE(found->channels.absmax, computed->channels.absmax);
  QCOMPARE(found->values.counters(), computed->values.counters());
}

void LiveTest::a_damaged_cache_is_computed_anew() {
  const QString cache = folder_.filePath(QStringLiteral("damaged-cache"));
  const int input = tensor(GeneratedModel::down(0) + ".input");
  const auto computed = gui::StatisticsStore(document_, cache, std::uint64_t{1} << 30).get(input, {});
  QFile file(QDir(cache).filePath(QStringLiteral("%1/%2.statistics")
                                      .arg(QString::fromStdString(document_->file().identity().key()))
                                      .arg(input)));
  QVERIFY(file.open(QIODevice::ReadWrite));
  file.resize(file.size() / 2);
  file.close();
  gui::StatisticsStore later(document_, cache, std::uint64_t{1} << 30);
  QVERIFY(!later.find(input));
  QCOMPARE(later.get(input, {})->absmax, computed->absmax);
}

void LiveTest::the_report_has_every_table_and_chart() {
  const QDir folder(folder_.filePath(QStringLiteral("report")));
  const QStringList files = gui::write_report(*document_, folder.path(), {});
  for (const char* name : {"report.html", "report.md", "outliers.csv", "outliers.json", "outliers.svg",
                           "worst-input.csv", "worst-input.svg", "runs.csv", "runs.svg", "layers.csv",
                           "layers.json", "layers.svg"}) {
    QVERIFY2(QFileInfo(folder.filePath(QString::fromLatin1(name))).size() > 0, name);
    QVERIFY2(files.contains(folder.filePath(QString::fromLatin1(name))), name);
  }
  QFile table(folder.filePath(QStringLiteral("outliers.csv")));
  QVERIFY(table.open(QIODevice::ReadOnly));
  QCOMPARE(table.readAll().count('\n'), model_.tensors + 1);
}


QUANTSCOPE_TEST(LiveTest)

}  // namespace test_window_live

#include "test_window_live.moc"
