#include "core/calibration/known_input.h"

#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/storage/model_writer.h"
#include "tests/quantscope_test.h"

namespace test_known_input {

using namespace quantscope;
using tensor::ElementType;
using tensor::Matrix;

namespace {

Matrix row_of(const std::vector<float>& values) {
  Matrix matrix(1, static_cast<std::int64_t>(values.size()));
  std::copy(values.begin(), values.end(), matrix.values().begin());
  return matrix;
}

/// Two samples of two channels, [1, −2] and [3, 4], and statistics of a larger set.
class CalibrationFile {
 public:
  explicit CalibrationFile(const QTemporaryDir& folder) : path(folder.filePath("c.h5").toStdString()) {}

  std::string path;
  std::vector<float> minimum{-5, -6}, maximum{7, 8}, mean_square{9, 10};
  Matrix hessian = Matrix(2, 2);
  bool samples = true, statistics = true, maxima = false;

  std::shared_ptr<const storage::ModelFile> written() const {
    storage::ModelWriter writer(path, {"m", "llama", "", "", {}});
    const auto put = [&](const char* part, const Matrix& values, const tensor::Shape& shape) {
      writer.write(calibration::calibration_path("block.q", part), ElementType::f32, shape, values.view());
    };
    const auto channels = [](const std::vector<float>& values) {
      return tensor::Shape{static_cast<std::int64_t>(values.size())};
    };
    if (statistics) {
      put("minimum", row_of(minimum), channels(minimum));
      put("maximum", row_of(maximum), channels(maximum));
      put("mean_square", row_of(mean_square), channels(mean_square));
      put("hessian", hessian, {hessian.rows(), hessian.columns()});
      const std::int64_t tokens = 1000;
      writer.write(calibration::calibration_path("block.q", "tokens"), ElementType::i64, {},
                   {reinterpret_cast<const std::byte*>(&tokens), ElementType::i64, 1, 1, 1});
    }
    Matrix x(2, 2);
    x(0, 0) = 1, x(0, 1) = -2, x(1, 0) = 3, x(1, 1) = 4;
    if (samples) writer.write("/activations/block.q/input", ElementType::f16, {2, 2}, x.view());
    if (maxima)
      writer.write("/activations/block.q/input_absmax", ElementType::f32, {2}, row_of({100, 200}).view());
    writer.commit();
    return storage::ModelFile::open(path);
  }

  /// The message of known_input(); empty where it accepts the file.
  std::string complaint() const {
    const auto file = written();
    try {
      calibration::known_input(*file, {"block.q"});
    } catch (const base::Error& error) {
      return error.what();
    }
    return {};
  }
};

}  // namespace

class TestKnownInput : public QObject {
  Q_OBJECT
 private slots:
  void statistics_of_the_whole_set_come_before_those_of_the_samples() {
    const auto file = file_.written();
    const auto known = calibration::known_input(*file, {"block.absent", "block.q"});
    QCOMPARE(known.channel_minimum, (std::vector<float>{-5, -6}));
    QCOMPARE(known.channel_maximum, (std::vector<float>{7, 8}));
    QCOMPARE(known.channel_absmax, (std::vector<float>{7, 8}));
    QCOMPARE(known.channel_mean_square, (std::vector<float>{9, 10}));
    QVERIFY(known.channel_mean_absolute.empty());
    QCOMPARE(known.tokens, std::int64_t{1000});
    QVERIFY(known.hessian && known.hessian->rows() == 2);
    QVERIFY(known.has_samples());
    QCOMPARE((*known.samples)(0, 1), -2.0f);
  }

  void samples_alone_give_ranges_and_means() {
    file_.statistics = false;
    const auto known = calibration::known_input(*file_.written(), {"block.q"});
    QCOMPARE(known.channel_maximum, (std::vector<float>{3, 4}));
    QCOMPARE(known.channel_mean_square, (std::vector<float>{5, 10}));
    QCOMPARE(known.channel_mean_absolute, (std::vector<float>{2, 3}));
    QCOMPARE(known.tokens, std::int64_t{2});
    QVERIFY(!known.hessian);
  }

  void samples_come_before_maxima() {
    file_.statistics = false;
    file_.maxima = true;
    QCOMPARE(calibration::known_input(*file_.written(), {"block.q"}).channel_absmax,
             (std::vector<float>{3, 4}));
    file_.samples = false;
    const auto known = calibration::known_input(*file_.written(), {"block.q"});
    QCOMPARE(known.channel_absmax, (std::vector<float>{100, 200}));
    QVERIFY(!known.has_samples());
  }

  void parts_that_are_not_wanted_are_not_read() {
    const auto file = file_.written();
    const auto known = calibration::known_input(*file, {"block.q"}, {}, nullptr, {false, false});
    QVERIFY(!known.hessian);
    QVERIFY(!known.samples);
    QVERIFY(known.has_ranges());
  }

  void unknown_modules_have_nothing() {
    const auto file = file_.written();
    QVERIFY(!calibration::knows_input(*file, {"block.k"}));
    QVERIFY(calibration::knows_input(*file, {"block.k", "block.q"}));
    const auto known = calibration::known_input(*file, {"block.k"});
    QVERIFY(!known.has_ranges() && !known.has_samples() && !known.hessian);
  }

  /// They are no tensors of the model: navigator, statistics and reports do not list them.
  void statistics_are_not_among_the_tensors() {
    const auto file = file_.written();
    QCOMPARE(file->tensors().size(), std::size_t{1});
    QVERIFY(file->find_calibration("/calibration/block.q/hessian"));
    QVERIFY(!file->find("/calibration/block.q/hessian"));
  }

  void contradictions_are_refused_with_their_name() {
    const auto names = [](const std::string& text, const char* a, const char* b) {
      if (text.find(a) != std::string::npos && text.find(b) != std::string::npos) return true;
      qWarning("complaint: %s", text.c_str());
      return false;
    };
    {
      CalibrationFile bad = file_;
      bad.hessian = Matrix(3, 3);
      QVERIFY(names(bad.complaint(), "block.q/hessian", "[2, 2]"));
    }
    {
      CalibrationFile bad = file_;
      bad.mean_square = {1, 2, 3};
      QVERIFY(names(bad.complaint(), "block.q/mean_square", "3 channels"));
    }
    {
      CalibrationFile bad = file_;
      bad.minimum = {9, -6};
      QVERIFY(names(bad.complaint(), "block.q/minimum", "channel 0"));
    }
    {
      CalibrationFile bad = file_;
      bad.maximum = {7, std::nanf("")};
      QVERIFY(names(bad.complaint(), "block.q/maximum", "not finite"));
    }
    {
      CalibrationFile bad = file_;
      bad.minimum = bad.maximum = bad.mean_square = {1, 2, 3};
      bad.hessian = Matrix(3, 3);
      QVERIFY(names(bad.complaint(), "activations/block.q/input", "2 channels"));
    }
  }

 private:
  Q_SLOT void init() { file_ = CalibrationFile(folder_); }
  QTemporaryDir folder_;
  CalibrationFile file_{folder_};
};

QUANTSCOPE_TEST(TestKnownInput)

}  // namespace test_known_input

#include "test_known_input.moc"
