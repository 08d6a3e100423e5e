#include <QtTest>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/accelerator_parameters.h"
#include "core/hardware/catalogue.h"
#include "core/hardware/derivation.h"
#include "core/hardware/diagnosis.h"
#include "core/hardware/hardware_sweep.h"
#include "core/hardware/price_operator.h"
#include "core/hardware/request.h"
#include "core/hardware/roofline.h"
#include "core/hardware/sensitivity.h"
#include "core/hardware/this_computer.h"
#include "tests/core/hardware/filled_formula.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_what_if {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;

namespace {

Accelerator device(const std::string& id) {
  return read_accelerator(resource("accelerators/" + id + ".json"));
}

const Sensitivity* find(const std::vector<Sensitivity>& list, const std::string& path) {
  for (const Sensitivity& each : list)
    if (each.place.path == path) return &each;
  return nullptr;
}

}  // namespace

class TestWhatIf : public QObject {
  Q_OBJECT
 private slots:
  void a_request_is_the_sum_of_its_steps();
  void sensitivities_are_those_of_the_formula();
  void sensitivities_of_an_ideal_memory_bound_phase();
  void sweeps_are_read_and_refused();
  void a_sweep_marks_where_the_bound_changes();
  void a_sweep_knows_the_memory_wall();
  void derivations_give_the_result_s_values();
  void filled_formulas_make_their_values_on_every_device();
  void shifts_on_an_array_of_multiply_adds_are_derived_as_they_are_priced();
  void a_diagnosis_names_bound_and_remedy();
  void a_roofline_has_its_dots_on_or_under_the_roofs();
  void two_results_are_compared_by_operator();
  void after_the_ridge_four_bit_products_add_their_rate();
  void a_form_edits_a_copy();
  void this_computer_is_measured();
};

void TestWhatIf::a_request_is_the_sum_of_its_steps() {
  const ModelShape model = shape("llama-3-8b");
  const Accelerator a100 = device("a100-80gb");
  WorkloadSettings settings;
  settings.batch = 3;
  const RequestResult request = price_request(model, settings, 100, 20, a100);
  settings.phase = Phase::prefill;
  settings.context = 100;
  double time = price_phase(model, settings, a100).total.time_s;
  QCOMPARE(request.time_to_first_token_s(), time);
  double energy = *price_phase(model, settings, a100).total.board_j;
  settings.phase = Phase::decode;
  for (std::int64_t context = 101; context <= 119; ++context) {
    settings.context = context;
    const PhaseResult step = price_phase(model, settings, a100);
    time += step.total.time_s;
    energy += *step.total.board_j;
  }
  QVERIFY(relative(request.time_s(), time) < 1e-12);
  QVERIFY(relative(request.energy_j(), energy) < 1e-12);
  QCOMPARE(request.decode.tokens, 3.0 * 19);
  QVERIFY(relative(request.time_per_token_s() * 19, request.decode.time_s) < 1e-12);
  QCOMPARE(price_request(model, settings, 100, 1, a100).time_per_token_s(), 0.0);
  QVERIFY_EXCEPTION_THROWN(price_request(model, settings, 0, 1, a100), base::Error);
  QVERIFY_EXCEPTION_THROWN(price_request(model, settings, 10, 10'000'000, a100), base::Error);
}

void TestWhatIf::sensitivities_are_those_of_the_formula() {
  // One operator of the calibrated law by hand: t = √(c² + m²) + t0, so the elasticity of bandwidth is
  // −m²/(√·t). Over the phase: the sum of these weighted by time.
  const ModelShape model = shape("llama-2-7b");
  Accelerator a100 = device("a100-80gb");
  a100.memory.resize(1);
  WorkloadSettings settings;
  settings.batch = 64;
  const PhaseResult result = price_phase(model, settings, a100);
  double expected = 0;
  for (std::size_t i = 0; i < result.prices.size(); ++i) {
    const Parts& t = result.prices[i].alone_s;
    const bool product = result.operators[i].is_product();
    const double other = product ? t[compute] : t[launch];
    const double root = std::hypot(t[memory], other);
    if (t[vector] > root) continue;
    expected -= result.operators[i].count * t[memory] * t[memory] / root;
  }
  expected /= result.total.time_s;
  const auto list = sensitivities(model, settings, a100);
  const Sensitivity* bandwidth = find(list, "memory.dram.bandwidth");
  QVERIFY(bandwidth);
  QVERIFY2(std::abs(bandwidth->time_elasticity / expected - 1) < 1e-3,
           qPrintable(QString("%1 %2").arg(bandwidth->time_elasticity).arg(expected)));
  QVERIFY(relative(bandwidth->time_derivative, bandwidth->time_elasticity * result.total.time_s / 2039e9) <
          1e-9);
  QVERIFY(bandwidth->time_when_lower > 0 && bandwidth->time_when_higher < 0);
  for (std::size_t i = 1; i < list.size(); ++i) QVERIFY(list[i - 1].reach() >= list[i].reach());
  // What no operator uses is left out: a 4-bit rate in an f16 model, LLM-Viewer's own table.
  QVERIFY(!find(list, "rates.int4"));
  QVERIFY(!find(list, "llm_viewer.f16"));
  QVERIFY(find(list, "board.fixed_w") && find(list, "board.fixed_w")->time_elasticity == 0);
}

void TestWhatIf::sensitivities_of_an_ideal_memory_bound_phase() {
  WorkloadSettings settings;
  const auto list =
      sensitivities(shape("llama-2-7b"), settings, device("a100-80gb"), {Law::ideal, nullptr}, 0.25);
  const Sensitivity* bandwidth = find(list, "memory.dram.bandwidth");
  QVERIFY(bandwidth && std::abs(bandwidth->time_elasticity + 1) < 1e-3);
  QVERIFY(std::abs(bandwidth->time_when_higher - (1 / 1.25 - 1)) < 1e-6);
  QVERIFY(std::abs(bandwidth->time_when_lower - (1 / 0.75 - 1)) < 1e-6);
  // The rate changes no time, only the used part of compute u in the board's P = fixed + compute · u + …, so
  // d ln E / d ln rate = −Σ compute_w · u · t / E.
  const Accelerator a100 = device("a100-80gb");
  const PhaseResult result = price_phase(shape("llama-2-7b"), settings, a100, {Law::ideal, nullptr});
  double computing_j = 0;
  for (std::size_t i = 0; i < result.prices.size(); ++i) {
    QVERIFY(*result.prices[i].board_j < 0.99 * a100.board->limit_w.value * result.prices[i].time_s);
    computing_j +=
        result.operators[i].count * a100.board->compute_w.value * result.prices[i].alone_s[compute];
  }
  const Sensitivity* rate = find(list, "rates.f16");
  QVERIFY(rate && rate->reach() == 0 && rate->time_elasticity == 0);
  QVERIFY(computing_j > 0 && relative(rate->energy_elasticity, -computing_j / *result.total.board_j) < 1e-3);
}

void TestWhatIf::sweeps_are_read_and_refused() {
  QCOMPARE(parse_sweep("batch=1..8").values, (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}));
  QCOMPARE(parse_sweep("weight-bits=8,2,4").values, (std::vector<double>{2, 4, 8}));
  const SweepRange wide = parse_sweep("batch=1..1024");
  QVERIFY(wide.values.front() == 1 && wide.values.back() == 1024 && wide.values.size() <= 200);
  for (const double value : wide.values) QCOMPARE(value, std::round(value));
  const SweepRange bandwidth = parse_sweep("bandwidth=0.5..2:3");
  QCOMPARE(bandwidth.values.size(), std::size_t{3});
  QVERIFY(relative(bandwidth.values[1], 1.0) < 1e-12);
  for (const char* bad : {"", "batch", "=1..2", "batch=", "batch=1..", "batch=..2", "batch=0..4",
                          "batch=8..1", "batch=1..x", "batch=1.5,2", "batch=1..4:0", "batch=1..4:1000000",
                          "batch=-1", "batch=1,,2", "batch=nan", "batch=1..inf"})
    QVERIFY_EXCEPTION_THROWN(parse_sweep(bad), base::Error);
  WorkloadSettings settings;
  QVERIFY_EXCEPTION_THROWN(
      run_sweep(shape("llama-2-7b"), settings, device("a100-80gb"), {}, parse_sweep("colour=1..2")),
      base::Error);
}

void TestWhatIf::a_sweep_marks_where_the_bound_changes() {
  WorkloadSettings settings;
  settings.context = 16;
  const PriceOptions ideal{Law::ideal, nullptr};
  const Sweep sweep =
      run_sweep(shape("llama-2-7b"), settings, device("a100-80gb"), ideal, parse_sweep("batch=1..1024"));
  std::vector<double> changes;
  for (const SweepPoint& point : sweep.points)
    if (point.bound_changes) changes.push_back(point.value);
  QCOMPARE(changes.size(), std::size_t{1});
  QCOMPARE(sweep.points.front().bound, static_cast<std::size_t>(memory));
  QCOMPARE(sweep.points.back().bound, static_cast<std::size_t>(compute));
  // The ridge of the weights alone is 153; activations and elementwise work move it up.
  QVERIFY(changes[0] > 153 && changes[0] < 300);
  // Four-bit weights bring it down towards 38, as the products stay f16.
  settings.weight_bits = 4;
  const Sweep four =
      run_sweep(shape("llama-2-7b"), settings, device("a100-80gb"), ideal, parse_sweep("batch=1..1024"));
  for (const SweepPoint& point : four.points)
    if (point.bound_changes) QVERIFY(point.value > 38 && point.value < changes[0]);
  // Of the hardware: twice the bandwidth is what a doubled figure gives.
  const Sweep faster =
      run_sweep(shape("llama-2-7b"), settings, device("a100-80gb"), ideal, parse_sweep("bandwidth=1,2"));
  Accelerator doubled = device("a100-80gb");
  doubled.memory[0].bandwidth->value *= 2;
  QCOMPARE(faster.points[1].total.time_s,
           price_phase(shape("llama-2-7b"), settings, doubled, ideal).total.time_s);
  const Sweep by_path = run_sweep(shape("llama-2-7b"), settings, device("a100-80gb"), ideal,
                                  parse_sweep("memory.dram.bandwidth=2039e9,4078e9"));
  QCOMPARE(by_path.points[1].total.time_s, faster.points[1].total.time_s);
}

void TestWhatIf::a_sweep_knows_the_memory_wall() {
  WorkloadSettings settings;
  settings.context = 4096;
  const Sweep sweep =
      run_sweep(shape("llama-2-7b"), settings, device("a100-80gb"), {}, parse_sweep("batch=1..64"));
  QVERIFY(sweep.memory_wall);
  for (const SweepPoint& point : sweep.points)
    QCOMPARE(point.fits, point.value <= static_cast<double>(*sweep.memory_wall));
}

void TestWhatIf::derivations_give_the_result_s_values() {
  WorkloadSettings settings;
  settings.tensor_parallel = 2;
  for (const char* id : {"a100-80gb", "rngd"}) {
    const Accelerator accelerator = device(id);
    for (const Law law : {Law::calibrated, Law::ideal, Law::llm_viewer_fixed}) {
      const PhaseResult result = price_phase(shape("llama-2-7b"), settings, accelerator, {law, nullptr});
      for (std::size_t i = 0; i < result.operators.size(); ++i) {
        const auto steps = derive(result, i, accelerator);
        bool time = false, bytes = result.operators[i].kind == OperatorKind::all_reduce;
        for (const DerivationStep& step : steps) {
          if (step.quantity == "time") time = step.value == result.prices[i].time_s;
          if (step.quantity == "bytes") bytes = step.value == result.prices[i].bytes[memory];
          QVERIFY(!step.formula.empty() && !step.filled.empty());
        }
        QVERIFY2(time && bytes, result.operators[i].name.c_str());
      }
      const std::string text = derivation_text(derive_total(result, accelerator));
      QVERIFY(text.find("q_proj") != std::string::npos && text.find("tokens/s") != std::string::npos);
    }
  }
  QCOMPARE(with_unit(2039e9, "B/s"), std::string("2.039 TB/s"));
  QCOMPARE(with_unit(0, "B"), std::string("0 B"));
  QCOMPARE(with_unit(4.3712e-05, "s"), std::string("43.71 µs"));
  // LLM-Viewer's published q_proj on its A6000 at 1024 tokens: 43.712 µs.
  settings.tensor_parallel = 1;
  const Accelerator a6000 = device("rtx-a6000");
  const PhaseResult viewer = price_phase(shape("llama-2-7b"), settings, a6000, {Law::llm_viewer, nullptr});
  const std::string text = derivation_text(derive(viewer, 0, a6000));
  QVERIFY2(text.find("43.71 µs") != std::string::npos && text.find("33.57 MB") != std::string::npos,
           text.c_str());
}

/// What a derivation fills in, evaluated, is the value that it states, whatever the device.
void TestWhatIf::filled_formulas_make_their_values_on_every_device() {
  const Catalogue catalogue = read_catalogue({resource("")});
  TilingCache tilings;
  int evaluated = 0;
  for (const auto& accelerator : catalogue.accelerators)
    for (const Law law : {Law::calibrated, Law::ideal, Law::llm_viewer})
      for (const Phase phase : {Phase::prefill, Phase::decode}) {
        if (phase == Phase::prefill && accelerator->eyeriss) continue;  // seconds of search
        WorkloadSettings settings;
        settings.phase = phase;
        settings.batch = 256;
        settings.context = 130;
        settings.weight_bits = 4;
        settings.activation_bits = 8;
        const PhaseResult result = price_phase(shape("opt-125m"), settings, *accelerator, {law, &tilings});
        for (std::size_t i = 0; i < result.operators.size(); ++i) {
          if (result.operators[i].kind == OperatorKind::overlap) continue;
          for (const DerivationStep& step : derive(result, i, *accelerator)) {
            // Of Eyeriss a search is named, of the board the mean power.
            if ((step.quantity == "compute time" && accelerator->eyeriss) || step.quantity == "board energy")
              continue;
            const double found = FilledFormula(step.filled).value();
            QVERIFY2(std::abs(found - step.value) <= 2e-3 * std::abs(step.value) + 1e-18,
                     qPrintable(QStringLiteral("%1, %2, %3: %4 = %5, not %6")
                                    .arg(accelerator->id.c_str(), result.operators[i].name.c_str(),
                                         step.quantity.c_str(), step.filled.c_str())
                                    .arg(found)
                                    .arg(step.value)));
            ++evaluated;
          }
        }
      }
  QVERIFY(evaluated > 10000);
}

/// The array's model knows multiply-adds; shifts beside it run as on a roofline: √(c² + m²), or the vector
/// units.
void TestWhatIf::shifts_on_an_array_of_multiply_adds_are_derived_as_they_are_priced() {
  const Accelerator rngd = device("rngd");
  TilingCache tilings;
  PhaseResult result = price_phase(shape("llama-2-7b"), {}, rngd);
  std::size_t i = 0;
  while (result.operators[i].name != "up_proj") ++i;
  const auto time_formula = [&] {
    for (const DerivationStep& step : derive(result, i, rngd))
      if (step.quantity == "time") return step.formula;
    return std::string();
  };
  QVERIFY(time_formula().starts_with("max(compute,"));
  Operator& op = result.operators[i];
  op.operations = {{{kernels::Operation::shift, 4, 16}, op.macs()}};
  const PriceContext context{rngd, Law::calibrated, Phase::decode, 1, tilings};
  OperatorPrice& price = result.prices[i];
  price = price_operator(op, context);
  const double c = price.alone_s[compute], m = price.alone_s[memory];
  QVERIFY(relative(price.time_s, std::max(std::sqrt(c * c + m * m), price.alone_s[vector]) +
                                     price.alone_s[launch]) < 1e-12);
  QVERIFY(time_formula().starts_with("max(√"));
}

void TestWhatIf::a_diagnosis_names_bound_and_remedy() {
  WorkloadSettings settings;
  const Accelerator a100 = device("a100-80gb");
  const PhaseResult result = price_phase(shape("llama-2-7b"), settings, a100);
  const Diagnosis diagnosis = diagnose(result, sensitivities(shape("llama-2-7b"), settings, a100));
  QCOMPARE(diagnosis.bound, static_cast<std::size_t>(memory));
  QVERIFY(diagnosis.bound_share > 0.5 && diagnosis.bound_share < 1);
  QVERIFY(diagnosis.roof_share > 0.5 && diagnosis.roof_share < 0.86);
  const std::string text = diagnosis_text(result, diagnosis, a100);
  QVERIFY2(text.find("bound by memory") != std::string::npos &&
               text.find("dram bandwidth 20 % higher") != std::string::npos,
           text.c_str());
}

void TestWhatIf::a_roofline_has_its_dots_on_or_under_the_roofs() {
  const Accelerator a100 = device("a100-80gb");
  WorkloadSettings settings;
  settings.batch = 200;
  settings.weight_bits = settings.activation_bits = 8;
  for (const Law law : {Law::calibrated, Law::ideal, Law::llm_viewer}) {
    const PhaseResult result = price_phase(shape("llama-2-7b"), settings, a100, {law, nullptr});
    const Roofline chart = roofline(result, a100);
    QCOMPARE(chart.bandwidths.front().bytes_per_second, 2039e9);
    double share = 0;
    for (const Roofline::Dot& dot : chart.dots) {
      share += dot.time_share;
      QVERIFY(dot.operations_per_second <= chart.computes.front().operations_per_second * (1 + 1e-9));
      for (std::size_t level = 0; level < dot.operations_per_byte.size(); ++level)
        QVERIFY(dot.operations_per_second <=
                dot.operations_per_byte[level] * chart.bandwidths[level].bytes_per_second * (1 + 1e-9));
    }
    QVERIFY(share > 0.97 && share < 1 + 1e-9);  // moving the embeddings computes nothing
    if (law == Law::llm_viewer) continue;
    // int8 in the linear layers, f16 in attention and head, vector work beside them.
    QCOMPARE(chart.computes.size(), std::size_t{3});
    QCOMPARE(chart.computes[0].name, std::string("int8"));
    QCOMPARE(chart.computes[1].name, std::string("f16"));
    QCOMPARE(std::round(Roofline::ridge(chart.bandwidths[0], chart.computes[1])), 153.0);
    QCOMPARE(chart.bandwidths.size(), std::size_t{2});
  }
}

void TestWhatIf::two_results_are_compared_by_operator() {
  const Accelerator a100 = device("a100-80gb");
  WorkloadSettings settings;
  const PriceOptions ideal{Law::ideal, nullptr};
  const PhaseResult before = price_phase(shape("llama-2-7b"), settings, a100, ideal);
  settings.weight_bits = 8;
  settings.tensor_parallel = 2;  // with operators that the first result has not
  const PhaseResult after = price_phase(shape("llama-2-7b"), settings, a100, ideal);
  const auto changes = compare(before, after);
  QCOMPARE(changes.size(), before.operators.size());
  for (const OperatorChange& change : changes) {
    QCOMPARE(before.operators[change.before].name, after.operators[change.after].name);
    // Half the weights in half the bits.
    if (after.operators[change.after].name == "gate_proj")
      QVERIFY(std::abs(change.time_change + 0.75) < 1e-3);
  }
}

void TestWhatIf::after_the_ridge_four_bit_products_add_their_rate() {
  // A large batch: 4-bit weights alone change nothing, as products stay f16; 4-bit products have four times
  // the rate.
  const Accelerator a100 = device("a100-80gb");
  const auto up_seconds = [&](double weight_bits, double activation_bits) {
    WorkloadSettings settings;
    settings.batch = 8192;
    settings.context = 16;
    settings.weight_bits = weight_bits;
    settings.activation_bits = activation_bits;
    const PhaseResult result = price_phase(shape("llama-2-7b"), settings, a100, {Law::ideal, nullptr});
    for (std::size_t i = 0; i < result.operators.size(); ++i)
      if (result.operators[i].name == "up_proj") return result.prices[i].alone_s[compute];
    return 0.0;
  };
  QCOMPARE(up_seconds(4, 16), up_seconds(16, 16));
  QCOMPARE(up_seconds(8, 8) * 2, up_seconds(16, 16));
  QCOMPARE(up_seconds(4, 8) * 2, up_seconds(16, 16));
  QCOMPARE(up_seconds(4, 4) * 4, up_seconds(16, 16));
}

void TestWhatIf::a_form_edits_a_copy() {
  const Accelerator a100 = device("a100-80gb");
  const auto specs = accelerator_parameters(a100);
  QVERIFY(specs.size() > 40);
  for (const base::ParameterSpec& spec : specs) {
    QVERIFY2(base::why_invalid(spec, spec.default_value).empty(), spec.id.c_str());
    QVERIFY(!spec.label.empty() && !spec.help.empty());
    QVERIFY(spec.minimum >= 0 && spec.maximum > spec.minimum);
  }
  const Accelerator faster = with_values(a100, {{"memory.dram.bandwidth", 3000e9}});
  QCOMPARE(faster.memory[0].bandwidth->value, 3000e9);
  QCOMPARE(faster.memory[0].bandwidth->mark, Mark::assumed);
  QCOMPARE(a100.memory[0].bandwidth->value, 2039e9);
  QCOMPARE(with_values(a100, {{"memory.dram.bandwidth", 2039e9}}).memory[0].bandwidth->mark, Mark::published);
  QVERIFY_EXCEPTION_THROWN(with_values(a100, {{"memory.dram.bandwith", 1.0}}), base::Error);
  QVERIFY_EXCEPTION_THROWN(with_values(a100, {{"memory.dram.bandwidth", -1.0}}), base::Error);
  QVERIFY_EXCEPTION_THROWN(with_values(a100, {{"memory.l2.bandwidth", 1e11}}), base::Error);
}

void TestWhatIf::this_computer_is_measured() {
  const Accelerator here = measure_this_computer();
  QCOMPARE(here.id, std::string("this-computer"));
  const double bandwidth = here.memory[0].bandwidth->value, f32 = here.rates[0].operations_per_second.value;
  QVERIFY(bandwidth > 1e8 && bandwidth < 1e13);
  QVERIFY(f32 > 1e7 && f32 < 1e15);
  QCOMPARE(here.memory[0].bandwidth->mark, Mark::measured);
  WorkloadSettings settings;
  QVERIFY(price_phase(shape("opt-125m"), settings, here).total.tokens_per_second() > 0);
  QCOMPARE(accelerator_from_json(accelerator_json(here), "here").id, here.id);
}

QUANTSCOPE_TEST(TestWhatIf)

}  // namespace test_what_if

#include "test_what_if.moc"
