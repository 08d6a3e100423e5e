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
constexpr int kVectors = 3;
/// Sums of 8 rows fill the registers of AVX-512, those of 4 rows the others'.
constexpr int kRows = kLanes == 16 ? 8 : 4;

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
          hn::LoadU(u32, reinterpret_cast<const std::uint32_t*>(codes + (column * kTileOutputs + o * 4)));
      const std::int64_t end = column + 4 < columns ? column + 4 : columns;
      for (std::int64_t c = column; c < end; ++c, quad = hn::ShiftRight<8>(quad)) {
        const auto steps = hn::Sub(hn::BitCast(i32, hn::And(quad, byte)), offset);
        hn::StoreU(hn::Mul(hn::ConvertTo(f32, steps), scale), f32, out + c * kTileOutputs + o);
      }
    }
  }
}

void codes_to_bf16(const std::uint8_t* codes, std::int64_t quads, const std::int32_t* offsets,
                   std::uint32_t* out) {
  const FloatTag f32;
  const hn::RebindToUnsigned<FloatTag> u32;
  const hn::RebindToSigned<FloatTag> i32;
  const auto byte = hn::Set(u32, 255), upper = hn::Set(u32, 0xffff0000u);
  for (std::int64_t o = 0; o < kTileOutputs; o += kLanes) {
    const auto offset = hn::LoadU(i32, offsets + o);
    const auto bits_of = [&](hn::Vec<decltype(u32)> code) HWY_ATTR {
      return hn::BitCast(u32, hn::ConvertTo(f32, hn::Sub(hn::BitCast(i32, code), offset)));
    };
    for (std::int64_t quad = 0; quad < quads; ++quad) {
      const auto four =
          hn::LoadU(u32, reinterpret_cast<const std::uint32_t*>(codes + quad * kTileOutputs * 4 + o * 4));
      std::uint32_t* to = out + quad * 2 * kTileOutputs + o;
      const auto first = hn::ShiftRight<16>(bits_of(hn::And(four, byte)));
      const auto second = hn::And(bits_of(hn::And(hn::ShiftRight<8>(four), byte)), upper);
      hn::StoreU(hn::Or(first, second), u32, to);
      const auto third = hn::ShiftRight<16>(bits_of(hn::And(hn::ShiftRight<16>(four), byte)));
      const auto fourth = hn::And(bits_of(hn::ShiftRight<24>(four)), upper);
      hn::StoreU(hn::Or(third, fourth), u32, to + kTileOutputs);
    }
  }
}

/// Outputs [first, first + kVectors · kLanes).
template <int rows>
void multiply(const float* x, std::int64_t x_stride, const float* weights, std::int64_t tile_stride,
              std::int64_t first, std::int64_t depth, float* sums) {
  const FloatTag f32;
  const float* w[kVectors];
  for (int v = 0; v < kVectors; ++v) {
    const std::int64_t output = first + v * kLanes;
    w[v] = weights + output / kTileOutputs * tile_stride + output % kTileOutputs;
  }
  hn::Vec<FloatTag> products[rows][kVectors];
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row)
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) products[row][v] = hn::Zero(f32);
  for (std::int64_t k = 0; k < depth; ++k) {
    hn::Vec<FloatTag> factors[kVectors];
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) factors[v] = hn::LoadU(f32, w[v] + k * kTileOutputs);
#pragma GCC unroll 8
    for (int row = 0; row < rows; ++row) {
      const auto value = hn::Set(f32, x[row * x_stride + k]);
#pragma GCC unroll 4
      for (int v = 0; v < kVectors; ++v) products[row][v] = hn::MulAdd(value, factors[v], products[row][v]);
    }
  }
#pragma GCC unroll 8
  for (int row = 0; row < rows; ++row) {
#pragma GCC unroll 4
    for (int v = 0; v < kVectors; ++v) {
      float* to = sums + row * kMostTiles * kTileOutputs + first + v * kLanes;
      hn::StoreU(hn::Add(hn::LoadU(f32, to), products[row][v]), f32, to);
    }
  }
}

template <int rows>
void multiply_rest(std::int64_t count, const float* x, std::int64_t x_stride, const float* weights,
                   std::int64_t tile_stride, std::int64_t first, std::int64_t depth, float* sums) {
  if (count == rows)
    multiply<rows>(x, x_stride, weights, tile_stride, first, depth, sums);
  else if constexpr (rows > 1)
    multiply_rest<rows - 1>(count, x, x_stride, weights, tile_stride, first, depth, sums);
}

void multiply_block(const float* x, std::int64_t x_stride, std::int64_t rows, const float* weights,
                    std::int64_t tile_stride, std::int64_t depth, float* sums) {
  for (std::int64_t row = 0; row < rows; row += kRows) {
    const float* from = x + row * x_stride;
    float* to = sums + row * kMostTiles * kTileOutputs;
    for (std::int64_t o = 0; o < kMostTiles * kTileOutputs; o += kVectors * kLanes)
      multiply_rest<kRows>(rows - row < kRows ? rows - row : kRows, from, x_stride, weights, tile_stride, o,
                           depth, to);
  }
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(dequantize_tile);
HWY_EXPORT(codes_to_bf16);
HWY_EXPORT(multiply_block);

}  // namespace

void dequantize_tile(const std::uint8_t* codes, std::int64_t columns, const std::int32_t* offsets,
                     const float* scales, float* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(dequantize_tile)(codes, columns, offsets, scales, out);
}

void codes_to_bf16(const std::uint8_t* codes, std::int64_t quads, const std::int32_t* offsets,
                   std::uint32_t* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(codes_to_bf16)(codes, quads, offsets, out);
}

void multiply_block(const float* x, std::int64_t x_stride, std::int64_t rows, const float* weights,
                    std::int64_t tile_stride, std::int64_t depth, float* sums) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(multiply_block)(x, x_stride, rows, weights, tile_stride, depth, sums);
}

}  // namespace quantscope::kernels
#endif
