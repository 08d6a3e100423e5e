#pragma once

#include <string>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/storage/model_file.h"

namespace quantscope::calibration {

/// Where a model file keeps what calibration knows of a module's input, below /calibration/MODULE, and its
/// parts (layout in datasets/README.md).
std::string calibration_path(const std::string& module, const std::string& part);
namespace parts {
inline const char* const minimum = "minimum";              ///< f32 [channels]
inline const char* const maximum = "maximum";              ///< f32 [channels]
inline const char* const mean_square = "mean_square";      ///< f32 [channels]
inline const char* const mean_absolute = "mean_absolute";  ///< f32 [channels]
inline const char* const hessian = "hessian";              ///< f32 [channels, channels]
inline const char* const tokens = "tokens";                ///< one i64
}  // namespace parts

/// Which parts to read beside ranges and means, that are always read.
struct InputParts {
  bool samples = true;
  bool hessian = true;  ///< in_features² values: minutes of reading over a large model
};

/// What a file knows of the input that these modules share: statistics of the whole calibration set under
/// /calibration, and captured samples (or maxima alone) under /activations. Ranges and means are those of the
/// whole set where the file has them, else those of the samples. Nothing where it knows nothing.
/// `notes`: gets a sentence where values of the captured input were replaced.
/// Throws base::Error naming file and dataset where parts contradict one another or are damaged,
/// base::Cancelled.
InputKnowledge known_input(const storage::ModelFile& file, const std::vector<std::string>& modules,
                           const base::Job& job = {}, std::vector<std::string>* notes = nullptr,
                           const InputParts& parts = {});

/// True where known_input() would find ranges.
bool knows_input(const storage::ModelFile& file, const std::vector<std::string>& modules);

}  // namespace quantscope::calibration
