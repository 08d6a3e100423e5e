#include "core/model/forward_pass.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/kernels/activation.h"
#include "core/kernels/normalization.h"
#include "core/kernels/row_operations.h"
#include "core/model/precision_formats.h"
#include "core/model/rotary_scaling.h"

namespace quantscope::model {
namespace {

void reshape(tensor::Matrix& matrix, std::int64_t rows, std::int64_t columns) {
  if (matrix.rows() != rows || matrix.columns() != columns)
    matrix = tensor::Matrix::uninitialized(rows, columns);
}

kernels::RowSpan rows_of(const kernels::RowSpan& all, const Segment& segment) {
  return {all.row(segment.first_row), segment.rows, all.columns, all.stride};
}

/// Row r of out = scale · row tokens[r] of the weights.
void gather_rows(const methods::QuantizedLinear& weights, std::span<const int> tokens, float scale,
                 tensor::Matrix& out, const base::Job& job) {
  kernels::for_each_row(out.rows(), out.columns(), job, [&](std::int64_t row) {
    weights.dequantize_rows(tokens[static_cast<std::size_t>(row)], 1, out.row(row));
    if (scale != 1)
      for (std::int64_t c = 0; c < out.columns(); ++c) out(row, c) *= scale;
  });
}

kernels::Activation kernel_of(ActivationKind kind) {
  switch (kind) {
    case ActivationKind::silu:
      return kernels::Activation::silu;
    case ActivationKind::relu:
      return kernels::Activation::relu;
    case ActivationKind::gelu:
      return kernels::Activation::gelu;
    case ActivationKind::gelu_tanh:
      break;
  }
  return kernels::Activation::gelu_tanh;
}

}  // namespace

ForwardPass::ForwardPass(const Transformer::State& model, kernels::AttentionKind attention)
    : model_(model),
      products_(model),
      rotary_(model.config.positions == PositionKind::rotary ? rotary_frequencies(model.config)
                                                             : std::vector<double>()) {
  const ModelConfig& config = model.config;
  attention_.kind = attention;
  attention_.scale = static_cast<float>(1 / std::sqrt(static_cast<double>(config.head_size)));
  attention_.sliding_window = config.sliding_window;
  if (!model.common->alibi_slopes.empty()) attention_.alibi_slopes = model.common->alibi_slopes.data();
  set_formats(model.precision, attention_);
}

const tensor::Matrix& ForwardPass::run(const TokenBlock& block, std::vector<SequenceCaches>& caches,
                                       ForwardObserver* observer, const base::Job& job) {
  const Step step{block, caches, observer, job};
  if (model_.config.positions == PositionKind::rotary)
    for (const Segment& segment : block.segments) rotary_.reach(segment.first_position + segment.rows);
  embed(step);
  for (int b = 0; b < model_.config.layers; ++b) {
    job.check();
    attention_half(step, b);
    feed_forward_half(step, b);
  }
  if (model_.common->final_norm) normalize(*model_.common->final_norm, stream_, stream_, job);
  if (model_.project_out >= 0) stream_ = std::move(products(step, model_.project_out, stream_).front());
  return stream_;
}

void ForwardPass::embed(const Step& step) {
  const ModelConfig& config = model_.config;
  const CommonParts& common = *model_.common;
  reshape(stream_, static_cast<std::int64_t>(step.tokens.tokens.size()), config.embedding_size);
  if (common.tied_head)
    gather_rows(*common.tied_head, step.tokens.tokens, config.embedding_scale, stream_, step.job);
  else
    kernels::gather_rows(common.embedding.view(), step.tokens.tokens, config.embedding_scale, stream_,
                         step.job);
  if (model_.project_in >= 0) stream_ = std::move(products(step, model_.project_in, stream_).front());
  if (config.positions == PositionKind::learned) {
    std::vector<int> positions;
    for (const Segment& segment : step.tokens.segments)
      for (std::int64_t r = 0; r < segment.rows; ++r)
        positions.push_back(static_cast<int>(segment.first_position + r + config.position_offset));
    reshape(input_, stream_.rows(), config.hidden_size);
    kernels::gather_rows(common.positions.view(), positions, 1, input_, step.job);
    kernels::add_rows(stream_, input_, step.job);
  }
  if (common.embedding_norm) normalize(*common.embedding_norm, stream_, stream_, step.job);
}

std::vector<tensor::Matrix> ForwardPass::products(const Step& step, int site, const tensor::Matrix& x) {
  return products_.run(site, x, step.tokens.segments, step.observer, step.job);
}

void ForwardPass::normalize(const Norm& norm, tensor::Matrix& from, tensor::Matrix& to,
                            const base::Job& job) {
  tensor::Matrix* input = &from;
  if (format(PrecisionSite::norm) != ValueFormat::f32) {
    if (&from != &to) to = from;
    input = &to;
    round_rows(format(PrecisionSite::norm), to, job);
  }
  const float epsilon = model_.config.norm_epsilon;
  if (model_.config.norm == NormKind::rms)
    kernels::rms_norm(*input, norm.gain.data(), false, epsilon, to, job);
  else
    kernels::layer_norm(*input, norm.gain.data(), norm.bias.data(), epsilon, to, job);
}

const tensor::Matrix& ForwardPass::site_input(const Norm& norm, const base::Job& job) {
  if (!model_.config.norm_before) return stream_;
  reshape(input_, stream_.rows(), stream_.columns());
  normalize(norm, stream_, input_, job);
  return input_;
}

void ForwardPass::add_to_stream(tensor::Matrix& part, const Norm& norm, const base::Job& job) {
  round_rows(format(PrecisionSite::residual), stream_, job);
  round_rows(format(PrecisionSite::residual), part, job);
  kernels::add_rows(stream_, part, job);
  if (!model_.config.norm_before) normalize(norm, stream_, stream_, job);
}

void ForwardPass::attention_half(const Step& step, int block) {
  const BlockSites& sites = model_.blocks[static_cast<std::size_t>(block)];
  const Norm& norm = model_.common->attention_norms[static_cast<std::size_t>(block)];
  std::vector<tensor::Matrix> qkv = products(step, sites.qkv, site_input(norm, step.job));
  attend(step, block, projections(qkv, step.job));
  std::vector<tensor::Matrix> output = products(step, sites.attention_output, attended_);
  add_to_stream(output.front(), norm, step.job);
}

ForwardPass::Projections ForwardPass::projections(std::vector<tensor::Matrix>& products,
                                                  const base::Job& job) {
  if (products.size() == 3) return {products[0], products[1], products[2]};
  tensor::Matrix& all = products.front();
  const ModelConfig& config = model_.config;
  const std::int64_t width = config.heads * config.head_size;
  if (config.architecture == Architecture::bloom) {
    reshape(fused_, all.rows(), all.columns());
    kernels::for_each_row(all.rows(), all.columns(), job, [&](std::int64_t row) {
      for (std::int64_t head = 0; head < config.heads; ++head)
        for (std::int64_t part = 0; part < 3; ++part)
          std::copy_n(all.row(row) + (head * 3 + part) * config.head_size, config.head_size,
                      fused_.row(row) + part * width + head * config.head_size);
    });
    std::swap(all, fused_);
  }
  const auto part = [&](std::int64_t index) {
    return kernels::RowSpan(all.row(0) + index * width, all.rows(), width, 3 * width);
  };
  return {part(0), part(1), part(2)};
}

void ForwardPass::attend(const Step& step, int block, const Projections& projected) {
  const ModelConfig& config = model_.config;
  reshape(attended_, stream_.rows(), config.heads * config.head_size);
  for (const Segment& segment : step.tokens.segments) {
    const kernels::RowSpan queries = rows_of(projected.queries, segment);
    const kernels::RowSpan keys = rows_of(projected.keys, segment);
    const kernels::RowSpan values = rows_of(projected.values, segment);
    if (config.positions == PositionKind::rotary) {
      rotary_.rotate(queries, config.head_size, segment.first_position, step.job);
      rotary_.rotate(keys, config.head_size, segment.first_position, step.job);
    }
    kernels::KeyValueCache& cache =
        step.caches[static_cast<std::size_t>(segment.sequence)][static_cast<std::size_t>(block)];
    cache.append(keys.values, keys.stride, values.values, values.stride, segment.rows);
    kernels::attention(queries.values, queries.stride, segment.rows, config.heads, cache, attention_,
                       attended_.row(segment.first_row), attended_.columns(), step.job);
  }
}

void ForwardPass::activate(std::vector<tensor::Matrix>& inner, const base::Job& job) {
  const kernels::Activation kind = kernel_of(model_.config.activation);
  round_rows(format(PrecisionSite::activation), inner[0], job);
  if (model_.config.gated)
    kernels::activate_gated(kind, inner[0], inner[1], inner[0], job);
  else
    kernels::activate(kind, inner[0], inner[0], job);
}

void ForwardPass::feed_forward_half(const Step& step, int block) {
  const BlockSites& sites = model_.blocks[static_cast<std::size_t>(block)];
  const Norm& norm = model_.common->feed_forward_norms[static_cast<std::size_t>(block)];
  std::vector<tensor::Matrix> inner = products(step, sites.gate_up, site_input(norm, step.job));
  activate(inner, step.job);
  std::vector<tensor::Matrix> output = products(step, sites.down, inner[0]);
  add_to_stream(output.front(), norm, step.job);
}

}  // namespace quantscope::model
