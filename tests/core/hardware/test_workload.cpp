#include <QtTest>
#include <cmath>
#include <filesystem>

#include "core/base/error.h"
#include "core/hardware/closed_forms.h"
#include "core/hardware/memory_need.h"
#include "core/hardware/workload.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_workload {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;

namespace {

double total_macs(const std::vector<Operator>& operators, bool with_head) {
  double macs = 0;
  for (const Operator& op : operators)
    if (with_head || op.kind != OperatorKind::head) macs += op.macs() * op.count;
  return macs;
}

const Operator& find(const std::vector<Operator>& operators, const std::string& name) {
  for (const Operator& op : operators)
    if (op.name == name) return op;
  throw base::Error("no operator " + name);
}

}  // namespace

class TestWorkload : public QObject {
  Q_OBJECT
 private slots:
  void every_shape_loads_and_has_its_published_size_data();
  void every_shape_loads_and_has_its_published_size();
  void a_decoded_token_needs_12_h_squared_plus_2_l_h_multiplications_a_layer();
  void gpt3_in_f16_is_350_gigabytes_and_five_a100();
  void prefill_of_a_causal_model_is_half_of_the_full_products();
  void sum_of_decoded_tokens_equals_causal_prefill();
  void grouped_queries_read_a_smaller_cache_for_the_same_products();
  void flash_attention_moves_no_scores_and_computes_the_same();
  void tensor_parallelism_divides_products_and_adds_two_all_reduces();
  void a_sliding_window_bounds_cache_and_products();
  void ridge_batch_is_where_operations_meet_bytes();
  void long_contexts_undo_batching();
  void sequences_fill_the_memory_that_weights_leave();
  void storage_of_two_of_four();
  void a_method_s_cost_replaces_bits_and_products();
  void an_encoder_has_no_decode_phase();
  void wrong_settings_are_named();
};

void TestWorkload::every_shape_loads_and_has_its_published_size_data() {
  QTest::addColumn<double>("published");
  const auto row = [](const char* id, double published) { QTest::newRow(id) << published; };
  row("opt-125m", 125e6);
  row("opt-350m", 331e6);  // of the released checkpoint
  row("opt-1.3b", 1.316e9);
  row("opt-2.7b", 2.65e9);
  row("opt-6.7b", 6.66e9);
  row("opt-13b", 12.85e9);
  row("opt-30b", 29.97e9);
  row("opt-66b", 65.7e9);
  row("opt-175b", 175e9);
  row("llama-7b", 6.738e9);
  row("llama-13b", 13.016e9);
  row("llama-33b", 32.53e9);
  row("llama-65b", 65.29e9);
  row("llama-2-7b", 6.738e9);
  row("llama-2-13b", 13.016e9);
  row("llama-2-70b", 68.98e9);
  row("llama-3-8b", 8.03e9);
  row("llama-3-70b", 70.55e9);
  row("llama-3.1-8b", 8.03e9);
  row("llama-3.1-70b", 70.55e9);
  row("llama-3.1-405b", 405.85e9);
  row("llama-3.2-1b", 1.236e9);
  row("llama-3.2-3b", 3.213e9);
  row("mistral-7b", 7.24e9);
  row("gemma-2b", 2.506e9);
  row("gemma-7b", 8.538e9);
  row("bloom-560m", 559e6);
  row("bloom-1b1", 1.065e9);
  row("bloom-1b7", 1.722e9);
  row("bloom-3b", 3.003e9);
  row("bloom-7b1", 7.069e9);
  row("bloom-176b", 176.2e9);
  row("gpt-2", 124.4e6);
  row("gpt-2-medium", 354.8e6);
  row("gpt-2-large", 774e6);
  row("gpt-2-xl", 1557.6e6);
  row("gpt-3-6.7b", 6.7e9);
  row("gpt-3-13b", 13e9);
  row("gpt-3-175b", 175e9);
  row("bert-base", 109.5e6);
  row("bert-large", 335.1e6);
  row("mobilebert", 24.6e6);
}

void TestWorkload::every_shape_loads_and_has_its_published_size() {
  QFETCH(double, published);
  const ModelShape model = shape(QTest::currentDataTag());
  QCOMPARE(model.id, std::string(QTest::currentDataTag()));
  // Norms, biases, token types and poolers are not counted.
  const double deviation = std::abs(total_weights(model) / published - 1);
  QVERIFY2(deviation < 0.02, qPrintable(QString("%1 weights").arg(total_weights(model))));
}

void TestWorkload::a_decoded_token_needs_12_h_squared_plus_2_l_h_multiplications_a_layer() {
  for (const char* id : {"opt-125m", "opt-6.7b", "opt-175b", "gpt-3-175b", "bloom-176b"})
    for (const std::int64_t context : {1, 100, 2048}) {
      const ModelShape model = shape(id);
      WorkloadSettings settings;
      settings.context = context;
      const double expected = static_cast<double>(model.layers) *
                              multiplications_per_token_and_layer(static_cast<double>(model.hidden_size),
                                                                  static_cast<double>(context));
      for (const Attention attention : {Attention::plain, Attention::flash}) {
        settings.attention = attention;
        QVERIFY(relative(total_macs(phase_operators(model, settings), false), expected) < 1e-12);
      }
    }
  // The products of one token over all layers of GPT-3: 12 · 12288² · 96 = 173.9e9.
  QVERIFY(relative(96 * multiplications_per_token_and_layer(12288, 0), 173946175488.0) < 1e-15);
}

void TestWorkload::gpt3_in_f16_is_350_gigabytes_and_five_a100() {
  const double bytes = 175e9 * 2;
  QCOMPARE(bytes, 350e9);
  QCOMPARE(devices_needed(bytes, 80e9), std::int64_t{5});
  // From the shape itself: 174.6e9 weights with the embedding.
  const double of_shape = total_weights(shape("gpt-3-175b")) * 2;
  QVERIFY(std::abs(of_shape / 350e9 - 1) < 0.005);
  QCOMPARE(devices_needed(of_shape, 80e9), std::int64_t{5});
  WorkloadSettings settings;
  QVERIFY(std::abs(memory_need(shape("gpt-3-175b"), settings).weights / of_shape - 1) < 1e-12);
}

void TestWorkload::prefill_of_a_causal_model_is_half_of_the_full_products() {
  const ModelShape model = shape("llama-2-7b");
  WorkloadSettings settings;
  settings.phase = Phase::prefill;
  settings.context = 512;
  settings.attention = Attention::plain;
  const auto halved = phase_operators(model, settings);
  settings.causal_halving = false;
  const auto full = phase_operators(model, settings);
  for (const char* name : {"qk_matmul", "sv_matmul", "softmax"})
    QVERIFY(relative(find(halved, name).ops() / find(full, name).ops(), 513.0 / 1024) < 1e-12);
  QCOMPARE(find(full, "qk_matmul").macs(), 512.0 * 512 * 4096);
  QCOMPARE(find(halved, "q_proj").ops(), find(full, "q_proj").ops());
}

void TestWorkload::sum_of_decoded_tokens_equals_causal_prefill() {
  for (const char* id : {"llama-2-7b", "llama-3-8b"}) {
    const ModelShape model = shape(id);
    WorkloadSettings prefill;
    prefill.phase = Phase::prefill;
    prefill.context = 300;
    double decoded = 0;
    for (std::int64_t c = 1; c <= 300; ++c) {
      WorkloadSettings decode;
      decode.context = c;
      decoded += total_macs(phase_operators(model, decode), false);
    }
    QVERIFY(relative(decoded, total_macs(phase_operators(model, prefill), false)) < 1e-12);
  }
}

void TestWorkload::grouped_queries_read_a_smaller_cache_for_the_same_products() {
  ModelShape model = shape("llama-2-70b");
  WorkloadSettings settings;
  settings.attention = Attention::plain;
  settings.context = 1000;
  settings.batch = 3;
  const Operator grouped = find(phase_operators(model, settings), "qk_matmul");
  QCOMPARE(grouped.traffic.key_value_read, 3.0 * 8 * 1000 * 128 * 2);
  QCOMPARE(grouped.macs(), 3.0 * 64 * 1000 * 128);
  model.key_value_heads = model.heads;
  const Operator single = find(phase_operators(model, settings), "qk_matmul");
  QCOMPARE(single.traffic.key_value_read, 8 * grouped.traffic.key_value_read);
  QCOMPARE(single.macs(), grouped.macs());
  QCOMPARE(decode_attention_intensity(shape("llama-2-70b"), 16), 8.0);
  QCOMPARE(decode_attention_intensity(shape("llama-2-7b"), 16), 1.0);
  QCOMPARE(decode_attention_intensity(shape("llama-2-7b"), 4), 4.0);
}

void TestWorkload::flash_attention_moves_no_scores_and_computes_the_same() {
  const ModelShape model = shape("llama-2-13b");
  WorkloadSettings settings;
  settings.phase = Phase::prefill;
  settings.context = 2048;
  settings.batch = 2;
  const auto flash = phase_operators(model, settings);
  settings.attention = Attention::plain;
  const auto plain = phase_operators(model, settings);
  const Operator& fused = find(flash, "fused_attention");
  QVERIFY(relative(fused.ops(), find(plain, "qk_matmul").ops() + find(plain, "softmax").ops() +
                                    find(plain, "sv_matmul").ops()) < 1e-12);
  const double queries = 2.0 * 2048 * 5120 * 2;
  QCOMPARE(fused.traffic.input, queries);
  QCOMPARE(fused.traffic.output, queries);
  QCOMPARE(fused.traffic.key_value_read, 2 * queries);
  // A buffer too small for one head's K and V: one pass for each block of 128 queries.
  settings.attention = Attention::flash;
  settings.on_chip_bytes = 128 * 1024;
  QCOMPARE(find(phase_operators(model, settings), "fused_attention").traffic.key_value_read,
           16 * 2 * queries);
}

void TestWorkload::tensor_parallelism_divides_products_and_adds_two_all_reduces() {
  const ModelShape model = shape("llama-2-70b");
  WorkloadSettings settings;
  settings.batch = 4;
  const auto one = phase_operators(model, settings);
  settings.tensor_parallel = 8;
  const auto eight = phase_operators(model, settings);
  QVERIFY(relative(total_macs(eight, true) * 8, total_macs(one, true)) < 1e-12);
  for (const char* name : {"attn_all_reduce", "mlp_all_reduce"}) {
    const Operator& op = find(eight, name);
    QCOMPARE(op.link_bytes, 4.0 * 8192 * 2);
    QCOMPARE(op.count, 80.0);
  }
  QCOMPARE(find(eight, "q_proj").product.n, 1024.0);
  QCOMPARE(find(eight, "out_proj").product.k, 1024.0);
  QCOMPARE(find(eight, "fused_attention").traffic.key_value_read * 8,
           find(one, "fused_attention").traffic.key_value_read);
  // More devices than key-value heads: each still holds one head.
  settings.tensor_parallel = 16;
  QCOMPARE(find(phase_operators(model, settings), "k_proj").product.n, 128.0);
}

void TestWorkload::a_sliding_window_bounds_cache_and_products() {
  const ModelShape model = shape("mistral-7b");
  WorkloadSettings settings;
  settings.context = 10000;
  const Operator decode = find(phase_operators(model, settings), "fused_attention");
  QCOMPARE(decode.macs(), 2.0 * 32 * 4096 * 128);
  settings.phase = Phase::prefill;
  double pairs = 0;
  for (std::int64_t i = 1; i <= 10000; ++i) pairs += static_cast<double>(std::min<std::int64_t>(i, 4096));
  QVERIFY(relative(find(phase_operators(model, settings), "fused_attention").macs(), 2.0 * 32 * pairs * 128) <
          1e-12);
}

void TestWorkload::ridge_batch_is_where_operations_meet_bytes() {
  // Operations over bytes of memory: A100 153, H100 295, RNGD 171.
  const double a100 = ridge_point(312e12, 2039e9);
  QCOMPARE(std::round(a100), 153.0);
  QCOMPARE(std::round(ridge_point(989.5e12, 3.35e12)), 295.0);
  QCOMPARE(std::round(ridge_point(256e12, 1.5e12)), 171.0);
  QCOMPARE(std::round(batch_at_ridge(a100, 16)), 153.0);
  QCOMPARE(std::round(batch_at_ridge(a100, 4)), 38.0);
  // With activations counted, from the operators themselves: just below and above the batch.
  const double exact = batch_at_ridge(a100, 16, 16, 4096, 4096);
  QVERIFY(exact > batch_at_ridge(a100, 16));
  const ModelShape model = shape("llama-2-7b");
  for (const double side : {-1.0, 1.0}) {
    WorkloadSettings settings;
    settings.batch = static_cast<std::int64_t>(std::round(exact + side));
    const Operator op = find(phase_operators(model, settings), "q_proj");
    QCOMPARE(op.ops() / op.traffic.total() > a100, side > 0);
  }
  QVERIFY(std::isinf(batch_at_ridge(1e6, 16, 16, 4096, 4096)));
}

void TestWorkload::long_contexts_undo_batching() {
  // The more sequences, the fewer weight bytes for each; its own cache each must read whatever the batch.
  const ModelShape model = shape("llama-2-7b");
  const auto bytes_per_token = [&](std::int64_t batch, std::int64_t context) {
    WorkloadSettings settings;
    settings.batch = batch;
    settings.context = context;
    double bytes = 0;
    for (const Operator& op : phase_operators(model, settings)) bytes += op.traffic.total() * op.count;
    return bytes / static_cast<double>(batch);
  };
  QVERIFY(bytes_per_token(64, 128) < bytes_per_token(1, 128) / 15);
  QVERIFY(bytes_per_token(64, 32768) > bytes_per_token(1, 32768) / 2);
}

void TestWorkload::sequences_fill_the_memory_that_weights_leave() {
  const ModelShape model = shape("llama-2-7b");
  WorkloadSettings settings;
  settings.context = 4096;
  // 2 · 32 layers · 4096 elements · 2 bytes · 4096 tokens = 2 GiB a sequence.
  QCOMPARE(sequence_bytes(model, settings), 2147483648.0);
  settings.key_value_bits = 4;
  QCOMPARE(sequence_bytes(model, settings), 536870912.0);
  settings.key_value_bits = 16;
  const std::int64_t most = sequences_that_fit(model, settings, 80e9);
  QVERIFY(most >= 30 && most <= 31);  // (80e9 − 13.5e9) / 2.15e9
  settings.batch = most;
  QVERIFY(memory_need(model, settings).total() <= 80e9);
  settings.batch = most + 1;
  QVERIFY(memory_need(model, settings).total() > 80e9);
  QCOMPARE(sequences_that_fit(shape("llama-2-70b"), settings, 80e9), std::int64_t{0});
}

void TestWorkload::storage_of_two_of_four() {
  QCOMPARE(sparse_storage_factor(16), 0.5625);
  QCOMPARE(sparse_storage_factor(8), 0.625);
  QCOMPARE(sparse_storage_factor(4), 0.75);
  WorkloadSettings settings;
  const auto dense = phase_operators(shape("llama-2-7b"), settings);
  settings.sparse_2_4 = true;
  const auto sparse = phase_operators(shape("llama-2-7b"), settings);
  QCOMPARE(find(sparse, "q_proj").traffic.weights, 0.5625 * find(dense, "q_proj").traffic.weights);
  QCOMPARE(find(sparse, "lm_head").traffic.weights, find(dense, "lm_head").traffic.weights);
}

void TestWorkload::a_method_s_cost_replaces_bits_and_products() {
  using kernels::Operation;
  WorkloadSettings settings;
  settings.batch = 5;
  settings.costs[LinearRole::query] = {
      4096.0 * 4096 * 4.5,
      {{{Operation::integer_mac, 4, 8}, 4096.0 * 4096}, {{Operation::gather, 0, 0}, 41}}};
  const auto operators = phase_operators(shape("llama-2-7b"), settings);
  const Operator& query = find(operators, "q_proj");
  QCOMPARE(query.traffic.weights, 4096.0 * 4096 * 4.5 / 8);
  QCOMPARE(query.traffic.input, 5.0 * 4096);
  QCOMPARE(query.macs(), 5.0 * 4096 * 4096);
  QCOMPARE(query.other_operations(), 5.0 * 41);
  QCOMPARE(find(operators, "k_proj").traffic.weights, 4096.0 * 4096 * 2);
}

void TestWorkload::an_encoder_has_no_decode_phase() {
  WorkloadSettings settings;
  QVERIFY_EXCEPTION_THROWN(phase_operators(shape("bert-base"), settings), base::Error);
  settings.phase = Phase::prefill;
  settings.context = 128;
  // Every token sees every other one: 12 layers of 12 H² · s + 2 s² H.
  const double expected = 12 * (12.0 * 768 * 768 * 128 + 2.0 * 128 * 128 * 768);
  QCOMPARE(total_macs(phase_operators(shape("bert-base"), settings), false), expected);
  // MobileBERT, 128 tokens: 5.7e9 operations published (Sun et al., 2020, table 4), with what is no product.
  const double mobile = 2 * total_macs(phase_operators(shape("mobilebert"), settings), false);
  QVERIFY2(std::abs(mobile / 5.7e9 - 1) < 0.08, qPrintable(QString::number(mobile)));
}

void TestWorkload::wrong_settings_are_named() {
  const ModelShape model = shape("llama-2-7b");
  const auto refused = [&](auto change, const char* word) {
    WorkloadSettings settings;
    change(settings);
    try {
      phase_operators(model, settings);
    } catch (const base::Error& error) {
      return QString(error.what()).contains(word);
    }
    return false;
  };
  QVERIFY(refused([](auto& s) { s.batch = 0; }, "batch"));
  QVERIFY(refused([](auto& s) { s.context = -5; }, "context"));
  QVERIFY(refused([](auto& s) { s.weight_bits = 0; }, "weight_bits"));
  QVERIFY(refused([](auto& s) { s.key_value_bits = std::nan(""); }, "key_value_bits"));
  QVERIFY(refused([](auto& s) { s.tensor_parallel = 3; }, "tensor_parallel"));
}

QUANTSCOPE_TEST(TestWorkload)

}  // namespace test_workload

#include "test_workload.moc"
