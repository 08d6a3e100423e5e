#include "core/kernels/row_product.h"

#include "core/base/cpu_features.h"
#include "core/kernels/row_product_kinds.h"
#include "core/tensor/half.h"

namespace quantscope::kernels {
namespace {

float value_at(const RowProduct& product, std::int64_t k, std::int64_t lane) {
  const std::int64_t at = k * product.b_stride + lane;
  if (product.format == CacheFormat::f32) return reinterpret_cast<const float*>(product.b)[at];
  if (product.format == CacheFormat::f16)
    return tensor::f32_from_f16(reinterpret_cast<const std::uint16_t*>(product.b)[at]);
  return static_cast<float>(code_at(product.b, product.format, product.b_stride, k, lane));
}

}  // namespace

int code_at(const std::byte* b, CacheFormat format, std::int64_t b_stride, std::int64_t k,
            std::int64_t lane) {
  if (format == CacheFormat::int8) return std::to_integer<int>(b[(k / 4 * b_stride + lane) * 4 + k % 4]);
  return std::to_integer<int>(b[(k / 8 * b_stride + lane) * 4 + k % 4]) >> (k % 8 < 4 ? 0 : 4) & 15;
}

void multiply_rows(const RowProduct& product) {
  if (product.format == CacheFormat::f32) {
    multiply_float_rows(product);
  } else {
    multiply_packed_rows(product);
  }
}

void multiply_rows_scalar(const RowProduct& product) {
  for (int r = 0; r < product.rows; ++r) {
    for (std::int64_t lane = 0; lane < product.lanes; ++lane) {
      float sum = 0;
      for (std::int64_t k = 0; k < product.depth; ++k)
        sum += product.x[r * product.x_stride + k] * value_at(product, k, lane);
      float& to = product.out[r * product.out_stride + lane];
      to = product.factors ? product.factors[r] * to + sum : sum;
    }
  }
}

void multiply_codes(const CodeProduct& product) {
#if defined(__x86_64__)
  if (base::isa_level() == base::IsaLevel::vnni) return multiply_codes_vnni(product);
#endif
  multiply_codes_by_pairs(product);
}

void multiply_codes_scalar(const CodeProduct& product) {
  const bool keys = product.kind == CodeProduct::Kind::keys;
  const int centre = !keys && product.format == CacheFormat::int8 ? 128 : 0;
  for (int r = 0; r < product.rows; ++r) {
    for (std::int64_t lane = 0; lane < product.lanes; ++lane) {
      std::int32_t sum = 0;
      for (std::int64_t k = 0; k < product.depth; ++k) {
        const std::uint8_t byte = product.x[r * product.x_stride + k];
        const int x = keys ? static_cast<std::int8_t>(byte) : byte;
        sum += x * (code_at(product.b, product.format, product.b_stride, k, lane) - centre);
      }
      product.out[r * product.out_stride + lane] = sum;
    }
  }
}

}  // namespace quantscope::kernels
