#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/document.h"
#include "core/study/analysis.h"

namespace quantscope::gui {

/// What a method says of a site, asked once where the site is loaded: it may look at the values.
struct MethodOnSite {
  std::vector<base::ParameterSpec> parameters;
  std::string unsuitable;  ///< why it cannot work here; empty where it can
};

/// A site in memory with the sample of it that previews work on. Immutable.
struct LoadedSite {
  int site = -1;               ///< index into SiteMap::sites()
  std::vector<int> consumers;  ///< tensors in the order of full->site().consumers
  std::shared_ptr<const study::PreparedSite> full, preview;
  std::map<std::string, MethodOnSite> methods;
  std::vector<std::string> notes;
  bool row_sample = false;  ///< the site exceeds the memory budget: `full` is a sample of its rows
  std::uint64_t bytes = 0;  ///< of the values in memory

  /// −1 where the tensor is none of the consumers.
  int consumer_of(int tensor) const;
};

/// Reads the site of a tensor. Where it needs more than `budget` bytes with what an analysis computes beside
/// it, the tensor is read without its siblings, and if need be only rows spread evenly over it. Throws
/// base::Error, base::Cancelled.
std::shared_ptr<const LoadedSite> load_for_analysis(const Document& document, int tensor,
                                                    std::uint64_t budget, const base::Job& job);

}  // namespace quantscope::gui
