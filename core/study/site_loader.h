#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/calibration/known_input.h"
#include "core/calibration/site_map.h"
#include "core/methods/site.h"
#include "core/storage/model_file.h"

namespace quantscope::study {

/// Reads the weights and the captured input of a site. Input-major weights are transposed to [out, in];
/// integer weights become f32; whole_range of each consumer is filled in.
/// `consumers`: which of the plan's consumers to read (tensor indices); all where empty.
/// `notes`: gets a sentence where values of the captured input were replaced.
/// Throws base::Error where consumers disagree on in_features among themselves or with the captured input,
/// naming them; base::Cancelled.
methods::Site load_site(const storage::ModelFile& file, const calibration::SitePlan& plan,
                        const std::vector<int>& consumers = {}, const base::Job& job = {},
                        std::vector<std::string>* notes = nullptr, const calibration::InputParts& parts = {});

}  // namespace quantscope::study
