#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/job.h"
#include "core/model/emulated_outliers.h"
#include "core/model/weight_source.h"
#include "core/storage/model_file.h"

namespace quantscope::study {

/// What a model file becomes when some of its weights are others.
struct DerivedModel {
  std::shared_ptr<const model::WeightSource> weights;  ///< under the source's names, in its shapes
  std::string label;  ///< "emulated outliers: 4 channels × 30": stands in the name, the source and the label
};

struct DerivedFile {
  int changed_tensors = 0;
  int dropped_inputs = 0;  ///< captured inputs of the source, which are not those of this model
};

/// Writes the derived model as a file of its own, one tensor in memory at a time: weights that differ in the
/// type and with the values of `derived.weights`, all others, texts and tokenizer as in `source`. `source` is
/// only read; `target` appears whole or stays as it was. Throws base::Error, base::Cancelled.
DerivedFile write_derived_model(const std::shared_ptr<const storage::ModelFile>& source,
                                const DerivedModel& derived, const std::filesystem::path& target,
                                const base::Job& job = {});

/// Values of model::outlier_parameters() that give this emulation.
base::ParameterValues outlier_values(const model::OutlierEmulation& emulation);

/// The model of `source` with emulated outliers (core/model/emulated_outliers.h). The layers that change must
/// be floats. Throws base::Error where the file is no model that the engine knows.
DerivedModel with_emulated_outliers(const std::shared_ptr<const storage::ModelFile>& source,
                                    const model::OutlierEmulation& emulation);

}  // namespace quantscope::study
