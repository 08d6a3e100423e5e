#include <QTest>

#include "core/storage/tensor_names.h"
#include "tests/quantscope_test.h"

namespace test_tensor_names {

using namespace quantscope::storage;

class TestTensorNames : public QObject {
  Q_OBJECT

  static TensorInfo described(const char* path, quantscope::tensor::Shape shape = {8, 8}) {
    TensorInfo info;
    info.path = path;
    info.shape = std::move(shape);
    describe_by_path(info);
    return info;
  }

 private slots:
  void paths_give_role_block_module_and_kind_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("block");
    const auto row = [](const char* path, TensorRole role, const char* name, const char* module,
                        const char* kind, int block) {
      QTest::newRow(path) << path << static_cast<int>(role) << name << module << kind << block;
    };
    const auto weight = TensorRole::weight, activation = TensorRole::activation,
               absmax = TensorRole::channel_absmax, other = TensorRole::other;
    row("/weights/model.layers.11.mlp.down_proj.weight", weight, "model.layers.11.mlp.down_proj.weight",
        "model.layers.11.mlp.down_proj", "down_proj", 11);
    row("/weights/h.0.attn.c_attn.bias", weight, "h.0.attn.c_attn.bias", "h.0.attn.c_attn", "c_attn", 0);
    row("/weights/transformer.h.7.ln_1.weight", weight, "transformer.h.7.ln_1.weight", "transformer.h.7.ln_1",
        "ln_1", 7);
    row("/weights/model.decoder.layers.3.fc1.weight", weight, "model.decoder.layers.3.fc1.weight",
        "model.decoder.layers.3.fc1", "fc1", 3);
    row("/weights/blocks.5.w", weight, "blocks.5.w", "blocks.5.w", "w", 5);
    row("/weights/model.layers.2.mlp.experts.6.w1.weight", weight, "model.layers.2.mlp.experts.6.w1.weight",
        "model.layers.2.mlp.experts.6.w1", "w1", 2);
    row("/weights/lm_head.weight", weight, "lm_head.weight", "lm_head", "lm_head", -1);
    row("/activations/model.layers.1.mlp.down_proj/input", activation, "model.layers.1.mlp.down_proj.input",
        "model.layers.1.mlp.down_proj", "down_proj", 1);
    row("/activations/model.layers.1.fc1/input_absmax", absmax, "model.layers.1.fc1.input_absmax",
        "model.layers.1.fc1", "fc1", 1);
    row("/weights/model.layers.1.fc1.input_absmax", absmax, "model.layers.1.fc1.input_absmax",
        "model.layers.1.fc1", "fc1", 1);
    row("/profiles/lm_head.input_absmax", absmax, "profiles/lm_head.input_absmax", "profiles/lm_head",
        "lm_head", -1);
    row("/block_4/dense/kernel:0", other, "block_4/dense/kernel:0", "block_4/dense/kernel:0", "kernel:0", 4);
    row("/model.layers.9.mlp.up_proj.weight", other, "model.layers.9.mlp.up_proj.weight",
        "model.layers.9.mlp.up_proj", "model.layers.9.mlp.up_proj.weight", 9);
    row("/layers.99999999999999999999.w", other, "layers.99999999999999999999.w",
        "layers.99999999999999999999.w", "layers.99999999999999999999.w", -1);
  }
  void paths_give_role_block_module_and_kind() {
    QFETCH(QString, path);
    const TensorInfo info = described(path.toUtf8().constData());
    QTEST(static_cast<int>(info.role), "role");
    QTEST(QString::fromStdString(info.name), "name");
    QTEST(QString::fromStdString(info.module), "module");
    QTEST(QString::fromStdString(info.kind), "kind");
    QTEST(info.block, "block");
  }

  void gpt2_linear_weights_are_input_major_and_nothing_else_is() {
    QVERIFY(is_input_major("gpt2", described("/weights/h.0.attn.c_attn.weight")));
    QVERIFY(is_input_major("gpt2", described("/weights/h.0.mlp.c_fc.weight")));
    QVERIFY(is_input_major("gpt2", described("/weights/transformer.h.0.mlp.c_proj.weight")));
    QVERIFY(!is_input_major("gpt2", described("/weights/h.0.attn.c_attn.bias", {24})));
    QVERIFY(!is_input_major("gpt2", described("/weights/wte.weight")));
    QVERIFY(!is_input_major("gpt_bigcode", described("/weights/h.0.attn.c_attn.weight")));
    QVERIFY(!is_input_major("gpt2", described("/activations/h.0.attn.c_attn/input")));
  }

  void the_architecture_is_guessed_from_names_and_shapes() {
    QCOMPARE(guessed_architecture({{"h.0.attn.c_attn.weight", {768, 2304}}}), std::string("gpt2"));
    QCOMPARE(guessed_architecture({{"h.0.attn.c_attn.weight", {2304, 768}}}), std::string());
    QCOMPARE(guessed_architecture({{"model.decoder.layers.0.fc1.weight", {8, 2}}}), std::string("opt"));
    QCOMPARE(guessed_architecture({{"h.0.self_attention.query_key_value.weight", {6, 2}}}),
             std::string("bloom"));
    QCOMPARE(guessed_architecture({{"model.layers.0.self_attn.q_proj.weight", {2, 2}},
                                   {"model.layers.0.mlp.gate_proj.weight", {2, 2}}}),
             std::string("llama"));
    QCOMPARE(guessed_architecture({{"x", {2, 2}}}), std::string());
  }

  void numbers_in_names_are_ordered_by_value() {
    const std::vector<std::string> ordered{"",     "a",   "a1", "a01",        "a2",         "a10",
                                           "a10b", "a11", "b",  "layers.2.x", "layers.10.x"};
    for (std::size_t i = 0; i < ordered.size(); ++i)
      for (std::size_t j = 0; j < ordered.size(); ++j) {
        if (ordered[i] == "a1" && ordered[j] == "a01") continue;  // equal values: any strict order will do
        if (ordered[i] == "a01" && ordered[j] == "a1") continue;
        QCOMPARE(natural_less(ordered[i], ordered[j]), i < j);
      }
    QVERIFY(natural_less("a1", "a01") != natural_less("a01", "a1"));
  }

  void importers_put_inputs_below_activations() {
    QCOMPARE(path_for("model.layers.0.fc1.weight"), std::string("/weights/model.layers.0.fc1.weight"));
    QCOMPARE(path_for("model.layers.0.fc1.input"), std::string("/activations/model.layers.0.fc1/input"));
    QCOMPARE(path_for("lm_head.input_absmax"), std::string("/activations/lm_head/input_absmax"));
    QCOMPARE(path_for("input"), std::string("/weights/input"));
    QCOMPARE(path_for(".input"), std::string("/weights/.input"));
  }
};

QUANTSCOPE_TEST(TestTensorNames)

}  // namespace test_tensor_names

#include "test_tensor_names.moc"
