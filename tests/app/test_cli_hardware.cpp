#include <QtTest>

#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_hardware {

using namespace quantscope;
using namespace quantscope::cli_testing;

class TestCliHardware : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void devices_lists_accelerators_and_shapes();
  void devices_shows_figures_with_their_sources();
  void a_copied_device_is_edited_and_used();
  void hardware_has_the_promised_keys();
  void llm_viewer_figures_on_the_command_line();
  void operators_add_up_to_the_total();
  void a_model_that_does_not_fit_says_so();
  void a_request_has_first_token_and_pace();
  void sweeps_write_a_row_a_value();
  void derivations_and_sensitivities_are_tables();
  void methods_are_priced_by_what_they_cost();
  void a_model_file_is_priced_by_its_own_layers();
  void wrong_command_lines_end_with_2_and_one_line_data();
  void wrong_command_lines_end_with_2_and_one_line();
  void faulty_descriptions_end_with_1_and_one_line();
  void a_faulty_file_of_the_user_is_a_note();

 private:
  QStringList ask(const char* device = "a100-80gb", const char* model = "llama-2-7b") const {
    return {"hardware", "--device", device, "--model", model, "--quiet"};
  }
  QTemporaryDir folder_;
};

void TestCliHardware::initTestCase() {
  QVERIFY(folder_.isValid());
  // No devices of whoever runs the test.
  qputenv("XDG_CONFIG_HOME", folder_.path().toUtf8());
  qunsetenv("QUANTSCOPE_RESOURCES");
}

void TestCliHardware::devices_lists_accelerators_and_shapes() {
  const Json document = run({"devices", "--json"}).json();
  QVERIFY(document["devices"].size() >= 30);
  QVERIFY(document["models"].size() >= 40);
  QVERIFY(document["faults"].empty());
  const Outcome text = run({"devices"});
  QCOMPARE(text.status, 0);
  QVERIFY(text.out.contains("a100-80gb") && text.out.contains("llama-2-70b"));
}

void TestCliHardware::devices_shows_figures_with_their_sources() {
  const Outcome text = run({"devices", "nvidia_A6000"});
  QCOMPARE(text.status, 0);
  for (const char* word : {"rtx-a6000", "memory.dram.bandwidth", "published", "LLM-Viewer"})
    QVERIFY2(text.out.contains(word), word);
  const Json device = run({"devices", "nvidia_A6000", "--json"}).json()["devices"][0];
  QCOMPARE(device["memory"]["dram"]["bandwidth"]["value"], 768e9);
}

void TestCliHardware::a_copied_device_is_edited_and_used() {
  const QString copy = folder_.filePath("mine.json");
  QCOMPARE(run({"devices", "a100-80gb", "--out", copy, "--quiet"}).status, 0);
  const auto seconds = [&](const QStringList& more) {
    return run(QStringList{"hardware", "--model", "llama-2-7b", "--json"} + more)
        .json()["total"]["time_s"]
        .get<double>();
  };
  QCOMPARE(seconds({"--device", copy}), seconds({"--device", "a100-80gb"}));
  QVERIFY(seconds({"--device", copy, "--device-set", "memory.dram.bandwidth=4e12"}) <
          seconds({"--device", copy}));
}

void TestCliHardware::hardware_has_the_promised_keys() {
  for (const char* phase : {"decode", "prefill"}) {
    const Outcome outcome =
        run(ask() + QStringList{"--phase", phase, "--batch", "4", "--context", "512", "--json"});
    QCOMPARE(outcome.status, 0);
    const Json document = outcome.json();
    QVERIFY(!document["operators"].empty());
    for (const Json& op : document["operators"])
      for (const char* key : {"name", "ops", "bytes", "time_s", "energy_j", "bound"})
        QVERIFY2(op.contains(key) && !op[key].is_null(), key);
    for (const char* key : {"ops", "bytes", "time_s", "tokens_per_second", "energy_j", "energy_per_token_j",
                            "memory_bytes", "fits"})
      QVERIFY2(document["total"].contains(key), key);
    QCOMPARE(document["total"]["fits"], true);
    QCOMPARE(document["law"], "calibrated");
  }
  const QString csv = folder_.filePath("operators.csv");
  QCOMPARE(run(ask() + QStringList{"--csv", csv}).status, 0);
  const auto rows = csv_rows(csv);
  QVERIFY(rows.size() > 10);
  QVERIFY(rows[0].contains("time_s") && rows[0].contains("energy_j"));
}

void TestCliHardware::llm_viewer_figures_on_the_command_line() {
  // Of LLM-Viewer's own table: decode 17.9269 ms, 13.6276 GOP, 13.7679 GB, memory 13.4891 GB; q_proj 43.712
  // µs.
  const Json document =
      run({"hardware", "--device", "nvidia_A6000", "--model", "Llama-2-7b-hf", "--phase", "decode", "--batch",
           "1", "--context", "1024", "--law", "llm-viewer", "--flash-attention", "off", "--json"})
          .json();
  QVERIFY(near(document["total"]["time_s"], 0.017926942000000005, 1e-9));
  QVERIFY(near(document["total"]["ops"], 13627555840.0, 1e-9));
  QVERIFY(near(document["total"]["bytes"], 13767891456.0, 1e-9));
  QVERIFY(near(document["total"]["memory_bytes"], 13489130496.0, 1e-9));
  const Json* query = find_row(document["operators"], "q_proj");
  QVERIFY(query && near((*query)["time_s"], 4.3712e-05, 1e-9) && (*query)["bound"] == "memory");
}

void TestCliHardware::operators_add_up_to_the_total() {
  for (const char* law : {"calibrated", "ideal", "llm-viewer", "llm-viewer-fixed"}) {
    const Json document = run(ask() + QStringList{"--law", law, "--json"}).json();
    double time = 0, energy = 0, ops = 0;
    for (const Json& op : document["operators"]) {
      time += op["count"].get<double>() * op["time_s"].get<double>();
      energy += op["count"].get<double>() * op["energy_j"].get<double>();
      ops += op["count"].get<double>() * op["ops"].get<double>();
    }
    QVERIFY(near(document["total"]["time_s"], time, 1e-12));
    QVERIFY(near(document["total"]["energy_j"], energy, 1e-12));
    QVERIFY(std::abs(document["total"]["ops"].get<double>() / ops - 1) < 1e-12);
  }
}

void TestCliHardware::a_model_that_does_not_fit_says_so() {
  const Outcome outcome = run({"hardware", "--device", "a100-80gb", "--model", "gpt-3-175b", "--json"});
  QCOMPARE(outcome.status, 0);
  const Json total = outcome.json()["total"];
  QCOMPARE(total["fits"], false);
  const double missing = total["missing_bytes"].get<double>();
  QVERIFY(missing > 265e9 && missing < 275e9);  // 349 GB of weights and 4.8 GB of cache in 80 GB
  QVERIFY(run({"hardware", "--device", "a100-80gb", "--model", "gpt-3-175b"}).err.contains("does not fit"));
}

void TestCliHardware::a_request_has_first_token_and_pace() {
  const Json document =
      run(ask() + QStringList{"--phase", "request", "--context", "128", "--generate", "16", "--json"}).json();
  const Json& total = document["total"];
  const double first = total["time_to_first_token_s"].get<double>();
  const double pace = total["time_per_token_s"].get<double>();
  QVERIFY(near(total["time_s"], first + 15 * pace, 1e-12));
  QCOMPARE(total["tokens"], 16.0);
}

void TestCliHardware::sweeps_write_a_row_a_value() {
  const QString csv = folder_.filePath("sweep.csv");
  QCOMPARE(run(ask() + QStringList{"--sweep", "batch=1..1024", "--csv", csv}).status, 0);
  const auto rows = csv_rows(csv);
  QVERIFY(rows.size() > 100 && rows[0][0] == "batch");
  QCOMPARE(rows.back()[0].toDouble(), 1024.0);
  const Json document = run(ask() + QStringList{"--sweep", "weight-bits=2,4,8,16", "--json"}).json();
  QCOMPARE(document["points"].size(), std::size_t{4});
  QVERIFY(document["points"][0]["bytes"].get<double>() < document["points"][3]["bytes"].get<double>());
  QVERIFY(document["memory_wall_batch"].get<int>() > 100);
}

void TestCliHardware::derivations_and_sensitivities_are_tables() {
  const Outcome text = run(ask() + QStringList{"--derive", "gate_proj"});
  QCOMPARE(text.status, 0);
  for (const char* word : {"memory time", "bytes / (e_b · bandwidth)", "TB/s", "board energy"})
    QVERIFY2(text.out.contains(word), word);
  QVERIFY(run(ask() + QStringList{"--derive", "total"}).out.contains("tokens/s"));
  const Json document = run(ask() + QStringList{"--sensitivity", "--json"}).json();
  QCOMPARE(document["sensitivity"][0]["figure"], "memory.dram.bandwidth");
  QVERIFY(document["sensitivity"][0]["time_elasticity"].get<double>() < -0.5);
}

void TestCliHardware::methods_are_priced_by_what_they_cost() {
  const auto document = [&](const QStringList& more) {
    return run(ask() + QStringList{"--json"} + more).json();
  };
  const Json eight = document({"--method", "rtn", "--set", "weight_bits=8"});
  const Json four = document({"--method", "rtn", "--set", "weight_bits=4"});
  QCOMPARE(four["cost_source"], "random layers, scaled");
  QVERIFY(four["total"]["bytes"].get<double>() < 0.6 * eight["total"]["bytes"].get<double>());
  // Four bits and a scale of 32 bits a channel of 4096 or 11008 weights.
  const double bits = four["bits_per_weight"].get<double>();
  QVERIFY2(bits > 4.0 && bits < 4.02, qPrintable(QString::number(bits)));
  // The same as plain bits but for the scales.
  const Json plain = document({"--weight-bits", "4", "--activation-bits", "8"});
  const Json* by_method = find_row(four["operators"], "gate_proj");
  const Json* by_bits = find_row(plain["operators"], "gate_proj");
  QVERIFY(by_method && by_bits);
  QVERIFY(std::abs((*by_method)["weight_bytes"].get<double>() / (*by_bits)["weight_bytes"].get<double>() -
                   1) < 0.01);
  // Groups of 128 carry more scales, and their merging more operations.
  const Json groups =
      document({"--method", "rtn", "--set", "weight_bits=4", "--set", "weight_granularity=group"});
  QVERIFY(std::abs(groups["bits_per_weight"].get<double>() - 4.25) < 1e-6);
}

void TestCliHardware::a_model_file_is_priced_by_its_own_layers() {
  const QByteArray sample = sample_model().toUtf8();
  const Json plain = run(ask("a100-80gb", sample) + QStringList{"--context", "128", "--json"}).json();
  // 4.66 M parameters in f16.
  QVERIFY(std::abs(plain["total"]["weight_bytes"].get<double>() / (2 * 4.66e6) - 1) < 0.01);
  const Json document =
      run(ask("a100-80gb", sample) + QStringList{"--context", "128", "--method", "qllm", "--json"}).json();
  QCOMPARE(document["cost_source"], "model file");
  QVERIFY(document["bits_per_weight"].get<double>() > 4);
  // The storage that `quantize` reports for the same layers.
  const Json rtn =
      run(ask("a100-80gb", sample) + QStringList{"--method", "rtn", "--set", "weight_bits=4", "--json"})
          .json();
  const Json tensors = run({"quantize", sample_model(), "--tensor", "*layers.0.mlp.up_proj.weight",
                            "--method", "rtn", "--set", "weight_bits=4", "--json", "--quiet"})
                           .json()["tensors"];
  const Json* up = find_row(rtn["operators"], "up_proj");
  QVERIFY(up &&
          near((*up)["weight_bytes"], tensors[0]["bits_per_weight"].get<double>() * 256 * 640 / 8, 1e-9));
}

void TestCliHardware::wrong_command_lines_end_with_2_and_one_line_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QStringList>("words");
  const auto row = [](const char* name, const QStringList& arguments, const QStringList& words) {
    QTest::newRow(name) << arguments << words;
  };
  const QStringList good = ask();
  row("no device", {"hardware", "--model", "llama-2-7b"}, {"--device"});
  row("no model", {"hardware", "--device", "a100-80gb"}, {"--model"});
  row("unknown device", {"hardware", "--device", "abacus", "--model", "llama-2-7b"}, {"abacus", "a100-80gb"});
  row("unknown model", {"hardware", "--device", "a100-80gb", "--model", "llama-9"},
      {"llama-9", "llama-2-7b"});
  row("unknown device to show", {"devices", "abacus"}, {"abacus", "a100-80gb"});
  row("out without a device", {"devices", "--out", "x.json"}, {"--out"});
  row("phase", good + QStringList{"--phase", "training"}, {"training", "prefill"});
  row("batch", good + QStringList{"--batch", "0"}, {"--batch", "'0'"});
  row("batch in words", good + QStringList{"--batch", "many"}, {"--batch", "many"});
  row("batch in parts", good + QStringList{"--batch", "1.5"}, {"--batch", "1.5"});
  row("context", good + QStringList{"--context", "-4"}, {"--context", "-4"});
  row("bits", good + QStringList{"--weight-bits", "64"}, {"--weight-bits", "64"});
  row("law", good + QStringList{"--law", "murphy"}, {"murphy", "calibrated"});
  row("flash", good + QStringList{"--flash-attention", "maybe"}, {"maybe", "on"});
  row("parallel", good + QStringList{"--tensor-parallel", "3"}, {"tensor_parallel", "3"});
  row("encoder decodes", {"hardware", "--device", "a100-80gb", "--model", "bert-base"},
      {"encoder", "prefill"});
  row("unknown method", good + QStringList{"--method", "magic"}, {"magic", "rtn"});
  row("set without method", good + QStringList{"--set", "theta=3"}, {"--method"});
  row("method and bits", good + QStringList{"--method", "rtn", "--weight-bits", "4"}, {"--method"});
  row("sweep", good + QStringList{"--sweep", "batch"}, {"batch", "FIRST..LAST"});
  row("figure", good + QStringList{"--device-set", "colour=3"}, {"colour"});
  row("figure range", good + QStringList{"--device-set", "memory.dram.bandwidth=-1"},
      {"memory.dram.bandwidth"});
  row("figure without =", good + QStringList{"--device-set", "memory"}, {"figure=value"});
  row("derive", good + QStringList{"--derive", "flux"}, {"flux", "q_proj"});
  row("request without tokens", good + QStringList{"--phase", "request"}, {"--generate"});
  row("tokens without request", good + QStringList{"--generate", "4"}, {"--phase request"});
}

void TestCliHardware::wrong_command_lines_end_with_2_and_one_line() {
  QFETCH(QStringList, arguments);
  QFETCH(QStringList, words);
  const Outcome outcome = run(arguments);
  QVERIFY(outcome.is_error(2, {}));
  for (const QString& word : words) QVERIFY2(outcome.err.contains(word.toUtf8()), outcome.err.constData());
}

void TestCliHardware::faulty_descriptions_end_with_1_and_one_line() {
  QFile file(folder_.filePath("bad.json"));
  QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"format\": \"quantscope-accelerator\"}") > 0);
  file.close();
  QVERIFY(run({"hardware", "--device", file.fileName(), "--model", "llama-2-7b"})
              .is_error(1, {"bad.json", "format_version"}));
  QVERIFY(run({"hardware", "--device", folder_.filePath("absent.json"), "--model", "llama-2-7b"})
              .is_error(1, {"absent.json"}));
  QVERIFY(run({"hardware", "--device", "a100-80gb", "--model", folder_.filePath("absent.h5")})
              .is_error(1, {"absent.h5"}));
  QVERIFY(run({"hardware", "--device", "rtx-4090", "--model", "llama-2-7b", "--tensor-parallel", "2"})
              .is_error(1, {"rtx-4090", "link"}));
  // A file without a configuration has no shape.
  const QString example = write_example_model(folder_);
  QVERIFY(run({"hardware", "--device", "a100-80gb", "--model", example}).is_error(1, {"example"}));
}

void TestCliHardware::a_faulty_file_of_the_user_is_a_note() {
  QDir(folder_.path()).mkpath("quantscope/accelerators");
  QFile file(folder_.filePath("quantscope/accelerators/broken.json"));
  QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") > 0);
  file.close();
  const Outcome outcome = run({"devices"});
  QCOMPARE(outcome.status, 0);
  QVERIFY(outcome.out.contains("a100-80gb") && outcome.err.contains("broken.json"));
  file.remove();
}

QUANTSCOPE_TEST(TestCliHardware)

}  // namespace test_cli_hardware

#include "test_cli_hardware.moc"
