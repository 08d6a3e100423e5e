// Channel disassembly and assembly as transformations: what must stay equal.
#include "core/methods/channel_reassembly.h"

#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_channel_reassembly {

using namespace quantscope;
using namespace quantscope::methods::testing;
using methods::ChannelReassembly;
using methods::KernelChannel;
using tensor::Matrix;

namespace {

Matrix reassembled_weights(const ChannelReassembly& reassembly, const Matrix& weights) {
  Matrix result(weights.rows(), reassembly.kernel_channels());
  for (std::int64_t o = 0; o < weights.rows(); ++o)
    reassembly.reassemble_weights(weights.row(o), result.row(o));
  return result;
}

}  // namespace

class TestChannelReassembly : public QObject {
  Q_OBJECT
 private slots:
  void pieces_are_the_ceiling_of_the_maximum_over_theta() {
    const std::vector<float> maxima = {0, 1, 6, 6.5f, 12, 12.5f, 623.5f, std::nanf("")};
    // max(1, ceil(max/6)): 623.5/6 = 103.9…
    QCOMPARE(methods::pieces_for(6, maxima), (std::vector<std::int32_t>{1, 1, 1, 2, 2, 3, 104, 1}));
    QCOMPARE(methods::added_channels(methods::pieces_for(6, maxima)), std::int64_t{1 + 1 + 2 + 103});
    QCOMPARE(methods::pieces_for(1e-30, std::vector<float>{1.0f}).front(),
             std::numeric_limits<std::int32_t>::max());
  }

  void pieces_keep_every_channel_below_theta_and_are_no_more_than_needed() {
    QVERIFY(rc::check("T_c", [] {
      const float absmax = static_cast<float>(*rc::gen::inRange(1, 1'000'000)) / 1000.0f;
      const double theta = *rc::gen::inRange(1, 100'000) / 1000.0;
      const double pieces = methods::pieces_for(theta, std::vector<float>{absmax}).front();
      RC_ASSERT(absmax / pieces <= theta * (1 + 1e-12));
      RC_ASSERT((pieces == 1 || absmax / (pieces - 1) > theta * (1 - 1e-12)));
    }));
  }

  void disassembly_is_exact_for_powers_of_two_and_to_rounding_otherwise() {
    QVERIFY(rc::check("exact", [] {
      const auto channels = *rc::gen::inRange(1, 40);
      const auto powers = *rc::gen::arbitrary<bool>();
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      methods::ReassemblyPlan plan;
      for (int c = 0; c < channels; ++c)
        plan.pieces.push_back(powers ? 1 << *rc::gen::inRange(0, 5) : *rc::gen::inRange(1, 12));
      const ChannelReassembly reassembly(plan);
      RC_ASSERT(reassembly.kernel_channels() == channels + methods::added_channels(plan.pieces));
      const Matrix x = random_matrix(3, channels, random, 10), weights = random_matrix(4, channels, random);
      const Matrix kernel_x = reassembly.reassembled_input(x);
      const Matrix kernel_weights = reassembled_weights(reassembly, weights);
      for (std::int64_t t = 0; t < 3; ++t)
        for (std::int64_t o = 0; o < 4; ++o) {
          std::int64_t k = 0;
          for (int c = 0; c < channels; ++c) {
            // Σ over the copies of one channel: x_c·W_c
            double sum = 0;
            for (std::int32_t copy = 0; copy < plan.pieces[static_cast<std::size_t>(c)]; ++copy, ++k)
              sum += double{kernel_x(t, k)} * kernel_weights(o, k);
            const double exact = double{x(t, c)} * weights(o, c);
            RC_ASSERT((powers ? sum == exact : std::abs(sum - exact) <= 1e-6 * std::abs(exact)));
          }
        }
    }));
  }

  void restored_weights_act_on_the_original_channels_as_the_kernel_does() {
    QVERIFY(rc::check("restore", [] {
      std::mt19937 random(*rc::gen::arbitrary<unsigned>());
      methods::ReassemblyPlan plan;
      plan.pieces = {1, 3, 1, 1, 1, 2, 1};
      plan.merged_into = {2, -1, -1, 2, 6, -1, -1};  // 0 and 3 into 2, 4 into 6
      const ChannelReassembly reassembly(plan);
      RC_ASSERT(reassembly.kernel_channels() == 7 + 3 - 3);
      const Matrix x = random_matrix(5, 7, random);
      const Matrix kernel_weights = random_matrix(3, 7, random);  // any weights, as after quantization
      Matrix restored(3, 7);
      for (std::int64_t o = 0; o < 3; ++o) reassembly.restore_weights(kernel_weights.row(o), restored.row(o));
      const auto expected = product(reassembly.reassembled_input(x), kernel_weights);
      const auto actual = product(x, restored);
      for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT(std::abs(actual[i] - expected[i]) < 1e-5);
    }));
  }

  void a_merged_channel_is_the_mean_of_inputs_and_the_sum_of_weights() {
    methods::ReassemblyPlan plan;
    plan.pieces = {1, 1, 1};
    plan.merged_into = {1, -1, 1};
    const ChannelReassembly reassembly(plan);
    Matrix x(1, 3);
    for (int c = 0; c < 3; ++c) x(0, c) = static_cast<float>(1 << (2 * c));  // 1, 4, 16
    QCOMPARE(reassembly.reassembled_input(x)(0, 0), 7.0f);
    float weight = 0;
    reassembly.reassemble_weights(x.row(0), &weight);
    QCOMPARE(weight, 21.0f);
    QCOMPARE(reassembly.channels().size(), std::size_t{1});
    QVERIFY(reassembly.channels()[0].kind == KernelChannel::Kind::merged);
    QCOMPARE(reassembly.channels()[0].sources, (std::vector<std::int32_t>{1, 0, 2}));
  }

  void merging_equal_channels_is_exact() {
    std::mt19937 random(7);
    Matrix x = random_matrix(6, 4, random);
    for (std::int64_t t = 0; t < 6; ++t) x(t, 0) = x(t, 3);
    const Matrix weights = random_matrix(5, 4, random);
    methods::ReassemblyPlan plan;
    plan.pieces = {1, 1, 1, 1};
    plan.merged_into = {3, -1, -1, -1};
    const ChannelReassembly reassembly(plan);
    const auto merged = product(reassembly.reassembled_input(x), reassembled_weights(reassembly, weights));
    const auto original = product(x, weights);
    for (std::size_t i = 0; i < original.size(); ++i) QVERIFY(std::abs(merged[i] - original[i]) < 1e-6);
  }

  void nothing_to_do_changes_nothing() {
    methods::ReassemblyPlan plan;
    plan.pieces = {1, 1, 1};
    const ChannelReassembly reassembly(plan);
    QVERIFY(reassembly.identity());
    QVERIFY(reassembly.channels().empty());
    std::mt19937 random(7);
    const Matrix x = random_matrix(2, 3, random);
    const Matrix same = reassembly.reassembled_input(x);
    QVERIFY(std::equal(x.values().begin(), x.values().end(), same.values().begin()));
  }

  void order_of_kernel_channels_is_that_of_the_originals() {
    methods::ReassemblyPlan plan;
    plan.pieces = {1, 2, 1, 1};
    plan.merged_into = {3, -1, -1, -1};
    const ChannelReassembly reassembly(plan);
    const auto& channels = reassembly.channels();
    QCOMPARE(channels.size(), std::size_t{4});
    QVERIFY(channels[0].kind == KernelChannel::Kind::split && channels[1].kind == KernelChannel::Kind::split);
    QCOMPARE(channels[0].pieces, 2);
    QVERIFY(channels[2].kind == KernelChannel::Kind::unchanged);
    QCOMPARE(channels[2].sources, std::vector<std::int32_t>{2});
    QVERIFY(channels[3].kind == KernelChannel::Kind::merged);
  }

  void impossible_plans_are_refused() {
    methods::ReassemblyPlan chained;
    chained.pieces = {1, 1, 1};
    chained.merged_into = {1, 2, -1};
    QVERIFY_EXCEPTION_THROWN(ChannelReassembly{chained}, base::Error);
    methods::ReassemblyPlan split;
    split.pieces = {2, 1};
    split.merged_into = {1, -1};
    QVERIFY_EXCEPTION_THROWN(ChannelReassembly{split}, base::Error);
  }
};

QUANTSCOPE_TEST(TestChannelReassembly)

}  // namespace test_channel_reassembly

#include "test_channel_reassembly.moc"
