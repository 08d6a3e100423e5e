// QLLM as a whole: what it must keep, what it must better, and what it says where something is missing.
#include "core/methods/qllm.h"

#include <rapidcheck.h>

#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/methods/integer_linear.h"
#include "core/methods/rtn.h"
#include "core/metrics/error_metrics.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_qllm {

using namespace quantscope;
using namespace quantscope::methods::testing;
using methods::KernelChannel;
using methods::Qllm;
using methods::RoundToNearest;
using tensor::Matrix;

namespace {

std::string text(const char* value) {
  return value;
}

/// Tokens whose channel 3 is `factor` times the others.
Matrix with_outlier(std::int64_t tokens, std::int64_t channels, float factor, std::mt19937& random) {
  Matrix x = random_matrix(tokens, channels, random);
  for (std::int64_t t = 0; t < tokens; ++t) x(t, 3) *= factor;
  return x;
}

double output_sqnr(const methods::QuantizedSite& quantized, const Matrix& weights, const Matrix& x) {
  const std::vector<double> exact = product(x, weights);
  Matrix expected(x.rows(), weights.rows());
  std::transform(exact.begin(), exact.end(), expected.values().begin(),
                 [](double value) { return static_cast<float>(value); });
  return metrics::error_between(expected, quantized.consumers.front()->forward(x)).sqnr_db;
}

}  // namespace

class TestQllm : public QObject {
  Q_OBJECT
 private slots:
  void forward_is_the_product_of_reassembled_inputs_and_stored_weights() {
    QVERIFY(rc::check("forward", [] {
      const auto channels = *rc::gen::inRange(4, 60);
      base::ParameterValues values = {
          {"weight_bits", *rc::gen::element(2.0, 4.0, 8.0, 16.0)},
          {"activation_bits", *rc::gen::element(4.0, 8.0, 16.0)},
          {"weight_symmetric", *rc::gen::arbitrary<bool>()},
          {"activation_symmetric", *rc::gen::arbitrary<bool>()},
          {"weight_granularity", text(*rc::gen::element("tensor", "channel", "group"))},
          {"group_size", *rc::gen::element(7.0, 32.0)},
          {"activation_granularity", text(*rc::gen::element("tensor", "token", "static"))},
          {"clip", text(*rc::gen::element("none", "percentile", "mse"))},
          {"assembly", *rc::gen::arbitrary<bool>()},
          {"merge_metric", text(*rc::gen::element("paper", "repo"))}};
      const auto pieces = *rc::gen::element(1.5, 2.0, 4.0);
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const Matrix weights = random_matrix(*rc::gen::inRange(1, 30), channels, random);
      const Matrix x = with_outlier(5, channels, 9, random);
      const auto site = make_site({weights}, &x);
      values["theta"] = *std::ranges::max_element(site.input.channel_absmax) / pieces;
      const auto quantized = Qllm().quantize(site, values, nullptr, {});
      const auto& layer = *quantized.consumers.front();
      const Matrix y = layer.forward(x);

      const Matrix transformed = quantized.input->transformed(x);
      const auto codes = quantized.input->quantized(transformed);
      const Matrix input = codes.empty() ? transformed : dequantized(codes.front());
      if (std::get<double>(values["weight_bits"]) <= 8) {
        const Matrix kernel = dequantized(*layer.codes());
        const auto expected = product(input, kernel), size = magnitudes(input, kernel);
        for (std::size_t i = 0; i < expected.size(); ++i)
          RC_ASSERT(std::abs(y.values()[i] - expected[i]) <= size[i] * 2e-6 + 1e-9);
      }
      if (codes.empty()) {  // then the weights on the original channels tell the same
        const Matrix original = layer.dequantized();
        const auto expected = product(x, original), size = magnitudes(x, original);
        for (std::size_t i = 0; i < expected.size(); ++i)
          RC_ASSERT(std::abs(y.values()[i] - expected[i]) <= size[i] * 1e-4 + 1e-6);
      }
    }));
  }

  void without_merging_and_rounding_the_layer_is_unchanged() {
    std::mt19937 random(1);
    const Matrix weights = random_matrix(8, 24, random);
    const Matrix x = with_outlier(10, 24, 40, random);
    const auto quantized = Qllm().quantize(
        make_site({weights}, &x),
        {{"weight_bits", 16.0}, {"activation_bits", 16.0}, {"assembly", false}, {"theta", 2.5}}, nullptr, {});
    QVERIFY(quantized.input->channels().size() > 24);
    QVERIFY(output_sqnr(quantized, weights, x) > 120);
    const Matrix kernel = quantized.consumers.front()->dequantized();
    for (std::size_t i = 0; i < kernel.values().size(); ++i)
      QVERIFY(std::abs(kernel.values()[i] - weights.values()[i]) <= 1e-6f * std::abs(weights.values()[i]));
  }

  void a_theta_above_every_maximum_is_round_to_nearest() {
    std::mt19937 random(2);
    const Matrix weights = random_matrix(8, 24, random), x = random_matrix(10, 24, random);
    const auto site = make_site({weights}, &x);
    const base::ParameterValues symmetric = {{"weight_symmetric", true}, {"activation_symmetric", true}};
    auto values = symmetric;
    values["theta"] = 1000.0;
    const auto quantized = Qllm().quantize(site, values, nullptr, {});
    QVERIFY(quantized.input->channels().empty());
    const Matrix y = quantized.consumers.front()->forward(x);
    const Matrix plain =
        RoundToNearest().quantize(site, symmetric, nullptr, {}).consumers.front()->forward(x);
    QVERIFY(std::equal(y.values().begin(), y.values().end(), plain.values().begin()));
  }

  void merging_brings_back_the_number_of_channels() {
    std::mt19937 random(3);
    const Matrix weights = random_matrix(8, 64, random);
    const Matrix x = with_outlier(10, 64, 30, random);
    const auto quantized = Qllm().quantize(make_site({weights, random_matrix(3, 64, random)}, &x),
                                           {{"theta", 6.0}}, nullptr, {});
    const auto& channels = quantized.input->channels();
    QCOMPARE(channels.size(), std::size_t{64});
    QCOMPARE(quantized.consumers.size(), std::size_t{2});
    QCOMPARE(quantized.consumers[0]->codes()->shape.columns, std::int64_t{64});
    std::int64_t split = 0, merged = 0;
    std::vector<bool> seen(64, false);
    for (const KernelChannel& channel : channels) {
      split += channel.kind == KernelChannel::Kind::split;
      merged += channel.kind == KernelChannel::Kind::merged;
      for (const std::int32_t source : channel.sources) seen[static_cast<std::size_t>(source)] = true;
      QCOMPARE(channel.kind == KernelChannel::Kind::merged, channel.sources.size() > 1);
    }
    QVERIFY(split > 1 && merged > 0);
    QVERIFY(std::ranges::all_of(seen, [](bool in_a_kernel_channel) { return in_a_kernel_channel; }));
  }

  void an_outlier_channel_split_by_theta_lowers_the_output_error() {
    QVERIFY(rc::check("physics", [] {
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const Matrix weights = random_matrix(32, 128, random);
      const Matrix x = with_outlier(32, 128, 20, random);
      const auto site = make_site({weights}, &x);
      const base::ParameterValues four_bits = {{"weight_bits", 8.0}, {"activation_bits", 4.0}};
      auto split = four_bits;
      split["theta"] = 4.0;
      split["assembly"] = false;
      const double plain = output_sqnr(RoundToNearest().quantize(site, four_bits, nullptr, {}), weights, x);
      RC_ASSERT(output_sqnr(Qllm().quantize(site, split, nullptr, {}), weights, x) > plain + 3);
    }));
  }

  void maxima_alone_split_but_do_not_merge() {
    std::mt19937 random(4);
    methods::Site site = make_site({random_matrix(8, 16, random)});
    std::vector<float> maxima(16, 1.0f);
    maxima[5] = 10;
    site.input = calibration::knowledge_from_absmax(maxima);
    const auto quantized = Qllm().quantize(site, {{"theta", 2.5}}, nullptr, {});
    QCOMPARE(quantized.input->channels().size(), std::size_t{16 + 3});
    QVERIFY(std::ranges::any_of(quantized.notes, [](const std::string& note) {
      return note.find("no input samples") != std::string::npos;
    }));
    const auto adaptive = Qllm().quantize(site, {{"theta_mode", text("adaptive")}}, nullptr, {});
    QVERIFY(adaptive.curves.empty());
    QCOMPARE(adaptive.chosen.size(), std::size_t{1});
  }

  void knowing_nothing_of_the_input_is_unsuitable() {
    std::mt19937 random(4);
    const auto site = make_site({random_matrix(8, 16, random)});
    QVERIFY(!Qllm().why_unsuitable(site).empty());
    QVERIFY_EXCEPTION_THROWN(Qllm().quantize(site, {}, nullptr, {}), base::Error);
  }

  void more_pieces_than_partners_are_told() {
    std::mt19937 random(5);
    const Matrix x = with_outlier(6, 8, 100, random);
    double largest = 0;
    for (std::int64_t t = 0; t < 6; ++t) largest = std::max(largest, double{std::abs(x(t, 3))});
    const auto site = make_site({random_matrix(4, 8, random)}, &x);
    const auto quantized = Qllm().quantize(site, {{"theta", largest / 10}}, nullptr, {});  // 9 more channels
    // Of 7 unsplit channels 3 stand before the split one (0, 2 even) and 4 behind it.
    QVERIFY(quantized.input->channels().size() > 8);
    QVERIFY(std::ranges::any_of(quantized.notes, [](const std::string& note) {
      return note.find("fewer channels") != std::string::npos;
    }));
    try {
      Qllm().quantize(site, {{"theta", 1e-6}}, nullptr, {});
      QFAIL("a theta of a million pieces is accepted");
    } catch (const base::Error& error) {
      QVERIFY(error.remedy().find("or more") != std::string::npos);
    }
  }

  void adaptive_search_chooses_the_best_of_its_curve() {
    std::mt19937 random(6);
    const Matrix weights = random_matrix(16, 64, random);
    const Matrix x = with_outlier(24, 64, 30, random);
    const auto site = make_site({weights}, &x);
    const auto preparation = Qllm().prepare(site, {});
    const base::ParameterValues values = {{"theta_mode", text("adaptive")}, {"activation_bits", 4.0}};
    double last = -1;
    base::Job job;
    job.progress = [&](double fraction, std::string_view) { last = std::max(last, fraction); };
    const auto quantized = Qllm().quantize(site, values, preparation.get(), job);
    QCOMPARE(quantized.curves.size(), std::size_t{1});
    const auto& curve = quantized.curves.front();
    QVERIFY(curve.x.size() > 2);
    QVERIFY(std::ranges::is_sorted(curve.x));
    const double best = *std::ranges::min_element(curve.y);
    const auto at = static_cast<std::size_t>(std::ranges::find(curve.x, curve.chosen_x) - curve.x.begin());
    QCOMPARE(curve.y.at(at), best);
    QVERIFY(best <= curve.y.front() && best <= curve.y.back());
    QCOMPARE(std::get<double>(quantized.chosen.at("theta")), curve.chosen_x);
    QVERIFY(best < curve.y.back());  // the last is theta = the largest maximum: nothing split
    QVERIFY(last > 0.5);
    // The same question again is answered from the preparation.
    QCOMPARE(Qllm().quantize(site, values, preparation.get(), {}).curves.front().y, curve.y);
  }

  void the_error_on_the_curve_is_that_of_the_final_pass_in_its_order() {
    std::mt19937 random(7);
    const Matrix weights = random_matrix(16, 64, random);
    const Matrix x = with_outlier(24, 64, 30, random);
    const auto site = make_site({weights}, &x);
    base::ParameterValues values = {
        {"theta_mode", text("adaptive")}, {"search_order", text("final")}, {"activation_bits", 4.0}};
    const auto found = Qllm().quantize(site, values, nullptr, {});
    const auto& curve = found.curves.front();
    const std::vector<double> exact = product(x, weights);
    const Matrix y = found.consumers.front()->forward(x);
    double squared = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) squared += std::pow(y.values()[i] - exact[i], 2);
    const double best = *std::ranges::min_element(curve.y);
    QVERIFY(std::abs(squared / static_cast<double>(exact.size()) - best) < 1e-4 * best);
  }

  void search_can_be_cancelled() {
    std::mt19937 random(8);
    const Matrix x = with_outlier(24, 64, 30, random);
    const auto site = make_site({random_matrix(16, 64, random)}, &x);
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    job.progress = [&](double, std::string_view activity) {
      if (activity == "searching theta") stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(Qllm().quantize(site, {{"theta_mode", text("adaptive")}}, nullptr, job),
                             base::Cancelled);
  }

  void parameters_follow_the_site() {
    std::mt19937 random(9);
    const Matrix x = with_outlier(24, 200, 30, random);
    const auto site = make_site({random_matrix(16, 200, random)}, &x);
    const auto specs = Qllm().parameters(&site);
    const auto& theta = *base::find_parameter(specs, "theta");
    const float largest = *std::ranges::max_element(site.input.channel_absmax);
    QCOMPARE(theta.maximum, double{largest});
    QVERIFY(base::why_invalid(theta, theta.default_value).empty());
    const auto added = [&](double value) {
      double sum = 0;
      for (const float m : site.input.channel_absmax) sum += std::max(1.0, std::ceil(m / value)) - 1;
      return sum;
    };
    QVERIFY(added(std::get<double>(theta.default_value)) <= 2);  // 1 % of 200
    QVERIFY(added(theta.minimum) <= 200);
    for (const auto& spec : Qllm().parameters(nullptr)) {
      QVERIFY2(base::why_invalid(spec, spec.default_value).empty(), spec.id.c_str());
      QVERIFY(!spec.label.empty() && !spec.help.empty());
      for (const auto& condition : spec.enabled_when)
        QVERIFY(base::find_parameter(specs, condition.parameter));
    }
    // A theta beyond one site's maxima is what a script gives for a whole model: nothing is split.
    QVERIFY(Qllm().quantize(site, {{"theta", 1e6}}, nullptr, {}).input->channels().empty());
  }

  void storage_counts_the_indices_once_a_site() {
    std::mt19937 random(10);
    methods::Site site = make_site({random_matrix(8, 16, random), random_matrix(4, 16, random)});
    std::vector<float> maxima(16, 1.0f);
    maxima[5] = 10;  // four pieces
    site.input = calibration::knowledge_from_absmax(maxima);
    const auto quantized = Qllm().quantize(site, {{"theta", 2.5}}, nullptr, {});
    // 8 × 19 codes of 4 bits; 8 scales of 32 and zero points of 16 bits; half of 19 × (4 + 1) index bits
    // and of 19 × 2 bits for pieces up to four
    QCOMPARE(quantized.consumers[0]->cost().storage_bits(),
             8 * 19 * 4 + 8 * 32 + 8 * 16 + (19 * 5 + 19 * 2) / 2.0);
    const auto arrays = quantized.consumers[0]->stored();
    QVERIFY(std::ranges::any_of(arrays, [](const auto& array) { return array.name == "channel_sources"; }));
  }

  void odd_sites_are_survived() {
    Matrix zero(4, 6);
    const auto silent = make_site({zero}, &zero);
    QVERIFY(Qllm().quantize(silent, {}, nullptr, {}).input->channels().empty());
    QVERIFY(Qllm().quantize(silent, {{"theta_mode", text("adaptive")}}, nullptr, {}).curves.size() == 1);
    Matrix one(3, 1);
    one(0, 0) = 5;
    QCOMPARE(Qllm().quantize(make_site({one}, &one), {{"theta", 2.0}}, nullptr, {}).input->channels().size(),
             std::size_t{3});
    methods::Site input_only = make_site({}, &one);
    QCOMPARE(Qllm().quantize(input_only, {{"theta", 2.0}}, nullptr, {}).input->transformed(one).columns(),
             std::int64_t{3});
  }
};

QUANTSCOPE_TEST(TestQllm)

}  // namespace test_qllm

#include "test_qllm.moc"
