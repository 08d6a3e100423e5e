#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <stop_token>

#include "core/base/error.h"
#include "core/model/weight_source.h"
#include "core/storage/model_writer.h"
#include "core/study/model_run.h"
#include "tests/quantscope_test.h"

namespace test_model_run {

using namespace quantscope;
using study::ModelRun;
using study::RunFigures;
using study::RunnableModel;
using study::Setting;

namespace {

const char* const sample = QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5";

Setting rtn(double weight_bits, double activation_bits) {
  return {"rtn", {{"weight_bits", weight_bits}, {"activation_bits", activation_bits}}};
}

double cell(const study::Table& table, std::size_t row, const char* column) {
  const study::Cell& found = table.rows.at(row).at(static_cast<std::size_t>(table.column(column)));
  if (const auto* whole = std::get_if<std::int64_t>(&found)) return static_cast<double>(*whole);
  return std::get<double>(found);
}

}  // namespace

class TestModelRun : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    file_ = storage::ModelFile::open(sample);
    source_ = RunnableModel::open(file_);
    text_ = text(3 * 63);
    QCOMPARE(text_.windows.size(), std::size_t{3});
  }

  void a_file_without_a_model_is_refused_naming_it() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("bare.h5").toStdString();
    storage::ModelWriter::Header header;
    header.architecture = "llama";
    storage::ModelWriter(path, header).commit();
    try {
      RunnableModel::open(storage::ModelFile::open(path));
      QFAIL("not refused");
    } catch (const base::Error& error) {
      QVERIFY2(std::string(error.what()).find("bare.h5") != std::string::npos, error.what());
    }
  }

  void facts_of_the_checkpoint_are_those_of_its_file() {
    QCOMPARE(source_->checkpoint_bits(), 16.0);  // f16
    // q and o: 256², k and v: 128 · 256, gate, up and down: 640 · 256, in 6 blocks; the head: 2048 · 256.
    QCOMPARE(source_->multiply_adds_per_token(),
             6 * (2 * 256.0 * 256 + 2 * 128 * 256 + 3 * 640 * 256) + 2048 * 256);
    const ModelRun run{"rtn", rtn(4, 8)};
    QCOMPARE(study::needed_multiply_adds(*source_, {run, {"float", {}}}, true, 10),
             30 * source_->multiply_adds_per_token());
    QCOMPARE(study::needed_multiply_adds(*source_, {run, {"float", {}}}, false, 10),
             20 * source_->multiply_adds_per_token());
    QVERIFY(study::measured_multiply_adds_per_second() > 0);
  }

  void the_unquantized_run_has_the_models_perplexity() {
    const auto original = model::Transformer::load(*model::file_weights(file_), source_->config());
    const model::PerplexityResult expected = model::perplexity(original, text_);
    int arrivals = 0;
    const RunFigures figures =
        study::measure_run(*source_, {"float", {}}, {}, text_, true, [&](const RunFigures& so_far) {
          ++arrivals;
          QVERIFY(so_far.result->predictions <= 189);
        });
    QVERIFY2(figures.problem.empty(), figures.problem.c_str());
    QVERIFY(figures.is_complete());
    QVERIFY(arrivals > 0);
    QVERIFY(std::abs(figures.result->mean_nll - expected.mean_nll) < 1e-9);
    QVERIFY(!figures.result->divergence);
    QCOMPARE(figures.model.bits_per_weight, 16.0);
    QCOMPARE(figures.model.weight_bytes, original->weight_bytes());
    QCOMPARE(figures.model.kernels, original->kernel_names());
  }

  void a_quantized_run_diverges_from_the_unquantized_one() {
    const RunFigures eight = study::measure_run(*source_, {"8", rtn(8, 16)}, {}, text_, true, {});
    const RunFigures three = study::measure_run(*source_, {"3", rtn(3, 16)}, {}, text_, true, {});
    QVERIFY(eight.is_complete() && three.is_complete());
    QVERIFY(three.result->divergence->kl_mean > 10 * eight.result->divergence->kl_mean);
    QVERIFY(three.result->divergence->top_token_agreement < eight.result->divergence->top_token_agreement);
    QVERIFY(three.model.bits_per_weight < 4 && eight.model.bits_per_weight > 8);
    QVERIFY(three.model.weight_bytes < eight.model.weight_bytes);
  }

  void formats_of_the_engine_are_the_quantized_runs_alone() {
    study::EngineOptions coarse;
    coarse.cache = kernels::CacheFormat::int4;
    const RunFigures plain = study::measure_run(*source_, {"8", rtn(8, 16)}, {}, text_, true, {});
    const RunFigures rough = study::measure_run(*source_, {"8", rtn(8, 16)}, coarse, text_, true, {});
    QVERIFY(rough.result->divergence->kl_mean > plain.result->divergence->kl_mean);
    const RunFigures original = study::measure_run(*source_, {"float", {}}, coarse, text_, true, {});
    QVERIFY(std::abs(original.result->mean_nll - rough.result->divergence->reference_mean_nll) < 1e-9);
    study::EngineOptions unknown;
    unknown.precision = "f17";
    QVERIFY(!study::measure_run(*source_, {"8", rtn(8, 16)}, unknown, text_, true, {}).problem.empty());
  }

  void what_a_run_cannot_do_becomes_its_problem() {
    const RunFigures figures =
        study::measure_run(*source_, {"?", Setting{"no-such-method", {}}}, {}, text_, true, {});
    QVERIFY(figures.problem.find("no-such-method") != std::string::npos);
    QVERIFY(!figures.result && !figures.is_complete());
    const RunFigures wrong =
        study::measure_run(*source_, {"?", Setting{"rtn", {{"weight_bits", 99.0}}}}, {}, text_, true, {});
    QVERIFY(wrong.problem.find("weight_bits") != std::string::npos);
  }

  void cancelling_keeps_what_was_done() {
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    const model::EvaluationText all = text(0);
    const RunFigures part = study::measure_run(
        *source_, {"float", {}}, {}, all, true, [&](const RunFigures&) { stop.request_stop(); }, job);
    QVERIFY(part.problem.empty());
    QVERIFY(part.result && part.result->cancelled && !part.is_complete());
    QVERIFY(part.result->predictions > 0 && part.result->predictions < all.predictions());
    QVERIFY_EXCEPTION_THROWN(study::measure_run(*source_, {"float", {}}, {}, all, true, {}, job),
                             base::Cancelled);
  }

  void layers_come_with_their_parts_where_there_are_two() {
    int arrivals = 0;
    study::RunLayersOptions options;
    options.most_tokens = 64;
    const study::RunLayers both = study::measure_layers(*source_, {"4", rtn(4, 8)}, {}, text_, options,
                                                        [&](const study::RunLayers&) { ++arrivals; });
    QVERIFY2(both.problem.empty(), both.problem.c_str());
    QVERIFY(both.complete && arrivals > 0);
    QCOMPARE(both.layers.size(), std::size_t{42});
    for (const model::LayerError& layer : both.layers) {
      QVERIFY(layer.weight_only && layer.activation_only);
      // Both errors are in the whole; they are nearly uncorrelated, so that energies add up.
      QVERIFY(layer.local.mse > 0.5 * std::max(layer.weight_only->mse, layer.activation_only->mse));
      QVERIFY(layer.local.mse < 2 * (layer.weight_only->mse + layer.activation_only->mse));
    }
    // The first layer has no layers before it.
    QCOMPARE(both.layers[0].local.sqnr_db, both.layers[0].cumulative.sqnr_db);
    const study::RunLayers weights =
        study::measure_layers(*source_, {"4", rtn(4, 16)}, {}, text_, options, {});
    QVERIFY(!weights.layers[0].weight_only);
    options.parts = false;
    QVERIFY(!study::measure_layers(*source_, {"4", rtn(4, 8)}, {}, text_, options, {}).layers[0].weight_only);
    const study::Table table = study::layer_error_table(both.layers);
    QCOMPARE(table.rows.size(), std::size_t{42});
    QCOMPARE(std::get<std::string>(table.rows[3][0]), both.layers[3].module);
    QCOMPARE(cell(table, 3, "local_sqnr_db"), both.layers[3].local.sqnr_db);
  }

  void a_text_is_the_one_that_the_model_generates() {
    model::GenerationOptions options;
    options.tokens = 6;
    std::vector<int> arrived;
    const study::RunText text =
        study::generate_text(*source_, {"float", {}}, {}, "dog (noun): a", options,
                             [&](const study::RunText& so_far) { arrived = so_far.tokens; });
    QVERIFY2(text.problem.empty(), text.problem.c_str());
    const auto expected =
        model::generate(source_->original(), source_->tokenizer(), "dog (noun): a", options);
    QCOMPARE(text.tokens, expected.tokens);
    QCOMPARE(arrived, expected.tokens);
    QCOMPARE(text.prompt, source_->tokenizer().encode("dog (noun): a"));
    options.sampling.temperature = -1;
    QVERIFY(!study::generate_text(*source_, {"float", {}}, {}, "dog", options, {}).problem.empty());
  }

  void quantized_models_are_kept_as_far_as_they_find_room() {
    const auto source = RunnableModel::open(file_);
    const auto four = source->quantized(rtn(4, 8));
    QCOMPARE(source->quantized(rtn(4, 8)), four);
    const auto eight = source->quantized(rtn(8, 8));
    QCOMPARE(source->quantized(rtn(4, 8)), four);
    source->set_room(1);  // the last one used stays
    QCOMPARE(source->quantized(rtn(4, 8)), four);
    QVERIFY(source->quantized(rtn(8, 8)) != eight);
    QVERIFY(source->held_bytes() > 0);
  }

  void without_the_original_in_memory_the_same_model_comes_out() {
    const auto alone = RunnableModel::open(file_);
    const RunFigures without = study::measure_run(*alone, {"4", rtn(4, 8)}, {}, text_, false, {});
    const RunFigures beside = study::measure_run(*source_, {"4", rtn(4, 8)}, {}, text_, true, {});
    QVERIFY(!without.result->divergence);
    QVERIFY(std::abs(without.result->mean_nll - beside.result->mean_nll) < 1e-9);
    // Four bits and a head, not sixteen beside.
    QVERIFY(alone->held_bytes() < source_->original()->weight_bytes() * 2);
  }

  void memory_needed_grows_with_bits_and_with_the_original_beside() {
    const std::vector<ModelRun> four{{"4", rtn(4, 8)}}, eight{{"8", rtn(8, 8)}};
    const auto total = [&](const std::vector<ModelRun>& runs, bool beside) {
      return study::needed_memory(*source_, runs, beside, {}, 0).total();
    };
    QVERIFY(total(four, false) < total(eight, false));
    QVERIFY(total(eight, false) < total(eight, true));
    QVERIFY(total({{"float", {}}}, false) <= total(four, true));
  }

  void the_table_has_a_row_a_run_with_its_protocol() {
    const std::vector<ModelRun> runs{
        {"float", {}}, {"four", rtn(4, 8)}, {"none", Setting{"no-such-method", {}}}};
    std::vector<RunFigures> figures;
    for (const ModelRun& run : runs)
      figures.push_back(study::measure_run(*source_, run, {}, text_, true, {}));
    const study::Table table = study::perplexity_table(runs, figures, text_);
    QCOMPARE(table.rows.size(), std::size_t{3});
    for (const auto& row : table.rows) QCOMPARE(row.size(), table.columns.size());
    QCOMPARE(cell(table, 0, "perplexity"), figures[0].result->perplexity());
    QCOMPARE(cell(table, 1, "kl_divergence_mean"), figures[1].result->divergence->kl_mean);
    QCOMPARE(cell(table, 1, "top_token_agreement"), figures[1].result->divergence->top_token_agreement);
    QCOMPARE(cell(table, 1, "bits_per_weight"), figures[1].model.bits_per_weight);
    QCOMPARE(cell(table, 0, "tokens"), 189.0);
    QCOMPARE(cell(table, 0, "window"), 64.0);
    QCOMPARE(std::get<std::string>(table.rows[0][static_cast<std::size_t>(table.column("bos"))]),
             std::string("each"));
    const auto& problem = table.rows[2][static_cast<std::size_t>(table.column("notes"))];
    QVERIFY(std::get<std::string>(problem).find("no-such-method") != std::string::npos);
  }

 private:
  model::EvaluationText text(std::int64_t most) const {
    model::PerplexityProtocol protocol;
    protocol.window = 64;
    return model::evaluation_text(source_->tokenizer().encode(file_->text("test.txt")),
                                  source_->tokenizer().beginning_token(), source_->config(), protocol, most);
  }

  std::shared_ptr<const storage::ModelFile> file_;
  std::shared_ptr<RunnableModel> source_;
  model::EvaluationText text_;
};

QUANTSCOPE_TEST(TestModelRun)

}  // namespace test_model_run

#include "test_model_run.moc"
