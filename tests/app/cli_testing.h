#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "core/storage/model_file.h"
#include "core/storage/model_writer.h"

namespace quantscope::cli_testing {

using Json = nlohmann::ordered_json;

struct Outcome {
  int status = -1;  ///< exit status; −1 where the program crashed or could not start
  QByteArray out, err;

  Json json() const { return Json::parse(out.toStdString(), nullptr, false); }
  /// True for an error as the contract has it: this status, nothing on standard output, one line on standard
  /// error that contains all of the words.
  bool is_error(int expected, const std::vector<const char*>& words) const {
    bool good = status == expected && out.isEmpty() && err.count('\n') == 1 && err.endsWith('\n');
    for (const char* word : words) good = good && err.contains(word);
    if (!good)
      qWarning("status %d, standard error: %s, standard output: %s", status, err.constData(),
               out.constData());
    return good;
  }
};

inline Outcome run(const QStringList& arguments, const QString& standard_output = {}) {
  QProcess process;
  if (!standard_output.isEmpty()) process.setStandardOutputFile(standard_output);
  process.start(QUANTSCOPE_CLI, arguments);
  if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Rows of a CSV file without quoted commas, header first.
inline std::vector<QStringList> csv_rows(const QString& path) {
  QFile file(path);
  std::vector<QStringList> rows;
  if (!file.open(QIODevice::ReadOnly)) return rows;
  while (!file.atEnd()) {
    QString line = QString::fromUtf8(file.readLine());
    line.chop(1);
    rows.push_back(line.split(','));
  }
  return rows;
}

inline tensor::Matrix normal_matrix(std::int64_t rows, std::int64_t columns, unsigned seed, float deviation) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, deviation);
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

constexpr std::int64_t hidden = 48, wide = 80, tokens = 20, outlier_channel = 5;

/// One block of a llama with captured inputs of q_proj (channel 5 an outlier) and maxima alone of down_proj.
inline QString write_example_model(const QTemporaryDir& folder, const char* name = "example.h5") {
  const QString path = folder.filePath(name);
  storage::ModelWriter writer(
      path.toStdString(),
      {"example", "llama", "made by a test", "GPL-3.0-or-later", {{"hidden_size", "48"}}});
  const auto put = [&](const std::string& tensor, tensor::ElementType type, const tensor::Matrix& values,
                       const tensor::Shape& shape) { writer.write(tensor, type, shape, values.view()); };
  const std::string block = "/weights/model.layers.0.";
  using tensor::ElementType;
  put("/weights/model.embed_tokens.weight", ElementType::f16, normal_matrix(30, hidden, 1, 1), {30, hidden});
  put(block + "self_attn.q_proj.weight", ElementType::f16, normal_matrix(hidden, hidden, 2, 0.1f),
      {hidden, hidden});
  put(block + "self_attn.k_proj.weight", ElementType::f32, normal_matrix(16, hidden, 3, 0.1f), {16, hidden});
  put(block + "self_attn.v_proj.weight", ElementType::bf16, normal_matrix(16, hidden, 4, 0.1f), {16, hidden});
  put(block + "mlp.down_proj.weight", ElementType::f32, normal_matrix(hidden, wide, 5, 0.1f), {hidden, wide});
  put(block + "input_layernorm.weight", ElementType::f32, normal_matrix(1, hidden, 6, 1), {hidden});
  tensor::Matrix inputs = normal_matrix(tokens, hidden, 7, 1);
  for (std::int64_t t = 0; t < tokens; ++t) inputs(t, outlier_channel) = t % 2 ? 64.0f : -60.0f;
  put("/activations/model.layers.0.self_attn.q_proj/input", ElementType::f16, inputs, {tokens, hidden});
  tensor::Matrix maxima(1, wide);
  for (std::int64_t c = 0; c < wide; ++c) maxima(0, c) = c == 9 ? 100.0f : 2.0f + static_cast<float>(c % 3);
  put("/activations/model.layers.0.mlp.down_proj/input_absmax", ElementType::f32, maxima, {wide});
  writer.write_text("valid", "some text\n");
  writer.write_tokenizer("sentencepiece", "not a real one");
  writer.commit();
  return path;
}

inline tensor::Matrix read_matrix(const QString& path, const std::string& tensor) {
  const auto file = storage::ModelFile::open(path.toStdString());
  const storage::TensorInfo* info = file->find(tensor);
  return info ? tensor::to_matrix(file->read(*info).view()) : tensor::Matrix();
}

inline const Json* find_row(const Json& rows, const std::string& name) {
  for (const Json& row : rows)
    if (row["name"] == name) return &row;
  return nullptr;
}

inline bool near(const Json& value, double expected, double tolerance = 1e-6) {
  return value.is_number() &&
         std::abs(value.get<double>() - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

inline QString sample_model() {
  return QStringLiteral(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
}

}  // namespace quantscope::cli_testing
