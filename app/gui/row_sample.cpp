#include "app/gui/row_sample.h"

#include <algorithm>
#include <cstring>

namespace quantscope::gui {
namespace {

/// Blocks that the sampled rows lie in: few enough that compressed chunks are read in runs.
constexpr std::int64_t blocks = 64;

std::int64_t rows_within(const storage::TensorInfo& info, std::uint64_t bytes) {
  const tensor::MatrixShape shape = info.matrix();
  const std::uint64_t row_bytes =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(shape.columns) * tensor::element_size(info.type));
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(bytes / row_bytes), 1, shape.rows);
}

tensor::Tensor spread_rows(const storage::ModelFile& file, const storage::TensorInfo& info,
                           std::uint64_t bytes, const base::Job& job) {
  const tensor::MatrixShape shape = info.matrix();
  const std::int64_t rows = rows_within(info, bytes);
  const std::int64_t pieces = std::min(blocks, rows);
  tensor::Tensor result(info.type, rows, shape.columns);
  std::int64_t filled = 0;
  for (std::int64_t piece = 0; piece < pieces; ++piece) {
    job.check();
    const std::int64_t count = (piece + 1) * rows / pieces - filled;
    const tensor::Tensor part = file.read_rows(info, piece * shape.rows / pieces, count);
    std::memcpy(result.mutable_data() +
                    static_cast<std::size_t>(filled * shape.columns) * tensor::element_size(info.type),
                part.data(), part.bytes());
    filled += count;
    job.report(static_cast<double>(piece + 1) / static_cast<double>(pieces), info.name);
  }
  return result;
}

/// Columns of an input-major weight, as rows [out, in].
tensor::Tensor spread_columns(const storage::ModelFile& file, const storage::TensorInfo& info,
                              std::uint64_t bytes, const base::Job& job) {
  const tensor::MatrixShape shape = info.matrix();
  const std::size_t size = tensor::element_size(info.type);
  const std::int64_t outputs = std::clamp<std::int64_t>(
      static_cast<std::int64_t>(bytes /
                                std::max<std::uint64_t>(1, static_cast<std::uint64_t>(shape.rows) * size)),
      1, shape.columns);
  tensor::Tensor result(info.type, outputs, shape.rows);
  const std::int64_t tile = file.tile_rows(info, std::uint64_t{8} << 20);
  for (std::int64_t first = 0; first < shape.rows; first += tile) {
    job.check();
    const tensor::Tensor part = file.read_rows(info, first, std::min(tile, shape.rows - first));
    for (std::int64_t row = 0; row < part.rows(); ++row)
      for (std::int64_t out = 0; out < outputs; ++out)
        std::memcpy(result.mutable_data() + static_cast<std::size_t>(out * shape.rows + first + row) * size,
                    part.view().row(row) + static_cast<std::size_t>(out * shape.columns / outputs) * size,
                    size);
    job.report(static_cast<double>(first + part.rows()) / static_cast<double>(shape.rows), info.name);
  }
  return result;
}

tensor::Tensor as_float(tensor::Tensor values) {
  if (tensor::is_floating(values.type())) return values;
  tensor::Tensor result(tensor::ElementType::f32, values.rows(), values.columns());
  auto* out = reinterpret_cast<float*>(result.mutable_data());
  for (std::int64_t row = 0; row < values.rows(); ++row)
    tensor::read_row_f32(values.view(), row, 0, values.columns(), out + row * values.columns());
  return result;
}

}  // namespace

methods::Site load_row_sample(const Document& document, const calibration::SitePlan& plan,
                              const std::vector<int>& consumers, std::uint64_t bytes, const base::Job& job) {
  methods::Site site;
  site.name = plan.name;
  site.sampled = true;
  const std::uint64_t share = bytes / (consumers.size() + (plan.activation >= 0 ? 1 : 0));
  for (const int index : consumers) {
    const storage::TensorInfo& info = document.tensor(index);
    methods::Consumer consumer;
    consumer.name = info.name;
    consumer.weights = as_float(info.input_major ? spread_columns(document.file(), info, share, job)
                                                 : spread_rows(document.file(), info, share, job));
    site.consumers.push_back(std::move(consumer));
  }
  if (plan.activation >= 0) {
    // Inputs are kept as f32 whatever the file's type.
    const storage::TensorInfo& info = document.tensor(plan.activation);
    const std::uint64_t factor = 4 / std::min<std::uint64_t>(4, tensor::element_size(info.type));
    site.input = calibration::knowledge_from_samples(
        spread_rows(document.file(), info, share / factor, job).view(), job);
  } else if (plan.channel_absmax >= 0) {
    const tensor::Matrix maxima =
        tensor::to_matrix(document.file().read(document.tensor(plan.channel_absmax), job).view());
    site.input = calibration::knowledge_from_absmax({maxima.values().begin(), maxima.values().end()});
  }
  return site;
}

}  // namespace quantscope::gui
