#pragma once

#include <string>
#include <vector>

#include "core/storage/model_file.h"
#include "core/study/comparison.h"

namespace quantscope::study {

/// A pattern for `--tensor` that this name alone matches.
std::string literal_pattern(const std::string& name);

/// Patterns for `--tensor` that choose these weights (indices into file.tensors()) and no other one: one a
/// kind ("*.q_proj.weight") where all of that kind are chosen, else the names. In the order of the weights.
std::vector<std::string> tensor_patterns(const storage::ModelFile& file, const std::vector<int>& weights);

/// "qllm:theta=6.2,weight_bits=4": the argument of `--method` where several are given.
std::string method_argument(const Setting& setting);

/// The `quantscope-cli quantize` line that gives a run's figures on these weights. `file`: as the user
/// called it.
std::string quantize_command(const std::string& file, const std::vector<std::string>& patterns,
                             const Setting& setting);

/// `quantscope-cli COMMAND FILE [--tensor …] --method … --out FOLDER [further]`, words quoted for a shell.
std::string comparison_command(const std::string& command, const std::string& file,
                               const std::vector<std::string>& patterns, const std::vector<Run>& runs,
                               const std::string& folder, const std::vector<std::string>& further = {});

}  // namespace quantscope::study
