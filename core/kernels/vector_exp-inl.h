// Exponentials in vectors; included once for each instruction set.
#if defined(QUANTSCOPE_VECTOR_EXP_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef QUANTSCOPE_VECTOR_EXP_INL_H
#undef QUANTSCOPE_VECTOR_EXP_INL_H
#else
#define QUANTSCOPE_VECTOR_EXP_INL_H
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// x = n·ln 2 + r with |r| ≤ ln 2 / 2; returns e^r by a minimax polynomial (relative error 3e-9 before
/// rounding).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_of_remainder(D d, V x, hn::Vec<hn::RebindToSigned<D>>& n) {
  n = hn::NearestInt(hn::Mul(x, hn::Set(d, 1.44269504f)));
  const V whole = hn::ConvertTo(d, n);
  // ln 2 in two parts, the first so short that n · it is exact.
  V r = hn::NegMulAdd(whole, hn::Set(d, 0.693359375f), x);
  r = hn::NegMulAdd(whole, hn::Set(d, -2.12194440e-4f), r);
  const V one = hn::Set(d, 1.0f);
  V p = hn::MulAdd(hn::Set(d, 0x1.6a23dp-10f), r, hn::Set(d, 0x1.123a2p-7f));
  p = hn::MulAdd(p, r, hn::Set(d, 0x1.5558f2p-5f));
  p = hn::MulAdd(p, r, hn::Set(d, 0x1.555492p-3f));
  p = hn::MulAdd(p, r, hn::Set(d, 0x1.fffffcp-2f));
  return hn::MulAdd(hn::MulAdd(p, r, one), r, one);
}

template <class D, class VI>
HWY_INLINE hn::Vec<D> power_of_two(D d, VI n) {
  const hn::RebindToSigned<D> i32;
  return hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(n, hn::Set(i32, 127))));
}

/// e^x for x ≤ 0 within 2e-7, relative; 0 where it is below 2^-126; NaN stays NaN.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_of_negative(D d, V x) {
  hn::Vec<hn::RebindToSigned<D>> n;
  const V e = exp_of_remainder(d, x, n);
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, -87.33654f)), hn::Mul(e, power_of_two(d, n)));
}

/// e^x within 2e-7, relative (to half of 2^-149 where it is below 2^-126); infinity beyond f32; NaN stays
/// NaN.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp_of(D d, V x) {
  const hn::RebindToSigned<D> i32;
  hn::Vec<decltype(i32)> n;
  const V e = exp_of_remainder(d, x, n);
  const auto half = hn::ShiftRight<1>(n);
  const V result = hn::Mul(hn::Mul(e, power_of_two(d, half)), power_of_two(d, hn::Sub(n, half)));
  const V high = hn::IfThenElse(hn::Gt(x, hn::Set(d, 89.0f)), hn::Inf(d), result);
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, -104.0f)), high);
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
