#include <QTest>

#include "core/model/generation.h"
#include "core/model/tokenizer_stream.h"
#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_generate {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

const QString prompt = "a small animal that";

Outcome generate(const QStringList& options, const QString& text = prompt) {
  return run(QStringList{"generate", sample_model(), "--prompt", text} + options);
}

}  // namespace

class TestCliGenerate : public QObject {
  Q_OBJECT

 private slots:
  void json_is_what_the_engine_generates();
  void text_streams_to_standard_output_and_figures_to_standard_error();
  void a_quantized_model_runs_on_its_own_kernels();
  void formats_of_cache_and_values_can_be_chosen_data();
  void formats_of_cache_and_values_can_be_chosen();
  void a_seed_gives_the_same_text_again();
  void tokens_are_a_table();
  void wrong_options_are_usage_errors_data();
  void wrong_options_are_usage_errors();
  void what_cannot_run_fails_with_one_line();
};

void TestCliGenerate::json_is_what_the_engine_generates() {
  const Outcome outcome = generate({"--tokens", "12", "--json"});
  QCOMPARE(outcome.status, 0);
  const Json json = outcome.json();
  const auto file = storage::ModelFile::open(sample_model().toStdString());
  const auto transformer = model::Transformer::load(*model::file_weights(file), model::model_config(*file));
  const auto tokenizer = model::tokenizer_of(*file);
  model::GenerationOptions options;
  options.tokens = 12;
  const auto expected = model::generate(transformer, *tokenizer, prompt.toStdString(), options);
  QCOMPARE(json["token_ids"].get<std::vector<int>>(), expected.tokens);
  QCOMPARE(json["text"].get<std::string>(),
           model::continued_text(*tokenizer, expected.prompt, expected.tokens));
  QCOMPARE(json["prompt"].get<std::string>(), prompt.toStdString());
  QCOMPARE(json["tokens"].get<int>(), 12);
  QCOMPARE(json["prompt_tokens"].get<std::size_t>(), expected.prompt.size());
  QCOMPARE(json["end"].get<std::string>(), std::string("length"));
  QVERIFY(json["tokens_per_second"].get<double>() > 0);
  QVERIFY(!json["kernels"].empty());
  QVERIFY(json["method"].is_null());
}

void TestCliGenerate::text_streams_to_standard_output_and_figures_to_standard_error() {
  const Outcome plain = generate({"--tokens", "12"});
  QCOMPARE(plain.status, 0);
  const Json json = generate({"--tokens", "12", "--json"}).json();
  QCOMPARE(plain.out.toStdString(), prompt.toStdString() + json["text"].get<std::string>() + "\n");
  QVERIFY(plain.err.contains("tokens/s"));
  const Outcome quiet = generate({"--tokens", "12", "--quiet"});
  QCOMPARE(quiet.out, plain.out);
  QVERIFY(quiet.err.isEmpty());
  QCOMPARE(generate({"--tokens", "0", "--quiet"}).out, (prompt + "\n").toUtf8());
}

void TestCliGenerate::a_quantized_model_runs_on_its_own_kernels() {
  const QStringList options{"--tokens", "8", "--json", "--method", "rtn", "--set", "activation_bits=8"};
  const Json eight = generate(options + QStringList{"--set", "weight_bits=8"}).json();
  const Json four = generate(options + QStringList{"--set", "weight_bits=4"}).json();
  const Json whole = generate({"--tokens", "8", "--json"}).json();
  QCOMPARE(eight["method"].get<std::string>(), std::string("rtn"));
  QCOMPARE(eight["set"]["weight_bits"].get<int>(), 8);
  QVERIFY(eight["kernels"] != whole["kernels"]);
  QVERIFY(eight["weight_bytes"].get<double>() < whole["weight_bytes"].get<double>());
  QVERIFY(four["weight_bytes"].get<double>() < eight["weight_bytes"].get<double>());
  QVERIFY(eight["bits_per_weight"].get<double>() > four["bits_per_weight"].get<double>());
}

void TestCliGenerate::formats_of_cache_and_values_can_be_chosen_data() {
  QTest::addColumn<QStringList>("options");
  QTest::newRow("f16 cache") << QStringList{"--kv-cache", "f16"};
  QTest::newRow("plain attention") << QStringList{"--attention", "plain"};
  QTest::newRow("f16 values") << QStringList{"--precision", "f16"};
}

void TestCliGenerate::formats_of_cache_and_values_can_be_chosen() {
  QFETCH(QStringList, options);
  const Json json = generate(QStringList{"--tokens", "6", "--json"} + options).json();
  QVERIFY(json["token_ids"] == generate({"--tokens", "6", "--json"}).json()["token_ids"]);
  const std::string key = options[0].mid(2).replace('-', '_').toStdString();
  QCOMPARE(json[key].get<std::string>(), options[1].toStdString());
}

void TestCliGenerate::a_seed_gives_the_same_text_again() {
  const auto drawn = [](const char* seed) {
    return generate({"--tokens", "12", "--temperature", "1", "--top-k", "50", "--top-p", "0.95", "--seed",
                     seed, "--quiet"})
        .out;
  };
  const QByteArray first = drawn("5");
  QVERIFY(first.size() > prompt.size() + 1);
  QCOMPARE(drawn("5"), first);
  QVERIFY(drawn("6") != first);
}

void TestCliGenerate::tokens_are_a_table() {
  const QTemporaryDir folder;
  const QString path = folder.filePath("tokens.csv");
  const Json json = generate({"--tokens", "5", "--json", "--csv", path}).json();
  const std::vector<QStringList> rows = csv_rows(path);
  QCOMPARE(rows.size(), std::size_t{6});
  QCOMPARE(rows[0], (QStringList{"position", "token", "text"}));
  for (std::size_t i = 0; i < 5; ++i) QCOMPARE(rows[i + 1][1].toInt(), json["token_ids"][i].get<int>());
}

void TestCliGenerate::wrong_options_are_usage_errors_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QByteArray>("named");
  QTest::newRow("temperature") << QStringList{"--temperature", "-1"} << QByteArray("--temperature -1");
  QTest::newRow("temperature that is no number") << QStringList{"--temperature", "nan"} << QByteArray("nan");
  QTest::newRow("temperature that is a word") << QStringList{"--temperature", "warm"} << QByteArray("warm");
  QTest::newRow("top-k") << QStringList{"--top-k", "-3"} << QByteArray("--top-k -3");
  QTest::newRow("top-p zero") << QStringList{"--top-p", "0"} << QByteArray("--top-p 0");
  QTest::newRow("top-p above one") << QStringList{"--top-p", "1.5"} << QByteArray("--top-p 1.5");
  QTest::newRow("tokens") << QStringList{"--tokens", "-1"} << QByteArray("--tokens -1");
  QTest::newRow("cache") << QStringList{"--kv-cache", "f64"} << QByteArray("f64");
  QTest::newRow("attention") << QStringList{"--attention", "slow"} << QByteArray("slow");
  QTest::newRow("precision") << QStringList{"--precision", "f17"} << QByteArray("f17");
  QTest::newRow("method") << QStringList{"--method", "magic"} << QByteArray("magic");
  QTest::newRow("setting without method") << QStringList{"--set", "weight_bits=4"} << QByteArray("--method");
}

void TestCliGenerate::wrong_options_are_usage_errors() {
  QFETCH(QStringList, options);
  QFETCH(QByteArray, named);
  QVERIFY(generate(options).is_error(2, {named.constData()}));
}

void TestCliGenerate::what_cannot_run_fails_with_one_line() {
  QVERIFY(run({"generate", sample_model()}).is_error(2, {"--prompt"}));
  QVERIFY(generate({}, QString("word ").repeated(400)).is_error(1, {"prompt", "256"}));
  const QTemporaryDir folder;
  const QString path = folder.filePath("bare.h5");
  storage::ModelWriter writer(path.toStdString(), {"bare", "llama", "made by a test", "", {}});
  writer.commit();
  QVERIFY(run({"generate", path, "--prompt", "a"}).is_error(1, {"bare.h5"}));
  QVERIFY(run({"generate", folder.filePath("none.h5"), "--prompt", "a"}).is_error(1, {"none.h5"}));
}

QUANTSCOPE_TEST(TestCliGenerate)

}  // namespace test_cli_generate

#include "test_cli_generate.moc"
