// Loops over the values of a row in vectors; included once for each instruction set.
#if defined(QUANTSCOPE_VECTOR_ROWS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef QUANTSCOPE_VECTOR_ROWS_INL_H
#undef QUANTSCOPE_VECTOR_ROWS_INL_H
#else
#define QUANTSCOPE_VECTOR_ROWS_INL_H
#endif

#include <hwy/highway.h>

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// out[i] = value(load, i) for all i < count, where load(p) reads p[i …] as a vector: whole vectors, then one
/// of the rest, whose lanes beyond the end read 0 and are not written.
template <class D, class Value>
HWY_INLINE void for_each_vector(D d, std::int64_t count, float* out, const Value& value) {
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto load = [&](const float* from) HWY_ATTR { return hn::LoadU(d, from + i); };
    hn::StoreU(value(load), d, out + i);
  }
  if (i == count) return;
  const auto rest = hn::FirstN(d, static_cast<std::size_t>(count - i));
  const auto load = [&](const float* from) HWY_ATTR { return hn::MaskedLoad(rest, d, from + i); };
  hn::BlendedStore(value(load), rest, d, out + i);
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
