#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/storage/model_writer.h"
#include "core/study/overview.h"
#include "core/study/quantized_file.h"

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

double number(const Table& table, std::size_t row, const char* column) {
  return std::get<double>(table.rows[row][static_cast<std::size_t>(table.column(column))]);
}

}  // namespace

class TestOverview : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void statistics_table_has_a_row_a_tensor();
  void linear_weights_leave_out_embeddings_and_norms();
  void comparison_has_a_row_for_each_setting_and_weight();
  void more_bits_err_less();
  void unsuitable_methods_say_why();
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

void TestOverview::comparison_has_a_row_for_each_setting_and_weight() {
  const Table table =
      study::comparison_table(*file_, {{"rtn", {{"weight_bits", 4.0}}}, {"rtn", {{"weight_bits", 8.0}}}});
  QCOMPARE(table.rows.size(), std::size_t{4});
  for (const std::vector<Cell>& row : table.rows) {
    QCOMPARE(row.size(), table.columns.size());
    const bool known = std::get<std::string>(row[0]).ends_with("down_proj.weight");
    const Cell& output = row[static_cast<std::size_t>(table.column("output_mse"))];
    QCOMPARE(std::holds_alternative<double>(output), known);
  }
}

void TestOverview::more_bits_err_less() {
  std::vector<study::Setting> settings;
  for (int bits = 2; bits <= 8; ++bits)
    settings.push_back({"rtn", {{"weight_bits", double(bits)}, {"activation_bits", 16.0}}});
  const Table table = study::comparison_table(*file_, settings, {study::linear_weights(*file_).front()});
  QCOMPARE(table.rows.size(), settings.size());
  for (std::size_t row = 1; row < table.rows.size(); ++row) {
    QVERIFY(number(table, row, "mse") < number(table, row - 1, "mse"));
    QVERIFY(number(table, row, "bits_per_weight") > number(table, row - 1, "bits_per_weight"));
  }
}

void TestOverview::unsuitable_methods_say_why() {
  const Table table = study::comparison_table(*file_, {{"qllm", {}}});
  QCOMPARE(table.rows.size(), std::size_t{2});
  for (const std::vector<Cell>& row : table.rows) {
    const bool known = std::get<std::string>(row[0]).ends_with("down_proj.weight");
    QCOMPARE(std::holds_alternative<double>(row[static_cast<std::size_t>(table.column("mse"))]), known);
    if (!known) QVERIFY(!std::get<std::string>(row.back()).empty());
  }
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

QTEST_GUILESS_MAIN(TestOverview)
#include "test_overview.moc"
