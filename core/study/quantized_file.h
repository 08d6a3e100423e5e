#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "core/base/parameter.h"
#include "core/methods/quantized_linear.h"
#include "core/storage/model_file.h"
#include "core/storage/model_writer.h"

namespace quantscope::study {

/// What of a quantized weight goes into the file.
enum class QuantizedContent {
  codes,       ///< /quantized/NAME/codes, scales and whatever else the method stores
  dequantized  ///< f32 under the weight's own path, in the file's own shape and orientation
};

/// Writes a copy of a model file in which weights are replaced by what a method made of them; layout in
/// datasets/README.md, "Quantized files". Header, configuration, tokenizer, texts and all other tensors are
/// those of the source, so that the file remains a model. The file appears under its name at commit() only.
/// Throws base::Error; the target stays as it was. One thread at a time.
class QuantizedFile {
 public:
  QuantizedFile(const std::filesystem::path& target, const storage::ModelFile& source,
                QuantizedContent content);

  /// `name` of the method and its parameters become attributes of what is written.
  void add(const storage::TensorInfo& weight, const methods::QuantizedLinear& quantized,
           const std::string& method, const base::ParameterValues& parameters, const base::Job& job = {});
  /// Copies everything else tile by tile and gives the file its name.
  void commit(const base::Job& job = {});

 private:
  void add_codes(const storage::TensorInfo& weight, const methods::QuantizedLinear& quantized);
  void add_dequantized(const storage::TensorInfo& weight, const methods::QuantizedLinear& quantized,
                       const base::Job& job);

  const storage::ModelFile& source_;
  QuantizedContent content_;
  storage::ModelWriter writer_;
  std::set<std::string> replaced_;
};

}  // namespace quantscope::study
