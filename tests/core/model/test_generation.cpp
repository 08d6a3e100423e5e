#include <QTest>
#include <algorithm>

#include "core/base/utf8.h"
#include "core/model/generation.h"
#include "core/model/tokenizer_stream.h"
#include "tests/core/model/model_testing.h"
#include "tests/core/model/tokenizer_testing.h"
#include "tests/quantscope_test.h"

namespace test_generation {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;
using End = GenerationResult::End;

namespace {

/// The sample's tokenizer without or with other ends of text, or with only its first tokens.
class OtherEnds final : public Tokenizer {
 public:
  OtherEnds(std::shared_ptr<const Tokenizer> tokenizer, std::optional<int> beginning, std::vector<int> ends,
            int size = 2048)
      : tokenizer_(std::move(tokenizer)), beginning_(beginning), ends_(std::move(ends)), size_(size) {}
  std::string kind() const override { return tokenizer_->kind(); }
  std::vector<int> encode(std::string_view text) const override { return tokenizer_->encode(text); }
  std::string decode(std::span<const int> ids) const override { return tokenizer_->decode(ids); }
  std::string token_bytes(int id) const override { return tokenizer_->token_bytes(id); }
  int vocabulary_size() const override { return size_; }
  std::optional<int> beginning_token() const override { return beginning_; }
  std::optional<int> end_token() const override {
    return ends_.empty() ? std::nullopt : std::optional<int>(ends_.front());
  }
  std::vector<int> end_tokens() const override { return ends_; }

 private:
  std::shared_ptr<const Tokenizer> tokenizer_;
  std::optional<int> beginning_;
  std::vector<int> ends_;
  int size_;
};

const std::string prompt = "a small animal that";

}  // namespace

class TestGeneration : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void greedy_is_the_most_likely_token_of_a_fresh_forward_pass();
  void a_seed_gives_the_same_text_and_another_seed_another();
  void text_arrives_token_by_token();
  void it_stops_at_any_end_token_and_leaves_it_out();
  void it_stops_at_the_context();
  void tokens_beyond_the_tokenizer_are_not_drawn();
  void coarser_caches_change_little();
  void cancelling_returns_what_was_done();
  void absurd_requests_are_refused();
  void texts_stream_in_whole_characters();

 private:
  GenerationResult generated(GenerationOptions options, const base::Job& job = {}) const {
    return generate(model_, *tokenizer_, prompt, options, job);
  }
  std::shared_ptr<const Transformer> model_;
  std::shared_ptr<const Tokenizer> tokenizer_;
};

void TestGeneration::initTestCase() {
  const auto file = storage::ModelFile::open(sample_model_path());
  model_ = loaded(file);
  tokenizer_ = tokenizer_of(*file);
}

void TestGeneration::greedy_is_the_most_likely_token_of_a_fresh_forward_pass() {
  GenerationOptions options;
  options.tokens = 24;
  const GenerationResult result = generated(options);
  QCOMPARE(result.end, End::length);
  QCOMPARE(result.tokens.size(), std::size_t{24});
  QCOMPARE(result.decode_steps, std::int64_t{23});
  std::vector<int> expected_prompt = tokenizer_->encode(prompt);
  expected_prompt.insert(expected_prompt.begin(), 1);
  QCOMPARE(result.prompt, expected_prompt);
  std::vector<int> ids = result.prompt;
  for (const int token : result.tokens) {
    Decoder fresh(model_, {});
    const SequencePiece piece{0, ids};
    const tensor::Matrix logits = fresh.logits(fresh.run({&piece, 1}));
    const float* last = logits.row(logits.rows() - 1);
    // Rounding may differ between one token at a time and all at once: equal within it.
    const float highest = *std::max_element(last, last + logits.columns());
    QVERIFY2(last[token] >= highest - 1e-4f, std::to_string(token).c_str());
    ids.push_back(token);
  }
}

void TestGeneration::a_seed_gives_the_same_text_and_another_seed_another() {
  GenerationOptions options;
  options.tokens = 16;
  options.sampling = {1.0, 0, 1.0, 7};
  const std::vector<int> first = generated(options).tokens;
  base::Job one_thread;
  one_thread.threads = 1;
  QCOMPARE(generated(options, one_thread).tokens, first);
  options.sampling.seed = 8;
  QVERIFY(generated(options).tokens != first);
}

void TestGeneration::text_arrives_token_by_token() {
  GenerationOptions options;
  options.tokens = 10;
  std::vector<int> arrived;
  options.arrived = [&](int token) { arrived.push_back(token); };
  const GenerationResult result = generated(options);
  QCOMPARE(arrived, result.tokens);
  QVERIFY(result.prefill_seconds > 0 && result.decode_seconds > 0);
  QCOMPARE(result.decode_tokens_per_second(), 9 / result.decode_seconds);
  QCOMPARE(result.prefill_tokens_per_second(),
           static_cast<double>(result.prompt.size()) / result.prefill_seconds);
  options.tokens = 0;
  QVERIFY(generated(options).tokens.empty());
}

void TestGeneration::it_stops_at_any_end_token_and_leaves_it_out() {
  GenerationOptions options;
  options.tokens = 12;
  const std::vector<int> whole = generated(options).tokens;
  const int stop = whole[6];
  const std::vector<int> before(whole.begin(), std::find(whole.begin(), whole.end(), stop));
  const OtherEnds tokenizer(tokenizer_, 1, {2, stop});
  const GenerationResult stopped = generate(model_, tokenizer, prompt, options);
  QCOMPARE(stopped.end, End::end_token);
  QCOMPARE(stopped.tokens, before);
  options.stop_at_end = false;
  QCOMPARE(generate(model_, tokenizer, prompt, options).tokens, whole);
}

void TestGeneration::it_stops_at_the_context() {
  GenerationOptions options;
  options.tokens = 1'000'000;
  options.stop_at_end = false;
  const GenerationResult result = generated(options);
  QCOMPARE(result.end, End::context);
  QCOMPARE(static_cast<std::int64_t>(result.prompt.size() + result.tokens.size()), model_->config().context);
}

void TestGeneration::tokens_beyond_the_tokenizer_are_not_drawn() {
  GenerationOptions options;
  options.tokens = 20;
  options.sampling.temperature = 5;
  constexpr int size = 1000;
  const auto beyond = [](int token) { return token >= size; };
  const std::vector<int> all = generated(options).tokens;
  QVERIFY(std::any_of(all.begin(), all.end(), beyond));
  const OtherEnds smaller(tokenizer_, 1, {}, size);
  const std::vector<int> tokens = generate(model_, smaller, prompt, options).tokens;
  QVERIFY(tokens.size() == 20 && std::none_of(tokens.begin(), tokens.end(), beyond));
}

void TestGeneration::coarser_caches_change_little() {
  const std::string text = storage::ModelFile::open(sample_model_path())->text("valid.txt").substr(0, 4000);
  const std::vector<int> ids = tokenizer_->encode(text);
  const auto nll = [&](kernels::CacheFormat format) {
    DecoderOptions options;
    options.cache = format;
    return likelihood(model_, ids, model_->config().context, 1, 1, options).mean();
  };
  const double exact = nll(kernels::CacheFormat::f32);
  const double half_change = std::abs(nll(kernels::CacheFormat::f16) - exact);
  const double byte_change = std::abs(nll(kernels::CacheFormat::int8) - exact);
  QVERIFY2(half_change > 0 && half_change < 1e-3, std::to_string(half_change).c_str());
  QVERIFY2(byte_change > 0 && byte_change < 1e-2, std::to_string(byte_change).c_str());
  GenerationOptions options;
  options.tokens = 8;
  const std::vector<int> whole = generated(options).tokens;
  options.decoder.cache = kernels::CacheFormat::f16;
  QCOMPARE(generated(options).tokens, whole);
}

void TestGeneration::cancelling_returns_what_was_done() {
  GenerationOptions options;
  options.tokens = 20;
  const std::vector<int> whole = generated(options).tokens;
  std::stop_source stop;
  base::Job job;
  job.stop = stop.get_token();
  int arrived = 0;
  options.arrived = [&](int) {
    if (++arrived == 5) stop.request_stop();
  };
  const GenerationResult part = generated(options, job);
  QCOMPARE(part.end, End::cancelled);
  QCOMPARE(part.tokens, std::vector<int>(whole.begin(), whole.begin() + 5));
  const GenerationResult none = generated(options, job);
  QCOMPARE(none.end, End::cancelled);
  QVERIFY(none.tokens.empty() && !none.prompt.empty());
}

void TestGeneration::absurd_requests_are_refused() {
  GenerationOptions options;
  options.tokens = -1;
  QVERIFY_EXCEPTION_THROWN(generated(options), base::Error);
  options.tokens = 4;
  options.sampling.temperature = -0.5;
  QVERIFY_EXCEPTION_THROWN(generated(options), base::Error);
  options.sampling = {};
  std::string too_long;
  for (int i = 0; i < 300; ++i) too_long += "word ";
  QVERIFY_EXCEPTION_THROWN(generate(model_, *tokenizer_, too_long, options), base::Error);
  const OtherEnds without_beginning(tokenizer_, std::nullopt, {});
  QVERIFY_EXCEPTION_THROWN(generate(model_, without_beginning, "", options), base::Error);
  QCOMPARE(generate(model_, *tokenizer_, "", options).prompt, std::vector<int>{1});
}

void TestGeneration::texts_stream_in_whole_characters() {
  const std::string text = "née 狐狸 👩‍👩‍👧 ok";
  const std::vector<int> ids = tokenizer_->encode(text);
  const std::vector<int> beginning = {1};
  TextStream stream(*tokenizer_, beginning);
  std::string joined;
  for (const int id : ids) {
    const std::string part = stream.add(id);
    QVERIFY(base::is_valid_utf8(part));
    joined += part;
  }
  QCOMPARE(joined + stream.rest(), text);
  QCOMPARE(continued_text(*tokenizer_, beginning, ids), text);
  QCOMPARE(continued_text(*tokenizer_, ids, ids), " " + text);
  const int byte = 3;  // <0x00> and following
  QCOMPARE(continued_text(*tokenizer_, ids, std::vector<int>{byte + 0xE7, byte + 0x8B}),
           std::string("\uFFFD\uFFFD"));
  QCOMPARE(continued_text(*tokenizer_, ids, std::vector<int>{byte + 0xE7, byte + 'x'}),
           std::string("\uFFFDx"));
}

QUANTSCOPE_TEST(TestGeneration)

}  // namespace test_generation

#include "test_generation.moc"
