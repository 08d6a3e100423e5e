#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/all_reduce.h"
#include "core/hardware/price_operator.h"
#include "core/hardware/request.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_calibrated {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;

namespace {

Accelerator device(const std::string& id) {
  return read_accelerator(resource("accelerators/" + id + ".json"));
}

/// The operators whose kernels were measured: q, k, v and gate, up as one kernel each.
double seconds_of(const std::vector<std::string>& names, std::int64_t tokens,
                  const Accelerator& accelerator) {
  WorkloadSettings settings;
  settings.batch = tokens;
  settings.context = 1;
  const PhaseResult result = price_phase(shape("llama-2-7b"), settings, accelerator);
  double seconds = 0;
  for (std::size_t i = 0; i < result.operators.size(); ++i)
    if (std::ranges::find(names, result.operators[i].name) != names.end()) seconds += result.prices[i].time_s;
  return seconds;
}

double tokens_per_second(const char* id, double weight_bits, std::int64_t tensor_parallel) {
  WorkloadSettings settings;
  settings.context = 200;
  settings.weight_bits = weight_bits;
  settings.tensor_parallel = tensor_parallel;
  return price_phase(shape(id), settings, device("a100-80gb")).total.tokens_per_second();
}

}  // namespace

class TestCalibrated : public QObject {
  Q_OBJECT
 private slots:
  void linear_layers_on_an_a100();
  void all_operators_on_an_a100();
  void measured_decode_lies_near();
  void all_reduce_of_a_megabyte_and_more();
  void board_power_of_an_h100();
  void joules_for_a_token_on_an_h100();
  void parts_and_bands_belong_to_the_time();
};

void TestCalibrated::linear_layers_on_an_a100() {
  const std::vector<Row> rows = golden("gpu_operator_times_a100.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const std::map<QString, std::vector<std::string>> kernels{{"attn_pre_proj", {"q_proj", "k_proj", "v_proj"}},
                                                            {"attn_post_proj", {"out_proj"}},
                                                            {"mlp_up_proj", {"gate_proj", "up_proj"}},
                                                            {"mlp_down_proj", {"down_proj"}}};
  const Accelerator a100 = device("a100-80gb");
  double sum = 0;
  int count = 0;
  for (const Row& row : rows) {
    const auto found = kernels.find(row.at("op"));
    if (found == kernels.end()) continue;
    sum += std::abs(seconds_of(found->second, row.at("num_tokens").toLongLong(), a100) * 1e6 /
                        number(row, "median_us") -
                    1);
    ++count;
  }
  QCOMPARE(count, 144);
  qInfo("mean error of linear layers %.2f %%", 100 * sum / count);
  QVERIFY(sum / count <= 0.07);
}

void TestCalibrated::all_operators_on_an_a100() {
  const std::vector<Row> rows = golden("gpu_operator_times_a100.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const std::map<QString, std::vector<std::string>> names{{"attn_pre_proj", {"q_proj", "k_proj", "v_proj"}},
                                                          {"attn_post_proj", {"out_proj"}},
                                                          {"mlp_up_proj", {"gate_proj", "up_proj"}},
                                                          {"mlp_down_proj", {"down_proj"}},
                                                          {"input_layernorm", {"attn_norm"}},
                                                          {"post_attention_layernorm", {"mlp_norm"}},
                                                          {"add", {"attn_add"}},
                                                          {"mlp_act", {"mlp_act"}},
                                                          {"attn_rope", {"rotary"}},
                                                          {"emb", {"embedding"}}};
  const Accelerator a100 = device("a100-80gb");
  double sum = 0;
  for (const Row& row : rows)
    sum += std::abs(seconds_of(names.at(row.at("op")), row.at("num_tokens").toLongLong(), a100) * 1e6 /
                        number(row, "median_us") -
                    1);
  const double mean = sum / static_cast<double>(rows.size());
  qInfo("mean error of all operators %.2f %%", 100 * mean);
  QCOMPARE(rows.size(), std::size_t{360});
  QVERIFY(mean <= 0.07);
}

void TestCalibrated::measured_decode_lies_near() {
  // gpt-fast on A100-80GB, one sequence, tokens per second; nothing of it is in the fit.
  struct Case {
    const char* model;
    double bits;
    std::int64_t devices;
    double measured, allowed;
  };
  // Its low-bit kernels and its own all-reduce reach other fractions than the f16 kernels of the fit.
  for (const Case& each :
       {Case{"llama-2-7b", 16, 1, 104.9, 0.08}, Case{"llama-3-8b", 16, 1, 93.89, 0.08},
        Case{"llama-2-7b", 8, 1, 155.58, 0.15}, Case{"llama-2-70b", 8, 1, 19.13, 0.20},
        Case{"llama-2-70b", 16, 2, 21.32, 0.15}, Case{"llama-2-70b", 16, 4, 38.01, 0.20}}) {
    const double ours = tokens_per_second(each.model, each.bits, each.devices);
    qInfo("%s %g bits on %d: %.1f tokens/s, measured %.1f", each.model, each.bits, int(each.devices), ours,
          each.measured);
    QVERIFY2(std::abs(ours / each.measured - 1) < each.allowed, each.model);
  }
}

void TestCalibrated::all_reduce_of_a_megabyte_and_more() {
  const std::vector<Row> rows = golden("gpu_allreduce_a100.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const Accelerator a100 = device("a100-80gb");
  double sum = 0, worst = 0;
  int count = 0;
  for (const Row& row : rows) {
    const double devices = number(row, "num_workers"), bytes = number(row, "size_bytes");
    if (bytes < 1e6 || devices != number(row, "devices_per_node")) continue;
    const double off =
        std::abs(all_reduce_seconds(a100, devices, bytes) * 1e6 / number(row, "median_us") - 1);
    sum += off;
    worst = std::max(worst, off);
    ++count;
  }
  QVERIFY(count >= 50);
  qInfo("all-reduce in one server: mean error %.1f %%, worst %.1f %%", 100 * sum / count, 100 * worst);
  QVERIFY(worst <= 0.25);
  QCOMPARE(all_reduce_seconds(a100, 1, 1e6), 0.0);
  QVERIFY(all_reduce_seconds(a100, 16, 1e6) > all_reduce_seconds(a100, 8, 1e6));
  QVERIFY_EXCEPTION_THROWN(all_reduce_seconds(device("rtx-4090"), 2, 1e6), base::Error);
}

void TestCalibrated::board_power_of_an_h100() {
  const std::vector<Row> rows = golden("gpu_energy_h100_8b.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const Accelerator h100 = device("h100-sxm");
  // The law: min(700 W, 488 W + 644 W · used part of compute).
  QCOMPARE(board_power(*h100.board, 0, 0), 488.0);
  QCOMPARE(board_power(*h100.board, 0.25, 0.5), 649.0);
  QCOMPARE(board_power(*h100.board, 0.5, 0), 700.0);
  // Its published error is a mean: 8.2 % over 77 points of six models, up to 14.8 % for a model left out of
  // the fit (the variant with a bandwidth term). So the mean over this model's rows is judged, 15 % for power
  // and 25 % for a token; single rows are further off, since prompts compute too and only new tokens are
  // known.
  const double flop_per_token = 2 * 8.03e9;
  double power_sum = 0, power_worst = 0, energy_sum = 0, energy_worst = 0;
  for (const Row& row : rows) {
    const double used = number(row, "output_tok_s") * flop_per_token / 989.5e12;
    const double watts = board_power(*h100.board, used, 0);
    const double power_off = std::abs(watts / number(row, "avg_power_w") - 1);
    // Energy of a token from the measured interval between tokens.
    const double joules = watts * number(row, "median_itl_ms") * 1e-3 / number(row, "avg_batch");
    const double energy_off = std::abs(joules / number(row, "energy_per_token_j") - 1);
    power_sum += power_off;
    energy_sum += energy_off;
    power_worst = std::max(power_worst, power_off);
    energy_worst = std::max(energy_worst, energy_off);
  }
  const double count = static_cast<double>(rows.size());
  qInfo("power: mean error %.1f %%, worst %.1f %%; joules a token: mean %.1f %%, worst %.1f %%",
        100 * power_sum / count, 100 * power_worst, 100 * energy_sum / count, 100 * energy_worst);
  QVERIFY(power_sum / count <= 0.15);
  QVERIFY(energy_sum / count <= 0.25);
}

void TestCalibrated::joules_for_a_token_on_an_h100() {
  // All of it from the model. With larger batches the server spends a growing part of its time on prefill and
  // scheduling, which a decode step does not have: those deviations are printed, not judged.
  const std::vector<Row> rows = golden("gpu_energy_h100_8b.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  for (const Row& row : rows) {
    const double batch = number(row, "avg_batch");
    WorkloadSettings settings;
    settings.batch = std::llround(batch);
    settings.context = 400;
    const PhaseResult result = price_phase(shape("llama-3.1-8b"), settings, device("h100-sxm"));
    const double interval_off = std::abs(result.total.time_s * 1e3 / number(row, "median_itl_ms") - 1);
    const double joules = *result.total.board_j / static_cast<double>(settings.batch);
    const double energy_off = std::abs(joules / number(row, "energy_per_token_j") - 1);
    qInfo("batch %.0f: interval off %.0f %%, energy off %.0f %%", batch, 100 * interval_off,
          100 * energy_off);
    if (batch > 33) continue;
    QVERIFY(energy_off <= 0.25 && interval_off <= 0.25);
    // Board and dynamic energy are two quantities; bits and operations alone explain a small part.
    QVERIFY(result.total.dynamic_j < 0.5 * *result.total.board_j);
  }
}

void TestCalibrated::parts_and_bands_belong_to_the_time() {
  WorkloadSettings settings;
  settings.batch = 100;
  const PhaseResult result = price_phase(shape("llama-2-7b"), settings, device("a100-80gb"));
  for (const OperatorPrice& price : result.prices) {
    QVERIFY(price.time_low_s <= price.time_s && price.time_s <= price.time_high_s);
    QVERIFY(price.roof_s <= price.time_s);
  }
  const PhaseResult ideal =
      price_phase(shape("llama-2-7b"), settings, device("a100-80gb"), {Law::ideal, nullptr});
  QVERIFY(ideal.total.time_s < result.total.time_low_s);
}

QUANTSCOPE_TEST(TestCalibrated)

}  // namespace test_calibrated

#include "test_calibrated.moc"
