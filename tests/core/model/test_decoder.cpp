#include <QTest>
#include <functional>
#include <numeric>
#include <stop_token>

#include "core/methods/method.h"
#include "core/model/quantized_model.h"
#include "core/model/tokenizer.h"
#include "model_testing.h"
#include "small_models.h"
#include "tests/quantscope_test.h"

namespace test_decoder {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using tensor::Matrix;

namespace {

using Cut = std::vector<std::int64_t>;

/// Hidden states of one sequence appended in pieces of these lengths.
Matrix run_in_pieces(Decoder& decoder, std::span<const int> tokens, const Cut& lengths, int sequence = 0) {
  Matrix all(static_cast<std::int64_t>(tokens.size()), decoder.model().config().embedding_size);
  std::int64_t done = 0;
  for (const std::int64_t length : lengths) {
    const SequencePiece piece{
        sequence, tokens.subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(length))};
    const Matrix part = decoder.run({&piece, 1});
    std::copy_n(part.row(0), part.count(), all.row(done));
    done += length;
  }
  return all;
}

Matrix run_whole(const std::shared_ptr<const Transformer>& model, const std::vector<int>& tokens,
                 DecoderOptions options = {}) {
  Decoder decoder(model, options);
  return run_in_pieces(decoder, tokens, {static_cast<std::int64_t>(tokens.size())});
}

std::vector<int> some_tokens(std::size_t count, int vocabulary, unsigned seed) {
  std::vector<int> tokens(count);
  for (int& token : tokens) token = static_cast<int>((seed = seed * 1664525 + 1013904223) >> 8) % vocabulary;
  return tokens;
}

std::shared_ptr<const Transformer> round_to_nearest(const SmallModel& small,
                                                    const base::ParameterValues& values) {
  QuantizationOptions options;
  options.method = &methods::method_by_id("rtn");
  options.values = values;
  return quantize_model(small_transformer(small), *memory_weights(small_tensors(small), "random weights"),
                        options)
      .model;
}

const char* const kinds[] = {"llama-untied", "mistral", "gemma", "opt-norm-after", "gpt2", "bloom"};

}  // namespace

class TestDecoder : public QObject {
  Q_OBJECT
 private slots:
  void a_sequence_may_be_cut_anywhere_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : kinds) QTest::newRow(name) << name;
  }
  void a_sequence_may_be_cut_anywhere() {
    QFETCH(QString, name);
    const SmallModel small = small_model(name.toStdString());
    const auto model = small_transformer(small);
    const Matrix whole = run_whole(model, small.tokens);
    for (const Cut& cut : {Cut(13, 1), Cut{3, 1, 5, 4}, Cut{12, 1}, Cut{1, 12}, Cut{6, 0, 7}}) {
      Decoder decoder(model, {});
      QVERIFY(largest_difference(run_in_pieces(decoder, small.tokens, cut), whole) < 1e-4);
      QCOMPARE(decoder.length(0), 13);
    }
  }

  void sequences_do_not_see_each_other_data() { a_sequence_may_be_cut_anywhere_data(); }
  void sequences_do_not_see_each_other() {
    QFETCH(QString, name);
    const SmallModel small = small_model(name.toStdString());
    const auto model = small_transformer(small);
    std::vector<std::vector<int>> texts;
    for (unsigned i = 0; i < 4; ++i) texts.push_back(some_tokens(3 * i + 2, 29, i + 1));
    DecoderOptions options;
    options.sequences = 4;
    Decoder decoder(model, options);
    // In the order 2, 0, 3, 1; then one token each.
    std::vector<SequencePiece> pieces, last;
    for (const int i : {2, 0, 3, 1}) {
      const std::span<const int> text = texts[static_cast<std::size_t>(i)];
      pieces.push_back({i, text.first(text.size() - 1)});
      last.push_back({i, text.last(1)});
    }
    const Matrix first = decoder.run(pieces), second = decoder.run(last);
    std::int64_t row = 0;
    for (std::int64_t p = 0; p < 4; ++p) {
      const auto i = static_cast<std::size_t>(pieces[static_cast<std::size_t>(p)].sequence);
      const Matrix alone = run_whole(model, texts[i]);
      const std::int64_t rows = alone.rows() - 1;
      QVERIFY(largest_difference(rows_of(first, row, rows), rows_of(alone, 0, rows)) < 1e-4);
      QVERIFY(largest_difference(rows_of(second, p, 1), rows_of(alone, rows, 1)) < 1e-4);
      row += rows;
    }
  }

  void long_texts_run_in_blocks() {
    SmallModel small = small_model("llama-tied");
    small.config["max_position_embeddings"] = 1200;
    const auto model = small_transformer(small);
    const std::vector<int> tokens = some_tokens(1150, 29, 7);
    const Matrix whole = run_whole(model, tokens);
    Decoder decoder(model, {});
    QVERIFY(largest_difference(run_in_pieces(decoder, tokens, {1, 511, 1, 513, 100, 24}), whole) < 1e-4);
  }

  void one_scale_for_all_tokens_of_a_piece_is_its_own() {
    SmallModel small = small_model("llama-tied");
    small.config["max_position_embeddings"] = 1200;
    const auto model = round_to_nearest(
        small,
        {{"weight_bits", 8.0}, {"activation_bits", 6.0}, {"activation_granularity", std::string("tensor")}});
    const std::vector<std::vector<int>> texts = {some_tokens(700, 29, 1), some_tokens(30, 29, 2),
                                                 some_tokens(90, 29, 3)};
    DecoderOptions options;
    options.sequences = 3;
    Decoder decoder(model, options);
    const std::vector<SequencePiece> pieces = {{0, texts[0]}, {1, texts[1]}, {2, texts[2]}};
    const Matrix together = decoder.run(pieces);
    std::int64_t row = 0;
    for (const std::vector<int>& text : texts) {
      const Matrix alone = run_whole(model, text);
      QVERIFY(largest_difference(rows_of(together, row, alone.rows()), alone) < 1e-5);
      row += alone.rows();
    }
    // Cutting a piece changes what shares the scale, so it must show: the scale is not one of the model.
    Decoder cut(model, {});
    QVERIFY(largest_difference(run_in_pieces(cut, texts[2], {45, 45}), run_whole(model, texts[2])) > 1e-3);
  }

  void bits_do_not_depend_on_threads_or_repetition() {
    for (const char* name : kinds) {
      const SmallModel small = small_model(name);
      const auto model = small_transformer(small);
      const SequencePiece piece{0, small.tokens};
      std::vector<Matrix> results;
      for (const int threads : {0, 1, 2, 2}) {
        base::Job job;
        job.threads = threads;
        Decoder decoder(model, {});
        results.push_back(decoder.logits(decoder.run({&piece, 1}, job), job));
      }
      for (const Matrix& result : results) QVERIFY(same_bits(result, results.front()));
    }
  }

  void caches_of_fewer_bits_are_smaller_and_a_little_wrong() {
    const SmallModel small = small_model("llama-rope-llama3");
    const auto model = small_transformer(small);
    const Matrix exact = run_whole(model, small.tokens);
    double last_error = 0;
    std::uint64_t last_bytes = UINT64_MAX;
    for (const kernels::CacheFormat format : {kernels::CacheFormat::f32, kernels::CacheFormat::f16,
                                              kernels::CacheFormat::int8, kernels::CacheFormat::int4}) {
      DecoderOptions options;
      options.cache = format;
      Decoder decoder(model, options);
      const double error = largest_difference(run_in_pieces(decoder, small.tokens, {6, 7}), exact);
      QVERIFY(error >= last_error);
      QVERIFY(decoder.cache_bytes() < last_bytes);
      last_error = error;
      last_bytes = decoder.cache_bytes();
    }
    QVERIFY(last_error < 2);
    QVERIFY(last_error > 1e-3);
  }

  void observers_see_every_product_once() {
    struct Recorder : ForwardObserver {
      std::vector<int> sites, layers;
      std::vector<Matrix> inputs, outputs;
      void site_input(int site, const Matrix& x) override {
        sites.push_back(site);
        inputs.push_back(x);
      }
      void layer_output(int layer, const Matrix& y) override {
        layers.push_back(layer);
        outputs.push_back(y);
      }
    };
    for (const char* name : {"llama-biases", "opt-projected", "gpt2", "bloom"}) {
      const SmallModel small = small_model(name);
      const auto model = small_transformer(small);
      Decoder decoder(model, {});
      Recorder seen;
      const SequencePiece piece{0, small.tokens};
      const Matrix logits = decoder.logits(decoder.run({&piece, 1}, {}, &seen), {}, &seen);
      std::vector<int> sites(model->sites().size()), layers(model->linears().size());
      std::iota(sites.begin(), sites.end(), 0);
      std::iota(layers.begin(), layers.end(), 0);
      QCOMPARE(seen.sites, sites);
      QCOMPARE(seen.layers, layers);
      QVERIFY(same_bits(seen.outputs.back(), logits));
      for (std::size_t s = 0; s < sites.size(); ++s)
        for (const int layer : model->sites()[s].layers) {
          const LinearLayer& linear = model->linears()[static_cast<std::size_t>(layer)];
          const Matrix weights = linear.weights->dequantized();
          const Matrix& x = seen.inputs[s];
          const Matrix& y = seen.outputs[static_cast<std::size_t>(layer)];
          QCOMPARE(y.columns(), weights.rows());
          for (std::int64_t t = 0; t < y.rows(); ++t)
            for (std::int64_t o = 0; o < y.columns(); ++o) {
              double sum = linear.bias ? (*linear.bias)[static_cast<std::size_t>(o)] : 0;
              for (std::int64_t i = 0; i < x.columns(); ++i) sum += double{x(t, i)} * weights(o, i);
              QVERIFY(std::abs(sum - y(t, o)) < 1e-4);
            }
        }
    }
  }

  void what_does_not_fit_is_refused_and_nothing_is_appended() {
    const SmallModel small = small_model("gpt2");
    const auto model = small_transformer(small);
    DecoderOptions options;
    options.sequences = 2;
    options.capacity = 14;
    Decoder decoder(model, options);
    const std::vector<int> good = {1, 2, 3}, beyond = {4, 29}, negative = {-1}, long_text(15, 1);
    const auto run = [&](std::vector<SequencePiece> pieces) {
      return error_of([&] { decoder.run(pieces); });
    };
    QVERIFY(run({{0, good}, {1, beyond}}).find("token 29 is not in the vocabulary") != std::string::npos);
    QVERIFY(run({{0, negative}}).find("0 to 28") != std::string::npos);
    QVERIFY(run({{0, good}, {0, good}}).find("two pieces") != std::string::npos);
    QVERIFY(run({{2, good}}).find("no sequence 2") != std::string::npos);
    QVERIFY(run({{1, good}, {0, long_text}}).find("context is 16") != std::string::npos);
    QCOMPARE(decoder.length(0) + decoder.length(1), 0);
    QCOMPARE(run({{0, good}}), std::string());
    QCOMPARE(decoder.length(0), 3);

    options.capacity = 17;
    QVERIFY(error_of([&] { Decoder(model, options); }).find("context of 16") != std::string::npos);
    options.capacity = 0;
    options.sequences = 0;
    QVERIFY(!error_of([&] { Decoder(model, options); }).empty());
    QVERIFY(error_of([&] { decoder.logits(Matrix(1, 23)); }).find("24 are needed") != std::string::npos);
  }

  void a_cancelled_step_must_be_cleared() {
    const SmallModel small = small_model("llama-tied");
    const auto model = small_transformer(small);
    struct StopsInTheMiddle : ForwardObserver {
      std::stop_source source;
      int seen = 0;
      void site_input(int, const Matrix&) override {
        if (++seen == 5) source.request_stop();
      }
    } observer;
    base::Job job;
    job.stop = observer.source.get_token();
    Decoder decoder(model, {});
    const SequencePiece piece{0, small.tokens};
    QVERIFY_EXCEPTION_THROWN(decoder.run({&piece, 1}, job, &observer), base::Cancelled);
    QVERIFY(error_of([&] { decoder.run({&piece, 1}); }).find("clear") != std::string::npos);
    decoder.clear(0);
    QVERIFY(same_bits(decoder.run({&piece, 1}), run_whole(model, small.tokens)));
  }

  void nothing_to_run_gives_nothing() {
    Decoder decoder(small_transformer(small_model("llama-tied")), {});
    QCOMPARE(decoder.run({}).rows(), 0);
    QCOMPARE(decoder.logits(decoder.run({})).rows(), 0);
  }
};

QUANTSCOPE_TEST(TestDecoder)

}  // namespace test_decoder

#include "test_decoder.moc"
