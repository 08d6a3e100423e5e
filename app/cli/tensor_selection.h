#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/storage/model_file.h"

namespace quantscope::cli {

/// The model file, with the captured inputs of `calibration` in place of its own where that is not empty.
std::shared_ptr<const storage::ModelFile> opened_model(const std::string& model,
                                                       const std::string& calibration);

/// Tensors, by index into file.tensors(), whose name, path or module matches one of the patterns (`*`, `?`,
/// `[…]`; `*` also matches '/' and '.'); all of them without a pattern. Throws UsageError for a pattern that
/// matches nothing, with the names that come nearest.
std::vector<int> matching_tensors(const storage::ModelFile& file, const std::vector<std::string>& patterns);

/// Those of the matching tensors that a method can quantize: weights of at least two dimensions. Throws
/// UsageError where a pattern matches other tensors only.
std::vector<int> matching_weights(const storage::ModelFile& file, const std::vector<std::string>& patterns);

}  // namespace quantscope::cli
