#include "core/formats/value_rounding.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/formats/value_rounding.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::formats::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using F32 = hn::ScalableTag<float>;
using I32 = hn::RebindToSigned<F32>;
using Vector = hn::Vec<F32>;
using Integers = hn::Vec<I32>;

/// values = round(values), the last vector through a copy.
template <class Round>
HWY_INLINE void round_all(float* values, std::int64_t count, const Round& round) {
  constexpr auto kLanes = static_cast<std::int64_t>(hn::MaxLanes(F32()));
  std::int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) hn::StoreU(round(hn::LoadU(F32(), values + i)), F32(), values + i);
  if (i == count) return;
  float rest[kLanes] = {};
  std::copy(values + i, values + count, rest);
  hn::StoreU(round(hn::LoadU(F32(), rest)), F32(), rest);
  std::copy(rest, rest + (count - i), values + i);
}

/// Adding 1.5 · 2^23 steps and taking them away leaves whole steps, half to even.
template <int mantissa_bits, int least_exponent>
HWY_INLINE Vector whole_steps(Vector magnitude) {
  const auto exponent = hn::ShiftRight<23>(hn::BitCast(I32(), magnitude));
  const auto step =
      hn::Add(hn::Max(exponent, hn::Set(I32(), least_exponent + 127)), hn::Set(I32(), 23 - mantissa_bits));
  const auto shift = hn::BitCast(F32(), hn::Or(hn::ShiftLeft<23>(step), hn::Set(I32(), 0x400000)));
  return hn::Sub(hn::Add(magnitude, shift), shift);
}

void to_f16(float* values, std::int64_t count) {
  round_all(values, count, [](Vector x) HWY_ATTR {
    const auto magnitude = hn::Abs(x);
    const auto rounded = whole_steps<10, -14>(hn::Min(magnitude, hn::Set(F32(), 65536.0f)));
    const auto bounded = hn::IfThenElse(hn::Gt(rounded, hn::Set(F32(), 65504.0f)), hn::Inf(F32()), rounded);
    return hn::IfThenElse(hn::IsNaN(x), x, hn::CopySign(bounded, x));
  });
}

void to_bf16(float* values, std::int64_t count) {
  round_all(values, count, [](Vector x) HWY_ATTR {
    const auto bits = hn::BitCast(I32(), x);
    const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(I32(), 1));
    const auto sum = hn::Add(bits, hn::Add(odd, hn::Set(I32(), 0x7fff)));
    const auto rounded = hn::BitCast(F32(), hn::AndNot(hn::Set(I32(), 0xffff), sum));
    const auto nan = hn::AndNot(hn::Set(I32(), 0xffff), hn::Or(bits, hn::Set(I32(), 0x400000)));
    return hn::IfThenElse(hn::IsNaN(x), hn::BitCast(F32(), nan), rounded);
  });
}

template <int mantissa_bits, int least_exponent>
void to_float8(float* values, std::int64_t count, float largest) {
  round_all(values, count, [=](Vector x) HWY_ATTR {
    const auto most = hn::Set(F32(), largest);
    const auto magnitude = hn::Min(hn::Abs(x), hn::Add(most, most));
    const auto rounded = hn::Min(whole_steps<mantissa_bits, least_exponent>(magnitude), most);
    return hn::IfThenElse(hn::IsFinite(x), hn::CopySign(rounded, x), hn::NaN(F32()));
  });
}

void to_e4m3(float* values, std::int64_t count) {
  to_float8<3, -6>(values, count, 448);
}

void to_e5m2(float* values, std::int64_t count) {
  to_float8<2, -14>(values, count, 57344);
}

/// The f32 pattern without its bias, v = exponent · 2^23 + fraction, ends in the posit's exponent and
/// fraction; the regime decides how many of its low bits are cut.
template <int es>
void to_posit8(float* values, std::int64_t count) {
  constexpr int kLargest = 6 << es, kFlushed = es == 0 ? -7 : es == 1 ? -13 : -26;
  round_all(values, count, [](Vector x) HWY_ATTR {
    const auto power = [](int exponent)
                           HWY_ATTR { return hn::BitCast(F32(), hn::Set(I32(), (exponent + 127) << 23)); };
    const auto one = hn::Set(I32(), 1), bias = hn::Set(I32(), 127 << 23);
    const auto magnitude = hn::Abs(x);
    const auto inside = hn::Min(hn::Max(magnitude, power(-kLargest)), power(kLargest));
    const auto v = hn::Sub(hn::BitCast(I32(), inside), bias);
    const auto regime = hn::ShiftRight<23 + es>(v);
    const auto run = hn::IfThenElse(hn::Lt(regime, hn::Zero(I32())), hn::Neg(regime), hn::Add(regime, one));
    const auto all = hn::Set(I32(), es + 23), wanted = hn::Add(run, hn::Set(I32(), es + 17));
    const auto cut = hn::Min(wanted, all);
    // Where nothing but the regime is left, its terminator is the last bit: 1 for small magnitudes, whose
    // regime is even there, 0 for large ones.
    const auto terminator = hn::VecFromMask(I32(), hn::Not(hn::Lt(wanted, all)));
    const auto odd = hn::And(hn::Xor(hn::Shr(v, cut), terminator), one);
    const auto step = hn::Shl(one, cut);
    const auto below_half = hn::Sub(hn::ShiftRight<1>(step), one);
    const auto sum = hn::Add(v, hn::Add(below_half, odd));
    const auto kept = hn::AndNot(hn::Sub(step, one), sum);
    const auto rounded = hn::CopySign(hn::BitCast(F32(), hn::Add(kept, bias)), x);
    const auto result = hn::IfThenZeroElse(hn::Lt(magnitude, power(kFlushed)), rounded);
    return hn::IfThenElse(hn::IsFinite(x), result, hn::NaN(F32()));
  });
}

void to_posit8_0(float* values, std::int64_t count) {
  to_posit8<0>(values, count);
}

void to_posit8_1(float* values, std::int64_t count) {
  to_posit8<1>(values, count);
}

void to_posit8_2(float* values, std::int64_t count) {
  to_posit8<2>(values, count);
}

}  // namespace
}  // namespace quantscope::formats::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::formats {
namespace {

HWY_EXPORT(to_f16);
HWY_EXPORT(to_bf16);
HWY_EXPORT(to_e4m3);
HWY_EXPORT(to_e5m2);
HWY_EXPORT(to_posit8_0);
HWY_EXPORT(to_posit8_1);
HWY_EXPORT(to_posit8_2);

}  // namespace

void round_to_f16(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_f16)(values, count);
}

void round_to_bf16(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_bf16)(values, count);
}

void round_to_e4m3(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_e4m3)(values, count);
}

void round_to_e5m2(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_e5m2)(values, count);
}

void round_to_posit8_0(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_posit8_0)(values, count);
}

void round_to_posit8_1(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_posit8_1)(values, count);
}

void round_to_posit8_2(float* values, std::int64_t count) {
  base::isa_level();
  HWY_DYNAMIC_DISPATCH(to_posit8_2)(values, count);
}

float rounded_to_float(float value, int exponent_bits, int mantissa_bits, float largest) {
  if (!std::isfinite(value)) return std::numeric_limits<float>::quiet_NaN();
  const int least_exponent = 2 - (1 << (exponent_bits - 1));
  const int exponent = value == 0 ? least_exponent : std::max(std::ilogb(value), least_exponent);
  const double step = std::ldexp(1.0, exponent - mantissa_bits);
  const double magnitude = std::min(std::nearbyint(std::fabs(value) / step) * step, double{largest});
  return std::copysign(static_cast<float>(magnitude), value);
}

float rounded_to_posit(float value, int n, int es) {
  if (!std::isfinite(value)) return std::numeric_limits<float>::quiet_NaN();
  const double flushed =
      std::ldexp(1.0, static_cast<int>(std::floor(-(n - 1) * (1 << es) + std::ldexp(1.0, es - 1))));
  if (std::fabs(value) < flushed) return 0;
  const int largest = (n - 2) << es, scale = std::ilogb(value);
  if (scale < -largest || scale > largest) {
    const double bound = std::ldexp(1.0, scale < 0 ? -largest : largest);
    return static_cast<float>(std::copysign(bound, value));
  }
  // The string of bits: sign, regime with its end, exponent, 23 bits of fraction.
  const std::uint64_t fraction = std::bit_cast<std::uint32_t>(value) & 0x7fffffu;
  const int run = scale >= 0 ? 1 + (scale >> es) : -(scale >> es);
  const std::uint64_t regime = scale >= 0 ? ((std::uint64_t{1} << (run + 1)) - 1) ^ 1 : 1;
  const std::uint64_t exponent = static_cast<std::uint64_t>(scale) & ((1u << es) - 1);
  const std::uint64_t string = regime << (23 + es) | exponent << 23 | fraction;
  const int cut = 2 + run + es + 23 - n;
  const std::uint64_t last = string >> cut & 1, guard = string >> (cut - 1) & 1;
  const bool sticky = (string & ((std::uint64_t{1} << (cut - 1)) - 1)) != 0;
  const bool up = guard && (last || sticky);
  // What is left of exponent and fraction, and one step of it.
  const int lost_exponent = std::clamp(2 + run + es - n, 0, es), lost_fraction = std::clamp(cut, 0, 23);
  const int kept_scale = scale >> lost_exponent << lost_exponent;
  const std::uint64_t kept = fraction >> lost_fraction << lost_fraction;
  const double whole = std::ldexp(1 + std::ldexp(static_cast<double>(kept), -23), kept_scale);
  // A step of the f32 pattern, of which the fraction is the low part.
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(whole)) +
                    (up ? 1u << (lost_fraction + lost_exponent) : 0u);
  return std::copysign(std::bit_cast<float>(bits), value);
}

}  // namespace quantscope::formats
#endif
