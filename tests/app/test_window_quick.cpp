// The first look at a large tensor, and who reads first.
#include <QSignalSpy>
#include <QTest>

#include "app/gui/statistics_pass.h"
#include "app/gui/tensor_loader.h"
#include "core/tensor/half.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"

namespace test_window_quick {

using namespace quantscope;
using gui::StatisticsStore;
using gui::TensorLoader;

namespace {

constexpr int patience_ms = 60000;
constexpr std::int64_t rows = 2048, columns = 3072;

/// Tensors of 12 MiB and one of 24 KiB. Every 64th row is 10 times as large.
void write_large(const QString& path) {
  storage::ModelWriter writer(path.toStdString(), {});
  tensor::Tensor values(tensor::ElementType::f16, rows, columns);
  auto* out = reinterpret_cast<std::uint16_t*>(values.mutable_data());
  for (std::int64_t i = 0; i < rows * columns; ++i)
    out[i] = tensor::f16_from_f32(static_cast<float>((i * 7919) % 997 - 498) / 512.0f *
                                  (i / columns % 64 == 0 ? 10.0f : 1.0f));
  for (int block = 0; block < 3; ++block)
    writer.write("/weights/model.layers." + std::to_string(block) + ".mlp.down_proj.weight",
                 tensor::ElementType::f16, {rows, columns}, values.view());
  writer.write("/weights/model.layers.0.mlp.up_proj.weight", tensor::ElementType::f16, {4, columns},
               values.view().row_range(0, 4));
  writer.commit();
}

/// What a loader says, in order.
struct Log {
  explicit Log(TensorLoader& loader) {
    QObject::connect(&loader, &TensorLoader::quickReady, &loader,
                     [this](int tensor, const StatisticsStore::Entry& entry, qint64 values) {
                       said << QStringLiteral("quick %1").arg(tensor);
                       sample = entry;
                       sample_values = values;
                     });
    QObject::connect(&loader, &TensorLoader::statisticsReady, &loader,
                     [this](int tensor, const StatisticsStore::Entry& entry) {
                       said << QStringLiteral("statistics %1").arg(tensor);
                       statistics = entry;
                     });
    QObject::connect(&loader, &TensorLoader::loaded, &loader,
                     [this](const auto& loaded) { said << QStringLiteral("loaded %1").arg(loaded->tensor); });
    QObject::connect(&loader, &TensorLoader::failed, &loader,
                     [this](int tensor) { said << QStringLiteral("failed %1").arg(tensor); });
  }
  QStringList said;
  StatisticsStore::Entry sample, statistics;
  qint64 sample_values = 0;
};

}  // namespace

class QuickTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::shared_ptr<const gui::Document> document_;
  std::shared_ptr<StatisticsStore> store_;
  std::shared_ptr<gui::SiteCache> sites_;

  int tensor(const char* name) const {
    return static_cast<int>(document_->file().find(name) - document_->tensors().data());
  }

 private slots:
  void initTestCase() {
    const QString path = folder_.filePath(QStringLiteral("large.h5"));
    write_large(path);
    document_ = gui::Document::open(path);
  }

  void init() {
    store_ = std::make_shared<StatisticsStore>(document_, QString(), std::uint64_t{1} << 30);
    sites_ = std::make_shared<gui::SiteCache>(std::uint64_t{1} << 30);
  }

  void a_sample_comes_before_the_statistics_of_the_whole() {
    TensorLoader loader;
    Log log(loader);
    const int wanted = tensor("model.layers.1.mlp.down_proj.weight");
    loader.load(store_, sites_, wanted);
    QTRY_VERIFY_WITH_TIMEOUT(!loader.loading(), patience_ms);
    QCOMPARE(log.said,
             (QStringList{QStringLiteral("quick %1").arg(wanted), QStringLiteral("statistics %1").arg(wanted),
                          QStringLiteral("loaded %1").arg(wanted)}));
    QCOMPARE(log.sample_values, qint64(log.sample->count));
    QVERIFY(log.sample->count > 0);
    QVERIFY(log.sample->count % columns == 0);
    QVERIFY(2 * log.sample->count <= rows * columns);
    QCOMPARE(log.sample->channels.channels(), columns);
    QCOMPARE(log.statistics->count, std::uint64_t(rows * columns));
    // The store keeps the whole alone.
    QCOMPARE(store_->find(wanted)->count, std::uint64_t(rows * columns));
  }

  void what_is_known_or_small_needs_no_sample() {
    TensorLoader loader;
    const int small = tensor("model.layers.0.mlp.up_proj.weight");
    const int large = tensor("model.layers.0.mlp.down_proj.weight");
    (void)store_->get(large, {});
    for (const int wanted : {small, large}) {
      Log log(loader);
      loader.load(store_, sites_, wanted);
      QTRY_VERIFY_WITH_TIMEOUT(!loader.loading(), patience_ms);
      QCOMPARE(log.said, (QStringList{QStringLiteral("statistics %1").arg(wanted),
                                      QStringLiteral("loaded %1").arg(wanted)}));
      loader.disconnect();
    }
  }

  void only_the_newest_selection_is_reported() {
    TensorLoader loader;
    Log log(loader);
    const int last = tensor("model.layers.2.mlp.down_proj.weight");
    loader.load(store_, sites_, tensor("model.layers.0.mlp.down_proj.weight"));
    loader.load(store_, sites_, tensor("model.layers.1.mlp.down_proj.weight"));
    loader.load(store_, sites_, last);
    QTRY_VERIFY_WITH_TIMEOUT(!loader.loading(), patience_ms);
    QCOMPARE(log.said.size(), 3);
    for (const QString& line : log.said) QVERIFY(line.endsWith(QString::number(last)));
    loader.load(store_, sites_, tensor("model.layers.0.mlp.down_proj.weight"));
    loader.cancel();
    QVERIFY(!loader.loading());
    QTest::qWait(100);
    QCOMPARE(log.said.size(), 3);
  }

  void the_pass_stands_still_while_a_selection_loads() {
    gui::StatisticsPass pass;
    QSignalSpy arrived(&pass, &gui::StatisticsPass::summariesReady);
    QSignalSpy finished(&pass, &gui::StatisticsPass::finished);
    auto precedence = StatisticsStore::precedence(store_);
    pass.start(store_, {0, 1, 2});
    QTest::qWait(150);
    QVERIFY(arrived.isEmpty());
    QVERIFY(pass.running());
    precedence.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!pass.running(), patience_ms);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.front().at(0).toBool(), false);
    for (int known = 0; known < 3; ++known) QVERIFY(store_->find(known));
  }

  void a_pass_that_stands_still_can_be_cancelled() {
    gui::StatisticsPass pass;
    QSignalSpy finished(&pass, &gui::StatisticsPass::finished);
    const auto precedence = StatisticsStore::precedence(store_);
    pass.start(store_, {0, 1});
    QTest::qWait(50);
    pass.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
    QCOMPARE(finished.front().at(0).toBool(), true);
  }

  void a_loader_gives_precedence_back_when_it_is_done_cancelled_or_gone() {
    const auto background_is_free = [this] {
      base::Job job;
      std::stop_source stop;
      stop.request_stop();
      job.stop = stop.get_token();
      try {
        store_->let_others_first(job);  // does not wait where nobody is first
        return true;
      } catch (const base::Cancelled&) {
        return false;
      }
    };
    QVERIFY(background_is_free());
    {
      TensorLoader loader;
      loader.load(store_, sites_, 0);
      QVERIFY(!background_is_free());
      QTRY_VERIFY_WITH_TIMEOUT(!loader.loading(), patience_ms);
      QVERIFY(background_is_free());
      loader.load(store_, sites_, 1);
      loader.cancel();
      QVERIFY(background_is_free());
      loader.load(store_, sites_, 1);
    }
    QVERIFY(background_is_free());
  }
};

QUANTSCOPE_TEST(QuickTest)

}  // namespace test_window_quick

#include "test_window_quick.moc"
