#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/base/job.h"
#include "core/hardware/catalogue.h"
#include "core/storage/model_file.h"

namespace quantscope::cli {

/// Descriptions that could not be used, for notes.
struct ChosenDevice {
  std::shared_ptr<const hardware::Accelerator> accelerator;
  std::vector<std::string> faults;
};

/// By id or alias, a FILE.json, or "this-computer", which is measured. Throws UsageError naming the known
/// ids.
ChosenDevice chosen_device(const std::string& device, const base::Job& job);

/// A shape of the catalogue, a shape FILE.json, or the shape of a model file, which is then open.
struct ChosenModel {
  hardware::ModelShape shape;
  std::shared_ptr<const storage::ModelFile> file;
};
ChosenModel chosen_model(const std::string& model);

}  // namespace quantscope::cli
