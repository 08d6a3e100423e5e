#pragma once

#include <string>
#include <vector>

#include "core/storage/model_file.h"
#include "core/study/analysis.h"
#include "core/study/table.h"
#include "core/study/tensor_scan.h"

namespace quantscope::study {

/// What is known of a tensor without reading it, as `quantscope-cli info` shows it.
std::vector<std::string> tensor_columns();
std::vector<Cell> tensor_row(const storage::TensorInfo& info);

/// Columns of the statistics table, the keys of `quantscope-cli stats` (DESIGN.md §4) among them.
std::vector<std::string> statistics_columns();
/// One row. Of maxima alone only what is known: no count, no moments, no quantiles. Moments and quantiles are
/// unknown where no value is finite.
std::vector<Cell> statistics_row(const storage::TensorInfo& info, const statistics::TensorStatistics& known);
/// Statistics of these tensors, by index into file.tensors(); all where empty.
Table statistics_table(const storage::ModelFile& file, const std::vector<int>& tensors = {},
                       const ScanOptions& options = {}, const base::Job& job = {});

/// Columns of a table of quantized weights, the keys of `quantscope-cli quantize` (DESIGN.md §4) among them.
std::vector<std::string> quantization_columns();
std::vector<Cell> quantization_row(const std::string& tensor, const AnalysisResult& result);

/// A method with parameters, as one line of a comparison.
struct Setting {
  std::string method;
  base::ParameterValues values;
  bool operator==(const Setting&) const = default;
};

/// The weights of a model's blocks that quantization is about: matrices below /weights but the embeddings,
/// norms and the head, told by their names. Indices into file.tensors().
std::vector<int> linear_weights(const storage::ModelFile& file);

}  // namespace quantscope::study
