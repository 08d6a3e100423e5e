#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/storage/model_writer.h"
#include "core/study/overview.h"
#include "core/study/quantized_file.h"
#include "tests/quantscope_test.h"

namespace test_overview {

using namespace quantscope;
using study::Cell;
using study::Table;

namespace {

tensor::Matrix waves(std::int64_t rows, std::int64_t columns, float step) {
  tensor::Matrix matrix(rows, columns);
  float i = 0;
  for (float& value : matrix.values()) value = std::sin(step * ++i);
  return matrix;
}

}  // namespace

class TestOverview : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void statistics_table_has_a_row_a_tensor();
  void linear_weights_leave_out_embeddings_and_norms();
  void an_uncommitted_file_is_not_there();
  void a_weight_is_written_once();

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<const storage::ModelFile> file_;
};

void TestOverview::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  const std::string path = folder_->filePath("m.h5").toStdString();
  storage::ModelWriter writer(path, {"m", "llama", "", "", {}});
  using tensor::ElementType;
  writer.write("/weights/model.embed_tokens.weight", ElementType::f32, {20, 16}, waves(20, 16, 0.3f).view());
  writer.write("/weights/model.norm.weight", ElementType::f32, {16}, waves(1, 16, 0.2f).view());
  writer.write("/weights/lm_head.weight", ElementType::f32, {20, 16}, waves(20, 16, 0.4f).view());
  writer.write("/weights/model.layers.0.self_attn.o_proj.weight", ElementType::f32, {16, 16},
               waves(16, 16, 0.7f).view());
  writer.write("/weights/model.layers.0.mlp.down_proj.weight", ElementType::f32, {16, 24},
               waves(16, 24, 0.9f).view());
  writer.write("/activations/model.layers.0.mlp.down_proj/input", ElementType::f32, {8, 24},
               waves(8, 24, 0.37f).view());
  writer.commit();
  file_ = storage::ModelFile::open(path);
}

void TestOverview::statistics_table_has_a_row_a_tensor() {
  const Table table = study::statistics_table(*file_);
  QCOMPARE(table.rows.size(), std::size_t{6});
  for (const std::vector<Cell>& row : table.rows) QCOMPARE(row.size(), table.columns.size());
  const Table one = study::statistics_table(*file_, {3});
  QCOMPARE(one.rows.size(), std::size_t{1});
  QVERIFY(one.rows[0] == table.rows[3]);
}

void TestOverview::linear_weights_leave_out_embeddings_and_norms() {
  std::vector<std::string> names;
  for (const int index : study::linear_weights(*file_))
    names.push_back(file_->tensors()[static_cast<std::size_t>(index)].name);
  QVERIFY((names == std::vector<std::string>{"model.layers.0.mlp.down_proj.weight",
                                             "model.layers.0.self_attn.o_proj.weight"}));
}

void TestOverview::an_uncommitted_file_is_not_there() {
  const QString target = folder_->filePath("out.h5");
  { study::QuantizedFile output(target.toStdString(), *file_, study::QuantizedContent::codes); }
  QVERIFY(!QFile::exists(target));
  QCOMPARE(QDir(folder_->path()).entryList(QDir::Files).size(), 1);
}

void TestOverview::a_weight_is_written_once() {
  const study::PreparedSite site([&] {
    methods::Site made;
    made.name = "w";
    made.consumers.push_back({"w", file_->read(*file_->find("model.layers.0.self_attn.o_proj.weight")), {}});
    return made;
  }());
  const methods::Method& rtn = methods::method_by_id("rtn");
  const methods::QuantizedSite quantized = study::quantize_site(site, rtn, {});
  study::QuantizedFile output(folder_->filePath("out.h5").toStdString(), *file_,
                              study::QuantizedContent::codes);
  const storage::TensorInfo& info = *file_->find("model.layers.0.self_attn.o_proj.weight");
  output.add(info, *quantized.consumers[0], "rtn", {});
  QVERIFY_EXCEPTION_THROWN(output.add(info, *quantized.consumers[0], "rtn", {}), base::Error);
}

QUANTSCOPE_TEST(TestOverview)

}  // namespace test_overview

#include "test_overview.moc"
