#include "core/kernels/packed_block.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"
#include "core/kernels/key_value_cache_state.h"
#include "core/kernels/row_product.h"
#include "core/tensor/half.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/packed_block.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using F32 = hn::ScalableTag<float>;
using I32 = hn::RebindToSigned<F32>;
using Vector = hn::Vec<F32>;
constexpr std::int64_t kLanes = hn::MaxLanes(F32());

/// body(lane, mask) for each vector of lanes.
template <class Body>
HWY_INLINE void for_lanes(std::int64_t lanes, const Body& body) {
  for (std::int64_t lane = 0; lane < lanes; lane += kLanes)
    body(lane, hn::FirstN(F32(), static_cast<std::size_t>(std::min(kLanes, lanes - lane))));
}

void unpack_halves(const PackedBlock& block, float* out) {
  const hn::Rebind<hwy::float16_t, F32> f16;
  const auto* from = reinterpret_cast<const hwy::float16_t*>(block.codes);
  const std::int64_t count = block.depth * block.lanes;  // a multiple of 64
  for (std::int64_t i = 0; i < count; i += kLanes)
    hn::StoreU(hn::PromoteTo(F32(), hn::LoadU(f16, from + i)), F32(), out + i);
}

template <int bits>
void unpack_codes(const PackedBlock& block, float* out) {
  constexpr int kGroup = 32 / bits;
  const hn::RebindToUnsigned<F32> u32;
  const auto largest = hn::Set(u32, (1u << bits) - 1);
  const auto* words = reinterpret_cast<const std::uint32_t*>(block.codes);
  for (std::int64_t first = 0; first < block.depth; first += kGroup, words += block.lanes) {
    const auto rows = static_cast<int>(std::min<std::int64_t>(kGroup, block.depth - first));
    for_lanes(block.lanes, [&](std::int64_t lane, auto mask) HWY_ATTR {
      const auto word = hn::MaskedLoad(hn::RebindMask(u32, mask), u32, words + lane);
      for (int i = 0; i < rows; ++i) {
        const auto code = hn::And(hn::ShiftRightSame(word, i % 4 * 8 + i / 4 * 4), largest);
        const std::int64_t depth = first + i;
        const auto scale =
            block.keys ? hn::LoadU(F32(), block.scales + lane) : hn::Set(F32(), block.scales[depth]);
        const auto least =
            block.keys ? hn::LoadU(F32(), block.minima + lane) : hn::Set(F32(), block.minima[depth]);
        const auto value = hn::Add(hn::Mul(hn::ConvertTo(F32(), hn::BitCast(I32(), code)), scale), least);
        hn::BlendedStore(value, mask, F32(), out + depth * block.lanes + lane);
      }
    });
  }
}

void unpack(const PackedBlock& block, float* out) {
  switch (block.format) {
    case CacheFormat::f16:
      return unpack_halves(block, out);
    case CacheFormat::int8:
      return unpack_codes<8>(block, out);
    case CacheFormat::int4:
      return unpack_codes<4>(block, out);
    case CacheFormat::f32:
      return;
  }
}

/// round(value / scale) within ±limit, 0 where the scale is 0 or NaN.
HWY_INLINE hn::Vec<I32> code_of(Vector value, Vector scale, Vector limit) {
  const auto usable = hn::Gt(scale, hn::Zero(F32()));
  const auto ratio = hn::Max(hn::Min(hn::Div(value, scale), limit), hn::Neg(limit));
  return hn::NearestInt(hn::IfThenElseZero(usable, ratio));
}

HWY_INLINE Vector scale_of(Vector largest, Vector differences, Vector limit) {
  const auto finite = hn::Eq(differences, hn::Zero(F32()));
  return hn::IfThenElse(finite, hn::Div(largest, limit), hn::NaN(F32()));
}

float row_scale(const float* row, std::int64_t count, int bits) {
  auto largest = hn::Zero(F32()), differences = largest;
  for_lanes(count, [&](std::int64_t lane, auto mask) HWY_ATTR {
    const auto value = hn::MaskedLoad(mask, F32(), row + lane);
    largest = hn::Max(largest, hn::Abs(value));
    differences = hn::Add(differences, hn::Sub(value, value));
  });
  const auto limit = hn::Set(F32(), static_cast<float>((1 << (bits - 1)) - 1));
  return hn::GetLane(scale_of(hn::MaxOfLanes(F32(), largest), hn::SumOfLanes(F32(), differences), limit));
}

void scales_of_keys(const FloatBlock& block, int bits, float* scales) {
  const auto limit = hn::Set(F32(), static_cast<float>((1 << (bits - 1)) - 1));
  for (std::int64_t lane = 0; lane < kBlockTokens; lane += kLanes) {
    auto largest = hn::Zero(F32()), differences = largest;
    for (std::int64_t depth = 0; depth < block.depth; ++depth) {
      const auto value = hn::LoadU(F32(), block.values + depth * block.lanes + lane);
      largest = hn::Max(largest, hn::Abs(value));
      differences = hn::Add(differences, hn::Sub(value, value));
    }
    hn::StoreU(scale_of(largest, differences, limit), F32(), scales + lane);
  }
}

void quantize(const FloatBlock& block, int bits, std::byte* codes, float* scales) {
  const auto limit = hn::Set(F32(), static_cast<float>((1 << (bits - 1)) - 1));
  if (block.keys) {
    scales_of_keys(block, bits, scales);
  } else {
    for (std::int64_t depth = 0; depth < block.depth; ++depth)
      scales[depth] = row_scale(block.values + depth * block.lanes, block.lanes, bits);
  }
  auto* words = reinterpret_cast<std::int32_t*>(codes);
  for (std::int64_t first = 0; first < block.depth; first += 4, words += block.lanes) {
    for_lanes(block.lanes, [&](std::int64_t lane, auto mask) HWY_ATTR {
      auto word = hn::Set(I32(), static_cast<std::int32_t>(0x80808080u));
      for (std::int64_t i = 0; i < 4 && first + i < block.depth; ++i) {
        const std::int64_t depth = first + i;
        const auto value = hn::MaskedLoad(mask, F32(), block.values + depth * block.lanes + lane);
        const auto scale = block.keys ? hn::LoadU(F32(), scales + lane) : hn::Set(F32(), scales[depth]);
        // 128 more is another highest bit of the code's byte.
        const auto code = hn::And(code_of(value, scale, limit), hn::Set(I32(), 255));
        word = hn::Xor(word, hn::ShiftLeftSame(code, static_cast<int>(8 * i)));
      }
      hn::BlendedStore(word, hn::RebindMask(I32(), mask), I32(), words + lane);
    });
  }
}

void quantize_whole_row(const float* row, std::int64_t count, float scale, int bits, std::int8_t* codes) {
  const auto limit = hn::Set(F32(), static_cast<float>((1 << (bits - 1)) - 1));
  for_lanes(count, [&](std::int64_t lane, auto mask) HWY_ATTR {
    std::int32_t found[kLanes];
    hn::StoreU(code_of(hn::MaskedLoad(mask, F32(), row + lane), hn::Set(F32(), scale), limit), I32(), found);
    for (std::int64_t i = lane; i < std::min(count, lane + kLanes); ++i)
      codes[i] = static_cast<std::int8_t>(found[i - lane]);
  });
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(unpack);
HWY_EXPORT(quantize);
HWY_EXPORT(row_scale);
HWY_EXPORT(quantize_whole_row);

}  // namespace

void unpack_block(const PackedBlock& block, float* out) {
  HWY_DYNAMIC_DISPATCH(unpack)(block, out);
}

void unpack_block_scalar(const PackedBlock& block, float* out) {
  for (std::int64_t depth = 0; depth < block.depth; ++depth) {
    for (std::int64_t lane = 0; lane < block.lanes; ++lane) {
      const std::int64_t at = depth * block.lanes + lane, token = block.keys ? lane : depth;
      if (block.format == CacheFormat::f16) {
        out[at] = tensor::f32_from_f16(reinterpret_cast<const std::uint16_t*>(block.codes)[at]);
      } else {
        const int code = code_at(block.codes, block.format, block.lanes, depth, lane);
        out[at] = static_cast<float>(code) * block.scales[token] + block.minima[token];
      }
    }
  }
}

void quantize_block(const FloatBlock& block, int bits, std::byte* codes, float* scales) {
  HWY_DYNAMIC_DISPATCH(quantize)(block, bits, codes, scales);
}

void quantize_block_scalar(const FloatBlock& block, int bits, std::byte* codes, float* scales) {
  const auto limit = static_cast<float>((1 << (bits - 1)) - 1);
  const std::int64_t groups = (block.depth + 3) / 4;
  std::fill_n(codes, groups * block.lanes * 4, std::byte{128});
  for (std::int64_t token = 0; token < kBlockTokens; ++token) {
    const std::int64_t count = block.keys ? block.depth : block.lanes;
    const auto value = [&](std::int64_t i) {
      return block.keys ? block.values[i * block.lanes + token] : block.values[token * block.lanes + i];
    };
    float largest = 0;
    bool finite = true;
    for (std::int64_t i = 0; i < count; ++i) {
      largest = std::max(largest, std::fabs(value(i)));
      finite = finite && std::isfinite(value(i));
    }
    const float scale = finite ? largest / limit : std::numeric_limits<float>::quiet_NaN();
    scales[token] = scale;
    if (!(scale > 0)) continue;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t depth = block.keys ? i : token, lane = block.keys ? token : i;
      const auto code = static_cast<int>(std::nearbyint(std::clamp(value(i) / scale, -limit, limit)));
      codes[(depth / 4 * block.lanes + lane) * 4 + depth % 4] = static_cast<std::byte>(code + 128);
    }
  }
}

float quantize_row(const float* row, std::int64_t count, std::int64_t padded, int bits, std::int8_t* codes) {
  const float scale = HWY_DYNAMIC_DISPATCH(row_scale)(row, count, bits);
  HWY_DYNAMIC_DISPATCH(quantize_whole_row)(row, count, scale, bits, codes);
  std::fill(codes + count, codes + padded, std::int8_t{0});
  return scale;
}

}  // namespace quantscope::kernels
#endif
