#include <rapidcheck.h>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

#include "core/methods/method.h"
#include "core/study/analysis.h"
#include "tests/quantscope_test.h"

namespace test_analysis {

using namespace quantscope;
using study::AnalysisOptions;
using study::AnalysisResult;

namespace {

tensor::Tensor tensor_of(const tensor::Matrix& matrix) {
  tensor::Tensor result(tensor::ElementType::f32, matrix.rows(), matrix.columns());
  std::copy_n(matrix.values().data(), matrix.count(), reinterpret_cast<float*>(result.mutable_data()));
  return result;
}

tensor::Matrix random_matrix(std::int64_t rows, std::int64_t columns, unsigned seed, float deviation = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, deviation);
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

constexpr std::int64_t out_features = 24, in_features = 320, tokens = 12, outlier_channel = 7;

/// Two consumers of one input, whose channel 7 is an outlier.
methods::Site example_site(bool with_samples = true) {
  methods::Site site;
  site.name = "example";
  for (unsigned i = 0; i < 2; ++i)
    site.consumers.push_back(
        {"w" + std::to_string(i), tensor_of(random_matrix(out_features, in_features, 10 + i, 0.05f)), {}});
  if (with_samples) {
    tensor::Matrix x = random_matrix(tokens, in_features, 3);
    for (std::int64_t t = 0; t < tokens; ++t) x(t, outlier_channel) = t % 2 ? 90.0f : -80.0f;
    site.input = calibration::knowledge_from_samples(x.view());
  }
  return site;
}

const methods::Method& rtn() {
  return methods::method_by_id("rtn");
}
const methods::Method& qllm() {
  return methods::method_by_id("qllm");
}

/// ŵ of symmetric round to nearest by output channel, by its formula in double.
double rounded(const tensor::Matrix& w, std::int64_t row, std::int64_t column, int bits) {
  double absmax = 0;
  for (std::int64_t c = 0; c < w.columns(); ++c) absmax = std::max(absmax, std::abs(double{w(row, c)}));
  const double scale = absmax / ((1 << (bits - 1)) - 1);
  return std::nearbyint(double{w(row, column)} / scale) * scale;
}

base::ParameterValues w4a16() {
  return {{"weight_bits", 4.0}, {"activation_bits", 16.0}};
}

}  // namespace

class TestAnalysis : public QObject {
  Q_OBJECT
 private slots:
  void errors_of_weights_follow_the_formula();
  void after_counts_are_the_dequantized_values();
  void output_error_of_weight_only_quantization_is_that_of_the_product();
  void left_alone_gives_no_error_and_no_levels();
  void input_subject_is_the_input_and_its_codes();
  void input_outlier_takes_its_share();
  void disassembled_channels_are_counted_in_kernel_channels();
  void maxima_alone_give_a_profile_and_no_values();
  void own_columns_judge_outliers_where_no_input_is_known();
  void sampled_sites_say_so();
  void measure_after_quantize_equals_analyse();
  void thread_count_does_not_change_the_answer();
  void cancelled_jobs_throw();
  void impossible_subjects_are_refused();
  void bands_are_nearest_rank_percentiles();
};

void TestAnalysis::errors_of_weights_follow_the_formula() {
  const study::PreparedSite site(example_site(false));
  AnalysisOptions options;
  options.subject.consumer = 1;
  const AnalysisResult result = study::analyse(site, rtn(), w4a16(), options);
  const tensor::Matrix w = tensor::to_matrix(site.site().consumers[1].weights.view());
  double squared = 0, signal = 0, largest = 0;
  std::vector<float> absmax(in_features, 0.0f);
  for (std::int64_t r = 0; r < w.rows(); ++r)
    for (std::int64_t c = 0; c < w.columns(); ++c) {
      const double estimate = rounded(w, r, c, 4), error = double{w(r, c)} - estimate;
      squared += error * error;
      signal += double{w(r, c)} * double{w(r, c)};
      largest = std::max(largest, std::abs(error));
      absmax[static_cast<std::size_t>(c)] =
          std::max(absmax[static_cast<std::size_t>(c)], static_cast<float>(std::abs(estimate)));
    }
  QCOMPARE(result.error.count, static_cast<std::uint64_t>(w.count()));
  QVERIFY(std::abs(result.error.mse * static_cast<double>(w.count()) / squared - 1) < 1e-5);
  QVERIFY(std::abs(result.error.sqnr_db - 10 * std::log10(signal / squared)) < 1e-4);
  QVERIFY(std::abs(result.error.max_abs_error / largest - 1) < 1e-4);
  for (std::size_t c = 0; c < absmax.size(); ++c)
    QVERIFY(std::abs(result.after.channel_absmax[c] - absmax[c]) < 1e-6f);
  QVERIFY(!result.output_error);
  QCOMPARE(result.method, std::string("rtn"));
  QCOMPARE(std::get<double>(result.parameters.at("weight_bits")), 4.0);
  QVERIFY(result.parameters.contains("weight_granularity"));
  QCOMPARE(result.scales, out_features);
  QCOMPARE(result.levels.size(), std::size_t{15});
  QCOMPARE(static_cast<double>(result.clip.high), result.levels.back());
  // 4 bits a code and one f32 scale an output channel.
  QVERIFY(std::abs(result.bits_per_weight - (4.0 + 32.0 / in_features)) < 1e-9);
}

void TestAnalysis::after_counts_are_the_dequantized_values() {
  QVERIFY(rc::check("any granularity, rtn and qllm", [] {
    const study::PreparedSite site(example_site());
    const bool reassembled = *rc::gen::arbitrary<bool>();
    base::ParameterValues values{{"weight_bits", double(*rc::gen::inRange(2, 9))}, {"activation_bits", 8.0}};
    values["weight_granularity"] = *rc::gen::element<std::string>("tensor", "channel", "group");
    values["group_size"] = *rc::gen::element(32.0, 100.0, 256.0);
    if (reassembled) values["theta"] = 20.0;
    const methods::Method& method = reassembled ? qllm() : rtn();
    const methods::QuantizedSite quantized = study::quantize_site(site, method, values);
    const AnalysisResult result = study::measure(site, method, values, quantized, {});
    statistics::ValueCounts expected;
    const tensor::Matrix dequantized = quantized.consumers[0]->dequantized();
    for (const float value : dequantized.values()) expected.add(value);
    RC_ASSERT(result.after.values.counters() == expected.counters());
  }));
}

void TestAnalysis::output_error_of_weight_only_quantization_is_that_of_the_product() {
  const study::PreparedSite site(example_site());
  const AnalysisResult result = study::analyse(site, rtn(), w4a16(), {});
  const tensor::Matrix w = tensor::to_matrix(site.site().consumers[0].weights.view());
  const tensor::Matrix& x = *site.site().input.samples;
  double squared = 0;
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t o = 0; o < out_features; ++o) {
      double error = 0;
      for (std::int64_t c = 0; c < in_features; ++c)
        error += double{x(t, c)} * (double{w(o, c)} - rounded(w, o, c, 4));
      squared += error * error;
    }
  QVERIFY(result.output_error);
  QVERIFY(std::abs(result.output_error->mse / (squared / (tokens * out_features)) - 1) < 1e-3);
}

void TestAnalysis::left_alone_gives_no_error_and_no_levels() {
  const study::PreparedSite site(example_site());
  const base::ParameterValues values{{"weight_bits", 16.0}, {"activation_bits", 16.0}};
  const AnalysisResult result = study::analyse(site, rtn(), values, {});
  QCOMPARE(result.error.mse, 0.0);
  QVERIFY(std::isinf(result.error.sqnr_db));
  QVERIFY(result.levels.empty());
  QVERIFY(result.clip.empty());
  QCOMPARE(result.after.values.finite(), static_cast<std::uint64_t>(out_features * in_features));
  AnalysisOptions options;
  options.subject.input = true;
  const AnalysisResult input = study::analyse(site, rtn(), values, options);
  QCOMPARE(input.error.mse, 0.0);
  QVERIFY(input.levels.empty());
  QCOMPARE(input.after.channel_absmax[outlier_channel], 90.0f);
}

void TestAnalysis::input_subject_is_the_input_and_its_codes() {
  const study::PreparedSite site(example_site());
  const base::ParameterValues values{{"activation_bits", 8.0},
                                     {"activation_symmetric", true},
                                     {"activation_granularity", std::string("token")}};
  AnalysisOptions options;
  options.subject.input = true;
  const AnalysisResult result = study::analyse(site, rtn(), values, options);
  const tensor::Matrix& x = *site.site().input.samples;
  double squared = 0;
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t c = 0; c < in_features; ++c) {
      const double error = double{x(t, c)} - rounded(x, t, c, 8);
      squared += error * error;
    }
  QVERIFY(std::abs(result.error.mse * static_cast<double>(x.count()) / squared - 1) < 1e-4);
  QCOMPARE(result.after.values.finite(), static_cast<std::uint64_t>(x.count()));
  QCOMPARE(result.scales, tokens);
  QCOMPARE(result.values_seen, x.count());
  QVERIFY(result.kernel_channels.empty());
  QCOMPARE(result.after.channel_absmax.size(), static_cast<std::size_t>(in_features));
  QVERIFY(result.output_error);
}

void TestAnalysis::input_outlier_takes_its_share() {
  // Two channels of four steps each: 100 rounds without error, 1 = 0.35 steps of 20/7 rounds to 0.
  methods::Site site;
  site.name = "x";
  tensor::Matrix x(2, 8);
  for (std::int64_t t = 0; t < 2; ++t)
    for (std::int64_t c = 0; c < 8; ++c) x(t, c) = c == 2 ? (t ? 19.0f : 20.0f) : 1.0f;
  site.input = calibration::knowledge_from_samples(x.view());
  const study::PreparedSite prepared(site);
  AnalysisOptions options;
  options.subject.input = true;
  const base::ParameterValues values{{"activation_bits", 4.0},
                                     {"activation_symmetric", true},
                                     {"activation_granularity", std::string("tensor")}};
  const AnalysisResult result = study::analyse(prepared, rtn(), values, options);
  // Scale 20/7: 20 → 20, 19 → 6.65 steps → 20, error 1; each 1 → 0, error 1: 14 of them.
  QCOMPARE(result.outlier_channels, std::int64_t{1});
  QVERIFY(std::abs(result.outlier_error_share - 1.0 / 15.0) < 1e-5);
  QVERIFY(std::abs(result.error.mse - 15.0 / 16.0) < 1e-5);
  QVERIFY(!result.cost);
  QCOMPARE(result.bits_per_weight, 0.0);
}

void TestAnalysis::disassembled_channels_are_counted_in_kernel_channels() {
  const study::PreparedSite site(example_site());
  AnalysisOptions options;
  options.subject.input = true;
  // 90/20 → 5 pieces; no channel is merged.
  const base::ParameterValues values{{"theta", 20.0}, {"assembly", false}, {"activation_bits", 16.0}};
  const AnalysisResult result = study::analyse(site, qllm(), values, options);
  QCOMPARE(result.kernel_channels.size(), static_cast<std::size_t>(in_features + 4));
  QCOMPARE(result.after.channel_absmax.size(), static_cast<std::size_t>(in_features + 4));
  for (std::size_t k = 0; k < result.kernel_channels.size(); ++k) {
    const methods::KernelChannel& channel = result.kernel_channels[k];
    if (channel.kind != methods::KernelChannel::Kind::split) continue;
    QCOMPARE(channel.sources.front(), static_cast<std::int32_t>(outlier_channel));
    QCOMPARE(channel.pieces, 5);
    QCOMPARE(result.after.channel_absmax[k], 18.0f);
  }
  QCOMPARE(result.outlier_channels, std::int64_t{1});
  QCOMPARE(std::get<double>(result.parameters.at("theta")), 20.0);
}

void TestAnalysis::maxima_alone_give_a_profile_and_no_values() {
  methods::Site site = example_site(false);
  std::vector<float> maxima(in_features, 1.0f);
  maxima[outlier_channel] = 40.0f;
  site.input = calibration::knowledge_from_absmax(maxima);
  const study::PreparedSite prepared(std::move(site));
  AnalysisOptions options;
  options.subject.input = true;
  const AnalysisResult result = study::analyse(prepared, qllm(), {{"theta", 10.0}}, options);
  QCOMPARE(result.error.count, std::uint64_t{0});
  QCOMPARE(result.after.values.finite(), std::uint64_t{0});
  QVERIFY(!result.output_error);
  QCOMPARE(result.after.channel_absmax.size(), static_cast<std::size_t>(in_features + 3));
  QCOMPARE(std::ranges::count(result.after.channel_absmax, 10.0f), std::ptrdiff_t{4});
  QCOMPARE(result.outlier_channels, std::int64_t{1});
}

void TestAnalysis::own_columns_judge_outliers_where_no_input_is_known() {
  methods::Site site;
  site.name = "w";
  tensor::Matrix w = random_matrix(16, 64, 5, 0.1f);
  for (std::int64_t r = 0; r < 16; ++r) w(r, 30) = 50.0f;
  site.consumers.push_back({"w", tensor_of(w), {}});
  const study::PreparedSite prepared(std::move(site));
  const AnalysisResult result = study::analyse(prepared, rtn(), w4a16(), {});
  QCOMPARE(result.outlier_channels, std::int64_t{1});
  // 50 is each row's largest value, so it rounds to itself: the outlier ruins the others, not itself.
  QVERIFY(result.outlier_error_share < 1e-6);
  QVERIFY(result.error.mse > 0.001);
}

void TestAnalysis::sampled_sites_say_so() {
  const methods::Site sample = methods::sampled_site(example_site(), 10 * in_features, 8 * in_features);
  const study::PreparedSite prepared(sample);
  const AnalysisResult result = study::analyse(prepared, rtn(), w4a16(), {});
  QVERIFY(result.sampled);
  QCOMPARE(result.values_seen, 10 * in_features);
  QVERIFY(result.after.band_low.empty());
}

void TestAnalysis::measure_after_quantize_equals_analyse() {
  const study::PreparedSite site(example_site());
  const base::ParameterValues values{{"theta", 20.0}};
  const AnalysisResult whole = study::analyse(site, qllm(), values, {});
  const AnalysisResult parts =
      study::measure(site, qllm(), values, study::quantize_site(site, qllm(), values), {});
  QCOMPARE(parts.error.mse, whole.error.mse);
  QCOMPARE(parts.output_error->mse, whole.output_error->mse);
  QVERIFY(parts.after.values.counters() == whole.after.values.counters());
}

void TestAnalysis::thread_count_does_not_change_the_answer() {
  methods::Site site;
  site.name = "w";
  site.consumers.push_back({"w", tensor_of(random_matrix(300, 700, 8)), {}});
  const study::PreparedSite prepared(std::move(site));
  base::Job one;
  one.threads = 1;
  const AnalysisResult a = study::analyse(prepared, rtn(), w4a16(), {}, one);
  const AnalysisResult b = study::analyse(prepared, rtn(), w4a16(), {});
  QVERIFY(std::abs(a.error.mse - b.error.mse) <= 1e-12 * a.error.mse);
  QVERIFY(a.after.values.counters() == b.after.values.counters());
  QVERIFY(a.after.channel_absmax == b.after.channel_absmax);
}

void TestAnalysis::cancelled_jobs_throw() {
  const study::PreparedSite site(example_site());
  std::stop_source stop;
  base::Job job;
  job.stop = stop.get_token();
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(study::analyse(site, rtn(), {}, {}, job), base::Cancelled);
  // What was cancelled leaves nothing behind: the next call works.
  QVERIFY(study::analyse(site, rtn(), {}, {}).output_error);
}

void TestAnalysis::impossible_subjects_are_refused() {
  const study::PreparedSite site(example_site(false));
  AnalysisOptions options;
  options.subject.consumer = 2;
  QVERIFY_EXCEPTION_THROWN(study::analyse(site, rtn(), {}, options), base::Error);
  options.subject.input = true;
  QVERIFY_EXCEPTION_THROWN(study::analyse(site, rtn(), {}, options), base::Error);
  QVERIFY_EXCEPTION_THROWN(study::analyse(site, qllm(), {}, {}), base::Error);
  QVERIFY_EXCEPTION_THROWN(study::analyse(site, rtn(), {{"weight_bits", 9.0}}, {}), base::Error);
}

void TestAnalysis::bands_are_nearest_rank_percentiles() {
  methods::Site site;
  site.name = "x";
  tensor::Matrix x(100, 3);
  for (std::int64_t t = 0; t < 100; ++t) {
    x(t, 0) = static_cast<float>(t + 1) * (t % 2 ? -1.0f : 1.0f);
    x(t, 1) = 2.0f;
  }
  site.input = calibration::knowledge_from_samples(x.view());
  const study::PreparedSite prepared(std::move(site));
  const study::ValuePicture picture = study::original_picture(prepared, {true, 0});
  QVERIFY((picture.band_low == std::vector<float>{25.0f, 2.0f, 0.0f}));
  QVERIFY((picture.band_high == std::vector<float>{99.0f, 2.0f, 0.0f}));
  QVERIFY((picture.channel_absmax == std::vector<float>{100.0f, 2.0f, 0.0f}));
  QCOMPARE(picture.values.finite(), std::uint64_t{300});
}

QUANTSCOPE_TEST(TestAnalysis)

}  // namespace test_analysis

#include "test_analysis.moc"
