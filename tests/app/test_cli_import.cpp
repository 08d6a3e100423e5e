#include <signal.h>

#include <QDir>
#include <QtEndian>
#include <QtTest>

#include "core/tensor/half.h"
#include "tests/app/cli_testing.h"
#include "tests/quantscope_test.h"

namespace test_cli_import {

using namespace quantscope;
using namespace quantscope::cli_testing;

namespace {

/// A safetensors file: length of the header, header, data. `size` may exceed the data: the rest are zeros.
bool write_safetensors(const QString& path, const Json& header, const QByteArray& data, qint64 size = 0) {
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return false;
  const std::string text = header.dump();
  const quint64 length = qToLittleEndian<quint64>(text.size());
  file.write(reinterpret_cast<const char*>(&length), 8);
  file.write(text.data(), static_cast<qint64>(text.size()));
  file.write(data);
  return size == 0 || file.resize(8 + static_cast<qint64>(text.size()) + size);
}

bool write_text(const QString& path, const QByteArray& text) {
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

}  // namespace

class TestCliImport : public QObject {
  Q_OBJECT
 private slots:
  void folder_becomes_a_model_file();
  void element_type_can_be_chosen();
  void damaged_sources_leave_no_file();
  void an_older_file_survives_a_failure();
  void interrupt_leaves_no_file();

 private:
  QTemporaryDir folder_;
};

void TestCliImport::folder_becomes_a_model_file() {
  QVERIFY(QDir(folder_.path()).mkdir("model"));
  const QString source = folder_.filePath("model"), target = folder_.filePath("model.h5");
  QVERIFY(write_text(source + "/config.json",
                     R"({"model_type": "llama", "hidden_size": 3, "rms_norm_eps": 1e-05})"));
  const float values[6] = {1.5f, -2.0f, 0.25f, 1e-3f, 3.0f, 1e5f};
  const Json header = {
      {"model.layers.0.mlp.down_proj.weight",
       {{"dtype", "F32"}, {"shape", {2, 3}}, {"data_offsets", {0, 24}}}},
      {"model.norm.weight", {{"dtype", "BF16"}, {"shape", {2}}, {"data_offsets", {24, 28}}}}};
  QByteArray data(reinterpret_cast<const char*>(values), sizeof values);
  for (const float value : {1.0f, 3.140625f}) {
    const std::uint16_t bits = tensor::bf16_from_f32(value);
    data.append(reinterpret_cast<const char*>(&bits), 2);
  }
  QVERIFY(write_safetensors(source + "/model.safetensors", header, data));

  const Outcome outcome = run({"import", source, "--out", target, "--json", "--name", "tiny"});
  QCOMPARE(outcome.status, 0);
  QCOMPARE(outcome.json()["tensors"], 2);
  QCOMPARE(outcome.json()["out"], target.toStdString());
  const auto file = storage::ModelFile::open(target.toStdString());
  QCOMPARE(file->name(), std::string("tiny"));
  QCOMPARE(file->architecture(), std::string("llama"));
  QCOMPARE(file->config().at("hidden_size"), std::string("3"));
  const tensor::Matrix w = read_matrix(target, "model.layers.0.mlp.down_proj.weight");
  QCOMPARE(w.rows(), std::int64_t{2});
  for (std::size_t i = 0; i < 6; ++i) QCOMPARE(w.values()[i], values[i]);
  QVERIFY(file->find("model.norm.weight")->type == tensor::ElementType::bf16);
  QCOMPARE(read_matrix(target, "model.norm.weight")(0, 1), 3.140625f);
}

void TestCliImport::element_type_can_be_chosen() {
  const QString target = folder_.filePath("half.h5");
  QCOMPARE(run({"import", folder_.filePath("model"), "--out", target, "--dtype", "f16", "--quiet"}).status,
           0);
  const tensor::Matrix w = read_matrix(target, "model.layers.0.mlp.down_proj.weight");
  QCOMPARE(w(0, 0), 1.5f);
  QCOMPARE(w(1, 0), tensor::f32_from_f16(tensor::f16_from_f32(1e-3f)));
  QVERIFY(std::isinf(w(1, 2)));
}

void TestCliImport::damaged_sources_leave_no_file() {
  QVERIFY(QDir(folder_.path()).mkdir("damaged"));
  const QString source = folder_.filePath("damaged/model.safetensors"),
                target = folder_.filePath("damaged/out.h5");
  const Json header = {{"w", {{"dtype", "F32"}, {"shape", {2, 3}}, {"data_offsets", {0, 24}}}}};
  QVERIFY(write_safetensors(source, header, QByteArray(20, 'x')));
  QVERIFY(run({"import", source, "--out", target}).is_error(1, {"model.safetensors"}));
  QVERIFY(run({"import", folder_.filePath("absent"), "--out", target}).is_error(1, {"absent"}));
  QCOMPARE(QDir(folder_.filePath("damaged")).entryList(QDir::Files), QStringList{"model.safetensors"});
}

void TestCliImport::an_older_file_survives_a_failure() {
  const QString target = folder_.filePath("older.h5");
  QVERIFY(write_text(target, "older"));
  QCOMPARE(run({"import", folder_.filePath("damaged/model.safetensors"), "--out", target}).status, 1);
  QFile older(target);
  QVERIFY(older.open(QIODevice::ReadOnly));
  QCOMPARE(older.readAll(), QByteArray("older"));
}

void TestCliImport::interrupt_leaves_no_file() {
  QVERIFY(QDir(folder_.path()).mkdir("interrupted"));
  const QString source = folder_.filePath("large.safetensors");
  constexpr qint64 bytes = qint64{1} << 30;  // of zeros, sparse on disk
  const Json header = {
      {"w", {{"dtype", "F32"}, {"shape", {bytes / 4096, 1024}}, {"data_offsets", {0, bytes}}}}};
  QVERIFY(write_safetensors(source, header, {}, bytes));
  const QDir out(folder_.filePath("interrupted"));
  QProcess process;
  process.start(QUANTSCOPE_CLI, {"import", source, "--out", out.filePath("large.h5")});
  QVERIFY(process.waitForStarted(-1));
  while (process.state() == QProcess::Running && out.entryList(QDir::Files).isEmpty())
    process.waitForFinished(5);
  QVERIFY2(process.state() == QProcess::Running, "the import ended before it could be interrupted");
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(-1));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 1);
  QVERIFY(process.readAllStandardError().endsWith("quantscope-cli: cancelled\n"));
  QVERIFY(out.entryList(QDir::Files).isEmpty());
}

QUANTSCOPE_TEST(TestCliImport)

}  // namespace test_cli_import

#include "test_cli_import.moc"
