#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/calibration/known_input.h"
#include "core/storage/model_file.h"
#include "core/study/analysis.h"

namespace quantscope::study {

/// A site in memory with those of its consumers that were asked for.
struct LoadedSite {
  std::shared_ptr<const PreparedSite> prepared;
  std::vector<int> tensors;    ///< indices into ModelFile::tensors()
  std::vector<int> consumers;  ///< the same tensors as indices into Site::consumers
  std::vector<std::string> notes;
};

/// Loads the sites of these weights (indices into file.tensors()) one after the other, in file order, all
/// consumers of each, because methods decide for the site, and calls visit(site, job of this site). Only one
/// site is in memory at a time. Where `calibration` is given the inputs are those of that file, found by
/// module name; a site that it does not know has no input and a note says so.
/// Throws as load_site() and as visit; base::Error where `calibration` knows none of the sites.
void walk_sites(const storage::ModelFile& file, const std::vector<int>& weights,
                const storage::ModelFile* calibration, const base::Job& job,
                const std::function<void(const LoadedSite&, const base::Job&)>& visit,
                const calibration::InputParts& parts = {});

}  // namespace quantscope::study
