#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/storage/model_file.h"
#include "core/study/overview.h"

namespace quantscope::study {

/// A study file: which methods over which parameter grids on which tensors of a model. Layout in
/// datasets/README.md, "Studies".
struct StudyPlan {
  /// One parameter with the values that it takes, in the order of the file; one value where it is fixed.
  using Axis = std::pair<std::string, std::vector<base::ParameterValue>>;
  struct Grid {
    std::string method;
    std::vector<Axis> axes;
  };

  std::string name;                  ///< may be empty
  std::string model;                 ///< as the file says it
  std::filesystem::path model_path;  ///< `model`, relative to the study's folder
  std::vector<std::string> tensors;  ///< patterns; linear_weights() where empty
  std::vector<Grid> grids;
};

/// Most settings, and most cells (settings × tensors), that a study may have.
constexpr std::int64_t most_study_cells = 500'000;

/// Reads a plan. `place` names it in errors, `folder` is where the model's relative path starts. Throws
/// base::Error naming the place in the file ("methods[0].parameters.weight_bits[2]"), what is wrong there and
/// what is accepted; a grid that is too large with its size.
StudyPlan parse_study_plan(std::string_view text, const std::string& place,
                           const std::filesystem::path& folder);

/// The settings of all grids in the order of the file, the last axis fastest, with the parameters that the
/// file names. A parameter without effect beside the others (base::why_disabled) is dropped, and a setting
/// that is there already is left out.
std::vector<Setting> settings_of(const StudyPlan& plan);
/// Settings that the grids ask for, those counted that settings_of() leaves out.
std::int64_t asked_settings(const StudyPlan& plan);

/// The weights that the patterns choose, in the file's order. Throws base::Error for a pattern that matches
/// none and for a study of too many cells.
std::vector<int> weights_of(const StudyPlan& plan, const storage::ModelFile& file);

}  // namespace quantscope::study
