#include <algorithm>

#include "core/base/cpu_features.h"
#include "core/kernels/code_planes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/unpack_planes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using WordTag = hn::CappedTag<std::uint32_t, 16>;
using Words = hn::Vec<WordTag>;

HWY_INLINE Words load(const std::uint8_t* from) {
  return hn::LoadU(WordTag(), reinterpret_cast<const std::uint32_t*>(from));
}

HWY_INLINE void store(Words words, std::uint8_t* to) {
  hn::StoreU(words, WordTag(), reinterpret_cast<std::uint32_t*>(to));
}

/// Four bytes a lane, shifted by up to 4 places; what crosses a byte is masked away.
template <int left>
HWY_INLINE Words shifted(Words words, std::uint32_t mask) {
  const Words every = hn::Set(WordTag(), mask * 0x01010101u);
  if constexpr (left >= 0)
    return hn::And(hn::ShiftLeft<left>(words), every);
  else
    return hn::And(hn::ShiftRight<-left>(words), every);
}

/// The part of a code that lies in the planes of 2 bits and of 1 bit (`bits` 1–3), for both quads of a pair,
/// a nibble each.
template <int bits, int pair>
HWY_INLINE Words upper_nibbles(const std::uint8_t* two, const std::uint8_t* one) {
  if constexpr (bits == 1) return shifted<-pair>(load(one), 0x11);
  const Words low = shifted<-2 * (pair % 2)>(load(two + pair / 2 * kQuadBytes), 0x33);
  if constexpr (bits == 2)
    return low;
  else
    return hn::Or(low, shifted<2 - pair>(load(one), 0x44));
}

/// Quads 2·pair and 2·pair + 1 of a chunk.
template <int bits, int pair>
HWY_INLINE void unpack_pair(const std::uint8_t* planes, std::int64_t two, std::int64_t one, bool both,
                            std::uint8_t* codes) {
  for (std::int64_t i = 0; i < kQuadBytes; i += static_cast<std::int64_t>(hn::Lanes(WordTag()) * 4)) {
    Words first, second;
    if constexpr (bits < 4) {
      const Words nibbles = upper_nibbles<bits, pair>(planes + two + i, planes + one + i);
      first = shifted<0>(nibbles, 15);
      second = shifted<-4>(nibbles, 15);
    } else {
      const Words nibbles = load(planes + pair * kQuadBytes + i);
      first = shifted<0>(nibbles, 15);
      second = shifted<-4>(nibbles, 15);
      if constexpr (bits > 4) {
        const Words upper = upper_nibbles<bits - 4, pair>(planes + two + i, planes + one + i);
        first = hn::Or(first, shifted<4>(upper, 0xf0));
        second = hn::Or(second, shifted<0>(upper, 0xf0));
      }
    }
    store(first, codes + 2 * pair * kQuadBytes + i);
    if (both) store(second, codes + (2 * pair + 1) * kQuadBytes + i);
  }
}

template <int bits>
void unpack(const std::uint8_t* planes, std::int64_t quads, std::uint8_t* codes) {
  for (std::int64_t quad = 0; quad < quads; quad += kChunkQuads) {
    const std::int64_t count = std::min(kChunkQuads, quads - quad);
    const std::int64_t two = bits & 4 ? (count + 1) / 2 * kQuadBytes : 0;
    const std::int64_t one = two + (bits & 2 ? (count + 3) / 4 * kQuadBytes : 0);
    unpack_pair<bits, 0>(planes, two, one, count > 1, codes);
    if (count > 2) unpack_pair<bits, 1>(planes, two, one, count > 3, codes);
    if (count > 4) unpack_pair<bits, 2>(planes, two, one, count > 5, codes);
    if (count > 6) unpack_pair<bits, 3>(planes, two, one, count > 7, codes);
    planes += bits * kQuadBytes;
    codes += count * kQuadBytes;
  }
}

void unpack_planes(const std::uint8_t* planes, int bits, std::int64_t quads, std::uint8_t* codes) {
  constexpr decltype(&unpack<1>) kUnpack[] = {unpack<1>, unpack<2>, unpack<3>, unpack<4>,
                                              unpack<5>, unpack<6>, unpack<7>};
  if (bits == 8)
    std::copy_n(planes, quads * kQuadBytes, codes);
  else
    kUnpack[bits - 1](planes, quads, codes);
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(unpack_planes);

}  // namespace

void unpack_planes(const std::uint8_t* planes, int bits, std::int64_t quads, std::uint8_t* codes) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(unpack_planes)(planes, bits, quads, codes);
}

}  // namespace quantscope::kernels
#endif
