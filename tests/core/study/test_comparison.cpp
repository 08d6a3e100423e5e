#include <rapidcheck.h>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <limits>
#include <set>
#include <stop_token>

#include "core/base/error.h"
#include "core/storage/model_writer.h"
#include "core/study/comparison.h"
#include "core/study/site_walk.h"
#include "tests/quantscope_test.h"

namespace test_comparison {

using namespace quantscope;
using study::Comparison;
using study::ComparisonCell;
using study::ComparisonFigures;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

tensor::Matrix waves(std::int64_t rows, std::int64_t columns, float step) {
  tensor::Matrix matrix(rows, columns);
  float i = 0;
  for (float& value : matrix.values()) value = std::sin(step * ++i);
  return matrix;
}

/// Figures of `count` values with this mean signal and error energy.
metrics::ErrorMetrics metrics_of(std::uint64_t count, double mean_square, double mse) {
  metrics::ErrorMetrics metrics;
  metrics.count = count;
  metrics.mean_square = mean_square;
  metrics.mse = mse;
  metrics.sqnr_db = mse > 0 ? 10 * std::log10(mean_square / mse) : mean_square > 0 ? infinite : nan_value;
  return metrics;
}

ComparisonCell cell(int run, int weight, std::int64_t values, double bits, const metrics::ErrorMetrics& error,
                    std::optional<metrics::ErrorMetrics> output = std::nullopt) {
  ComparisonCell result{run, weight, {}};
  result.figures.error = error;
  result.figures.output_error = output;
  result.figures.values = values;
  result.figures.bits_per_weight = bits;
  result.figures.seconds = 1;
  return result;
}

study::Setting rtn(double bits) {
  return {"rtn", {{"weight_bits", bits}}};
}

}  // namespace

class TestComparison : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void figures_equal_those_of_quantize_to_the_last_bit();
  void figures_do_not_depend_on_the_threads();
  void cells_arrive_site_by_site_in_the_order_of_the_weights();
  void a_run_that_cannot_work_has_a_problem_and_the_others_go_on();
  void what_is_wrong_as_a_whole_is_refused();
  void cancelling_keeps_what_has_arrived();
  void more_bits_err_less();
  void summaries_pool_energies();
  void an_unknown_output_leaves_no_pooled_output();
  void layers_without_error_do_not_spoil_the_pool();
  void pareto_front_by_definition();
  void pareto_front_leaves_out_what_another_point_beats();
  void runs_with_problems_are_not_on_the_front();
  void differences_are_to_the_baseline();
  void metrics_are_columns_and_values();
  void names_say_method_changes_and_bits();

 private:
  int index_of(const std::string& name) const {
    return static_cast<int>(file_->find(name) - file_->tensors().data());
  }
  Comparison compared(const std::vector<study::Setting>& settings) const {
    Comparison comparison(*file_, study::named_runs(settings), study::linear_weights(*file_));
    study::compare_runs(*file_, comparison.runs, comparison.weights, {},
                        [&](const ComparisonCell& each) { comparison.set(each); });
    return comparison;
  }
  Comparison empty(std::size_t runs) const {
    return Comparison(*file_, study::named_runs(std::vector<study::Setting>(runs, rtn(4))),
                      study::linear_weights(*file_));
  }
  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<const storage::ModelFile> file_;
};

void TestComparison::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  const std::string path = folder_->filePath("m.h5").toStdString();
  storage::ModelWriter writer(path, {"m", "llama", "", "", {}});
  using tensor::ElementType;
  const std::string block = "/weights/model.layers.0.";
  writer.write("/weights/model.embed_tokens.weight", ElementType::f32, {20, 48}, waves(20, 48, 0.3f).view());
  writer.write(block + "self_attn.o_proj.weight", ElementType::f32, {48, 48}, waves(48, 48, 0.7f).view());
  writer.write(block + "mlp.gate_proj.weight", ElementType::f16, {96, 48}, waves(96, 48, 0.9f).view());
  writer.write(block + "mlp.up_proj.weight", ElementType::f16, {96, 48}, waves(96, 48, 1.1f).view());
  tensor::Matrix inputs = waves(40, 48, 0.37f);
  for (std::int64_t t = 0; t < 40; ++t) inputs(t, 7) *= 60;
  writer.write("/activations/model.layers.0.mlp.gate_proj/input", ElementType::f32, {40, 48}, inputs.view());
  writer.commit();
  file_ = storage::ModelFile::open(path);
}

void TestComparison::figures_equal_those_of_quantize_to_the_last_bit() {
  const std::vector<study::Setting> settings = {
      rtn(3), {"qllm", {{"theta", 6.0}}}, {"qllm", {{"weight_bits", 8.0}, {"theta", 20.0}}}};
  const Comparison comparison = compared(settings);
  // What `quantize` does: walk the sites, quantize, measure with everything.
  for (std::size_t r = 0; r < settings.size(); ++r) {
    const methods::Method& method = methods::method_by_id(settings[r].method);
    study::walk_sites(
        *file_, comparison.weights, nullptr, {}, [&](const study::LoadedSite& site, const auto&) {
          if (!method.why_unsuitable(site.prepared->site()).empty()) return;
          const methods::QuantizedSite quantized =
              study::quantize_site(*site.prepared, method, settings[r].values);
          for (std::size_t i = 0; i < site.tensors.size(); ++i) {
            study::AnalysisOptions options;
            options.subject.consumer = site.consumers[i];
            const study::AnalysisResult expected =
                study::measure(*site.prepared, method, settings[r].values, quantized, options);
            const auto weight = std::ranges::find(comparison.weights, site.tensors[i]);
            const ComparisonFigures& figures =
                *comparison.at(static_cast<int>(r), static_cast<int>(weight - comparison.weights.begin()));
            QCOMPARE(figures.problem, std::string());
            QVERIFY(figures.error.mse == expected.error.mse &&
                    figures.error.sqnr_db == expected.error.sqnr_db &&
                    figures.error.cosine == expected.error.cosine &&
                    figures.error.max_abs_error == expected.error.max_abs_error);
            QCOMPARE(figures.output_error.has_value(), expected.output_error.has_value());
            if (figures.output_error)
              QVERIFY(figures.output_error->mse == expected.output_error->mse &&
                      figures.output_error->sqnr_db == expected.output_error->sqnr_db);
            QVERIFY(figures.outlier_error_share == expected.outlier_error_share);
            QVERIFY(figures.bits_per_weight == expected.bits_per_weight);
            QVERIFY(study::parameters_in_force(settings[r], figures) == expected.parameters);
          }
        });
  }
}

void TestComparison::figures_do_not_depend_on_the_threads() {
  const std::vector<study::Run> runs = study::named_runs({rtn(4), {"qllm", {}}});
  std::vector<std::vector<double>> figures;
  for (const int threads : {1, 2, 0}) {
    base::Job job;
    job.threads = threads;
    figures.emplace_back();
    study::compare_runs(*file_, runs, study::linear_weights(*file_), job, [&](const ComparisonCell& each) {
      if (!each.figures.problem.empty()) return;
      figures.back().push_back(each.figures.error.mse);
      figures.back().push_back(each.figures.error.cosine);
      figures.back().push_back(each.figures.outlier_error_share);
      if (each.figures.output_error) figures.back().push_back(each.figures.output_error->mse);
    });
  }
  QVERIFY(!figures[0].empty());
  QVERIFY(figures[0] == figures[1]);
  QVERIFY(figures[0] == figures[2]);
}

void TestComparison::cells_arrive_site_by_site_in_the_order_of_the_weights() {
  const std::vector<int> weights = {index_of("model.layers.0.self_attn.o_proj.weight"),
                                    index_of("model.layers.0.mlp.up_proj.weight"),
                                    index_of("model.layers.0.mlp.gate_proj.weight")};
  std::vector<std::pair<int, int>> order;
  study::compare_runs(*file_, study::named_runs({rtn(4), rtn(8)}), weights, {},
                      [&](const ComparisonCell& each) { order.emplace_back(each.run, each.weight); });
  // gate and up share a site, so the runs take them together.
  QVERIFY((order == std::vector<std::pair<int, int>>{{0, 0}, {1, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}}));
}

void TestComparison::a_run_that_cannot_work_has_a_problem_and_the_others_go_on() {
  const Comparison comparison = compared({{"qllm", {}}, rtn(4)});
  QCOMPARE(comparison.known(), 6);
  const int lonely =
      static_cast<int>(std::ranges::find(comparison.tensors, "model.layers.0.self_attn.o_proj.weight") -
                       comparison.tensors.begin());
  QVERIFY(!comparison.at(0, lonely)->problem.empty());  // qllm needs to know the input
  QVERIFY(comparison.at(1, lonely)->problem.empty());
  QCOMPARE(study::run_summary(comparison, 0).problems, 1);
  QCOMPARE(study::run_summary(comparison, 0).weights, 2);
  QCOMPARE(study::run_summary(comparison, 1).problems, 0);
  for (const study::ComparisonMetric& metric : study::comparison_metrics())
    QVERIFY(std::isnan(study::value_of(metric, *comparison.at(0, lonely))));
}

void TestComparison::what_is_wrong_as_a_whole_is_refused() {
  const std::vector<int> weights = study::linear_weights(*file_);
  const auto compare = [&](const study::Setting& setting, const std::vector<int>& wanted) {
    study::compare_runs(*file_, {{"r", setting}}, wanted, {},
                        [](const ComparisonCell&) { QFAIL("a cell arrived"); });
  };
  QVERIFY_EXCEPTION_THROWN(compare({"no-method", {}}, weights), base::Error);
  QVERIFY_EXCEPTION_THROWN(compare(rtn(9), weights), base::Error);
  QVERIFY_EXCEPTION_THROWN(compare({"rtn", {{"theta", 1.0}}}, weights), base::Error);
  QVERIFY_EXCEPTION_THROWN(compare(rtn(4), {1000}), base::Error);
  for (std::size_t i = 0; i < file_->tensors().size(); ++i)
    if (file_->tensors()[i].role == storage::TensorRole::activation)
      QVERIFY_EXCEPTION_THROWN(compare(rtn(4), {static_cast<int>(i)}), base::Error);
}

void TestComparison::cancelling_keeps_what_has_arrived() {
  std::stop_source stop;
  base::Job job;
  job.stop = stop.get_token();
  Comparison comparison = empty(3);
  QVERIFY_EXCEPTION_THROWN(
      study::compare_runs(*file_, study::named_runs({rtn(2), rtn(4), rtn(8)}), comparison.weights, job,
                          [&](const ComparisonCell& each) {
                            comparison.set(each);
                            stop.request_stop();
                          }),
      base::Cancelled);
  QVERIFY(comparison.known() >= 1);
  QVERIFY(comparison.known() < 9);
}

void TestComparison::more_bits_err_less() {
  const Comparison comparison = compared({rtn(2), rtn(3), rtn(4), rtn(6), rtn(8)});
  for (int run = 1; run < 5; ++run)
    for (int w = 0; w < 3; ++w) {
      QVERIFY(comparison.at(run, w)->error.mse < comparison.at(run - 1, w)->error.mse);
      QVERIFY(comparison.at(run, w)->bits_per_weight > comparison.at(run - 1, w)->bits_per_weight);
    }
}

void TestComparison::summaries_pool_energies() {
  Comparison comparison = empty(1);
  comparison.set(cell(0, 0, 100, 4, metrics_of(100, 2.0, 0.5), metrics_of(10, 9.0, 1.0)));
  comparison.set(cell(0, 1, 300, 8, metrics_of(300, 1.0, 0.1), metrics_of(30, 4.0, 0.25)));
  comparison.set(cell(0, 2, 600, 3, metrics_of(600, 0.5, 0.2), metrics_of(60, 1.0, 0.5)));
  const study::RunSummary summary = study::run_summary(comparison, 0);
  QCOMPARE(summary.weights, 3);
  QCOMPARE(summary.sqnr_db, 10 * std::log10((200 + 300 + 300.0) / (50 + 30 + 120.0)));
  QCOMPARE(*summary.output_sqnr_db, 10 * std::log10((90 + 120 + 60.0) / (10 + 7.5 + 30.0)));
  QCOMPARE(summary.mean_output_sqnr_db, 10 * (std::log10(9.0) + std::log10(16.0) + std::log10(2.0)) / 3);
  QCOMPARE(summary.worst_output_sqnr_db, 10 * std::log10(2.0));
  QCOMPARE(summary.worst_weight, 2);
  QCOMPARE(summary.bits_per_weight, (400 + 2400 + 1800) / 1000.0);
  QCOMPARE(summary.seconds, 3.0);
}

void TestComparison::an_unknown_output_leaves_no_pooled_output() {
  Comparison comparison = empty(2);
  comparison.set(cell(0, 0, 100, 4, metrics_of(100, 2.0, 0.5), metrics_of(10, 9.0, 1.0)));
  comparison.set(cell(0, 1, 300, 4, metrics_of(300, 1.0, 0.1)));
  const study::RunSummary summary = study::run_summary(comparison, 0);
  QVERIFY(!summary.output_sqnr_db);
  QCOMPARE(summary.mean_output_sqnr_db, 10 * std::log10(9.0));
  const study::RunSummary none = study::run_summary(comparison, 1);
  QCOMPARE(none.weights, 0);
  QVERIFY(std::isnan(none.sqnr_db) && std::isnan(none.bits_per_weight) &&
          std::isnan(none.worst_output_sqnr_db));
  QCOMPARE(none.worst_weight, -1);
}

void TestComparison::layers_without_error_do_not_spoil_the_pool() {
  Comparison comparison = empty(2);
  comparison.set(cell(0, 0, 100, 16, metrics_of(100, 2.0, 0)));
  comparison.set(cell(0, 1, 100, 4, metrics_of(100, 1.0, 0.1)));
  QCOMPARE(study::run_summary(comparison, 0).sqnr_db, 10 * std::log10(300.0 / 10.0));
  comparison.set(cell(1, 0, 100, 16, metrics_of(100, 2.0, 0)));
  QCOMPARE(study::run_summary(comparison, 1).sqnr_db, infinite);
}

void TestComparison::pareto_front_by_definition() {
  QVERIFY(rc::check("a point is on the front where no other one beats it", [] {
    const auto number = rc::gen::map(rc::gen::inRange(0, 6), [](int i) { return i == 5 ? nan_value : i; });
    const auto points = *rc::gen::container<std::vector<std::pair<double, double>>>(
        rc::gen::pair(rc::gen::cast<double>(number), rc::gen::cast<double>(number)));
    const bool higher = *rc::gen::arbitrary<bool>();
    std::vector<double> cost, value;
    for (const auto& [c, v] : points) {
      cost.push_back(c);
      value.push_back(v);
    }
    const std::vector<int> front = study::pareto_front(cost, value, higher);
    const std::set<int> members(front.begin(), front.end());
    RC_ASSERT(members.size() == front.size());
    for (std::size_t i = 1; i < front.size(); ++i)
      RC_ASSERT(cost[static_cast<std::size_t>(front[i - 1])] <= cost[static_cast<std::size_t>(front[i])]);
    for (std::size_t i = 0; i < cost.size(); ++i) {
      bool expected = !std::isnan(cost[i]) && !std::isnan(value[i]);
      for (std::size_t j = 0; j < cost.size(); ++j) {
        const double gain = higher ? value[j] - value[i] : value[i] - value[j];
        if (cost[j] <= cost[i] && gain >= 0 && (cost[j] < cost[i] || gain > 0)) expected = false;
      }
      RC_ASSERT(members.contains(static_cast<int>(i)) == expected);
    }
  }));
}

void TestComparison::pareto_front_leaves_out_what_another_point_beats() {
  // bits and dB: (4, 20), (3, 15), (4, 18) beaten, (8, 20) beaten, (2, 3).
  QVERIFY((study::pareto_front({4, 3, 4, 8, 2}, {20, 15, 18, 20, 3}, true) == std::vector<int>{4, 1, 0}));
  QVERIFY((study::pareto_front({4, 3, 4, 8, 2}, {20, 15, 18, 20, 3}, false) == std::vector<int>{4}));
}

void TestComparison::runs_with_problems_are_not_on_the_front() {
  Comparison comparison = empty(2);
  for (int w = 0; w < 3; ++w) {
    comparison.set(cell(0, w, 100, 4, metrics_of(100, 1.0, 0.1)));
    comparison.set(cell(1, w, 100, 4, metrics_of(100, 1.0, 0.01)));
  }
  QVERIFY((study::on_pareto_front(comparison) == std::vector<bool>{false, true}));
  ComparisonCell failed{1, 2, {}};
  failed.figures.problem = "no input";
  comparison.set(failed);
  QVERIFY((study::on_pareto_front(comparison) == std::vector<bool>{true, false}));
}

void TestComparison::differences_are_to_the_baseline() {
  const Comparison comparison = compared({rtn(4), rtn(8)});
  const study::Table table = study::comparison_cells(comparison, 0);
  QCOMPARE(table.rows.size(), std::size_t{6});
  const auto number = [&](std::size_t row, const std::string& column) {
    return std::get<double>(table.rows[row][static_cast<std::size_t>(table.column(column))]);
  };
  for (std::size_t w = 0; w < 3; ++w) {
    QCOMPARE(number(w, "difference_sqnr_db"), 0.0);
    QCOMPARE(number(3 + w, "difference_sqnr_db"), number(3 + w, "sqnr_db") - number(w, "sqnr_db"));
    QCOMPARE(number(3 + w, "difference_bits_per_weight"),
             number(3 + w, "bits_per_weight") - number(w, "bits_per_weight"));
  }
  QCOMPARE(study::comparison_cells(comparison).column("difference_sqnr_db"), -1);
  QCOMPARE(study::comparison_summary(comparison).rows.size(), std::size_t{2});
}

void TestComparison::metrics_are_columns_and_values() {
  ComparisonFigures figures = cell(0, 0, 10, 4.5, metrics_of(10, 4, 1), metrics_of(10, 8, 1)).figures;
  figures.error.cosine = 0.75;
  figures.error.max_abs_error = 2;
  figures.outlier_error_share = 0.5;
  const std::vector<double> expected = {10 * std::log10(8.0), 10 * std::log10(4.0), 1, 1, 0.75, 2, 0.5, 4.5};
  const auto& metrics = study::comparison_metrics();
  QCOMPARE(metrics.size(), expected.size());
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    QCOMPARE(study::value_of(metrics[i], figures), expected[i]);
    QCOMPARE(study::comparison_metric(metrics[i].id).label, metrics[i].label);
    QVERIFY(!metrics[i].help.empty());
  }
  QVERIFY_EXCEPTION_THROWN(study::comparison_metric("psnr"), base::Error);
}

void TestComparison::names_say_method_changes_and_bits() {
  QCOMPARE(study::run_name({"qllm", {{"theta", 6.5}, {"weight_bits", 4.0}, {"activation_bits", 8.0}}}),
           std::string("qllm theta=6.5 W4A8"));
  const std::vector<study::Run> runs = study::named_runs({rtn(4), rtn(4), rtn(8)});
  QVERIFY(runs[1].name == runs[0].name + " (2)");
  QVERIFY(runs[2].name != runs[0].name);
}

QUANTSCOPE_TEST(TestComparison)

}  // namespace test_comparison

#include "test_comparison.moc"
