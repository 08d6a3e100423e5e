#include <QtTest>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli {

using namespace quantscope;
using namespace quantscope::cli_testing;

class TestCli : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void help_and_version_succeed();
  void wrong_command_lines_end_with_2_and_one_line_data();
  void wrong_command_lines_end_with_2_and_one_line();
  void failed_work_ends_with_1_and_one_line();
  void methods_lists_ids_and_parameters();
  void methods_of_one_id();
  void info_lists_header_and_tensors();
  void info_csv_has_a_row_a_tensor();
  void full_standard_output_is_a_failure();

 private:
  QTemporaryDir folder_;
  QString model_;
};

void TestCli::initTestCase() {
  QVERIFY(folder_.isValid());
  model_ = write_example_model(folder_);
}

void TestCli::help_and_version_succeed() {
  const Outcome help = run({"--help"});
  QCOMPARE(help.status, 0);
  for (const char* command : {"import", "info", "stats", "methods", "quantize"}) {
    QVERIFY(help.out.contains(command));
    const Outcome own = run({command, "--help"});
    QCOMPARE(own.status, 0);
    QVERIFY(own.out.contains("--json"));
    QVERIFY(own.err.isEmpty());
  }
  const Outcome version = run({"--version"});
  QCOMPARE(version.status, 0);
  QVERIFY(version.out.startsWith("quantscope-cli 0."));
}

void TestCli::wrong_command_lines_end_with_2_and_one_line_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QStringList>("words");
  const QString m = model_;
  const auto row = [](const char* name, const QStringList& arguments, const QStringList& words) {
    QTest::newRow(name) << arguments << words;
  };
  row("no command", {}, {"import", "quantize"});
  row("unknown command", {"quantise"}, {"quantise", "quantize"});
  row("unknown option", {"stats", m, "--frobnicate"}, {"--frobnicate", "--tensor"});
  row("argument too many", {"info", m, "extra"}, {"extra"});
  row("missing model", {"stats"}, {"MODEL.h5"});
  row("missing value", {"stats", m, "--csv"}, {"--csv"});
  row("threads", {"stats", m, "--threads", "many"}, {"--threads", "many", "1 to 1024"});
  row("threads zero", {"stats", m, "--threads", "0"}, {"--threads", "'0'"});
  row("outlier factor", {"stats", m, "--outlier-factor", "-1"}, {"--outlier-factor", "-1"});
  row("memory budget", {"stats", m, "--memory-budget", "x"}, {"--memory-budget", "'x'", "MiB"});
  row("glob without match", {"stats", m, "--tensor", "*q_prj*"}, {"*q_prj*", "q_proj"});
  row("dtype", {"import", m, "--out", m + ".2", "--dtype", "f8"}, {"--dtype", "f8", "f32, f16 or bf16"});
  row("import without out", {"import", m}, {"--out"});
  row("import onto itself", {"import", m, "--out", m}, {"--out"});
  row("unknown method", {"methods", "foo"}, {"foo", "rtn", "qllm"});
  row("quantize unknown method", {"quantize", m, "--tensor", "*", "--method", "foo"}, {"foo", "rtn"});
  row("quantize without tensor", {"quantize", m, "--method", "rtn"}, {"--tensor"});
  const QStringList rtn{"quantize", m, "--tensor", "*q_proj*", "--method", "rtn"};
  row("unknown parameter", rtn + QStringList{"--set", "bits=4"}, {"bits", "weight_bits", "group_size"});
  row("parameter range", rtn + QStringList{"--set", "weight_bits=9"}, {"weight_bits", "9", "8"});
  row("parameter no number", rtn + QStringList{"--set", "weight_bits=four"}, {"weight_bits", "four"});
  row("parameter choice", rtn + QStringList{"--set", "clip=maybe"}, {"clip", "maybe", "percentile"});
  row("parameter switch", rtn + QStringList{"--set", "weight_symmetric=yes"},
      {"weight_symmetric", "true or false"});
  row("setting without =", rtn + QStringList{"--set", "weight_bits"}, {"weight_bits", "key=value"});
  row("dequantized without out", rtn + QStringList{"--dequantized"}, {"--dequantized", "--out"});
  row("out onto the model", rtn + QStringList{"--out", m}, {"--out"});
  row("vectors only", {"quantize", m, "--tensor", "*layernorm*", "--method", "rtn"},
      {"*layernorm*", "weight matrix"});
  row("activations only", {"quantize", m, "--tensor", "*.input", "--method", "rtn"},
      {"*.input", "activations"});
}

void TestCli::wrong_command_lines_end_with_2_and_one_line() {
  QFETCH(QStringList, arguments);
  QFETCH(QStringList, words);
  const Outcome outcome = run(arguments);
  QVERIFY(outcome.is_error(2, {}));
  for (const QString& word : words) QVERIFY2(outcome.err.contains(word.toUtf8()), outcome.err.constData());
}

void TestCli::failed_work_ends_with_1_and_one_line() {
  QVERIFY(run({"info", folder_.filePath("absent.h5")}).is_error(1, {"absent.h5"}));
  QFile text(folder_.filePath("text.h5"));
  QVERIFY(text.open(QIODevice::WriteOnly) && text.write("no HDF5 at all") > 0);
  text.close();
  for (const char* command : {"info", "stats"})
    QVERIFY(run({command, text.fileName(), "--json"}).is_error(1, {"text.h5", "HDF5"}));
  QVERIFY(run({"stats", folder_.path()}).is_error(1, {}));
  // qllm needs to know the input, and nothing is known of the embeddings'.
  QVERIFY(
      run({"quantize", model_, "--tensor", "*embed*", "--method", "qllm"}).is_error(1, {"qllm", "embed"}));
  QVERIFY(
      run({"stats", model_, "--csv", folder_.filePath("no/such/folder.csv")}).is_error(1, {"folder.csv"}));
  const QStringList onto{"quantize", model_, "--tensor", "*q_proj*", "--method", "rtn", "--out"};
  QVERIFY(run(onto + QStringList{folder_.filePath("no/such/out.h5")}).is_error(1, {"out.h5"}));
}

void TestCli::methods_lists_ids_and_parameters() {
  const Outcome text = run({"methods"});
  QCOMPARE(text.status, 0);
  QVERIFY(text.out.contains("rtn") && text.out.contains("qllm"));
  const Json document = run({"methods", "--json"}).json();
  std::vector<std::string> ids;
  for (const Json& method : document["methods"]) {
    ids.push_back(method["id"]);
    QVERIFY(!method["name"].get<std::string>().empty());
    QVERIFY(!method["summary"].get<std::string>().empty());
    for (const Json& parameter : method["parameters"])
      for (const char* key :
           {"id", "label", "help", "unit", "kind", "default", "minimum", "maximum", "choices"})
        QVERIFY2(parameter.contains(key), key);
  }
  QVERIFY(std::ranges::find(ids, "rtn") != ids.end());
  QVERIFY(std::ranges::find(ids, "qllm") != ids.end());
}

void TestCli::methods_of_one_id() {
  const Outcome page = run({"methods", "rtn"});
  QCOMPARE(page.status, 0);
  // The ids that DESIGN.md §4 promises to scripts.
  const std::vector<const char*> shared{
      "weight_bits",        "activation_bits", "weight_symmetric",       "activation_symmetric",
      "weight_granularity", "group_size",      "activation_granularity", "clip"};
  const Json methods = run({"methods", "rtn", "--json"}).json()["methods"];
  QCOMPARE(methods.size(), std::size_t{1});
  for (const char* id : shared) {
    QVERIFY2(page.out.contains(id), id);
    const auto& parameters = methods[0]["parameters"];
    QVERIFY2(std::ranges::any_of(parameters, [&](const Json& p) { return p["id"] == id; }), id);
  }
  QVERIFY(run({"methods", "qllm"}).out.contains("theta"));
}

void TestCli::info_lists_header_and_tensors() {
  const Outcome text = run({"info", model_});
  QCOMPARE(text.status, 0);
  QVERIFY(text.out.contains("model.layers.0.self_attn.q_proj.weight"));
  QVERIFY(text.out.contains("[48, 48]") || text.out.contains("48 48"));
  const Json document = run({"info", model_, "--json"}).json();
  QCOMPARE(document["name"], "example");
  QCOMPARE(document["architecture"], "llama");
  QCOMPARE(document["is_model"], true);
  QCOMPARE(document["config"]["hidden_size"], 48);
  QCOMPARE(document["tokenizer"], "sentencepiece");
  QCOMPARE(document["texts"], Json::array({"valid"}));
  QCOMPARE(document["tensors"].size(), std::size_t{8});
  const Json* v = find_row(document["tensors"], "model.layers.0.self_attn.v_proj.weight");
  QVERIFY(v);
  QCOMPARE((*v)["dtype"], "bf16");
  QCOMPARE((*v)["shape"], Json::array({16, 48}));
  QCOMPARE((*v)["bytes"], 16 * 48 * 2);
  QCOMPARE((*v)["block"], 0);
  QCOMPARE((*v)["path"], "/weights/model.layers.0.self_attn.v_proj.weight");
  const Json* maxima = find_row(document["tensors"], "model.layers.0.mlp.down_proj.input_absmax");
  QVERIFY(maxima);
  QCOMPARE((*maxima)["role"], "channel_absmax");
}

void TestCli::info_csv_has_a_row_a_tensor() {
  const QString csv = folder_.filePath("info.csv");
  QCOMPARE(run({"info", model_, "--csv", csv, "--quiet"}).status, 0);
  const auto rows = csv_rows(csv);
  QCOMPARE(rows.size(), std::size_t{9});
  QCOMPARE(rows[0][0], QString("name"));
}

void TestCli::full_standard_output_is_a_failure() {
  if (!QFile::exists("/dev/full")) QSKIP("needs /dev/full");
  const Outcome outcome = run({"info", model_}, "/dev/full");
  QCOMPARE(outcome.status, 1);
  QVERIFY(outcome.err.contains("standard output"));
}

QUANTSCOPE_TEST(TestCli)

}  // namespace test_cli

#include "test_cli.moc"
