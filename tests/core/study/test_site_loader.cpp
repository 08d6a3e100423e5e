#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/storage/model_writer.h"
#include "core/study/site_loader.h"
#include "core/study/site_walk.h"
#include "tests/quantscope_test.h"

namespace test_site_loader {

using namespace quantscope;

namespace {

/// values(r, c) = first + r·columns + c.
tensor::Matrix counting(std::int64_t rows, std::int64_t columns, float first = 0) {
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = first++;
  return matrix;
}

const std::string attention = "model.layers.0.self_attn.";

}  // namespace

class TestSiteLoader : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void consumers_share_the_captured_input();
  void chosen_consumers_alone_are_read();
  void input_major_weights_are_turned();
  void integer_weights_become_floats();
  void values_that_are_not_finite_are_noted();
  void maxima_alone_are_ranges();
  void disagreeing_widths_name_both_tensors();
  void walk_loads_each_site_once_and_whole();
  void walk_takes_the_inputs_of_another_file();

 private:
  std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

void TestSiteLoader::init() {
  folder_ = std::make_unique<QTemporaryDir>();
}

namespace {

void write_attention(const std::string& path, bool with_input = true) {
  storage::ModelWriter writer(path, {"m", "llama", "", "", {}});
  writer.write("/weights/" + attention + "q_proj.weight", tensor::ElementType::f32, {4, 6},
               counting(4, 6).view());
  writer.write("/weights/" + attention + "k_proj.weight", tensor::ElementType::f16, {2, 6},
               counting(2, 6, 100).view());
  writer.write("/weights/" + attention + "o_proj.weight", tensor::ElementType::f32, {6, 4},
               counting(6, 4).view());
  if (with_input)
    writer.write("/activations/" + attention + "q_proj/input", tensor::ElementType::f32, {3, 6},
                 counting(3, 6, -9).view());
  writer.commit();
}

const calibration::SitePlan& plan_of(const calibration::SiteMap& map, const storage::ModelFile& file,
                                     const std::string& tensor) {
  const auto index = static_cast<int>(file.find(tensor) - file.tensors().data());
  return map.sites()[static_cast<std::size_t>(map.site_of(index))];
}

}  // namespace

void TestSiteLoader::consumers_share_the_captured_input() {
  write_attention(path("m.h5"));
  const auto file = storage::ModelFile::open(path("m.h5"));
  const calibration::SiteMap map(*file);
  const methods::Site site = study::load_site(*file, plan_of(map, *file, attention + "k_proj.weight"));
  QCOMPARE(site.consumers.size(), std::size_t{2});
  QCOMPARE(site.in_features(), std::int64_t{6});
  QVERIFY(site.input.has_samples());
  QCOMPARE(site.input.samples->rows(), std::int64_t{3});
  QCOMPARE((*site.input.samples)(2, 5), 8.0f);
  QCOMPARE(site.input.channel_absmax[0], 9.0f);  // −9, −3, 3
  for (const methods::Consumer& consumer : site.consumers) {
    const bool query = consumer.name.ends_with("q_proj.weight");
    QCOMPARE(consumer.weights.rows(), query ? std::int64_t{4} : std::int64_t{2});
    QVERIFY(consumer.whole_range.has_value());
    QCOMPARE(consumer.whole_range->low, query ? 0.0f : 100.0f);
    QCOMPARE(consumer.whole_range->high, query ? 23.0f : 111.0f);
  }
}

void TestSiteLoader::chosen_consumers_alone_are_read() {
  write_attention(path("m.h5"));
  const auto file = storage::ModelFile::open(path("m.h5"));
  const calibration::SiteMap map(*file);
  const calibration::SitePlan& plan = plan_of(map, *file, attention + "q_proj.weight");
  const methods::Site site = study::load_site(*file, plan, {plan.consumers.back()});
  QCOMPARE(site.consumers.size(), std::size_t{1});
  QVERIFY(site.input.has_samples());
}

void TestSiteLoader::input_major_weights_are_turned() {
  {
    storage::ModelWriter writer(path("gpt2.h5"), {"m", "gpt2", "", "", {}});
    writer.write("/weights/h.0.mlp.c_fc.weight", tensor::ElementType::f32, {3, 5}, counting(3, 5).view());
    writer.commit();
  }
  const auto file = storage::ModelFile::open(path("gpt2.h5"));
  const calibration::SiteMap map(*file);
  const methods::Site site = study::load_site(*file, map.sites().front());
  const tensor::Matrix w = tensor::to_matrix(site.consumers[0].weights.view());
  QCOMPARE(w.rows(), std::int64_t{5});
  QCOMPARE(site.in_features(), std::int64_t{3});
  QCOMPARE(w(4, 2), 14.0f);
}

void TestSiteLoader::integer_weights_become_floats() {
  {
    storage::ModelWriter writer(path("i8.h5"), {"m", "", "", "", {}});
    const std::int8_t values[4] = {-128, 127, 3, 0};
    writer.write("/weights/w", tensor::ElementType::i8, {2, 2},
                 {reinterpret_cast<const std::byte*>(values), tensor::ElementType::i8, 2, 2, 2});
    writer.commit();
  }
  const auto file = storage::ModelFile::open(path("i8.h5"));
  const methods::Site site = study::load_site(*file, calibration::SiteMap(*file).sites().front());
  QVERIFY(site.consumers[0].weights.type() == tensor::ElementType::f32);
  QCOMPARE(tensor::to_matrix(site.consumers[0].weights.view())(0, 0), -128.0f);
}

void TestSiteLoader::values_that_are_not_finite_are_noted() {
  tensor::Matrix x = counting(3, 6);
  x(1, 1) = std::numeric_limits<float>::quiet_NaN();
  x(2, 2) = std::numeric_limits<float>::infinity();
  {
    storage::ModelWriter writer(path("nan.h5"), {"m", "", "", "", {}});
    writer.write("/activations/layer/input", tensor::ElementType::f32, {3, 6}, x.view());
    writer.commit();
  }
  const auto file = storage::ModelFile::open(path("nan.h5"));
  std::vector<std::string> notes;
  const methods::Site site =
      study::load_site(*file, calibration::SiteMap(*file).sites().front(), {}, {}, &notes);
  QCOMPARE(notes.size(), std::size_t{1});
  QVERIFY(QString::fromStdString(notes[0]).contains("2 values"));
  QCOMPARE((*site.input.samples)(1, 1), 0.0f);
}

void TestSiteLoader::maxima_alone_are_ranges() {
  {
    storage::ModelWriter writer(path("maxima.h5"), {"m", "", "", "", {}});
    writer.write("/activations/layer/input_absmax", tensor::ElementType::f32, {6}, counting(1, 6).view());
    writer.commit();
  }
  const auto file = storage::ModelFile::open(path("maxima.h5"));
  const methods::Site site = study::load_site(*file, calibration::SiteMap(*file).sites().front());
  QVERIFY(site.consumers.empty());
  QVERIFY(!site.input.has_samples());
  QVERIFY((site.input.channel_absmax == std::vector<float>{0, 1, 2, 3, 4, 5}));
}

void TestSiteLoader::disagreeing_widths_name_both_tensors() {
  write_attention(path("m.h5"));
  const auto file = storage::ModelFile::open(path("m.h5"));
  calibration::SitePlan plan;
  for (const char* name : {"q_proj.weight", "o_proj.weight"})
    plan.consumers.push_back(static_cast<int>(file->find(attention + name) - file->tensors().data()));
  try {
    study::load_site(*file, plan);
    QFAIL("no error");
  } catch (const base::Error& error) {
    const QString text = error.what();
    QVERIFY(text.contains("o_proj") && text.contains("q_proj") && text.contains("4") && text.contains("6"));
  }
}

void TestSiteLoader::walk_loads_each_site_once_and_whole() {
  write_attention(path("m.h5"));
  const auto file = storage::ModelFile::open(path("m.h5"));
  std::vector<int> weights;
  for (std::size_t i = 0; i < file->tensors().size(); ++i)
    if (file->tensors()[i].name.ends_with("k_proj.weight") ||
        file->tensors()[i].name.ends_with("o_proj.weight"))
      weights.push_back(static_cast<int>(i));
  int visits = 0;
  study::walk_sites(*file, weights, nullptr, {}, [&](const study::LoadedSite& site, const base::Job&) {
    ++visits;
    const bool shared = site.prepared->site().consumers.size() == 2;  // q_proj decides with k_proj
    QCOMPARE(site.tensors.size(), std::size_t{1});
    const auto& consumer = site.prepared->site().consumers[static_cast<std::size_t>(site.consumers[0])];
    QCOMPARE(consumer.name, attention + (shared ? "k_proj.weight" : "o_proj.weight"));
  });
  QCOMPARE(visits, 2);
}

void TestSiteLoader::walk_takes_the_inputs_of_another_file() {
  write_attention(path("m.h5"), false);
  write_attention(path("calibration.h5"));
  const auto file = storage::ModelFile::open(path("m.h5"));
  const auto calibration = storage::ModelFile::open(path("calibration.h5"));
  const auto index_of = [&](const char* name) {
    return static_cast<int>(file->find(attention + name) - file->tensors().data());
  };
  study::walk_sites(*file, {index_of("k_proj.weight"), index_of("o_proj.weight")}, calibration.get(), {},
                    [&](const study::LoadedSite& site, const base::Job&) {
                      const bool known = site.prepared->site().consumers.size() == 2;
                      QCOMPARE(site.prepared->site().input.has_samples(), known);
                      QCOMPARE(site.notes.size(), known ? std::size_t{0} : std::size_t{1});
                    });
  QVERIFY_EXCEPTION_THROWN(study::walk_sites(*file, {index_of("o_proj.weight")}, calibration.get(), {},
                                             [](const auto&, const auto&) {}),
                           base::Error);
}

QUANTSCOPE_TEST(TestSiteLoader)

}  // namespace test_site_loader

#include "test_site_loader.moc"
