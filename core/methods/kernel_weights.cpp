#include "core/methods/kernel_weights.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/base/parallel.h"
#include "core/formats/integer_span.h"
#include "core/tensor/half.h"

namespace quantscope::methods {
namespace {

constexpr std::int64_t block_values = std::int64_t{1} << 18;

std::int64_t block_rows(std::int64_t columns) {
  return std::max<std::int64_t>(1, block_values / std::max<std::int64_t>(columns, 1));
}

/// Rows [first, first + count) in kernel channels as f32.
tensor::Matrix reassembled_rows(const tensor::TensorView& weights, const ChannelReassembly& reassembly,
                                std::int64_t first, std::int64_t count) {
  tensor::Matrix block(count, reassembly.kernel_channels());
  std::vector<float> row(static_cast<std::size_t>(weights.columns));
  for (std::int64_t r = 0; r < count; ++r) {
    tensor::read_row_f32(weights, first + r, 0, weights.columns, row.data());
    reassembly.reassemble_weights(row.data(), block.row(r));
  }
  return block;
}

formats::Range reassembled_range(const tensor::TensorView& weights, const ChannelReassembly& reassembly,
                                 const base::Job& job) {
  const auto of_block = [&](base::IndexRange rows) {
    const tensor::Matrix block = reassembled_rows(weights, reassembly, rows.begin, rows.size());
    return formats::range_of(block.row(0), block.count());
  };
  const auto widen = [](formats::Range& total, const formats::Range& part) {
    if (part.empty()) return;
    total =
        total.empty() ? part : formats::Range{std::min(total.low, part.low), std::max(total.high, part.high)};
  };
  return base::ordered_reduce(weights.rows, block_rows(weights.columns), job, formats::Range{}, of_block,
                              widen);
}

/// Rows and groups have scales of their own, so blocks of rows can be quantized apart.
formats::IntegerMatrix quantized_by_blocks(const tensor::TensorView& weights,
                                           const ChannelReassembly& reassembly,
                                           const formats::IntegerMatrixOptions& options,
                                           const base::Job& job) {
  const std::int64_t columns = reassembly.kernel_channels();
  formats::IntegerMatrix whole;
  whole.shape = {weights.rows, columns};
  whole.format = options.format;
  whole.granularity = options.granularity;
  whole.group_size = options.granularity == formats::Granularity::group ? options.group_size : columns;
  whole.codes.resize(static_cast<std::size_t>(weights.rows * columns));
  const bool shared = options.granularity == formats::Granularity::tensor;
  const std::int64_t scales_per_row = shared ? 0 : whole.groups_per_row();
  whole.scales.resize(shared ? 1 : static_cast<std::size_t>(weights.rows * scales_per_row));
  base::parallel_for(weights.rows, block_rows(columns), job, [&](base::IndexRange rows) {
    const tensor::Matrix block = reassembled_rows(weights, reassembly, rows.begin, rows.size());
    base::Job inner = job;
    inner.threads = 1;
    inner.progress = nullptr;
    const formats::IntegerMatrix part = formats::quantize_matrix(block.view(), options, inner);
    std::copy(part.codes.begin(), part.codes.end(), whole.codes.begin() + rows.begin * columns);
    if (!shared)
      std::copy(part.scales.begin(), part.scales.end(), whole.scales.begin() + rows.begin * scales_per_row);
    else if (rows.begin == 0)
      whole.scales = part.scales;
  });
  return whole;
}

template <typename Element, typename Convert>
tensor::Tensor converted(const tensor::TensorView& weights, const ChannelReassembly& reassembly,
                         tensor::ElementType type, const base::Job& job, Convert convert) {
  const std::int64_t columns = reassembly.kernel_channels();
  tensor::Tensor result(type, weights.rows, columns);
  auto* out = reinterpret_cast<Element*>(result.mutable_data());
  base::parallel_for(weights.rows, block_rows(columns), job, [&](base::IndexRange rows) {
    const tensor::Matrix block = reassembled_rows(weights, reassembly, rows.begin, rows.size());
    std::transform(block.values().begin(), block.values().end(), out + rows.begin * columns, convert);
  });
  return result;
}

}  // namespace

formats::IntegerMatrix quantized_weights(const Consumer& consumer, const ChannelReassembly* reassembly,
                                         const formats::IntegerMatrixOptions& options, const base::Job& job) {
  const tensor::TensorView weights = consumer.weights.view();
  const bool reassembled = reassembly && !reassembly->identity();
  formats::IntegerMatrixOptions adapted = options;
  if (options.granularity == formats::Granularity::tensor && options.clip.kind == formats::ClipKind::none &&
      consumer.whole_range && !reassembled)
    adapted.fixed_range = consumer.whole_range;
  if (!reassembled) return formats::quantize_matrix(weights, adapted, job);
  if (options.granularity == formats::Granularity::tensor) {
    if (options.clip.kind == formats::ClipKind::none) {
      adapted.fixed_range = reassembled_range(weights, *reassembly, job);
    } else {
      const tensor::Matrix whole = reassembled_rows(weights, *reassembly, 0, weights.rows);
      adapted.fixed_range = formats::clipped_range(options.format, options.clip, whole.view(), job);
    }
  }
  return quantized_by_blocks(weights, *reassembly, adapted, job);
}

tensor::Tensor float_weights(const Consumer& consumer, const ChannelReassembly* reassembly,
                             const base::Job& job) {
  const tensor::TensorView weights = consumer.weights.view();
  if (!reassembly || reassembly->identity()) return consumer.weights;
  switch (weights.type) {
    case tensor::ElementType::f16:
      return converted<std::uint16_t>(weights, *reassembly, weights.type, job, tensor::f16_from_f32);
    case tensor::ElementType::bf16:
      return converted<std::uint16_t>(weights, *reassembly, weights.type, job, tensor::bf16_from_f32);
    default:
      return converted<float>(weights, *reassembly, tensor::ElementType::f32, job,
                              [](float value) { return value; });
  }
}

}  // namespace quantscope::methods
