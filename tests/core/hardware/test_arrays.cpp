#include <rapidcheck.h>

#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/scaling_submatrix.h"
#include "core/hardware/shift_add_energy.h"
#include "core/hardware/systolic_array.h"
#include "core/hardware/tensor_contraction.h"
#include "core/hardware/tile_array.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_arrays {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;

namespace {

Accelerator device(const std::string& id) {
  return read_accelerator(resource("accelerators/" + id + ".json"));
}

struct TileTotals {
  double cycles = 0, dram_pj = 0, compute_pj = 0;
};

/// OPT-1.3B at a context of 256 as BitMoD's simulator counts it: the linear layers, the head for all tokens,
/// attention with one product a head.
TileTotals bitmod_totals(const TileArray& array, Phase phase, const TileOperands& linear, double cache_bits) {
  constexpr double context = 256, hidden = 2048, layers = 24, heads = 32, vocabulary = 50272;
  constexpr double dram_pj_per_bit = 18.75, dram_bits_per_cycle = 256;
  const double tokens = phase == Phase::decode ? 1 : context;
  TileTotals totals;
  const auto add = [&](double count, const ProductShape& product, const TileOperands& operands) {
    const TileCost cost = tile_cost(array, phase, product, operands);
    totals.cycles += count * tile_cycles(cost, dram_bits_per_cycle);
    totals.dram_pj += count * cost.dram_bytes() * 8 * dram_pj_per_bit;
    totals.compute_pj += count * tile_compute_pj(array, phase, cost.compute_cycles);
  };
  add(4 * layers, {1, tokens, hidden, hidden}, linear);
  add(layers, {1, tokens, 4 * hidden, hidden}, linear);
  add(layers, {1, tokens, hidden, 4 * hidden}, linear);
  const TileOperands attention{cache_bits, linear.activation_bits};
  add(layers, {heads, tokens, context, hidden / heads}, attention);
  add(layers, {heads, tokens, hidden / heads, context}, attention);
  add(1, {1, tokens, vocabulary, hidden}, linear);
  return totals;
}

ShiftAddCost opt_energy(const EyerissArray& array, TilingCache& cache, std::int64_t hidden,
                        std::int64_t layers, const QString& quant, const QString& bits) {
  const bool mixed = bits == "mix";
  const LinearScheme scheme = quant == "fp"     ? LinearScheme::floating
                              : quant == "gptq" ? LinearScheme::dequantized
                              : quant == "lut"  ? LinearScheme::lookup
                                                : LinearScheme::shift_add;
  const auto layer = [&](std::int64_t in, std::int64_t out, int weight_bits) {
    return shift_add_linear(array, cache, scheme, in, out, weight_bits);
  };
  ShiftAddCost block;
  for (int i = 0; i < 4; ++i) block += layer(hidden, hidden, mixed ? (i < 2 ? 2 : 3) : bits.toInt());
  block += layer(hidden, 4 * hidden, mixed ? 2 : bits.toInt());
  block += layer(4 * hidden, hidden, mixed ? 2 : bits.toInt());
  for (int i = 0; i < 5; ++i) block += shift_add_bias(array, cache, hidden);
  block += shift_add_bias(array, cache, 4 * hidden);
  ShiftAddCost total = block * static_cast<double>(layers);
  total += shift_add_linear(array, cache, LinearScheme::floating, hidden, 50272, 16);
  return total;
}

}  // namespace

class TestArrays : public QObject {
  Q_OBJECT
 private slots:
  void systolic_cycles_are_those_of_scale_sim();
  void several_arrays_and_wide_operands();
  void tender_pays_a_cycle_at_each_group_boundary();
  void bitmod_simulator_is_reproduced();
  void bitmod_refetches_what_costs_less();
  void shiftaddllm_energies_and_latencies_are_reproduced();
  void shiftaddllm_published_totals();
  void no_tiling_beats_the_chosen_one_in_both();
  void a_tiling_cache_answers_as_the_search();
  void mecla_meets_its_published_reductions();
  void contraction_axes_use_all_slices_where_a_systolic_array_does_not();
};

void TestArrays::systolic_cycles_are_those_of_scale_sim() {
  const std::vector<Row> rows = golden("scalesim_cycles.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  for (const Row& row : rows) {
    const QString flow = row.at("dataflow");
    const Dataflow dataflow = flow == "os"   ? Dataflow::output_stationary
                              : flow == "ws" ? Dataflow::weight_stationary
                                             : Dataflow::input_stationary;
    const ProductShape product{1, number(row, "M"), number(row, "N"), number(row, "K")};
    const double h = number(row, "array_h"), w = number(row, "array_w");
    const double cycles = systolic_cycles(dataflow, h, w, product);
    QCOMPARE(cycles, number(row, "cycles"));
    const double percent = 100 * systolic_utilisation(h, w, product, cycles);
    QVERIFY2(std::abs(percent - number(row, "util_percent")) < 5.1e-4 + 1e-3 * percent / 100,
             qPrintable(QString("%1 %2").arg(percent).arg(number(row, "util_percent"))));
  }
}

void TestArrays::several_arrays_and_wide_operands() {
  const ProductShape product{1, 512, 512, 512};
  const double one = systolic_cycles(Dataflow::weight_stationary, 128, 128, product, 1);
  const double four = systolic_cycles(Dataflow::weight_stationary, 128, 128, product, 4);
  QCOMPARE((four + 1) * 4, one + 1);
  // 4-bit units: int8 on half the rows and half the columns.
  SystolicArray array = *device("tender").systolic;
  array.cycles_per_group.value = 0;
  using kernels::Operation;
  QCOMPARE(systolic_cycles(array, product, {Operation::integer_mac, 8, 8}),
           systolic_cycles(Dataflow::output_stationary, 32, 32, product));
  QCOMPARE(systolic_cycles(array, product, {Operation::integer_mac, 4, 8}),
           systolic_cycles(Dataflow::output_stationary, 32, 64, product));
  QCOMPARE(systolic_cycles(array, product, {Operation::integer_mac, 4, 4}),
           systolic_cycles(Dataflow::output_stationary, 64, 64, product));
}

void TestArrays::tender_pays_a_cycle_at_each_group_boundary() {
  SystolicArray array = *device("tender").systolic;
  const ProductShape product{1, 640, 128, 1000};
  const kernels::OperationKind int4{kernels::Operation::integer_mac, 4, 4};
  array.channel_groups.value = 1;
  const double without = systolic_cycles(array, product, int4);
  array.channel_groups.value = 8;
  // 10 × 2 tiles, 7 boundaries each.
  QCOMPARE(systolic_cycles(array, product, int4), without + 20 * 7);
}

void TestArrays::bitmod_simulator_is_reproduced() {
  const std::vector<Row> rows = golden("bitmod_accelerators.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const std::map<QString, std::string> ids{{"fp16", "bitmod-fp16"},
                                           {"ant", "bitmod-ant"},
                                           {"olive", "olive"},
                                           {"bitmod_lossless", "bitmod"},
                                           {"bitmod_lossy", "bitmod"}};
  for (const Row& row : rows) {
    const TileArray array = *device(ids.at(row.at("design"))).tiles;
    const bool decode = row.at("stage") == "decode";
    QCOMPARE((decode ? array.decode_rows : array.prefill_rows).value, number(row, "pe_h"));
    QCOMPARE((decode ? array.decode_columns : array.prefill_columns).value, number(row, "pe_w"));
    QCOMPARE(array.unit_pj.value, number(row, "pe_energy_pJ"));
    const TileTotals totals =
        bitmod_totals(array, decode ? Phase::decode : Phase::prefill,
                      {number(row, "w_bits"), number(row, "a_bits")}, number(row, "kv_bits"));
    QCOMPARE(totals.cycles, number(row, "rerun_cycles"));
    QVERIFY(std::abs(totals.dram_pj * 1e-6 - number(row, "rerun_dram_uJ")) < 0.051);
    QVERIFY(std::abs(totals.compute_pj * 1e-6 - number(row, "rerun_compute_uJ")) < 0.051);
    if (!decode) continue;
    // Against the paper's own figures, which count attention otherwise.
    const double cycles_off = std::abs(totals.cycles / number(row, "published_cycles") - 1);
    const double dram_off = std::abs(totals.dram_pj * 1e-6 / number(row, "published_dram_uJ") - 1);
    const double allowed = row.at("design") == "olive" ? 0.11 : row.at("design") == "ant" ? 0.06 : 0.05;
    QVERIFY2(cycles_off < allowed && dram_off < allowed,
             qPrintable(row.at("design") + QString(" %1 %2").arg(cycles_off).arg(dram_off)));
  }
}

void TestArrays::bitmod_refetches_what_costs_less() {
  const TileArray array = *device("bitmod-fp16").tiles;  // 512 KB buffers
  // 2 MB of weights (4 parts), 1 MB of input (2 parts): weights again for both input parts is 2·2 + 1 = 5 MB,
  // input again for all weight parts 4·1 + 2 = 6 MB.
  const TileCost cost = tile_cost(array, Phase::prefill, {1, 512, 1024, 1024}, {16, 16});
  QCOMPARE(cost.weight_fetches, 2.0);
  QCOMPARE(cost.input_fetches, 1.0);
  QCOMPARE(tile_cost(array, Phase::prefill, {1, 100, 1024, 1024}, {16, 16}).weight_fetches, 1.0);
}

void TestArrays::shiftaddllm_energies_and_latencies_are_reproduced() {
  const std::vector<Row> rows = golden("shiftaddllm_energy.csv");
  if (rows.empty()) QSKIP("needs the shared golden tables");
  const EyerissArray array = *device("eyeriss-shiftaddllm").eyeriss;
  TilingCache cache;
  for (const Row& row : rows) {
    const bool small = row.at("model") == "opt-125m";
    const ShiftAddCost cost =
        opt_energy(array, cache, small ? 768 : 4096, small ? 12 : 32, row.at("quant"), row.at("wbits"));
    const auto near = [&](const char* column, double ours) {
      const double off = number(row, column) == 0 ? std::abs(ours) : std::abs(ours / number(row, column) - 1);
      if (off > 1e-3) qWarning("%s %s: %g", qPrintable(row.at("model") + row.at("quant")), column, off);
      return off <= 1e-3;
    };
    QVERIFY(near("total_energy_mJ", cost.energy_j() * 1e3));
    QVERIFY(near("FP_Mult_mJ", cost.multiply_j * 1e3));
    QVERIFY(near("FP_Add_mJ", cost.add_j * 1e3));
    QVERIFY(near("FP_Shift_mJ", cost.shift_j * 1e3));
    QVERIFY(near("LUT_Build_mJ", cost.table_j * 1e3));
    QVERIFY(near("LookUp_mJ", cost.lookup_j * 1e3));
    QVERIFY(near("total_latency_as_coded", cost.latency_s));
  }
}

void TestArrays::shiftaddllm_published_totals() {
  // mJ for one token; of the release's own program.
  const EyerissArray array = *device("eyeriss-shiftaddllm").eyeriss;
  TilingCache cache;
  struct Case {
    std::int64_t hidden, layers;
    double floating, dequantized, shift_add;
  };
  for (const Case& each : {Case{2048, 24, 310.33, 90.12, 59.59}, Case{2560, 32, 625.806, 167.374, 103.534}}) {
    const auto energy = [&](const char* quant, const char* bits) {
      return 1e3 * opt_energy(array, cache, each.hidden, each.layers, quant, bits).energy_j();
    };
    QVERIFY(relative(energy("fp", "16"), each.floating) < 1e-3);
    QVERIFY(relative(energy("gptq", "3"), each.dequantized) < 1e-3);
    QVERIFY(relative(energy("shiftaddllm", "3"), each.shift_add) < 1e-3);
  }
}

void TestArrays::no_tiling_beats_the_chosen_one_in_both() {
  const EyerissArray array = *device("eyeriss-shiftaddllm").eyeriss;
  const EyerissOperation operation{EyerissWork::multiply_accumulate, 6, 60, 48, 16};
  const TilingCost best = best_tiling(array, operation);
  QVERIFY(best.energy_j >= best.least_energy_j && best.latency_s >= best.least_latency_s);
  QVERIFY(best.dram_j < best.energy_j);
  const TilingCost again = tiling_cost(array, operation, best.tiling);
  QCOMPARE(again.energy_j, best.energy_j);
  QCOMPARE(again.latency_s, best.latency_s);
  const Tiling t = best.tiling;
  QCOMPARE(t.n0 * t.n3, std::int64_t{6});
  QCOMPARE(t.m0 * t.m1 * t.m2 * t.m3, std::int64_t{48});
  QCOMPARE(t.c0 * t.c1 * t.c2, std::int64_t{60});
  // One unit and one register left: no tiling fits.
  EyerissArray none = array;
  none.input_registers.value = 1;
  QVERIFY_EXCEPTION_THROWN(best_tiling(none, operation), base::Error);
}

void TestArrays::a_tiling_cache_answers_as_the_search() {
  EyerissArray array = *device("eyeriss-shiftaddllm").eyeriss;
  TilingCache cache;
  const EyerissOperation operation{EyerissWork::shift, 4, 96, 3, 16};
  for (int round = 0; round < 2; ++round)
    QCOMPARE(cache.best(array, operation).energy_j, best_tiling(array, operation).energy_j);
  array.dram_word_pj.value = 400;
  QCOMPARE(cache.best(array, operation).energy_j, best_tiling(array, operation).energy_j);
}

void TestArrays::mecla_meets_its_published_reductions() {
  const ScalingSubmatrix part = *device("mecla").submatrix;
  // Published over 20 benchmarks: memory access −83.6 %, computation −72.2 % (98 % of it in linear layers).
  const double stored = submatrix_storage_factor(part, 8);
  QVERIFY(std::abs((1 - stored) - 0.836) < 0.001);
  const double computed = submatrix_compute_factor(part, SubmatrixReuse::inner);
  const double whole_model = 0.98 * (1 - computed);
  QVERIFY2(std::abs(whole_model - 0.722) < 0.02, qPrintable(QString::number(whole_model)));
  // Units: 8 clusters of 16 of 4 × 4.
  QCOMPARE(submatrix_peak(part), 2.0 * 2048 * part.clock_hz.value);
  // The two ways of reuse differ with the sub-matrix: tall ones save more by inner reuse.
  ScalingSubmatrix tall = part;
  tall.rows.value = 16;
  tall.columns.value = 4;
  QVERIFY(submatrix_compute_factor(tall, SubmatrixReuse::inner) <
          submatrix_compute_factor(tall, SubmatrixReuse::outer));
  QCOMPARE(submatrix_storage_factor(tall, 8), stored);
}

void TestArrays::contraction_axes_use_all_slices_where_a_systolic_array_does_not() {
  const TensorContraction part = *device("rngd").contraction;
  const double units = part.slices.value * part.width.value;
  // A vector times a matrix, as in decoding one sequence: all units work on one row of outputs.
  const AxisMapping vector_product = best_mapping(part, {1, 1, 4096, 4096});
  QCOMPARE(vector_product.utilisation, 1.0);
  QCOMPARE(vector_product.m_parts, 1.0);
  QCOMPARE(vector_product.n_parts * vector_product.k_parts, units);
  // A systolic array of the same peak keeps one row of 256 busy.
  const ProductShape product{1, 1, 4096, 4096};
  const double cycles = systolic_cycles(Dataflow::output_stationary, 256, 512, product);
  QVERIFY(systolic_utilisation(256, 512, product, cycles) < 1.0 / 256);
  QVERIFY(rc::check("full where the parts divide the axes, never above one", [&] {
    const auto power = [](int most) { return std::exp2(*rc::gen::inRange(0, most)); };
    const double m = power(8), n = power(14), k = power(14);
    const double used = best_mapping(part, {1, m, n, k}).utilisation;
    RC_ASSERT(used <= 1.0);
    RC_ASSERT((m * n * k < units) || used == 1.0);
    const double odd = best_mapping(part, {1, m + 1, n + 1, k + 1}).utilisation;
    RC_ASSERT(odd > 0 && odd <= 1.0);
  }));
}

QUANTSCOPE_TEST(TestArrays)

}  // namespace test_arrays

#include "test_arrays.moc"
