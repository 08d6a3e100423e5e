#include <QtTest>
#include <algorithm>

#include "core/hardware/accelerator_json.h"
#include "core/hardware/llm_viewer.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_llm_viewer {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;

namespace {

constexpr double exact = 1e-9;

WorkloadSettings settings_of(const Row& row) {
  WorkloadSettings settings;
  settings.phase = row.at("stage") == "prefill" ? Phase::prefill : Phase::decode;
  settings.batch = row.at("batchsize").toLongLong();
  settings.context = row.at("seqlen").toLongLong();
  settings.weight_bits = number(row, "w_bit");
  settings.activation_bits = number(row, "a_bit");
  settings.key_value_bits = number(row, "kv_bit");
  settings.attention = row.at("flashattention") == "1" ? Attention::flash : Attention::plain;
  if (row.contains("tp")) settings.tensor_parallel = row.at("tp").toLongLong();
  return settings;
}

QString key_of(const Row& row) {
  return row.at("case_id") + row.at("stage");
}

}  // namespace

class TestLlmViewer : public QObject {
  Q_OBJECT
 private slots:
  void every_row_of_its_tables_data();
  void every_row_of_its_tables();
  void other_devices_as_published();
  void tensor_parallel_as_in_its_sample();
};

void TestLlmViewer::every_row_of_its_tables_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<bool>("fixed");
  QTest::newRow("as released") << "llm_viewer.csv" << false;
  QTest::newRow("fixed") << "llm_viewer_fixed.csv" << true;
}

void TestLlmViewer::every_row_of_its_tables() {
  QFETCH(QString, file);
  QFETCH(bool, fixed);
  const std::vector<Row> rows = golden(file);
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const Accelerator a6000 = read_accelerator(resource("accelerators/rtx-a6000.json"));
  const ModelShape model = shape("llama-2-7b");
  std::map<QString, PhaseResult> results;
  int checked = 0;
  for (const Row& row : rows) {
    QCOMPARE(row.at("hardware"), QString("nvidia_A6000"));
    QCOMPARE(row.at("model"), QString("Llama-2-7b-hf"));
    if (!results.contains(key_of(row)))
      results[key_of(row)] = price_phase(model, settings_of(row), a6000,
                                         {fixed ? Law::llm_viewer_fixed : Law::llm_viewer, nullptr});
    const PhaseResult& result = results[key_of(row)];
    const auto near = [&](const char* column, double ours) {
      const bool good = relative(ours, number(row, column)) <= exact;
      if (!good)
        qWarning("%s %s %s: %.17g, golden %.17g", qPrintable(key_of(row)), qPrintable(row.at("op")), column,
                 ours, number(row, column));
      return good;
    };
    if (row.at("op") == "TOTAL") {
      QVERIFY(near("OPs", result.total.ops));
      QVERIFY(near("memory_access", result.total.bytes));
      QVERIFY(near("inference_time", result.total.time_s));
      QVERIFY(near("memory_consumption", result.need.total()));
      QVERIFY(near("memory_consumption_weight", result.need.weights));
      QVERIFY(near("memory_consumption_kv_cache", result.need.key_value));
      QVERIFY(near("memory_consumption_tmp_act", result.need.activations));
      ++checked;
      continue;
    }
    const auto found = std::ranges::find_if(result.operators, [&](const Operator& op) {
      return QString::fromStdString(op.name) == row.at("op");
    });
    QVERIFY2(found != result.operators.end(), qPrintable(row.at("op")));
    const OperatorPrice& price = result.prices[static_cast<std::size_t>(found - result.operators.begin())];
    QVERIFY(near("OPs", found->ops()));
    QVERIFY(near("memory_access", price.bytes[memory]));
    QVERIFY(near("load_weight", found->traffic.weights));
    QVERIFY(near("load_act", found->traffic.input));
    QVERIFY(near("store_act", found->traffic.output));
    QVERIFY(near("load_kv_cache", found->traffic.key_value_read));
    QVERIFY(near("store_kv_cache", found->traffic.key_value_write));
    QVERIFY(near("arithmetic_intensity", found->ops() / price.bytes[memory]));
    QVERIFY(near("performance", found->ops() / price.time_s));
    QVERIFY(near("inference_time", price.time_s));
    QCOMPARE(QString::fromStdString(part_name(a6000, price.bound)), row.at("bound"));
    ++checked;
  }
  QCOMPARE(checked, static_cast<int>(rows.size()));
}

void TestLlmViewer::other_devices_as_published() {
  // Its own output for Llama-2-7B, 2048 tokens, batch 1, in milliseconds (four decimals).
  struct Case {
    const char* device;
    double bits[3];
    Attention attention;
    double decode_ms, prefill_ms;
  };
  const Case cases[] = {{"a100-80gb", {16, 16, 16}, Attention::plain, 7.0197, 105.9477},
                        {"a100-80gb", {8, 8, 8}, Attention::plain, 3.5098, 52.9739},
                        {"a100-80gb", {4, 16, 16}, Attention::plain, 2.1592, 105.8513},
                        {"h100-sxm", {16, 16, 16}, Attention::flash, 4.6564, 40.1745},
                        {"h100-sxm", {8, 8, 8}, Attention::flash, 2.3282, 20.0873}};
  for (const Case& each : cases) {
    const Accelerator device =
        read_accelerator(resource(std::string("accelerators/") + each.device + ".json"));
    WorkloadSettings settings;
    settings.context = 2048;
    settings.weight_bits = each.bits[0];
    settings.activation_bits = each.bits[1];
    settings.key_value_bits = each.bits[2];
    settings.attention = each.attention;
    const auto milliseconds = [&](Phase phase) {
      settings.phase = phase;
      return price_phase(shape("llama-2-7b"), settings, device, {Law::llm_viewer, nullptr}).total.time_s *
             1e3;
    };
    QVERIFY2(std::abs(milliseconds(Phase::decode) - each.decode_ms) < 6e-5, each.device);
    QVERIFY2(std::abs(milliseconds(Phase::prefill) - each.prefill_ms) < 6e-5, each.device);
  }
}

void TestLlmViewer::tensor_parallel_as_in_its_sample() {
  // Llama-3.1-405B on H100, W4A4KV4, prompt of 32768: decode q_proj 67.1 M operations, 5.5 µs; gate 218
  // M, 17.8 µs.
  WorkloadSettings settings;
  settings.context = 32768;
  settings.weight_bits = settings.activation_bits = settings.key_value_bits = 4;
  settings.tensor_parallel = 8;
  const Accelerator h100 = read_accelerator(resource("accelerators/h100-sxm.json"));
  const PhaseResult result =
      price_phase(shape("llama-3.1-405b"), settings, h100, {Law::llm_viewer_fixed, nullptr});
  const auto at = [&](const char* name) {
    const auto found =
        std::ranges::find_if(result.operators, [&](const Operator& op) { return op.name == name; });
    return static_cast<std::size_t>(found - result.operators.begin());
  };
  QVERIFY(std::abs(result.operators[at("q_proj")].ops() / 67.1e6 - 1) < 1e-3);
  QVERIFY(std::abs(result.prices[at("q_proj")].time_s / 5.5e-6 - 1) < 1e-2);
  QVERIFY(std::abs(result.operators[at("gate_proj")].ops() / 218e6 - 1) < 2e-3);
  QVERIFY(std::abs(result.prices[at("gate_proj")].time_s / 17.8e-6 - 1) < 1e-2);
}

QUANTSCOPE_TEST(TestLlmViewer)

}  // namespace test_llm_viewer

#include "test_llm_viewer.moc"
