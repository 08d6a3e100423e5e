#include "core/kernels/float_tiles.h"

#include "core/base/cpu_features.h"
#include "core/kernels/dot_tile.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/float_tiles.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::CappedTag<float, 16>;
using Floats = hn::Vec<FloatTag>;
constexpr auto kLanes = static_cast<std::int64_t>(hn::MaxLanes(FloatTag()));
constexpr int kRowsAtOnce = 4;

/// Two columns of kLanes outputs from `output` on: the layouts of PackedFloats.
template <tensor::ElementType type>
HWY_INLINE void load_pair(const std::uint8_t* tile, std::int64_t column, std::int64_t output, Floats& first,
                          Floats& second) {
  const FloatTag f32;
  if constexpr (type == tensor::ElementType::f32) {
    const float* from = reinterpret_cast<const float*>(tile) + column * kTileOutputs + output;
    first = hn::LoadU(f32, from);
    second = hn::LoadU(f32, from + kTileOutputs);
  } else if constexpr (type == tensor::ElementType::bf16) {
    const hn::RebindToUnsigned<FloatTag> u32;
    const auto pair =
        hn::LoadU(u32, reinterpret_cast<const std::uint32_t*>(tile) + column / 2 * kTileOutputs + output);
    first = hn::BitCast(f32, hn::ShiftLeft<16>(pair));
    second = hn::BitCast(f32, hn::And(pair, hn::Set(u32, 0xffff0000u)));
  } else {
    const hn::Rebind<hwy::float16_t, FloatTag> f16;
    const auto* from = reinterpret_cast<const hwy::float16_t*>(tile) + column * kTileOutputs + output;
    first = hn::PromoteTo(f32, hn::LoadU(f16, from));
    second = hn::PromoteTo(f32, hn::LoadU(f16, from + kTileOutputs));
  }
}

template <tensor::ElementType type>
void widen(const std::uint8_t* tile, std::int64_t first, std::int64_t count, float* out) {
  for (std::int64_t output = 0; output < kTileOutputs; output += kLanes) {
    for (std::int64_t c = 0; c < count; c += 2) {
      Floats even, odd;
      load_pair<type>(tile, first + c, output, even, odd);
      float* to = out + c * kTileOutputs + output;
      hn::StoreU(even, FloatTag(), to);
      if (c + 1 < count) hn::StoreU(odd, FloatTag(), to + kTileOutputs);
    }
  }
}

template <tensor::ElementType type, int rows>
void multiply(const std::uint8_t* tile, std::int64_t columns, const float* x, std::int64_t x_stride,
              float* sums) {
  const FloatTag f32;
  for (std::int64_t output = 0; output < kTileOutputs; output += kLanes) {
    Floats products[4][rows];
#pragma GCC unroll 4
    for (int chain = 0; chain < 4; ++chain)
#pragma GCC unroll 4
      for (int row = 0; row < rows; ++row) products[chain][row] = hn::Zero(f32);
    for (std::int64_t c = 0; c < columns; c += 4) {
      Floats w[4];
      load_pair<type>(tile, c, output, w[0], w[1]);
      load_pair<type>(tile, c + 2, output, w[2], w[3]);
#pragma GCC unroll 4
      for (int chain = 0; chain < 4; ++chain)
#pragma GCC unroll 4
        for (int row = 0; row < rows; ++row)
          products[chain][row] =
              hn::MulAdd(hn::Set(f32, x[row * x_stride + c + chain]), w[chain], products[chain][row]);
    }
#pragma GCC unroll 4
    for (int row = 0; row < rows; ++row)
      hn::StoreU(
          hn::Add(hn::Add(products[0][row], products[1][row]), hn::Add(products[2][row], products[3][row])),
          f32, sums + row * kTileOutputs + output);
  }
}

template <tensor::ElementType type>
void multiply_rows(const std::uint8_t* tile, std::int64_t columns, const float* x, std::int64_t x_stride,
                   int rows, float* sums) {
  constexpr decltype(&multiply<type, 1>) kMultiply[kRowsAtOnce] = {multiply<type, 1>, multiply<type, 2>,
                                                                   multiply<type, 3>, multiply<type, 4>};
  for (int row = 0; row < rows; row += kRowsAtOnce)
    kMultiply[(rows - row < kRowsAtOnce ? rows - row : kRowsAtOnce) - 1](tile, columns, x + row * x_stride,
                                                                         x_stride, sums + row * kTileOutputs);
}

void widen_tile(const std::uint8_t* tile, tensor::ElementType type, std::int64_t first, std::int64_t count,
                float* out) {
  (type == tensor::ElementType::f32    ? widen<tensor::ElementType::f32>
   : type == tensor::ElementType::bf16 ? widen<tensor::ElementType::bf16>
                                       : widen<tensor::ElementType::f16>)(tile, first, count, out);
}

void multiply_few(const std::uint8_t* tile, tensor::ElementType type, std::int64_t columns, const float* x,
                  std::int64_t x_stride, int rows, float* sums) {
  (type == tensor::ElementType::f32 ? multiply_rows<tensor::ElementType::f32>
   : type == tensor::ElementType::bf16
       ? multiply_rows<tensor::ElementType::bf16>
       : multiply_rows<tensor::ElementType::f16>)(tile, columns, x, x_stride, rows, sums);
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(widen_tile);
HWY_EXPORT(multiply_few);

}  // namespace

void widen_tile(const std::uint8_t* tile, tensor::ElementType type, std::int64_t first, std::int64_t count,
                float* out) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(widen_tile)(tile, type, first, count, out);
}

void multiply_few(const std::uint8_t* tile, tensor::ElementType type, std::int64_t columns, const float* x,
                  std::int64_t x_stride, int rows, float* sums) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(multiply_few)(tile, type, columns, x, x_stride, rows, sums);
}

}  // namespace quantscope::kernels
#endif
