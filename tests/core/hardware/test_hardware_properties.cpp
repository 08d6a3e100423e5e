#include <rapidcheck.h>

#include <QtTest>
#include <cmath>

#include "core/hardware/accelerator_figures.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/catalogue.h"
#include "core/hardware/diagnosis.h"
#include "core/hardware/price.h"
#include "core/hardware/request.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_hardware_properties {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;

namespace {

double real(double low, double high) {
  return low + (high - low) * (*rc::gen::inRange(0, 1'000'001) / 1e6);
}
double spread(double low, double high) {
  return std::exp(real(std::log(low), std::log(high)));
}
Figure figure(double value) {
  return {value, Mark::assumed, "random"};
}
template <typename Value>
Value one_of(std::initializer_list<Value> values) {
  return *(values.begin() + *rc::gen::inRange<std::size_t>(0, values.size()));
}

/// A roofline device, sometimes with a scratchpad that keeps values, sometimes with inner bandwidths.
Accelerator random_accelerator() {
  Accelerator a;
  a.id = a.name = "random";
  const double f16 = spread(1e9, 1e15);
  a.rates = {{{true, 16, 16}, figure(f16)}};
  if (*rc::gen::arbitrary<bool>()) a.rates.push_back({{false, 8, 8}, figure(f16 * real(1, 4))});
  if (*rc::gen::arbitrary<bool>()) a.rates.push_back({{false, 4, 4}, figure(f16 * real(1, 8))});
  if (*rc::gen::arbitrary<bool>()) a.vector_rate = figure(f16 / real(2, 64));
  const double bandwidth = spread(1e9, 1e13);
  a.memory = {{"dram", figure(spread(1e8, 1e12)), figure(bandwidth), {}, figure(real(0, 20))}};
  if (*rc::gen::arbitrary<bool>()) {
    MemoryLevel inner{
        "l2", figure(a.memory[0].capacity_bytes->value * real(1e-5, 0.5)), {}, {}, figure(real(0, 2))};
    if (*rc::gen::arbitrary<bool>()) {
      inner.bandwidth = figure(bandwidth * real(1, 10));
      inner.tile = figure(one_of({16.0, 64.0, 128.0}));
    }
    a.memory.push_back(inner);
  }
  a.keeps_on_chip = *rc::gen::arbitrary<bool>();
  a.overlaps_loads = *rc::gen::arbitrary<bool>();
  for (const KernelClass kernel : {KernelClass::product, KernelClass::norm, KernelClass::residual,
                                   KernelClass::activation, KernelClass::rotary, KernelClass::embedding})
    a.achievable.emplace_back(kernel, default_achievable(kernel));
  if (*rc::gen::arbitrary<bool>()) {
    const double limit = spread(1, 1000);
    a.board = BoardPower{figure(limit * real(0, 1)), figure(limit * real(0, 2)), figure(limit * real(0, 1)),
                         figure(limit)};
  }
  a.link = Link{figure(real(0, 1e-4)), figure(real(0, 1e-5)), figure(spread(1e8, 1e12))};
  check(a, "random");
  return a;
}

WorkloadSettings random_workload() {
  WorkloadSettings s;
  s.phase = *rc::gen::arbitrary<bool>() ? Phase::prefill : Phase::decode;
  s.batch = std::llround(spread(1, 1024));
  s.context = std::llround(spread(1, 16384));
  s.weight_bits = one_of({2.0, 3.0, 4.0, 4.25, 8.0, 16.0});
  s.activation_bits = one_of({4.0, 8.0, 16.0});
  s.key_value_bits = one_of({2.0, 4.0, 8.0, 16.0});
  s.attention = *rc::gen::arbitrary<bool>() ? Attention::flash : Attention::plain;
  s.causal_halving = *rc::gen::arbitrary<bool>();
  s.tensor_parallel = one_of<std::int64_t>({1, 2, 4, 8});
  return s;
}

Law random_law() {
  return *rc::gen::arbitrary<bool>() ? Law::calibrated : Law::ideal;
}

const std::vector<ModelShape>& models() {
  static const std::vector<ModelShape> list{shape("llama-2-7b"), shape("llama-3-8b"), shape("opt-6.7b"),
                                            shape("gemma-7b"),   shape("mistral-7b"), shape("gpt-3-175b")};
  return list;
}

const ModelShape& random_model() {
  return models()[*rc::gen::inRange<std::size_t>(0, models().size())];
}

/// Rounding of sums over a few dozen terms.
bool not_above(double a, double b) {
  return a <= b * (1 + 1e-12) + 1e-300;
}

double bytes_of(const PhaseResult& result) {
  return result.total.bytes;
}

}  // namespace

class TestHardwareProperties : public QObject {
  Q_OBJECT
 private slots:
  void more_bandwidth_compute_or_memory_is_never_slower();
  void fewer_bits_never_move_more_bytes_nor_take_longer();
  void parts_sum_to_the_total();
  void the_same_input_gives_the_same_output();
  void what_does_not_fit_says_by_how_much();
  void more_tokens_are_never_faster();
  void every_shipped_device_prices_every_model();
};

void TestHardwareProperties::more_bandwidth_compute_or_memory_is_never_slower() {
  QVERIFY(rc::check("raise one figure", [] {
    const Accelerator before = random_accelerator();
    const WorkloadSettings settings = random_workload();
    const ModelShape& model = random_model();
    const PriceOptions options{random_law(), nullptr};
    const double time = price_phase(model, settings, before, options).total.time_s;
    const double factor = real(1, 10);
    std::vector<std::string> paths;
    visit_figures(before, [&](const FigurePlace& place, const auto&) {
      const bool resource = place.path.starts_with("rates.") || place.path == "vector_rate" ||
                            place.path.ends_with(".bandwidth") || place.path.ends_with(".capacity_bytes");
      if (resource && !place.path.starts_with("achievable.")) paths.push_back(place.path);
    });
    for (const std::string& path : paths) {
      Accelerator after = before;
      Figure* const raised = find_figure(after, path);
      if (!raised) continue;
      raised->value *= factor;
      RC_ASSERT(not_above(price_phase(model, settings, after, options).total.time_s, time));
    }
  }));
}

void TestHardwareProperties::fewer_bits_never_move_more_bytes_nor_take_longer() {
  QVERIFY(rc::check("lower one width", [] {
    const Accelerator accelerator = random_accelerator();
    const WorkloadSettings wide = random_workload();
    const ModelShape& model = random_model();
    const PriceOptions options{random_law(), nullptr};
    const PhaseResult before = price_phase(model, wide, accelerator, options);
    for (double WorkloadSettings::*bits : {&WorkloadSettings::weight_bits, &WorkloadSettings::activation_bits,
                                           &WorkloadSettings::key_value_bits}) {
      WorkloadSettings narrow = wide;
      narrow.*bits = real(1, wide.*bits);
      const PhaseResult after = price_phase(model, narrow, accelerator, options);
      RC_ASSERT(not_above(bytes_of(after), bytes_of(before)));
      RC_ASSERT(not_above(after.need.total(), before.need.total()));
      RC_ASSERT(not_above(after.total.time_s, before.total.time_s));
    }
  }));
}

void TestHardwareProperties::parts_sum_to_the_total() {
  QVERIFY(rc::check("operators, parts, energies", [] {
    const Accelerator accelerator = random_accelerator();
    const Law law = one_of({Law::calibrated, Law::ideal, Law::llm_viewer, Law::llm_viewer_fixed});
    const PhaseResult result = price_phase(random_model(), random_workload(), accelerator, {law, nullptr});
    double time = 0, dynamic = 0, board = 0, of_parts = 0, dynamic_of_parts = 0;
    for (std::size_t i = 0; i < result.operators.size(); ++i) {
      const OperatorPrice& price = result.prices[i];
      const double count = result.operators[i].count;
      double own = 0;
      for (const double part : price.time_of) own += part;
      RC_ASSERT(relative(own, price.time_s) <= 1e-12);
      time += price.time_s * count;
      dynamic += price.dynamic_j * count * result.devices;
      board += price.board_j.value_or(0) * count * result.devices;
    }
    for (const double part : result.total.time_of) of_parts += part;
    for (const double part : result.total.dynamic_of) dynamic_of_parts += part;
    RC_ASSERT(relative(time, result.total.time_s) <= 1e-12);
    RC_ASSERT(relative(of_parts, result.total.time_s) <= 1e-12);
    RC_ASSERT(relative(dynamic, result.total.dynamic_j) <= 1e-12);
    RC_ASSERT(relative(dynamic_of_parts, result.total.dynamic_j) <= 1e-12);
    RC_ASSERT(relative(board, result.total.board_j.value_or(0)) <= 1e-12);
  }));
}

void TestHardwareProperties::the_same_input_gives_the_same_output() {
  QVERIFY(rc::check("twice", [] {
    const Accelerator accelerator = random_accelerator();
    const WorkloadSettings settings = random_workload();
    const ModelShape& model = random_model();
    const PriceOptions options{random_law(), nullptr};
    const PhaseResult a = price_phase(model, settings, accelerator, options);
    const PhaseResult b = price_phase(model, settings, accelerator, options);
    RC_ASSERT(a.total.time_s == b.total.time_s);
    RC_ASSERT(a.total.dynamic_j == b.total.dynamic_j);
    RC_ASSERT(a.total.bytes == b.total.bytes);
  }));
}

void TestHardwareProperties::what_does_not_fit_says_by_how_much() {
  QVERIFY(rc::check("memory", [] {
    const Accelerator accelerator = random_accelerator();
    const PhaseResult result =
        price_phase(random_model(), random_workload(), accelerator, {random_law(), nullptr});
    const double capacity = accelerator.memory[0].capacity_bytes->value;
    RC_ASSERT(result.fits() == (result.need.total() <= capacity));
    RC_ASSERT(result.missing_bytes() == std::max(0.0, result.need.total() - capacity));
    bool said = false;
    for (const std::string& note : result.notes)
      said = said || note.find("does not fit") != std::string::npos;
    RC_ASSERT(said == !result.fits());
  }));
}

void TestHardwareProperties::more_tokens_are_never_faster() {
  QVERIFY(rc::check("batch and context", [] {
    const Accelerator accelerator = random_accelerator();
    WorkloadSettings settings = random_workload();
    const ModelShape& model = random_model();
    const PriceOptions options{random_law(), nullptr};
    const double time = price_phase(model, settings, accelerator, options).total.time_s;
    WorkloadSettings more = settings;
    more.batch += *rc::gen::inRange(1, 100);
    RC_ASSERT(not_above(time, price_phase(model, more, accelerator, options).total.time_s));
    more = settings;
    more.context += *rc::gen::inRange(1, 1000);
    RC_ASSERT(not_above(time, price_phase(model, more, accelerator, options).total.time_s));
  }));
}

void TestHardwareProperties::every_shipped_device_prices_every_model() {
  const Catalogue catalogue = read_catalogue({resource("")});
  TilingCache tilings;
  for (const auto& accelerator : catalogue.accelerators)
    for (const auto& model : catalogue.models) {
      if (accelerator->eyeriss && model->hidden_size > 4096) continue;  // seconds of search
      for (const Phase phase : {Phase::prefill, Phase::decode}) {
        if (phase == Phase::decode && !model->decoder) continue;
        if (phase == Phase::prefill && accelerator->eyeriss) continue;
        WorkloadSettings settings;
        settings.phase = phase;
        settings.batch = 4;
        settings.context = 256;
        for (const Law law : {Law::calibrated, Law::ideal, Law::llm_viewer}) {
          const PhaseResult result = price_phase(*model, settings, *accelerator, {law, &tilings});
          QVERIFY2(result.total.time_s > 0 && std::isfinite(result.total.time_s) &&
                       result.total.dynamic_j > 0 && std::isfinite(result.total.dynamic_j),
                   (accelerator->id + " " + model->id).c_str());
          // Measured fractions of a peak may exceed 1, by largest_fraction at most.
          const double most = law == Law::calibrated ? largest_fraction : 1 + 1e-9;
          const double roof = diagnose(result, {}).roof_share;
          QVERIFY2(roof >= 0 && roof <= most,
                   qPrintable(
                       QStringLiteral("%1 %2 %3").arg(accelerator->id.c_str(), model->id.c_str()).arg(roof)));
        }
      }
    }
}

QUANTSCOPE_TEST(TestHardwareProperties)

}  // namespace test_hardware_properties

#include "test_hardware_properties.moc"
