// Samples of sites, and the list of methods with the parameters they share.
#include "core/methods/site.h"

#include <rapidcheck.h>

#include <QTest>
#include <set>

#include "core/base/error.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_site {

using namespace quantscope;
using namespace quantscope::methods::testing;
using tensor::Matrix;

class TestSite : public QObject {
  Q_OBJECT
 private slots:
  void a_sample_has_whole_rows_of_the_site_and_knows_its_whole_ranges() {
    QVERIFY(rc::check("sample", [] {
      const auto out = *rc::gen::inRange(1, 60), tokens = *rc::gen::inRange(1, 60);
      const auto channels = *rc::gen::inRange(1, 30);
      const auto values = *rc::gen::inRange(0, 2000);
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      const Matrix weights = random_matrix(out, channels, random),
                   x = random_matrix(tokens, channels, random);
      const auto site = make_site({weights}, &x);
      const auto sample = methods::sampled_site(site, values, values);
      const Matrix rows = tensor::to_matrix(sample.consumers.front().weights.view());
      const auto most = std::max<std::int64_t>(8, values / channels);
      RC_ASSERT(rows.rows() == std::min<std::int64_t>(out, most));
      RC_ASSERT(sample.input.samples->rows() == std::min<std::int64_t>(tokens, most));
      RC_ASSERT(sample.sampled == (out > most || tokens > most));
      RC_ASSERT(sample.input.channel_absmax == site.input.channel_absmax);
      std::int64_t from = 0;
      for (std::int64_t r = 0; r < rows.rows(); ++r, ++from) {
        while (from < out && !std::equal(rows.row(r), rows.row(r) + channels, weights.row(from))) ++from;
        RC_ASSERT(from < out);
      }
      if (out > most) {
        float low = weights(0, 0), high = low;
        for (const float value : weights.values()) {
          low = std::min(low, value);
          high = std::max(high, value);
        }
        RC_ASSERT(sample.consumers.front().whole_range->low == low);
        RC_ASSERT(sample.consumers.front().whole_range->high == high);
      }
    }));
  }

  void a_preview_per_tensor_uses_the_scale_of_the_whole_tensor() {
    std::mt19937 random(1);
    Matrix weights = random_matrix(100, 20, random);
    weights(57, 3) = 70;
    const auto sample = methods::sampled_site(make_site({weights}), 160, 0);
    QVERIFY(sample.sampled);
    const auto quantized = methods::method_by_id("rtn").quantize(
        sample, {{"weight_granularity", std::string("tensor")}}, nullptr, {});
    QCOMPARE(quantized.consumers.front()->codes()->scales.front().scale, 10.0f);  // 70/(2³ − 1)
  }

  void in_features_come_from_what_there_is() {
    QCOMPARE(methods::Site().in_features(), std::int64_t{0});
    methods::Site site;
    site.input = calibration::knowledge_from_absmax({1, 2, 3});
    QCOMPARE(site.in_features(), std::int64_t{3});
    QCOMPARE(make_site({Matrix(2, 5)}).in_features(), std::int64_t{5});
  }

  void every_method_has_a_valid_description() {
    std::set<std::string> ids;
    for (const auto& method : methods::all_methods()) {
      const auto description = method->description();
      QVERIFY(ids.insert(description.id).second);
      QVERIFY(!description.name.empty() && !description.summary.empty() && !description.source.empty());
      const auto specs = method->parameters(nullptr);
      std::set<std::string> parameters;
      for (const auto& spec : specs) {
        QVERIFY2(parameters.insert(spec.id).second, spec.id.c_str());
        QVERIFY2(base::why_invalid(spec, spec.default_value).empty(), spec.id.c_str());
        QVERIFY2(!spec.label.empty() && !spec.help.empty(), spec.id.c_str());
        QVERIFY2(!spec.logarithmic || spec.minimum > 0, spec.id.c_str());
        for (const auto& condition : spec.enabled_when) {
          const auto* other = base::find_parameter(specs, condition.parameter);
          QVERIFY2(other && !condition.reason.empty(), spec.id.c_str());
          for (const auto& value : condition.values) QVERIFY(base::why_invalid(*other, value).empty());
        }
      }
      for (const char* shared : {"weight_bits", "activation_bits", "weight_symmetric", "activation_symmetric",
                                 "weight_granularity", "group_size", "activation_granularity", "clip"})
        QVERIFY2(parameters.contains(shared), shared);
    }
    QVERIFY(ids.contains("rtn") && ids.contains("qllm"));
    QVERIFY_EXCEPTION_THROWN(methods::method_by_id("none"), base::Error);
  }

  void bits_are_two_to_eight_or_left_alone() {
    const auto specs = methods::method_by_id("rtn").parameters(nullptr);
    for (const char* id : {"weight_bits", "activation_bits"}) {
      const auto& bits = *base::find_parameter(specs, id);
      for (const double accepted : {2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 16.0})
        QVERIFY(base::why_invalid(bits, accepted).empty());
      for (const double refused : {1.0, 9.0, 15.0, 4.5, 17.0})
        QVERIFY(!base::why_invalid(bits, refused).empty());
    }
    const auto& group_size = *base::find_parameter(specs, "group_size");
    QVERIFY(!base::why_disabled(group_size, specs, {}).empty());
    QVERIFY(base::why_disabled(group_size, specs, {{"weight_granularity", std::string("group")}}).empty());
    QVERIFY(!base::why_disabled(group_size, specs,
                                {{"weight_granularity", std::string("group")}, {"weight_bits", 16.0}})
                 .empty());
  }
};

QUANTSCOPE_TEST(TestSite)

}  // namespace test_site

#include "test_site.moc"
