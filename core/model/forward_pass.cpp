#include "core/model/forward_pass.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/parallel.h"

namespace quantscope::model {
namespace {

void reshape(tensor::Matrix& matrix, std::int64_t rows, std::int64_t columns) {
  if (matrix.rows() != rows || matrix.columns() != columns) matrix = tensor::Matrix(rows, columns);
}

}  // namespace

ForwardPass::ForwardPass(const Transformer::State& model, kernels::AttentionKind attention)
    : model_(model), products_(model), rotary_(model.config) {
  const ModelConfig& config = model.config;
  attention_.kind = attention;
  attention_.scale = static_cast<float>(1 / std::sqrt(static_cast<double>(config.head_size)));
  attention_.sliding_window = config.sliding_window;
  if (!model.common->alibi_slopes.empty()) attention_.alibi_slopes = model.common->alibi_slopes.data();
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
  if (model_.common->final_norm)
    normalize(*model_.common->final_norm, model_.config.norm, model_.config.norm_epsilon, stream_, job);
  if (model_.project_out >= 0) stream_ = std::move(products(step, model_.project_out, stream_).front());
  return stream_;
}

void ForwardPass::embed(const Step& step) {
  const ModelConfig& config = model_.config;
  const auto rows = static_cast<std::int64_t>(step.tokens.tokens.size());
  reshape(stream_, rows, config.embedding_size);
  const tensor::TensorView embedding = model_.common->embedding.view();
  for (std::int64_t r = 0; r < rows; ++r) {
    float* row = stream_.row(r);
    tensor::read_row_f32(embedding, step.tokens.tokens[static_cast<std::size_t>(r)], 0, embedding.columns,
                         row);
    if (config.embedding_scale != 1)
      for (std::int64_t c = 0; c < embedding.columns; ++c) row[c] *= config.embedding_scale;
  }
  if (model_.project_in >= 0) stream_ = std::move(products(step, model_.project_in, stream_).front());
  if (config.positions == PositionKind::learned) {
    const tensor::TensorView positions = model_.common->positions.view();
    std::vector<float> position(static_cast<std::size_t>(positions.columns));
    for (const Segment& segment : step.tokens.segments)
      for (std::int64_t r = 0; r < segment.rows; ++r) {
        tensor::read_row_f32(positions, segment.first_position + r + config.position_offset, 0,
                             positions.columns, position.data());
        float* row = stream_.row(segment.first_row + r);
        for (std::int64_t c = 0; c < positions.columns; ++c) row[c] += position[static_cast<std::size_t>(c)];
      }
  }
  if (model_.common->embedding_norm)
    normalize(*model_.common->embedding_norm, config.norm, config.norm_epsilon, stream_, step.job);
}

std::vector<tensor::Matrix> ForwardPass::products(const Step& step, int site, tensor::Matrix& x) {
  return products_.run(site, x, step.tokens.segments, step.observer, step.job);
}

tensor::Matrix& ForwardPass::site_input(const Norm* norm, const base::Job& job) {
  reshape(input_, stream_.rows(), stream_.columns());
  std::copy_n(stream_.row(0), stream_.count(), input_.row(0));
  if (norm) normalize(*norm, model_.config.norm, model_.config.norm_epsilon, input_, job);
  return input_;
}

void ForwardPass::add_to_stream(tensor::Matrix& part, const Norm* norm_after, const base::Job& job) {
  add(stream_, part, job);
  if (norm_after) normalize(*norm_after, model_.config.norm, model_.config.norm_epsilon, stream_, job);
}

void ForwardPass::attention_half(const Step& step, int block) {
  const BlockSites& sites = model_.blocks[static_cast<std::size_t>(block)];
  const Norm* norm = &model_.common->attention_norms[static_cast<std::size_t>(block)];
  const bool before = model_.config.norm_before;
  std::vector<tensor::Matrix> qkv = products(step, sites.qkv, site_input(before ? norm : nullptr, step.job));
  attend(step, block, projections(qkv, step.job));
  std::vector<tensor::Matrix> output = products(step, sites.attention_output, attended_);
  add_to_stream(output.front(), before ? nullptr : norm, step.job);
}

ForwardPass::Projections ForwardPass::projections(std::vector<tensor::Matrix>& products,
                                                  const base::Job& job) {
  const ModelConfig& config = model_.config;
  const std::int64_t width = config.heads * config.head_size;
  Projections result;
  if (products.size() == 3) {
    result = {products[0].row(0),    products[1].row(0),    products[2].row(0),
              products[0].columns(), products[1].columns(), products[2].columns()};
    return result;
  }
  tensor::Matrix& all = products.front();
  if (config.architecture == Architecture::bloom) {
    reshape(fused_, all.rows(), all.columns());
    base::parallel_for(all.rows(), 16, job, [&](base::IndexRange rows) {
      for (std::int64_t r = rows.begin; r < rows.end; ++r)
        for (std::int64_t head = 0; head < config.heads; ++head)
          for (std::int64_t part = 0; part < 3; ++part)
            std::copy_n(all.row(r) + (head * 3 + part) * config.head_size, config.head_size,
                        fused_.row(r) + part * width + head * config.head_size);
    });
    std::swap(all, fused_);
  }
  float* first = all.row(0);
  result = {first, first + width, first + 2 * width, 3 * width, 3 * width, 3 * width};
  return result;
}

void ForwardPass::attend(const Step& step, int block, const Projections& projected) {
  const ModelConfig& config = model_.config;
  reshape(attended_, stream_.rows(), config.heads * config.head_size);
  for (const Segment& segment : step.tokens.segments) {
    float* queries = projected.queries + segment.first_row * projected.query_stride;
    float* keys = projected.keys + segment.first_row * projected.key_stride;
    const float* values = projected.values + segment.first_row * projected.value_stride;
    if (config.positions == PositionKind::rotary) {
      rotary_.rotate(queries, projected.query_stride, segment.rows, config.heads, segment.first_position,
                     step.job);
      rotary_.rotate(keys, projected.key_stride, segment.rows, config.key_value_heads, segment.first_position,
                     step.job);
    }
    kernels::KeyValueCache& cache =
        step.caches[static_cast<std::size_t>(segment.sequence)][static_cast<std::size_t>(block)];
    cache.append(keys, projected.key_stride, values, projected.value_stride, segment.rows);
    kernels::attention(queries, projected.query_stride, segment.rows, config.heads, cache, attention_,
                       attended_.row(segment.first_row), attended_.columns(), step.job);
  }
}

void ForwardPass::feed_forward_half(const Step& step, int block) {
  const BlockSites& sites = model_.blocks[static_cast<std::size_t>(block)];
  const Norm* norm = &model_.common->feed_forward_norms[static_cast<std::size_t>(block)];
  const bool before = model_.config.norm_before;
  std::vector<tensor::Matrix> inner =
      products(step, sites.gate_up, site_input(before ? norm : nullptr, step.job));
  if (model_.config.gated)
    gate(model_.config.activation, inner[0], inner[1], step.job);
  else
    activate(model_.config.activation, inner[0], step.job);
  std::vector<tensor::Matrix> output = products(step, sites.down, inner[0]);
  add_to_stream(output.front(), before ? nullptr : norm, step.job);
}

}  // namespace quantscope::model
