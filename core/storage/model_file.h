#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/tensor/tensor.h"

namespace quantscope::storage {

/// What a tensor of a file is.
enum class TensorRole {
  weight,          ///< a parameter of the model
  activation,      ///< a module's captured input, [tokens, channels]
  channel_absmax,  ///< per-channel maxima of a module's input alone, [channels]; never samples
  other            ///< a numeric dataset of a file that is no model file
};

/// What is known of a tensor without reading it.
struct TensorInfo {
  std::string path;  ///< HDF5 path, unique in the file: "/weights/model.layers.0.mlp.down_proj.weight"
  std::string name;  ///< for people: the checkpoint's name; "<module>.input" of an activation
  tensor::Shape shape;
  tensor::ElementType type = tensor::ElementType::f32;
  TensorRole role = TensorRole::other;
  int block = -1;      ///< transformer block number taken from the name, −1 where there is none
  std::string module;  ///< name without ".weight"/".bias"/".input"/".input_absmax": what weights and
                       ///< activations share
  std::string kind;    ///< last part of the module: "down_proj", "input_layernorm"; the dataset's own name in
                       ///< other files
  bool input_major = false;  ///< a linear weight stored [in_features, out_features] (GPT-2); else [out, in]

  tensor::MatrixShape matrix() const { return tensor::folded(shape); }
  std::uint64_t bytes() const;  ///< of the elements in memory
};

/// Identity of a file for caches: changes when the file is written.
struct FileIdentity {
  std::string canonical_path;
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
  std::string joined;       ///< keys of the files that ModelFile::joined() added; empty for a file alone
  std::string key() const;  ///< short hexadecimal digest of all, fit for a file name
};

class ModelFile;

/// Where a tensor lies: the file that holds it and its index there; −1 below /calibration.
struct TensorPlace {
  const ModelFile* file = nullptr;
  int tensor = -1;
};

using ConfigValue = std::string;  ///< JSON text of the value: `256`, `"llama"`, `true`, `[1, 2]`

/// A model file, or any other HDF5 file, open for reading. Opening lists names, shapes and types and reads no
/// tensor data. All HDF5 calls of the process are serialised on one input/output thread; every method may be
/// called from any thread. Each method throws base::Error naming file, object and reason.
class ModelFile {
 public:
  /// Never writes, never locks other readers out.
  static std::shared_ptr<const ModelFile> open(const std::filesystem::path& path);
  /// The same model with captured inputs (/activations/MODULE/input, input_absmax) of another file beside its
  /// own. Tensors of `base` keep their indices; an input of a path that base has too stands in its place,
  /// further ones follow after all others. Everything else, path() included, is base's; identity() differs
  /// from that of both. Neither file is written. Throws base::Error where `captured` has no input or one with
  /// another number of channels than the weight of its module takes, and where the labels differ.
  static std::shared_ptr<const ModelFile> joined(std::shared_ptr<const ModelFile> base,
                                                 std::shared_ptr<const ModelFile> captured);
  ~ModelFile();

  const std::filesystem::path& path() const;
  const FileIdentity& identity() const;
  bool is_model() const;  ///< has format = "quantscope-model"
  const std::string& name() const;
  const std::string& architecture() const;  ///< "llama", "gpt2", … or empty
  const std::string& source() const;
  const std::string& licence() const;
  /// What must be said wherever the model is named, as it is not the model of its source: "emulated outliers:
  /// 4 channels × 30". Usually empty.
  const std::string& label() const;
  const std::map<std::string, ConfigValue>& config() const;
  /// What was passed over at opening and why ("/names: text, not numbers"), for a notice to the user.
  const std::vector<std::string>& skipped() const;

  /// In natural order of the names (layers.2 before layers.10); see joined() for what was added there.
  const std::vector<TensorInfo>& tensors() const;
  /// nullptr where no tensor has this path or name.
  const TensorInfo* find(const std::string& path_or_name) const;
  /// Datasets below /calibration of a model file, statistics of layers' inputs (core/calibration reads them):
  /// no tensors of the model, so not among tensors(). nullptr where there is none of this path. Those of
  /// joined files stay with the file that holds the input, see place_of().
  const TensorInfo* find_calibration(const std::string& path) const;

  /// The opened file that holds the tensor: this one, or one of those that were joined.
  TensorPlace place_of(const TensorInfo& info) const;
  /// Attributes of the tensor's dataset as JSON texts: `"wordnet"`, `33`.
  std::map<std::string, ConfigValue> attributes(const TensorInfo& info) const;

  /// Rows [first, first + count) of the tensor folded to a matrix, in the file's element type and
  /// orientation.
  tensor::Tensor read_rows(const TensorInfo& info, std::int64_t first, std::int64_t count) const;
  /// The whole tensor, tile by tile; job is checked between tiles.
  tensor::Tensor read(const TensorInfo& info, const base::Job& job = {}) const;
  /// Rows that one tile should have, so that a tile is whole chunks and at most `bytes` (at least one row).
  std::int64_t tile_rows(const TensorInfo& info, std::uint64_t bytes) const;
  /// Rows of one layer of chunks, the least that is unpacked to read a row; 1 where the tensor lies in one
  /// piece.
  std::int64_t chunk_rows(const TensorInfo& info) const;

  std::vector<std::string> text_names() const;
  std::string text(const std::string& name) const;  ///< UTF-8
  std::string tokenizer_kind() const;               ///< "sentencepiece", "bpe-json", or empty
  std::string tokenizer_bytes() const;

 private:
  ModelFile();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace quantscope::storage
