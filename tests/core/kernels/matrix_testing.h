#pragma once

#include <cstdint>
#include <cstring>
#include <random>

#include "core/tensor/half.h"
#include "core/tensor/tensor.h"

namespace quantscope::kernels {

/// Normal: `size` is the standard deviation.
inline tensor::Matrix random_matrix(std::int64_t rows, std::int64_t columns, std::uint32_t seed,
                                    float size = 1, float mean = 0) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(mean, size);
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

/// In f32, f16 or bf16.
inline tensor::Tensor converted(const tensor::Matrix& matrix, tensor::ElementType type) {
  tensor::Tensor result(type, matrix.rows(), matrix.columns());
  for (std::int64_t i = 0; i < matrix.count(); ++i) {
    const float value = matrix.values()[static_cast<std::size_t>(i)];
    if (type == tensor::ElementType::f32) {
      std::memcpy(result.mutable_data() + i * 4, &value, 4);
    } else {
      const std::uint16_t bits =
          type == tensor::ElementType::f16 ? tensor::f16_from_f32(value) : tensor::bf16_from_f32(value);
      std::memcpy(result.mutable_data() + i * 2, &bits, 2);
    }
  }
  return result;
}

}  // namespace quantscope::kernels
