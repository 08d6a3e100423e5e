#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/tensor/element_type.h"

namespace quantscope::storage {

struct ImportOptions {
  /// Float tensors are stored in this type; as in the source where empty. i8 stays i8.
  std::optional<tensor::ElementType> float_type;
  std::string name;  ///< name of the model; the source's own where empty
};

struct ImportResult {
  std::int64_t tensors = 0;
  std::uint64_t bytes_read = 0;
  std::vector<std::string> notes;  ///< what was left out and why
};

/// Converts `source` into the model file `target`. Recognised by content, not by ending:
/// a Hugging Face folder (config.json, one or several *.safetensors with model.safetensors.index.json,
/// tokenizer.model or tokenizer.json or vocab.json + merges.txt), a .safetensors file, NumPy .npy and .npz
/// (stored or deflated), llama2.c .bin (legacy float header, and the versioned int8 group format, which is
/// dequantized exactly). Streams tile by tile: memory use stays under 1 GiB whatever the source's size. The
/// source is only read. Throws base::Error naming file, tensor and reason, or base::Cancelled; `target` is
/// then as it was before.
ImportResult import_model(const std::filesystem::path& source, const std::filesystem::path& target,
                          const ImportOptions& options, const base::Job& job);

}  // namespace quantscope::storage
