#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/storage/import_model.h"
#include "core/storage/model_writer.h"

namespace quantscope::storage {

/// What every importer writes to: streams tensors tile by tile into the target, counts progress, checks for
/// cancellation.
class ImportSink {
 public:
  /// Fills `count` elements of the tensor in row-major order, from element `first` on, little-endian.
  using ReadElements = std::function<void(std::int64_t first, std::int64_t count, std::byte* out)>;

  /// `total_bytes` of tensor data in the source, for the progress.
  ImportSink(const std::filesystem::path& target, const ModelWriter::Header& header,
             const ImportOptions& options, const base::Job& job, std::uint64_t total_bytes);

  /// One tensor of the checkpoint under its own name, see path_for(). Returns its HDF5 path.
  /// Throws base::Error where two tensors have the same name.
  std::string tensor(const std::string& name, tensor::ElementType type, const tensor::Shape& shape,
                     std::uint64_t source_bytes, const ReadElements& read);
  void note(std::string text) { result_.notes.push_back(std::move(text)); }
  ModelWriter& writer() { return writer_; }
  /// Puts the file in place.
  ImportResult finish();

 private:
  void advance(double bytes, const std::string& name);

  ModelWriter writer_;
  ImportOptions options_;
  base::Job job_;
  std::uint64_t total_bytes_;
  double progress_ = 0;
  ImportResult result_;
};

/// The config.json keys that say the type of the weights, after they were converted to `type`.
void set_float_type(std::map<std::string, ConfigValue>& config, tensor::ElementType type);

}  // namespace quantscope::storage
