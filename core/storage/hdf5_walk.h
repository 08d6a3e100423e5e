#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/storage/hdf5_handle.h"

namespace quantscope::storage {

/// Where a walk through a hostile or endless file stops.
struct WalkLimits {
  std::size_t objects = 1'000'000;
  std::size_t depth = 128;     ///< groups inside groups
  std::size_t notices = 1000;  ///< of what was passed over
};

struct Walk {
  std::vector<std::string> datasets;  ///< absolute paths as stored, each dataset once
  std::vector<std::string> skipped;   ///< "/a/b: an external link, which is not followed"
};

/// Lists the datasets of a file without opening them. Every object is visited once, by the first of its
/// names; soft links only ever name what has a place of its own, and external links are not followed. A
/// damaged group is passed over with its reason.
Walk walk_datasets(hid_t file, const WalkLimits& limits = {});

/// Appends a notice; the last one of `most` says that there are more.
void add_notice(std::vector<std::string>& notices, std::string notice,
                std::size_t most = WalkLimits{}.notices);

}  // namespace quantscope::storage
