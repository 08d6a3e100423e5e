#pragma once

#include <string>

#include "core/storage/model_file.h"

namespace quantscope::study {

/// True where the name, the path or the module matches the pattern (`*`, `?`, `[…]`; `*` also matches '/' and
/// '.').
bool matches(const std::string& pattern, const storage::TensorInfo& info);

/// True of what a method can quantize: a weight, or a dataset of a file that is no model, of at least two
/// dimensions and with any value.
bool is_quantizable(const storage::TensorInfo& info);

}  // namespace quantscope::study
