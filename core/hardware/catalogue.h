#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/hardware/accelerator.h"
#include "core/hardware/model_shape.h"

namespace quantscope::hardware {

/// The descriptions of one or several folders. A later folder wins where two have the same id. Immutable.
struct Catalogue {
  std::vector<std::shared_ptr<const Accelerator>> accelerators;  ///< by id
  std::vector<std::shared_ptr<const ModelShape>> models;         ///< by id
  std::vector<std::string> faults;  ///< one sentence a file that could not be used; the others are there
};

/// The *.json files of a folder in the order of their names; none where it does not exist.
std::vector<std::filesystem::path> description_files(const std::filesystem::path& folder);

/// Reads FOLDER/accelerators/*.json and FOLDER/models/*.json of each folder; folders that do not exist are
/// passed over. Never throws for a file's content.
Catalogue read_catalogue(const std::vector<std::filesystem::path>& folders);

/// By id or alias, letters of either case. Throws base::Error naming the known ids.
std::shared_ptr<const Accelerator> find_accelerator(const Catalogue& catalogue, const std::string& id);
std::shared_ptr<const ModelShape> find_model(const Catalogue& catalogue, const std::string& id);

/// The folders of this installation: share/quantscope beside the running program or the source tree it was
/// built from (or QUANTSCOPE_RESOURCES), then the user's own, $XDG_CONFIG_HOME/quantscope.
std::vector<std::filesystem::path> resource_folders();
/// Where accelerators of the user are saved: the last of these folders + "accelerators"; may not exist yet.
std::filesystem::path user_accelerator_folder();

}  // namespace quantscope::hardware
