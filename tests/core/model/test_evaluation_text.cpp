#include <rapidcheck.h>

#include <QTest>
#include <numeric>

#include "core/base/error.h"
#include "core/model/perplexity.h"
#include "core/model/window_sums.h"
#include "tests/quantscope_test.h"

namespace test_evaluation_text {

using namespace quantscope;
using model::BeginningMode;
using model::EvaluationText;

namespace {

using Windows = std::vector<std::vector<int>>;
constexpr int bos = 99;

model::ModelConfig context_of(std::int64_t context) {
  model::ModelConfig config;
  config.context = context;
  return config;
}

std::vector<int> counting(int count) {
  std::vector<int> ids(static_cast<std::size_t>(count));
  std::iota(ids.begin(), ids.end(), 0);
  return ids;
}

EvaluationText cut(const std::vector<int>& ids, std::optional<int> beginning, std::int64_t window,
                   std::optional<BeginningMode> begin, std::int64_t most = 0) {
  return model::evaluation_text(ids, beginning, context_of(8), {window, begin}, most);
}

std::string complaint(const std::vector<int>& ids, std::optional<int> beginning, std::int64_t window,
                      std::optional<BeginningMode> begin) {
  try {
    cut(ids, beginning, window, begin);
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestEvaluationText : public QObject {
  Q_OBJECT
 private slots:
  void each_puts_bos_before_pieces_of_window_minus_one() {
    const EvaluationText text = cut(counting(7), bos, 4, BeginningMode::each);
    QVERIFY((text.windows == Windows{{bos, 0, 1, 2}, {bos, 3, 4, 5}, {bos, 6}}));
    QCOMPARE(text.predictions(), std::int64_t{7});
  }

  void once_puts_one_bos_before_the_text() {
    const EvaluationText text = cut(counting(7), bos, 4, BeginningMode::once);
    QVERIFY((text.windows == Windows{{bos, 0, 1, 2}, {3, 4, 5, 6}}));
    QCOMPARE(text.predictions(), std::int64_t{6});
  }

  /// A last window of one token predicts nothing and is left out.
  void none_has_windows_alone() {
    const EvaluationText text = cut(counting(9), bos, 4, BeginningMode::none);
    QVERIFY((text.windows == Windows{{0, 1, 2, 3}, {4, 5, 6, 7}}));
    QVERIFY((cut(counting(10), bos, 4, BeginningMode::none).windows ==
             Windows{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9}}));
  }

  void defaults_are_the_context_and_each_where_there_is_a_bos() {
    const EvaluationText with = cut(counting(20), bos, 0, {});
    QVERIFY(with.begin == BeginningMode::each);
    QCOMPARE(with.window, std::int64_t{8});
    QVERIFY(cut(counting(20), {}, 0, {}).begin == BeginningMode::none);
  }

  void a_text_shorter_than_a_window_is_one_window() {
    QVERIFY((cut(counting(2), bos, 8, {}).windows == Windows{{bos, 0, 1}}));
  }

  void no_more_predictions_than_asked_for() {
    QVERIFY((cut(counting(7), bos, 4, BeginningMode::each, 4).windows == Windows{{bos, 0, 1, 2}, {bos, 3}}));
    QVERIFY((cut(counting(7), bos, 4, BeginningMode::each, 3).windows == Windows{{bos, 0, 1, 2}}));
    QCOMPARE(cut(counting(7), bos, 4, BeginningMode::each, 100).predictions(), std::int64_t{7});
  }

  void every_token_is_predicted_once_with_each() {
    QVERIFY(rc::check("predictions", [] {
      const auto ids = counting(*rc::gen::inRange(1, 60));
      const EvaluationText text = cut(ids, bos, *rc::gen::inRange(2, 9), BeginningMode::each);
      std::vector<int> predicted;
      for (const auto& window : text.windows)
        predicted.insert(predicted.end(), window.begin() + 1, window.end());
      RC_ASSERT(predicted == ids);
    }));
  }

  void what_cannot_be_cut_is_refused() {
    const auto names = [](const std::string& text, const char* word) {
      return text.find(word) != std::string::npos;
    };
    QVERIFY(names(complaint({}, bos, 4, {}), "empty"));
    QVERIFY(names(complaint({5}, {}, 4, {}), "nothing is predicted"));
    QVERIFY(names(complaint(counting(5), bos, 9, {}), "context of 8"));
    QVERIFY(names(complaint(counting(5), bos, 1, {}), "2 to 8"));
    QVERIFY(names(complaint(counting(5), bos, -3, {}), "2 to 8"));
    QVERIFY(names(complaint(counting(5), {}, 4, BeginningMode::each), "no beginning-of-text"));
    QVERIFY(names(complaint(counting(5), {}, 4, BeginningMode::once), "no beginning-of-text"));
  }

  /// S = 6, 2, 7 of n = 3, 1, 2: R = 15/6; residuals −1.5, −0.5, 2; √(3/2 · 6.5)/6.
  void the_standard_error_is_that_of_a_ratio() {
    model::WindowSums sums;
    sums.add(6, 3);
    QCOMPARE(sums.standard_error(), 0.0);
    sums.add(2, 1);
    sums.add(7, 2);
    QCOMPARE(sums.mean(), 2.5);
    QVERIFY(std::abs(sums.standard_error() - std::sqrt(1.5 * 6.5) / 6) < 1e-12);
  }

  /// Windows of equal length: the standard error of a mean of their means.
  void equal_windows_have_the_error_of_a_mean() {
    model::WindowSums sums;
    const double means[] = {2.0, 3.5, 2.5, 4.0};
    double squares = 0;
    for (const double mean : means) {
      sums.add(mean * 10, 10);
      squares += (mean - 3) * (mean - 3);
    }
    QVERIFY(std::abs(sums.standard_error() - std::sqrt(squares / 3 / 4)) < 1e-12);
  }
};

QUANTSCOPE_TEST(TestEvaluationText)

}  // namespace test_evaluation_text

#include "test_evaluation_text.moc"
