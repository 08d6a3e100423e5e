#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/base/job.h"
#include "core/storage/model_file.h"
#include "core/tensor/tensor.h"

namespace quantscope::model {

/// The tensors of a checkpoint under their checkpoint names ("model.layers.0.mlp.down_proj.weight"), wherever
/// they lie: in a model file, or in memory. Thread-safe.
class WeightSource {
 public:
  virtual ~WeightSource() = default;
  /// What messages call it: the file's path, "random weights".
  virtual std::string where() const = 0;
  /// Shape as read() gives it; empty where there is no such tensor.
  virtual std::optional<tensor::Shape> shape(const std::string& name) const = 0;
  /// The whole tensor folded to a matrix, in its own element type; linear weights that the checkpoint keeps
  /// as [in_features, out_features] (GPT-2) are turned to [out_features, in_features]. Throws base::Error.
  virtual tensor::Tensor read(const std::string& name, const base::Job& job = {}) const = 0;
};

std::shared_ptr<const WeightSource> file_weights(std::shared_ptr<const storage::ModelFile> file);
/// Tensors by name, linear weights as [out_features, in_features], vectors as [1, n].
std::shared_ptr<const WeightSource> memory_weights(std::map<std::string, tensor::Tensor> tensors,
                                                   std::string where);

}  // namespace quantscope::model
