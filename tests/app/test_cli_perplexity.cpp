#include <signal.h>

#include <QtTest>
#include <cmath>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_perplexity {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

const QStringList w8a8{"--method", "rtn", "--set", "weight_bits=8", "--set", "activation_bits=8"};

bool within(const Json& value, double expected, double relative) {
  if (value.is_number() && std::abs(value.get<double>() / expected - 1) <= relative) return true;
  qWarning("%s is not %g", value.dump().c_str(), expected);
  return false;
}

}  // namespace

class TestCliPerplexity : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QString text_file(const char* name, const QByteArray& content) const {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
    file.write(content);
    return file.fileName();
  }
  /// The first 20,000 bytes of the sample's test text, as the independent program had them.
  QString golden_text() const {
    const auto model = storage::ModelFile::open(sample_model().toStdString());
    return text_file("golden.txt", QByteArray::fromStdString(model->text("test.txt")).left(20000));
  }
  static QStringList perplexity(const QString& text, const QStringList& more) {
    return QStringList{"perplexity", sample_model(), "--text", text} + more;
  }

 private slots:
  /// Figures of an independent double precision program on the same model before its weights were rounded to
  /// f16: 7104 tokens in windows of 256, BOS each.
  void the_sample_matches_the_independent_program_data() {
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<double>("mean_nll");
    const QStringList rtn{"--method", "rtn"};
    const auto set = [](std::initializer_list<const char*> values) {
      QStringList list;
      for (const char* value : values) list << "--set" << value;
      return list;
    };
    QTest::newRow("unquantized") << QStringList() << 3.05318424;
    QTest::newRow("w4") << rtn + set({"weight_bits=4", "activation_bits=16"}) << 3.07228773;
    QTest::newRow("w3") << rtn + set({"weight_bits=3", "activation_bits=16"}) << 3.22726921;
    QTest::newRow("w8a8 per token") << rtn + set({"weight_bits=8", "activation_bits=8"}) << 3.05475831;
    QTest::newRow("w8a8 per tensor") << rtn + set({"weight_bits=8", "activation_bits=8",
                                                   "activation_granularity=tensor"})
                                     << 3.08790202;
    QTest::newRow("w4a4 per token") << rtn + set({"weight_bits=4", "activation_bits=4"}) << 3.22707392;
    QTest::newRow("w4 groups of 128")
        << rtn + set({"weight_bits=4", "activation_bits=16", "weight_granularity=group", "group_size=128"})
        << 3.07147517;
  }
  void the_sample_matches_the_independent_program() {
    QFETCH(QStringList, settings);
    QFETCH(double, mean_nll);
    const Outcome outcome =
        run(perplexity(golden_text(), settings + QStringList{"--json", "--no-divergence"}));
    QCOMPARE(outcome.status, 0);
    const Json json = outcome.json();
    QCOMPARE(json["tokens"], 7104);
    QCOMPARE(json["window"], 256);
    QCOMPARE(json["bos"], "each");
    // Weights rounded to f16 move the unquantized figure by 1e-4; they flip codes, most of all those of 4-bit
    // inputs.
    const double tolerance = settings.isEmpty() ? 3e-4 : settings.contains("activation_bits=4") ? 1e-2 : 5e-3;
    const double error = json["mean_nll"].get<double>() - mean_nll;
    QVERIFY2(std::abs(error) <= tolerance, qPrintable(QString::number(error)));
    QVERIFY(within(json["perplexity"], std::exp(json["mean_nll"].get<double>()), 1e-9));
  }

  void the_contract_s_keys_are_there() {
    const Outcome outcome = run(perplexity("test.txt", w8a8 + QStringList{"--json", "--tokens", "1500"}));
    QCOMPARE(outcome.status, 0);
    const Json json = outcome.json();
    for (const char* key :
         {"perplexity", "mean_nll", "tokens", "window", "bos", "seconds", "tokens_per_second",
          "kl_divergence_mean", "top_token_agreement", "perplexity_standard_error", "reference_perplexity",
          "bits_per_weight", "weight_bytes"})
      QVERIFY2(json.contains(key) && !json[key].is_null(), key);
    QVERIFY(json["kernels"].is_array() && !json["kernels"].empty());
    QCOMPARE(json["tokens"], 1500);
    QCOMPARE(json["cancelled"], false);
    QVERIFY(json["kl_divergence_mean"].get<double>() > 0 && json["kl_divergence_mean"].get<double>() < 0.05);
    QVERIFY(json["kl_divergence_p50"].get<double>() <= json["kl_divergence_p95"].get<double>());
    QVERIFY(json["kl_divergence_p95"].get<double>() <= json["kl_divergence_p99"].get<double>());
    QVERIFY(json["kl_divergence_p99"].get<double>() <= json["kl_divergence_max"].get<double>());
    QVERIFY(json["top_token_agreement"].get<double>() > 0.9 && json["top_token_agreement"].get<double>() < 1);
    QVERIFY(within(json["bits_per_weight"], 8.1, 0.02));
    QVERIFY(json["mean_nll_difference_standard_error"].get<double>() <
            json["mean_nll_standard_error"].get<double>());
  }

  void the_protocol_is_printed_with_the_number() {
    const Outcome outcome =
        run(perplexity("test.txt", {"--tokens", "300", "--window", "100", "--bos", "once"}));
    QCOMPARE(outcome.status, 0);
    for (const char* word : {"windows of 100 tokens", "one BOS before the text", "300 tokens of test.txt",
                             "perplexity", "±", "kernels", "not quantized"})
      QVERIFY2(outcome.out.contains(word), word);
  }

  void csv_equals_json() {
    const QString csv = folder_.filePath("p.csv");
    const Outcome outcome = run(perplexity("test.txt", {"--tokens", "400", "--json", "--csv", csv}));
    QCOMPARE(outcome.status, 0);
    const auto rows = csv_rows(csv);
    QCOMPARE(rows.size(), std::size_t{2});
    const Json json = outcome.json();
    for (int i = 0; i < rows[0].size(); ++i) {
      const Json& value = json[rows[0][i].toStdString()];
      if (value.is_number()) QVERIFY(near(value, rows[1][i].toDouble()));
    }
  }

  void a_file_comes_before_a_text_of_the_same_name_in_the_model() {
    QProcess process;
    text_file("test.txt", "A short text.");
    process.setWorkingDirectory(folder_.path());
    const auto tokens = [&](const char* text) {
      process.start(QUANTSCOPE_CLI, perplexity(text, {"--json", "--tokens", "600"}));
      process.waitForFinished(-1);
      return Json::parse(process.readAllStandardOutput().toStdString(), nullptr, false)["tokens"].get<int>();
    };
    QVERIFY(tokens("test.txt") < 20);
    QCOMPARE(tokens("model:test.txt"), 600);
  }

  void a_text_shorter_than_a_window_is_one_window() {
    const Outcome outcome = run(perplexity(text_file("short.txt", "a small animal"), {"--json"}));
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.json()["tokens"].get<int>() < 10);
    QCOMPARE(outcome.json()["mean_nll_standard_error"], 0.0);
  }

  void bytes_that_are_no_utf8_are_read_as_replacement_characters() {
    const Outcome bad = run(perplexity(text_file("bad.txt", "caf\xe9 au lait"), {"--json"}));
    const Outcome good = run(perplexity(text_file("good.txt", "caf\xef\xbf\xbd au lait"), {"--json"}));
    QCOMPARE(bad.status, 0);
    QCOMPARE(bad.json()["mean_nll"], good.json()["mean_nll"]);
    QVERIFY(bad.json()["notes"].dump().find("U+FFFD") != std::string::npos);
    QVERIFY(good.json()["notes"].empty());
  }

  void layer_errors_name_every_layer() {
    const Outcome outcome =
        run(perplexity("test.txt", w8a8 + QStringList{"--json", "--tokens", "300", "--layer-errors"}));
    QCOMPARE(outcome.status, 0);
    const Json layers = outcome.json()["layer_errors"];
    QCOMPARE(layers.size(), std::size_t{42});
    QCOMPARE(layers[0]["module"], "model.layers.0.self_attn.q_proj");
    for (const Json& layer : layers) {
      QVERIFY(layer["local_sqnr_db"].get<double>() > layer["cumulative_sqnr_db"].get<double>() - 1e-3);
      QVERIFY(layer["weight_only_sqnr_db"].get<double>() > layer["local_sqnr_db"].get<double>() - 0.5);
      QVERIFY(layer["activation_only_sqnr_db"].get<double>() > layer["local_sqnr_db"].get<double>() - 0.5);
    }
  }

  void layers_can_be_chosen() {
    const Outcome outcome =
        run(perplexity("test.txt", w8a8 + QStringList{"--json", "--tokens", "300", "--layer-errors",
                                                      "--layers", "*.down_proj"}));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.json()["layer_errors"].size(), std::size_t{6});
  }

  /// The function stays the same in floating point, and quantizing per token becomes harder.
  void emulated_outliers_are_labelled_and_harmless_in_floats() {
    const auto measured = [](const QStringList& more) {
      return run(perplexity("test.txt", QStringList{"--json", "--tokens", "1000", "--no-divergence"} + more))
          .json();
    };
    const QStringList outliers{"--emulate-outliers", "channels=4,ratio=60"};
    const Json plain = measured({}), grown = measured(outliers);
    QVERIFY(plain["label"].is_null());
    QCOMPARE(grown["label"], "emulated outliers: 4 channels × 60");
    QVERIFY(std::abs(plain["mean_nll"].get<double>() - grown["mean_nll"].get<double>()) < 1e-5);
    const QStringList w8a4{"--method", "rtn", "--set", "weight_bits=8", "--set", "activation_bits=4"};
    QVERIFY(measured(w8a4 + outliers)["mean_nll"].get<double>() >
            measured(w8a4)["mean_nll"].get<double>() + 0.05);
    const Outcome text = run(perplexity("test.txt", QStringList{"--tokens", "100"} + outliers));
    QVERIFY(text.out.contains("emulated outliers: 4 channels × 60"));
    QCOMPARE(measured({"--emulate-outliers", "opt"})["label"], "emulated outliers: 4 channels × 40");
  }

  void thread_count_does_not_change_the_number() {
    const auto nll = [](const char* threads) {
      const Outcome outcome =
          run(perplexity("test.txt", w8a8 + QStringList{"--json", "--tokens", "700", "--threads", threads}));
      return outcome.json()["mean_nll"].get<double>();
    };
    QVERIFY(std::abs(nll("1") - nll("2")) < 1e-7);
  }

  void wrong_command_lines_are_refused_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("bos") << QStringList{"--text", "test.txt", "--bos", "twice"}
                         << QByteArray("each, once or none");
    QTest::newRow("window") << QStringList{"--text", "test.txt", "--window", "300"} << QByteArray("2 to 256");
    QTest::newRow("window of one") << QStringList{"--text", "test.txt", "--window", "1"}
                                   << QByteArray("window");
    QTest::newRow("tokens") << QStringList{"--text", "test.txt", "--tokens", "0"} << QByteArray("tokens");
    QTest::newRow("method") << QStringList{"--text", "test.txt", "--method", "x"} << QByteArray("rtn");
    QTest::newRow("set alone") << QStringList{"--text", "test.txt", "--set", "weight_bits=4"}
                               << QByteArray("--method");
    QTest::newRow("precision") << QStringList{"--text", "test.txt", "--precision", "x"}
                               << QByteArray("smoothquant");
    QTest::newRow("cache") << QStringList{"--text", "test.txt", "--kv-cache", "x"} << QByteArray("int4");
    QTest::newRow("attention") << QStringList{"--text", "test.txt", "--attention", "x"}
                               << QByteArray("flash");
    QTest::newRow("outliers") << QStringList{"--text", "test.txt", "--emulate-outliers", "x"}
                              << QByteArray("llm-int8");
    QTest::newRow("outlier key") << QStringList{"--text", "test.txt", "--emulate-outliers", "size=4"}
                                 << QByteArray("channels");
    QTest::newRow("outlier value") << QStringList{"--text", "test.txt", "--emulate-outliers", "channels=257"}
                                   << QByteArray("256");
    QTest::newRow("layer errors") << QStringList{"--text", "test.txt", "--layer-errors"}
                                  << QByteArray("--method");
    QTest::newRow("no text") << QStringList{} << QByteArray("--text");
  }
  void wrong_command_lines_are_refused() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, word);
    QVERIFY(run(QStringList{"perplexity", sample_model()} + options).is_error(2, {word.constData()}));
  }

  void what_cannot_run_is_one_error() {
    QVERIFY(run(perplexity("absent.txt", {})).is_error(1, {"absent.txt", "valid.txt"}));
    QVERIFY(run(perplexity(text_file("empty.txt", ""), {})).is_error(1, {"empty.txt", "empty"}));
    QVERIFY(run(perplexity(folder_.path(), {})).is_error(1, {"cannot read"}));
    const QString example = write_example_model(folder_);
    QVERIFY(run({"perplexity", example, "--text", "valid"}).is_error(1, {"example.h5"}));
    QVERIFY(run({"perplexity", folder_.filePath("no.h5"), "--text", "x"}).is_error(1, {"no.h5"}));
    QVERIFY(run(perplexity("test.txt", w8a8 + QStringList{"--layers", "*.nothing"})).is_error(1, {"q_proj"}));
  }

  /// A configuration of a giant beside the tensors of the sample: told before anything else is read.
  void what_does_not_fit_into_memory_is_refused_with_both_numbers() {
    const auto sample = storage::ModelFile::open(sample_model().toStdString());
    auto config = sample->config();
    config["num_hidden_layers"] = "1000";
    config["hidden_size"] = "65536";
    config["intermediate_size"] = "262144";
    const QString path = folder_.filePath("giant.h5");
    {
      storage::ModelWriter writer(path.toStdString(), {"giant", "llama", "", "", config});
      const storage::TensorInfo& embedding = *sample->find("model.embed_tokens.weight");
      writer.write(embedding.path, embedding.type, embedding.shape, sample->read(embedding).view());
      writer.write_tokenizer("sentencepiece", sample->tokenizer_bytes());
      writer.write_text("t", "a small animal");
      writer.commit();
    }
    const QStringList command{"perplexity", path, "--text", "t"};
    QVERIFY(run(command).is_error(1, {"giant.h5", "needs about", "MiB", "are available", "smaller model"}));
    QVERIFY(run(command + w8a8).is_error(1, {"needs about", "--no-divergence"}));
  }

  void other_formats_are_compared_with_the_f32_model_data() {
    QTest::addColumn<QStringList>("formats");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("cache in f16") << QStringList{"--kv-cache", "f16"} << 0.0 << 1e-5;
    QTest::newRow("cache in int8") << QStringList{"--kv-cache", "int8"} << 1e-9 << 1e-2;
    QTest::newRow("cache in int4") << QStringList{"--kv-cache", "int4"} << 1e-4 << 1.0;
    QTest::newRow("f16 everywhere") << QStringList{"--precision", "f16"} << 1e-9 << 1e-3;
    QTest::newRow("plain attention") << QStringList{"--attention", "plain", "--kv-cache", "f16"} << 0.0
                                     << 1e-5;
  }
  void other_formats_are_compared_with_the_f32_model() {
    QFETCH(QStringList, formats);
    QFETCH(double, least);
    QFETCH(double, most);
    const Outcome outcome = run(perplexity("test.txt", QStringList{"--tokens", "600", "--json"} + formats));
    QCOMPARE(outcome.status, 0);
    const double divergence = outcome.json()["kl_divergence_mean"].get<double>();
    QVERIFY2(divergence >= least && divergence <= most, qPrintable(QString::number(divergence)));
  }

  void an_interrupt_ends_with_the_number_so_far() {
    const auto model = storage::ModelFile::open(sample_model().toStdString());
    const QByteArray text = QByteArray::fromStdString(model->text("test.txt"));
    QByteArray much;
    for (int i = 0; i < 20; ++i) much += text;
    QProcess process;
    process.start(QUANTSCOPE_CLI, perplexity(text_file("much.txt", much), {"--json"}));
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;  // progress says the number so far once there is one
    for (int i = 0; i < 600 && !said.contains("±"); ++i) {
      process.waitForReadyRead(100);
      said += process.readAllStandardError();
    }
    QVERIFY2(said.contains("±"), said.constData());
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const Json json = Json::parse(process.readAllStandardOutput().toStdString(), nullptr, false);
    QCOMPARE(json["cancelled"], true);
    QVERIFY(json["tokens"].get<int>() > 0 && json["tokens"].get<int>() < json["planned_tokens"].get<int>());
    QVERIFY(json["perplexity"].get<double>() > 5 && json["perplexity"].get<double>() < 60);
  }
};

QUANTSCOPE_TEST(TestCliPerplexity)

}  // namespace test_cli_perplexity

#include "test_cli_perplexity.moc"
