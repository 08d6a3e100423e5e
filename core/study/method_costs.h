#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/hardware/workload.h"
#include "core/methods/method.h"
#include "core/storage/model_file.h"

namespace quantscope::study {

/// What a method costs in every linear layer of a block, for the accelerator model.
struct MethodCosts {
  std::map<hardware::LinearRole, hardware::LinearCost> costs;
  /// True: of the layers of a model file, the mean over its blocks. False: of small random layers, scaled.
  bool exact = false;
  double bits_per_weight = 0;  ///< all that is stored over the weights of a block
  std::vector<std::string> notes;
};

/// Quantizes the linear layers of the file's blocks and takes cost() of each as it is. A layer on which the
/// method cannot work is left out, with a note; its bits are those of the workload then. Throws base::Error
/// where that leaves none, base::Cancelled.
MethodCosts method_costs(const storage::ModelFile& file, const methods::Method& method,
                         const base::ParameterValues& values, const base::Job& job = {});

/// The same for a shape without weights: normal weights and inputs with one outlier channel of 128 (30 times
/// the others), quantized at two widths and two heights of at most 512 × 128; each figure of cost() is
/// carried to the layer's size as α·in·out + β·in + γ·out + δ. What grows otherwise (bits of an index) is off
/// by that little. Throws base::Error where the method needs more than that.
MethodCosts method_costs(const hardware::ModelShape& shape, const methods::Method& method,
                         const base::ParameterValues& values, const base::Job& job = {});

/// The numbers of a model file that its cost depends on. Throws base::Error as model::model_config().
hardware::ModelShape model_shape(const storage::ModelFile& file);

/// Which layer of a block a tensor of a checkpoint is, by its module's name; `other` where it is none that a
/// shape has. Fused q, k and v are `query` with `fused` set.
hardware::LinearRole linear_role(const storage::TensorInfo& info, bool* fused = nullptr);

}  // namespace quantscope::study
