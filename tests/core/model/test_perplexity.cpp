#include "core/model/perplexity.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <stop_token>

#include "core/base/error.h"
#include "core/metrics/token_odds.h"
#include "random_model.h"
#include "tests/quantscope_test.h"

namespace test_perplexity {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

/// Logits of every prediction of a window, one window at a time.
tensor::Matrix window_logits(const std::shared_ptr<const Transformer>& model,
                             const std::vector<int>& window) {
  Decoder decoder(model, {});
  const SequencePiece piece{0, std::span<const int>(window).first(window.size() - 1)};
  return decoder.logits(decoder.run({&piece, 1}));
}

/// −log p of each prediction by the formula, in double precision.
std::vector<std::vector<double>> likelihoods(const std::shared_ptr<const Transformer>& model,
                                             const EvaluationText& text) {
  std::vector<std::vector<double>> result;
  for (const std::vector<int>& window : text.windows) {
    const tensor::Matrix logits = window_logits(model, window);
    result.emplace_back();
    for (std::int64_t r = 0; r < logits.rows(); ++r)
      result.back().push_back(metrics::token_odds_scalar(logits.row(r), logits.columns()).log_sum -
                              double{logits(r, window[static_cast<std::size_t>(r) + 1])});
  }
  return result;
}

double mean_of(const std::vector<std::vector<double>>& windows) {
  double sum = 0, count = 0;
  for (const auto& window : windows)
    for (const double value : window) sum += value, ++count;
  return sum / count;
}

double standard_error_of(const std::vector<std::vector<double>>& windows) {
  const double mean = mean_of(windows);
  double squares = 0, count = 0;
  for (const auto& window : windows) {
    double residual = 0;
    for (const double value : window) residual += value - mean, ++count;
    squares += residual * residual;
  }
  const double n = static_cast<double>(windows.size());
  return std::sqrt(n / (n - 1) * squares) / count;
}

bool near(double a, double b, double relative) {
  if (std::abs(a - b) <= relative * std::abs(b)) return true;
  qWarning("%.9g is not %.9g", a, b);
  return false;
}

}  // namespace

class TestPerplexity : public QObject {
  Q_OBJECT

  const ModelConfig config_ = small_config(Architecture::llama);
  const std::shared_ptr<const WeightSource> weights_ = random_weights(config_);
  const std::shared_ptr<const Transformer> model_ = Transformer::load(*weights_, config_);

  EvaluationText text(std::size_t tokens, std::int64_t window,
                      BeginningMode begin = BeginningMode::each) const {
    return evaluation_text(random_ids(config_, tokens), 1, config_, {window, begin});
  }

 private slots:
  void equals_the_formula_over_the_logits_data() {
    QTest::addColumn<int>("window");
    QTest::addColumn<int>("begin");
    QTest::newRow("whole context, each") << 40 << static_cast<int>(BeginningMode::each);
    QTest::newRow("many windows at once, each") << 7 << static_cast<int>(BeginningMode::each);
    QTest::newRow("once") << 9 << static_cast<int>(BeginningMode::once);
    QTest::newRow("none") << 2 << static_cast<int>(BeginningMode::none);
  }
  void equals_the_formula_over_the_logits() {
    QFETCH(int, window);
    QFETCH(int, begin);
    const EvaluationText cut = text(700, window, static_cast<BeginningMode>(begin));
    const auto expected = likelihoods(model_, cut);
    const PerplexityResult result = perplexity(model_, cut);
    QVERIFY(near(result.mean_nll, mean_of(expected), 1e-6));
    QVERIFY(near(result.standard_error, standard_error_of(expected), 1e-4));
    QVERIFY(near(result.perplexity(), std::exp(mean_of(expected)), 1e-5));
    QVERIFY(near(result.perplexity_standard_error(), result.perplexity() * result.standard_error, 1e-12));
    QCOMPARE(result.predictions, cut.predictions());
    QCOMPARE(result.planned, cut.predictions());
    QVERIFY(!result.cancelled && !result.divergence);
  }

  void divergence_equals_the_formula_over_the_logits() {
    const auto coarse = rounded(model_, *weights_, {{"weight_bits", 4.0}}).model;
    const EvaluationText cut = text(230, 24);
    PerplexityOptions options;
    options.reference = model_;
    const PerplexityResult result = perplexity(coarse, cut, options);
    QVERIFY(result.divergence.has_value());

    std::vector<double> divergences;
    double same = 0;
    for (const std::vector<int>& window : cut.windows) {
      const tensor::Matrix p = window_logits(model_, window), q = window_logits(coarse, window);
      for (std::int64_t r = 0; r < p.rows(); ++r) {
        divergences.push_back(metrics::kl_divergence_scalar(p.row(r), q.row(r), p.columns()));
        same += metrics::token_odds_scalar(p.row(r), p.columns()).top ==
                metrics::token_odds_scalar(q.row(r), q.columns()).top;
      }
    }
    std::ranges::sort(divergences);
    const double count = static_cast<double>(divergences.size());
    const auto percentile = [&](double fraction) {
      const double place = fraction * (count - 1);
      const auto below = static_cast<std::size_t>(place);
      const double high = divergences[std::min(below + 1, divergences.size() - 1)];
      return divergences[below] + (place - std::floor(place)) * (high - divergences[below]);
    };
    double sum = 0;
    for (const double value : divergences) sum += value;
    QVERIFY(sum / count > 1e-3);
    QVERIFY(near(result.divergence->kl_mean, sum / count, 1e-4));
    QVERIFY(near(result.divergence->kl_p50, percentile(0.5), 1e-4));
    QVERIFY(near(result.divergence->kl_p95, percentile(0.95), 1e-4));
    QVERIFY(near(result.divergence->kl_p99, percentile(0.99), 1e-4));
    QVERIFY(near(result.divergence->kl_max, divergences.back(), 1e-4));
    QVERIFY(near(result.divergence->top_token_agreement, same / count, 1e-12));

    const auto reference = likelihoods(model_, cut);
    auto difference = likelihoods(coarse, cut);
    for (std::size_t w = 0; w < difference.size(); ++w)
      for (std::size_t i = 0; i < difference[w].size(); ++i) difference[w][i] -= reference[w][i];
    QVERIFY(near(result.divergence->reference_mean_nll, mean_of(reference), 1e-6));
    QVERIFY(near(result.divergence->difference_standard_error, standard_error_of(difference), 1e-3));
  }

  void a_model_does_not_diverge_from_itself() {
    PerplexityOptions options;
    options.reference = model_;
    const PerplexityResult result = perplexity(model_, text(100, 20), options);
    QCOMPARE(result.divergence->kl_max, 0.0);
    QCOMPARE(result.divergence->top_token_agreement, 1.0);
    QCOMPARE(result.divergence->difference_standard_error, 0.0);
    QCOMPARE(result.divergence->reference_mean_nll, result.mean_nll);
  }

  void the_number_so_far_arrives_after_each_batch() {
    std::vector<PerplexityResult> arrived;
    PerplexityOptions options;
    options.arrived = [&](const PerplexityResult& result) { arrived.push_back(result); };
    std::vector<std::string> said;
    base::Job job;
    job.threads = 1;
    job.progress = [&](double, std::string_view activity) { said.emplace_back(activity); };
    const PerplexityResult result = perplexity(model_, text(3000, 40), options, job);
    QVERIFY(arrived.size() > 3);
    for (std::size_t i = 1; i < arrived.size(); ++i)
      QVERIFY(arrived[i].predictions > arrived[i - 1].predictions);
    QCOMPARE(arrived.back().predictions, result.predictions);
    QCOMPARE(arrived.back().mean_nll, result.mean_nll);
    const auto cut = text(3000, 40);
    EvaluationText first = cut;
    std::int64_t count = 0;
    for (std::size_t w = 0; w < cut.windows.size(); ++w) {
      count += static_cast<std::int64_t>(cut.windows[w].size()) - 1;
      if (count == arrived.front().predictions) first.windows.resize(w + 1);
    }
    QVERIFY(near(arrived.front().mean_nll, mean_of(likelihoods(model_, first)), 1e-6));
    QVERIFY(said.back().starts_with("perplexity ") && said.back().find(" ± ") != std::string::npos);
  }

  void cancelling_keeps_what_was_done() {
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    PerplexityOptions options;
    PerplexityResult last;
    int batches = 0;
    options.arrived = [&](const PerplexityResult& result) {
      last = result;
      if (++batches == 2) stop.request_stop();
    };
    const PerplexityResult result = perplexity(model_, text(3000, 40), options, job);
    QVERIFY(result.cancelled);
    QCOMPARE(batches, 2);
    QCOMPARE(result.predictions, last.predictions);
    QCOMPARE(result.mean_nll, last.mean_nll);
    QVERIFY(result.predictions < result.planned);
  }

  void cancelling_before_the_first_window_has_nothing_to_keep() {
    std::stop_source stop;
    stop.request_stop();
    base::Job job;
    job.stop = stop.get_token();
    QVERIFY_EXCEPTION_THROWN(perplexity(model_, text(100, 20), {}, job), base::Cancelled);
  }

  void threads_do_not_change_the_number() {
    base::Job one;
    one.threads = 1;
    const EvaluationText cut = text(500, 20);
    QVERIFY(near(perplexity(model_, cut, {}, one).mean_nll, perplexity(model_, cut).mean_nll, 1e-9));
  }

  void outputs_that_are_not_finite_are_an_error() {
    auto tensors = random_tensors(config_, tensor::ElementType::f32);
    tensor::Matrix head = tensor::to_matrix(tensors.at("lm_head.weight").view());
    for (float& value : head.values()) value *= 1e38f;
    tensors["lm_head.weight"] = typed(head, tensor::ElementType::f32);
    const auto broken = Transformer::load(*memory_weights(tensors, "huge head"), config_);
    try {
      perplexity(broken, text(50, 20));
      QFAIL("no error");
    } catch (const base::Error& error) {
      QVERIFY(QString(error.what()).contains("not finite"));
    }
  }

  /// The last token of a window is predicted and never run.
  void tokens_beyond_the_vocabulary_and_windows_without_a_prediction_are_refused() {
    for (const std::vector<int>& window : {std::vector<int>{1, 5, 61}, {1, -1}, {61, 2}, {1}, {}}) {
      EvaluationText wrong;
      wrong.window = 40;
      wrong.windows = {{1, 2, 3}, window};
      QVERIFY_EXCEPTION_THROWN(perplexity(model_, wrong), base::Error);
    }
  }

  void a_reference_with_another_vocabulary_is_refused() {
    ModelConfig other = config_;
    other.vocabulary_size = 50;
    PerplexityOptions options;
    options.reference = Transformer::load(*random_weights(other), other);
    QVERIFY_EXCEPTION_THROWN(perplexity(model_, text(50, 20), options), base::Error);
  }
};

QUANTSCOPE_TEST(TestPerplexity)

}  // namespace test_perplexity

#include "test_perplexity.moc"
