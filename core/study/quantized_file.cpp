#include "core/study/quantized_file.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/study/model_copy.h"
#include "core/study/table.h"

namespace quantscope::study {
namespace {

constexpr std::uint64_t most_float_bytes = std::uint64_t{16} << 20;

std::string group_of(const storage::TensorInfo& weight) {
  const std::size_t start = weight.name.find_first_not_of('/');
  return "/quantized/" + (start == std::string::npos ? std::string("tensor") : weight.name.substr(start));
}

}  // namespace

QuantizedFile::QuantizedFile(const std::filesystem::path& target, const storage::ModelFile& source,
                             QuantizedContent content)
    : source_(source), content_(content), writer_(target, header_of(source)) {}

void QuantizedFile::add(const storage::TensorInfo& weight, const methods::QuantizedLinear& quantized,
                        const std::string& method, const base::ParameterValues& parameters,
                        const base::Job& job) {
  if (!replaced_.insert(weight.path).second) throw base::Error("is written already", weight.path);
  if (content_ == QuantizedContent::codes)
    add_codes(weight, quantized);
  else
    add_dequantized(weight, quantized, job);
  const std::string object = content_ == QuantizedContent::codes ? group_of(weight) : weight.path;
  writer_.set_attribute(object, "method", method);
  writer_.set_attribute(object, "parameters", to_json(parameters).dump());
}

void QuantizedFile::add_codes(const storage::TensorInfo& weight, const methods::QuantizedLinear& quantized) {
  const std::string group = group_of(weight);
  for (const methods::StoredArray& array : quantized.stored())
    writer_.write(group + "/" + array.name, array.values.type(), array.shape, array.values.view());
  writer_.set_attribute(group, "weight", weight.path);
  writer_.set_attribute(group, "out_features", quantized.shape().rows);
  writer_.set_attribute(group, "in_features", quantized.shape().columns);
  if (const auto codes = quantized.codes(); !codes->codes.empty())
    writer_.set_attribute(group, "group_size", codes->group_size);
  writer_.set_attribute(group, "bits_per_weight", quantized.bits_per_weight());
}

void QuantizedFile::add_dequantized(const storage::TensorInfo& weight,
                                    const methods::QuantizedLinear& quantized, const base::Job& job) {
  const tensor::MatrixShape shape = quantized.shape();
  writer_.create(weight.path, tensor::ElementType::f32, weight.shape);
  const std::int64_t rows_at_once =
      weight.input_major
          ? shape.rows
          : std::max<std::int64_t>(1, static_cast<std::int64_t>(most_float_bytes / sizeof(float)) /
                                          std::max<std::int64_t>(shape.columns, 1));
  for (std::int64_t first = 0; first < shape.rows; first += rows_at_once) {
    tensor::Matrix tile(std::min(rows_at_once, shape.rows - first), shape.columns);
    base::parallel_for(tile.rows(), 16, job, [&](base::IndexRange rows) {
      quantized.dequantize_rows(first + rows.begin, rows.size(), tile.row(rows.begin));
    });
    if (weight.input_major) {
      const tensor::Tensor turned = tensor::transposed(tile.view());
      writer_.write_rows(weight.path, 0, turned.view());
    } else {
      writer_.write_rows(weight.path, first, tile.view());
    }
  }
}

void QuantizedFile::commit(const base::Job& job) {
  const auto& tensors = source_.tensors();
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const storage::TensorInfo& info = tensors[i];
    if (replaced_.contains(info.path)) continue;
    job.report(static_cast<double>(i) / static_cast<double>(tensors.size()), "writing " + info.name);
    copy_tensor(source_, info, writer_, job);
  }
  copy_texts_and_tokenizer(source_, writer_);
  job.check();
  writer_.commit();
}

}  // namespace quantscope::study
