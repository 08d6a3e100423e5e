#pragma once

#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/methods/method.h"
#include "core/tensor/tensor.h"

namespace quantscope::methods::testing {

inline tensor::Matrix random_matrix(std::int64_t rows, std::int64_t columns, std::mt19937& random,
                                    float scale = 1) {
  std::normal_distribution<float> normal(0, scale);
  tensor::Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

inline tensor::Tensor as_tensor(const tensor::Matrix& matrix) {
  tensor::Tensor result(tensor::ElementType::f32, matrix.rows(), matrix.columns());
  std::copy(matrix.values().begin(), matrix.values().end(), reinterpret_cast<float*>(result.mutable_data()));
  return result;
}

inline Site make_site(const std::vector<tensor::Matrix>& weights, const tensor::Matrix* samples = nullptr) {
  Site site;
  site.name = "site";
  for (std::size_t i = 0; i < weights.size(); ++i)
    site.consumers.push_back({"weight" + std::to_string(i), as_tensor(weights[i]), std::nullopt});
  if (samples) site.input = calibration::knowledge_from_samples(samples->view());
  return site;
}

/// a · bᵀ in double.
inline std::vector<double> product(const tensor::Matrix& a, const tensor::Matrix& b) {
  std::vector<double> result(static_cast<std::size_t>(a.rows() * b.rows()));
  for (std::int64_t i = 0; i < a.rows(); ++i)
    for (std::int64_t j = 0; j < b.rows(); ++j) {
      double sum = 0;
      for (std::int64_t k = 0; k < a.columns(); ++k) sum += double{a(i, k)} * b(j, k);
      result[static_cast<std::size_t>(i * b.rows() + j)] = sum;
    }
  return result;
}

/// The same of the magnitudes: what rounding errors are relative to.
inline std::vector<double> magnitudes(const tensor::Matrix& a, const tensor::Matrix& b) {
  tensor::Matrix absolute_a = a, absolute_b = b;
  for (float& value : absolute_a.values()) value = std::abs(value);
  for (float& value : absolute_b.values()) value = std::abs(value);
  return product(absolute_a, absolute_b);
}

inline tensor::Matrix dequantized(const formats::IntegerMatrix& codes) {
  tensor::Matrix matrix(codes.shape.rows, codes.shape.columns);
  codes.dequantize_rows(0, matrix.rows(), matrix.values().data());
  return matrix;
}

}  // namespace quantscope::methods::testing
