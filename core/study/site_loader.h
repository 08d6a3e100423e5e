#pragma once

#include <memory>

#include "core/calibration/site_map.h"
#include "core/methods/site.h"
#include "core/storage/model_file.h"

namespace quantscope::study {

/// Reads the weights and the captured input of a site. Input-major weights are transposed to [out, in].
/// `consumers`: which of the plan's consumers to read (tensor indices); all where empty.
/// Throws base::Error where consumers disagree on in_features, naming them; base::Cancelled.
methods::Site load_site(const storage::ModelFile& file, const calibration::SitePlan& plan,
                        const std::vector<int>& consumers = {}, const base::Job& job = {});

}  // namespace quantscope::study
