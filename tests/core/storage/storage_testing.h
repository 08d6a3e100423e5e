#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/storage/import_model.h"
#include "core/storage/model_file.h"
#include "core/storage/model_writer.h"

namespace quantscope::storage::testing {

namespace fs = std::filesystem;

/// A folder that vanishes with the test.
class Scratch {
 public:
  fs::path path(const std::string& name) const { return fs::path(directory_.path().toStdString()) / name; }
  fs::path folder() const { return directory_.path().toStdString(); }
  /// No file is left beside those named.
  std::size_t file_count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder()), fs::directory_iterator{}));
  }

 private:
  QTemporaryDir directory_;
};

inline void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <typename Number>
std::string little_endian_bytes(const std::vector<Number>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

template <typename Number>
std::string little_endian_bytes(Number number) {
  return little_endian_bytes(std::vector<Number>{number});
}

inline std::string safetensors_bytes(const std::string& header, const std::string& data) {
  return little_endian_bytes<std::uint64_t>(header.size()) + header + data;
}

/// The text of the Error that `call` throws, or empty.
template <typename Call>
std::string error_of(Call&& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

/// The f32 values of a tensor in row-major order.
inline std::vector<float> values_of(const ModelFile& file, const std::string& path_or_name) {
  const TensorInfo* info = file.find(path_or_name);
  if (!info) throw base::Error("no such tensor", path_or_name);
  const tensor::Matrix matrix = tensor::to_matrix(file.read(*info).view());
  return {matrix.values().begin(), matrix.values().end()};
}

/// The bytes of a tensor as they are in memory.
inline std::string bytes_of(const ModelFile& file, const std::string& path_or_name) {
  const TensorInfo* info = file.find(path_or_name);
  if (!info) throw base::Error("no such tensor", path_or_name);
  const tensor::Tensor all = file.read(*info);
  return {reinterpret_cast<const char*>(all.data()), all.bytes()};
}

inline bool any_contains(const std::vector<std::string>& texts, const std::string& part) {
  for (const std::string& text : texts)
    if (text.find(part) != std::string::npos) return true;
  return false;
}

/// Runs a script with the system's Python in `folder`; returns what it printed to stderr, empty where all
/// went well.
inline std::string run_python(const fs::path& folder, const std::string& script) {
  QProcess python;
  python.setWorkingDirectory(QString::fromStdString(folder.string()));
  python.start("/usr/bin/python3", {"-c", QString::fromStdString(script)});
  if (!python.waitForStarted()) return "no /usr/bin/python3";
  python.waitForFinished(-1);
  const std::string errors = python.readAllStandardError().toStdString();
  return python.exitCode() == 0 ? "" : errors.empty() ? "failed without a word" : errors;
}

inline bool has_h5py() {
  return run_python(".", "import h5py, numpy").empty();
}

#define QUANTSCOPE_NEED_H5PY() \
  if (!quantscope::storage::testing::has_h5py()) QSKIP("needs python3-h5py and python3-numpy")

}  // namespace quantscope::storage::testing
