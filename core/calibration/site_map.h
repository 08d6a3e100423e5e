#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/calibration/input_knowledge.h"
#include "core/storage/model_file.h"

namespace quantscope::calibration {

/// Where one activation tensor feeds one or more linear layers, by index into ModelFile::tensors(); −1 = not
/// in the file.
struct SitePlan {
  std::string name;            ///< "model.layers.0.self_attn.q_proj+k_proj+v_proj"
  std::vector<int> consumers;  ///< weights; the tensor itself where it is a site of its own
  int activation = -1;         ///< captured input
  int channel_absmax = -1;     ///< maxima alone
  int block = -1;
};

/// The same from the list of tensors alone: one plan a site, in the order of their first tensors.
std::vector<SitePlan> plan_sites(const std::vector<storage::TensorInfo>& tensors);

/// Sites of a file. q, k and v of a block share their input, so do gate and up (k_proj, v_proj and up_proj
/// take q_proj's and gate_proj's captured input where they have none of their own). A weight without a known
/// partner is a site of its own (so are the projections of cross-attention, whose inputs differ); so is an
/// activation or profile without weights (no consumers). Vectors (norm gains, biases) and embeddings are
/// single sites too. Every tensor of the file belongs to exactly one site.
class SiteMap {
 public:
  explicit SiteMap(const storage::ModelFile& file);
  const std::vector<SitePlan>& sites() const { return sites_; }
  /// The site of a tensor of ModelFile::tensors().
  int site_of(int tensor) const { return site_of_[static_cast<std::size_t>(tensor)]; }

 private:
  std::vector<SitePlan> sites_;
  std::vector<int> site_of_;
};

}  // namespace quantscope::calibration
