#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <random>

#include "core/storage/model_writer.h"
#include "core/study/tensor_scan.h"
#include "tests/quantscope_test.h"

namespace test_tensor_scan {

using namespace quantscope;

class TestTensorScan : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void tiles_give_what_the_whole_matrix_gives();
  void input_major_weights_have_their_channels_in_rows();
  void maxima_alone_fill_the_profile_only();
  void rows_beyond_the_budget_are_refused();
  void progress_ends_at_one();
  void cancelled_scans_throw();
  void empty_tensors_are_counted_as_nothing();

 private:
  const storage::TensorInfo& info(const char* name) const { return *file_->find(name); }
  QTemporaryDir folder_;
  tensor::Matrix values_{301, 40};
  std::shared_ptr<const storage::ModelFile> file_;
};

void TestTensorScan::initTestCase() {
  std::mt19937 random(4);
  std::normal_distribution<float> normal(0, 1);
  for (float& value : values_.values()) value = normal(random);
  const std::string path = folder_.filePath("scan.h5").toStdString();
  storage::ModelWriter writer(path, {"scan", "gpt2", "", "", {}});
  writer.write("/weights/w", tensor::ElementType::f32, {301, 40}, values_.view());
  writer.write("/weights/h.0.attn.c_proj.weight", tensor::ElementType::f32, {301, 40}, values_.view());
  tensor::Matrix maxima(1, 5);
  for (std::int64_t c = 0; c < 5; ++c) maxima(0, c) = c == 3 ? 70.0f : 1.0f + static_cast<float>(c);
  writer.write("/activations/w/input_absmax", tensor::ElementType::f32, {5}, maxima.view());
  writer.create("/weights/empty", tensor::ElementType::f32, {0, 7});
  writer.commit();
  file_ = storage::ModelFile::open(path);
}

void TestTensorScan::tiles_give_what_the_whole_matrix_gives() {
  const statistics::TensorStatistics whole = statistics::statistics_of(values_.view());
  for (const int threads : {0, 1})
    for (const std::uint64_t budget : {40u * 4u, 4096u, 1u << 20}) {
      base::Job job;
      job.threads = threads;
      const statistics::TensorStatistics found = study::scan_tensor(*file_, info("w"), {budget, 6}, job);
      QCOMPARE(found.count, whole.count);
      QVERIFY(std::abs(found.mean - whole.mean) < 1e-12);
      QVERIFY(std::abs(found.kurtosis - whole.kurtosis) < 1e-9);
      QVERIFY(found.values.counters() == whole.values.counters());
      QVERIFY(found.channels.absmax == whole.channels.absmax);
      QCOMPARE(found.p99, whole.p99);
    }
}

void TestTensorScan::input_major_weights_have_their_channels_in_rows() {
  const statistics::TensorStatistics found = study::scan_tensor(*file_, info("h.0.attn.c_proj.weight"));
  QCOMPARE(found.channels.channels(), std::int64_t{301});
  float largest = 0;
  for (std::int64_t c = 0; c < 40; ++c) largest = std::max(largest, std::abs(values_(17, c)));
  QCOMPARE(found.channels.absmax[17], largest);
}

void TestTensorScan::maxima_alone_fill_the_profile_only() {
  const statistics::TensorStatistics found = study::scan_tensor(*file_, info("/activations/w/input_absmax"));
  QCOMPARE(found.count, std::uint64_t{0});
  QCOMPARE(found.values.finite(), std::uint64_t{0});
  QCOMPARE(found.absmax, 70.0);
  // 1, 2, 3, 5 and 70: the median is 3.
  QCOMPARE(found.outlier.channel_absmax_median, 3.0);
  QVERIFY((found.outlier.outlier_channels == std::vector<std::int64_t>{3}));
}

void TestTensorScan::rows_beyond_the_budget_are_refused() {
  try {
    study::scan_tensor(*file_, info("w"), {100, 6});
    QFAIL("no error");
  } catch (const base::Error& error) {
    QVERIFY(QString(error.what()).contains("/weights/w"));
    QVERIFY(QString(error.what()).contains("budget"));
  }
}

void TestTensorScan::progress_ends_at_one() {
  std::mutex mutex;
  double last = 0;
  base::Job job;
  job.progress = [&](double fraction, std::string_view) {
    const std::lock_guard lock(mutex);
    last = std::max(last, fraction);
  };
  study::scan_tensor(*file_, info("w"), {1024, 6}, job);
  QCOMPARE(last, 1.0);
}

void TestTensorScan::cancelled_scans_throw() {
  std::stop_source stop;
  base::Job job;
  job.stop = stop.get_token();
  job.progress = [&](double, std::string_view) { stop.request_stop(); };
  QVERIFY_EXCEPTION_THROWN(study::scan_tensor(*file_, info("w"), {1024, 6}, job), base::Cancelled);
}

void TestTensorScan::empty_tensors_are_counted_as_nothing() {
  QCOMPARE(study::scan_tensor(*file_, info("empty")).count, std::uint64_t{0});
}

QUANTSCOPE_TEST(TestTensorScan)

}  // namespace test_tensor_scan

#include "test_tensor_scan.moc"
