#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <set>

#include "core/study/channel_values.h"
#include "tests/quantscope_test.h"

namespace test_channel_values {

using namespace quantscope;

namespace {

constexpr std::int64_t out_features = 150, in_features = 9, tokens = 7;

/// Values that tell where they come from: row + channel/16.
float value_at(std::int64_t row, std::int64_t channel) {
  return static_cast<float>(row) + static_cast<float>(channel) / 16.0f;
}

std::shared_ptr<const study::PreparedSite> example(bool with_samples) {
  methods::Site site;
  site.name = "example";
  tensor::Tensor weights(tensor::ElementType::f32, out_features, in_features);
  auto* w = reinterpret_cast<float*>(weights.mutable_data());
  for (std::int64_t r = 0; r < out_features; ++r)
    for (std::int64_t c = 0; c < in_features; ++c) w[r * in_features + c] = value_at(r, c);
  site.consumers.push_back({"w", weights, {}});
  tensor::Matrix x(tokens, in_features);
  for (std::int64_t r = 0; r < tokens; ++r)
    for (std::int64_t c = 0; c < in_features; ++c) x(r, c) = -value_at(r, c);
  site.input = with_samples ? calibration::knowledge_from_samples(x.view())
                            : calibration::knowledge_from_absmax(std::vector<float>(in_features, 1.0f));
  return std::make_shared<const study::PreparedSite>(std::move(site));
}

/// Every value lies in a cell, and the cells hold as many as there are.
bool holds_exactly(const statistics::ValueCounts& counts, std::multiset<double> values) {
  if (counts.finite() != values.size()) return false;
  for (const auto& cell : counts.cells())
    for (std::uint64_t i = 0; i < cell.count; ++i) {
      const auto found = values.lower_bound(cell.low);
      if (found == values.end() || *found > cell.high) return false;
      values.erase(found);
    }
  return values.empty();
}

}  // namespace

class TestChannelValues : public QObject {
  Q_OBJECT

 private slots:
  void they_are_the_columns_of_weights_and_input();
  void maxima_alone_have_no_values();
  void a_channel_that_is_none_is_named();
  void cancelled_counting_throws();
};

void TestChannelValues::they_are_the_columns_of_weights_and_input() {
  const auto site = example(true);
  QVERIFY(rc::check("any set of channels", [&] {
    const std::set<int> chosen =
        *rc::gen::container<std::set<int>>(rc::gen::inRange(0, static_cast<int>(in_features)));
    const std::vector<int> channels(chosen.begin(), chosen.end());
    std::multiset<double> weights, input;
    for (const int c : channels) {
      for (std::int64_t r = 0; r < out_features; ++r) weights.insert(value_at(r, c));
      for (std::int64_t r = 0; r < tokens; ++r) input.insert(-value_at(r, c));
    }
    RC_ASSERT(holds_exactly(study::channel_values(*site, {false, 0}, channels), weights));
    RC_ASSERT(holds_exactly(study::channel_values(*site, {true, 0}, channels), input));
  }));
}

void TestChannelValues::maxima_alone_have_no_values() {
  QCOMPARE(study::channel_values(*example(false), {true, 0}, {1, 2}).finite(), std::uint64_t{0});
}

void TestChannelValues::a_channel_that_is_none_is_named() {
  for (const int channel : {-1, static_cast<int>(in_features)}) {
    try {
      study::channel_values(*example(true), {false, 0}, {channel});
      QFAIL("no error");
    } catch (const base::Error& error) {
      QVERIFY(QString::fromUtf8(error.what()).contains(QString::number(channel)));
    }
  }
}

void TestChannelValues::cancelled_counting_throws() {
  std::stop_source stop;
  stop.request_stop();
  base::Job job;
  job.stop = stop.get_token();
  QVERIFY_EXCEPTION_THROWN(study::channel_values(*example(true), {false, 0}, {1}, job), base::Cancelled);
}

QUANTSCOPE_TEST(TestChannelValues)

}  // namespace test_channel_values

#include "test_channel_values.moc"
