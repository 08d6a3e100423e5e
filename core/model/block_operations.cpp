#include "core/model/block_operations.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/parallel.h"

namespace quantscope::model {
namespace {

constexpr std::int64_t values_per_piece = 1 << 14;

std::int64_t rows_per_piece(std::int64_t columns) {
  return std::max<std::int64_t>(1, values_per_piece / std::max<std::int64_t>(columns, 1));
}

template <typename Body>
void for_rows(const tensor::Matrix& x, const base::Job& job, Body body) {
  base::parallel_for(x.rows(), rows_per_piece(x.columns()), job, [&](base::IndexRange rows) {
    for (std::int64_t r = rows.begin; r < rows.end; ++r) body(r);
  });
}

float activated(ActivationKind kind, float x) {
  switch (kind) {
    case ActivationKind::silu:
      return x / (1 + std::exp(-x));
    case ActivationKind::relu:
      return std::max(x, 0.0f);
    case ActivationKind::gelu:
      return 0.5f * x * (1 + std::erf(x * std::numbers::sqrt2_v<float> / 2));
    case ActivationKind::gelu_tanh:
      break;
  }
  constexpr float factor = 0.7978845608f;  // √(2/π)
  return 0.5f * x * (1 + std::tanh(factor * (x + 0.044715f * x * x * x)));
}

std::vector<double> rotary_frequencies(const ModelConfig& config) {
  const RotaryScaling& scaling = config.rotary_scaling;
  std::vector<double> frequencies;
  for (std::int64_t i = 0; i < config.head_size / 2; ++i) {
    double frequency =
        std::pow(config.rope_theta, -2.0 * static_cast<double>(i) / static_cast<double>(config.head_size));
    if (scaling.kind == RotaryScaling::Kind::linear) frequency /= scaling.factor;
    if (scaling.kind == RotaryScaling::Kind::llama3) {
      const double turns = scaling.original_context * frequency / (2 * std::numbers::pi);
      const double kept = std::clamp((turns - scaling.low_frequency_factor) /
                                         (scaling.high_frequency_factor - scaling.low_frequency_factor),
                                     0.0, 1.0);
      frequency *= kept + (1 - kept) / scaling.factor;
    }
    frequencies.push_back(frequency);
  }
  return frequencies;
}

}  // namespace

void normalize(const Norm& norm, NormKind kind, float epsilon, tensor::Matrix& x, const base::Job& job) {
  const std::int64_t columns = x.columns();
  for_rows(x, job, [&](std::int64_t r) {
    float* row = x.row(r);
    double mean = 0, squares = 0;
    if (kind == NormKind::layer) {
      for (std::int64_t c = 0; c < columns; ++c) mean += row[c];
      mean /= static_cast<double>(columns);
    }
    for (std::int64_t c = 0; c < columns; ++c) squares += (row[c] - mean) * (row[c] - mean);
    const double scale = 1 / std::sqrt(squares / static_cast<double>(columns) + epsilon);
    for (std::int64_t c = 0; c < columns; ++c) {
      const auto i = static_cast<std::size_t>(c);
      row[c] = static_cast<float>((row[c] - mean) * scale) * norm.gain[i] +
               (norm.bias.empty() ? 0.0f : norm.bias[i]);
    }
  });
}

void add(tensor::Matrix& to, const tensor::Matrix& from, const base::Job& job) {
  for_rows(to, job, [&](std::int64_t r) {
    float* row = to.row(r);
    const float* other = from.row(r);
    for (std::int64_t c = 0; c < to.columns(); ++c) row[c] += other[c];
  });
}

void add_bias(tensor::Matrix& y, const std::vector<float>& bias, const base::Job& job) {
  for_rows(y, job, [&](std::int64_t r) {
    float* row = y.row(r);
    for (std::int64_t c = 0; c < y.columns(); ++c) row[c] += bias[static_cast<std::size_t>(c)];
  });
}

void activate(ActivationKind kind, tensor::Matrix& x, const base::Job& job) {
  for_rows(x, job, [&](std::int64_t r) {
    float* row = x.row(r);
    for (std::int64_t c = 0; c < x.columns(); ++c) row[c] = activated(kind, row[c]);
  });
}

void gate(ActivationKind kind, tensor::Matrix& gate, const tensor::Matrix& up, const base::Job& job) {
  for_rows(gate, job, [&](std::int64_t r) {
    float* row = gate.row(r);
    const float* factors = up.row(r);
    for (std::int64_t c = 0; c < gate.columns(); ++c) row[c] = activated(kind, row[c]) * factors[c];
  });
}

RotaryTable::RotaryTable(const ModelConfig& config)
    : half_(config.head_size / 2), frequencies_(rotary_frequencies(config)) {}

void RotaryTable::reach(std::int64_t positions) {
  const auto needed = static_cast<std::size_t>(positions * half_);
  if (cosines_.size() >= needed) return;
  cosines_.reserve(needed);
  sines_.reserve(needed);
  for (auto position = static_cast<std::int64_t>(cosines_.size()) / half_; position < positions; ++position)
    for (const double frequency : frequencies_) {
      const double angle = static_cast<double>(position) * frequency;
      cosines_.push_back(static_cast<float>(std::cos(angle)));
      sines_.push_back(static_cast<float>(std::sin(angle)));
    }
}

void RotaryTable::rotate(float* x, std::int64_t stride, std::int64_t rows, std::int64_t heads,
                         std::int64_t first_position, const base::Job& job) const {
  base::parallel_for(rows, rows_per_piece(2 * half_ * heads), job, [&](base::IndexRange range) {
    for (std::int64_t r = range.begin; r < range.end; ++r) {
      const float* cosine = cosines_.data() + (first_position + r) * half_;
      const float* sine = sines_.data() + (first_position + r) * half_;
      for (std::int64_t head = 0; head < heads; ++head) {
        float* low = x + r * stride + head * 2 * half_;
        float* high = low + half_;
        for (std::int64_t i = 0; i < half_; ++i) {
          const float a = low[i], b = high[i];
          low[i] = a * cosine[i] - b * sine[i];
          high[i] = b * cosine[i] + a * sine[i];
        }
      }
    }
  });
}

}  // namespace quantscope::model
