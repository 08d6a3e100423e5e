#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/storage/model_file.h"

namespace quantscope::storage {

/// Fills name, role, block, module and kind of a tensor from its HDF5 path; shape must be set already.
void describe_by_path(TensorInfo& info);

/// Where an importer puts a tensor of a checkpoint: "<module>.input" and "<module>.input_absmax" below
/// /activations, everything else below /weights.
std::string path_for(const std::string& checkpoint_name);

/// A checkpoint's architecture told by its tensors' names and shapes: "llama", "gpt2", "opt", "bloom", or
/// empty.
std::string guessed_architecture(const std::vector<std::pair<std::string, tensor::Shape>>& tensors);

/// True for the linear layers that Hugging Face's GPT-2 keeps as Conv1D, [in_features, out_features].
bool is_input_major(std::string_view architecture, const TensorInfo& info);

/// Orders numbers inside names by value: "layers.2" before "layers.10". A strict weak order; equal texts only
/// are equal.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace quantscope::storage
