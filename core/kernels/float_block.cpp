#include "core/kernels/float_block.h"

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/float_block.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::CappedTag<float, 16>;
constexpr auto kLanes = static_cast<std::int64_t>(hn::MaxLanes(FloatTag()));

void dequantize_tile(const std::uint8_t* codes, std::int64_t columns, const std::int32_t* offsets,
                     const float* scales, float* out) {
  const FloatTag f32;
  const hn::RebindToUnsigned<FloatTag> u32;
  const hn::RebindToSigned<FloatTag> i32;
  const auto byte = hn::Set(u32, 255);
  for (std::int64_t o = 0; o < kTileOutputs; o += kLanes) {
    const auto offset = hn::LoadU(i32, offsets + o);
    const auto scale = hn::LoadU(f32, scales + o);
    for (std::int64_t column = 0; column < columns; column += 4) {
      auto quad =
          hn::LoadU(u32, reinterpret_cast<const std::uint32_t*>(codes + column / 4 * kQuadBytes + o * 4));
      const std::int64_t end = column + 4 < columns ? column + 4 : columns;
      for (std::int64_t c = column; c < end; ++c, quad = hn::ShiftRight<8>(quad)) {
        const auto steps = hn::Sub(hn::BitCast(i32, hn::And(quad, byte)), offset);
        hn::StoreU(hn::Mul(hn::ConvertTo(f32, steps), scale), f32, out + c * kBlockOutputs + o);
      }
    }
  }
}

template <int rows, int vectors>
void multiply(const float* x, std::int64_t x_stride, const float* weights, std::int64_t depth, float* sums) {
  const FloatTag f32;
  hn::Vec<FloatTag> products[rows][vectors];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) products[row][v] = hn::Zero(f32);
  for (std::int64_t k = 0; k < depth; ++k) {
    hn::Vec<FloatTag> w[vectors];
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) w[v] = hn::LoadU(f32, weights + k * kBlockOutputs + v * kLanes);
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      const auto factor = hn::Set(f32, x[row * x_stride + k]);
#pragma GCC unroll 4
      for (int v = 0; v < vectors; ++v) products[row][v] = hn::MulAdd(factor, w[v], products[row][v]);
    }
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) {
#pragma GCC unroll 4
    for (int v = 0; v < vectors; ++v) {
      float* to = sums + row * kBlockOutputs + v * kLanes;
      hn::StoreU(hn::Add(hn::LoadU(f32, to), products[row][v]), f32, to);
    }
  }
}

void multiply_block(const float* x, std::int64_t x_stride, std::int64_t rows, const float* weights,
                    std::int64_t depth, float* sums) {
  constexpr int kVectors = 3, kRows = kLanes == 16 ? 8 : 4;
  for (std::int64_t row = 0; row < rows; row += kRows) {
    const float* from = x + row * x_stride;
    float* to = sums + row * kBlockOutputs;
    for (std::int64_t o = 0; o < kBlockOutputs; o += kVectors * kLanes) {
      if (rows - row >= kRows)
        multiply<kRows, kVectors>(from, x_stride, weights + o, depth, to + o);
      else
        for (std::int64_t one = 0; one < rows - row; ++one)
          multiply<1, kVectors>(from + one * x_stride, x_stride, weights + o, depth,
                                to + one * kBlockOutputs + o);
    }
  }
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(dequantize_tile);
HWY_EXPORT(multiply_block);

}  // namespace

void dequantize_tile(const std::uint8_t* codes, std::int64_t columns, const std::int32_t* offsets,
                     const float* scales, float* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(dequantize_tile)(codes, columns, offsets, scales, out);
}

void multiply_block(const float* x, std::int64_t x_stride, std::int64_t rows, const float* weights,
                    std::int64_t depth, float* sums) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(multiply_block)(x, x_stride, rows, weights, depth, sums);
}

}  // namespace quantscope::kernels
#endif
