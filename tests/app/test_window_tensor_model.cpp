#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "app/gui/tensor_filter.h"
#include "app/gui/tensor_model.h"
#include "tests/app/window_fixture.h"
#include "tests/quantscope_test.h"

namespace test_window_tensor_model {

using namespace quantscope;
using gui::TensorModel;
using gui::TensorSummary;

static gui::Filter filter_of(gui::Filter::Kind kind, const QString& text) {
  gui::Filter filter;
  filter.kind = kind;
  filter.text = text;
  return filter;
}

static gui::Filter named(const QString& pattern) {
  return filter_of(gui::Filter::Kind::name, pattern);
}

static gui::Filter of_kind(const QString& kind) {
  return filter_of(gui::Filter::Kind::tensor_kind, kind);
}

class TensorModelTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void blocks_hold_their_tensors_with_the_input_before_its_layer();
  void model_and_filter_keep_the_rules_of_item_models();
  void a_block_shows_the_worst_of_its_tensors();
  void search_takes_parts_of_names_and_globs();
  void kinds_and_roles_filter();
  void sorting_by_a_figure_orders_blocks_and_tensors();
  void every_tensor_of_a_long_list_is_found_by_its_index();

 private:
  QStringList shown(const gui::TensorFilter& filter) const;

  QTemporaryDir folder_;
  tests::GeneratedModel generated_;
  std::shared_ptr<const gui::Document> document_;
};

void TensorModelTest::initTestCase() {
  tests::isolate_settings(folder_.path());
  generated_ = tests::generate_model(folder_.filePath(QStringLiteral("model.h5")));
  document_ = gui::Document::open(generated_.path);
}

QStringList TensorModelTest::shown(const gui::TensorFilter& filter) const {
  QStringList names;
  for (int group = 0; group < filter.rowCount(); ++group) {
    const QModelIndex parent = filter.index(group, 0);
    for (int row = 0; row < filter.rowCount(parent); ++row)
      names << filter.index(row, 0, parent).data(TensorModel::path_role).toString();
  }
  return names;
}

void TensorModelTest::blocks_hold_their_tensors_with_the_input_before_its_layer() {
  TensorModel model;
  model.set_document(document_);
  QCOMPARE(model.rowCount(), 2);
  const QModelIndex block = model.index(1, 0);
  QCOMPARE(block.data().toString(), QStringLiteral("block 1"));
  QStringList names;
  for (int row = 0; row < model.rowCount(block); ++row)
    names << model.index(row, 0, block).data(TensorModel::path_role).toString();
  QCOMPARE(names.size(), 4);
  const qsizetype input = names.indexOf(QStringLiteral("model.layers.1.mlp.down_proj.input"));
  QVERIFY(input >= 0);
  QCOMPARE(names.indexOf(QStringLiteral("model.layers.1.mlp.down_proj.weight")), input + 1);
  const QModelIndex weight = model.index(int(input) + 1, TensorModel::shape_column, block);
  QCOMPARE(weight.data().toString(), QStringLiteral("64 × 96"));
}

void TensorModelTest::model_and_filter_keep_the_rules_of_item_models() {
  TensorModel model;
  gui::TensorFilter filter;
  filter.setSourceModel(&model);
  QAbstractItemModelTester of_model(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QAbstractItemModelTester of_filter(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.set_document(document_);
  filter.sort(TensorModel::badness_column, Qt::DescendingOrder);
  TensorSummary summary;
  for (int tensor = 0; tensor < generated_.tensors; ++tensor) {
    summary.badness = (tensor * 37 % 11) / 11.0;
    model.set_summaries({{tensor, summary}});
  }
  filter.set_filters({named(QStringLiteral("down"))});
  filter.set_filters({named(QStringLiteral("nothing has this name"))});
  QCOMPARE(filter.rowCount(), 0);
  filter.set_filters({});
  model.set_document(nullptr);
  QCOMPARE(model.rowCount(), 0);
}

void TensorModelTest::a_block_shows_the_worst_of_its_tensors() {
  TensorModel model;
  model.set_document(document_);
  const QModelIndex block = model.index(0, 0);
  const int first = model.tensor_at(model.index(0, 0, block)),
            second = model.tensor_at(model.index(1, 0, block));
  TensorSummary mild, wild, broken;
  mild.outlier_ratio = 2;
  mild.badness = gui::badness_of(2);
  wild.outlier_ratio = 50;
  wild.badness = gui::badness_of(50);
  broken.outlier_ratio = 1000;
  broken.problem = QStringLiteral("unreadable");
  QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
  model.set_summaries({{first, wild}, {second, mild}, {model.tensor_at(model.index(2, 0, block)), broken}});
  QVERIFY(!changed.isEmpty());
  QCOMPARE(model.index(0, TensorModel::ratio_column).data(TensorModel::sort_role).toDouble(), 50.0);
  QCOMPARE(model.index(0, TensorModel::ratio_column).data().toString(),
           model.index(0, TensorModel::ratio_column, block).data().toString());
  // log10(100)/2 = 1: the bar is full.
  QCOMPARE(gui::badness_of(100), 1.0);
  QCOMPARE(gui::badness_of(10), 0.5);
  QCOMPARE(gui::badness_of(1), 0.0);
  QCOMPARE(gui::badness_of(std::numeric_limits<double>::infinity()), 1.0);
}

void TensorModelTest::search_takes_parts_of_names_and_globs() {
  TensorModel model;
  gui::TensorFilter filter;
  filter.setSourceModel(&model);
  model.set_document(document_);
  filter.set_filters({named(QStringLiteral("DOWN_proj"))});
  QCOMPARE(filter.shown_tensors(), 4);
  filter.set_filters({named(QStringLiteral("*.1.*proj.weight"))});
  QCOMPARE(filter.shown_tensors(), 3);
  for (const QString& name : shown(filter)) QVERIFY(name.startsWith(QStringLiteral("model.layers.1.")));
  filter.set_filters({named(QStringLiteral("[ug]*_proj"))});
  QCOMPARE(filter.shown_tensors(), 4);  // gate_proj and up_proj of both blocks
  filter.set_filters({named(QStringLiteral("mlp.[ug]*_proj.weight"))});
  QCOMPARE(filter.shown_tensors(), 4);
}

void TensorModelTest::kinds_and_roles_filter() {
  TensorModel model;
  gui::TensorFilter filter;
  filter.setSourceModel(&model);
  model.set_document(document_);
  filter.set_filters({of_kind(QStringLiteral("role:input"))});
  QCOMPARE(filter.shown_tensors(), 2);
  filter.set_filters({of_kind(QStringLiteral("role:weight"))});
  QCOMPARE(filter.shown_tensors(), 6);
  filter.set_filters({of_kind(QStringLiteral("up_proj"))});
  QCOMPARE(filter.shown_tensors(), 2);
}

void TensorModelTest::sorting_by_a_figure_orders_blocks_and_tensors() {
  TensorModel model;
  gui::TensorFilter filter;
  filter.setSourceModel(&model);
  model.set_document(document_);
  std::vector<std::pair<int, TensorSummary>> summaries;
  for (int tensor = 0; tensor < generated_.tensors; ++tensor) {
    TensorSummary summary;
    summary.kurtosis = tensor;
    summaries.emplace_back(tensor, summary);
  }
  model.set_summaries(summaries);
  filter.sort(TensorModel::kurtosis_column, Qt::DescendingOrder);
  double last_block = 1e9;
  for (int group = 0; group < filter.rowCount(); ++group) {
    const QModelIndex block = filter.index(group, TensorModel::kurtosis_column);
    QVERIFY(block.data(TensorModel::sort_role).toDouble() <= last_block);
    last_block = block.data(TensorModel::sort_role).toDouble();
    double last = 1e9;
    for (int row = 0; row < filter.rowCount(filter.index(group, 0)); ++row) {
      const double now = filter.index(row, TensorModel::kurtosis_column, filter.index(group, 0))
                             .data(TensorModel::sort_role)
                             .toDouble();
      QVERIFY(now < last);
      last = now;
    }
  }
}

void TensorModelTest::every_tensor_of_a_long_list_is_found_by_its_index() {
  const QString path = folder_.filePath(QStringLiteral("many.h5"));
  constexpr int blocks = 40, each = 50;
  {
    storage::ModelWriter writer(path.toStdString(), {});
    const std::vector<float> values(4, 1.0f);
    for (int block = 0; block < blocks; ++block)
      for (int i = 0; i < each; ++i)
        writer.write("/weights/layers." + std::to_string(block) + ".expert" + std::to_string(i) + ".weight",
                     tensor::ElementType::f32, {2, 2}, tests::view_of(values, 2, 2));
    writer.commit();
  }
  TensorModel model;
  gui::TensorFilter filter;
  filter.setSourceModel(&model);
  model.set_document(gui::Document::open(path));
  QCOMPARE(model.rowCount(), blocks);
  QCOMPARE(filter.shown_tensors(), blocks * each);
  filter.set_filters({named(QStringLiteral("expert49"))});
  QCOMPARE(filter.shown_tensors(), blocks);
  for (int tensor = 0; tensor < blocks * each; ++tensor)
    QCOMPARE(model.tensor_at(model.index_of(tensor)), tensor);
}

QUANTSCOPE_TEST(TensorModelTest)

}  // namespace test_window_tensor_model

#include "test_window_tensor_model.moc"
