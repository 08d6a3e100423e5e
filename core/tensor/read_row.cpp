// f16, bf16 and f32 rows to f32 at the widest vectors of the processor; other types element by element.
#include <cstring>

#include "core/base/cpu_features.h"
#include "core/tensor/half.h"
#include "core/tensor/tensor.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/read_row.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void from_f16(const std::uint16_t* in, std::int64_t count, float* out) {
  std::int64_t i = 0;
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128  // whose conversion knows no infinity and no NaN
  const hn::ScalableTag<float> f32;
  const hn::Rebind<hwy::float16_t, decltype(f32)> f16;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto* halves = reinterpret_cast<const hwy::float16_t*>(in);
  for (; i + lanes <= count; i += lanes)
    hn::StoreU(hn::PromoteTo(f32, hn::LoadU(f16, halves + i)), f32, out + i);
#endif
  for (; i < count; ++i) out[i] = f32_from_f16(in[i]);
}

void from_bf16(const std::uint16_t* in, std::int64_t count, float* out) {
  const hn::ScalableTag<std::uint32_t> u32;
  const hn::Rebind<std::uint16_t, decltype(u32)> u16;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(u32));
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto wide = hn::ShiftLeft<16>(hn::PromoteTo(u32, hn::LoadU(u16, in + i)));
    hn::StoreU(wide, u32, reinterpret_cast<std::uint32_t*>(out) + i);
  }
  for (; i < count; ++i) out[i] = f32_from_bf16(in[i]);
}

}  // namespace quantscope::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::tensor {
namespace {

HWY_EXPORT(from_f16);
HWY_EXPORT(from_bf16);

template <typename Element>
void convert(const std::byte* bytes, std::int64_t first, std::int64_t count, float* out) {
  const auto* in = reinterpret_cast<const Element*>(bytes) + first;
  for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<float>(in[i]);
}

}  // namespace

void read_row_f32(const TensorView& view, std::int64_t row, std::int64_t first, std::int64_t count,
                  float* out) {
  base::isa_level();
  const std::byte* bytes = view.row(row);
  switch (view.type) {
    case ElementType::f64:
      convert<double>(bytes, first, count, out);
      return;
    case ElementType::f32:
      std::memcpy(out, bytes + first * 4, static_cast<std::size_t>(count) * sizeof(float));
      return;
    case ElementType::f16:
      HWY_DYNAMIC_DISPATCH(from_f16)(reinterpret_cast<const std::uint16_t*>(bytes) + first, count, out);
      return;
    case ElementType::bf16:
      HWY_DYNAMIC_DISPATCH(from_bf16)(reinterpret_cast<const std::uint16_t*>(bytes) + first, count, out);
      return;
    case ElementType::i8:
      convert<std::int8_t>(bytes, first, count, out);
      return;
    case ElementType::u8:
      convert<std::uint8_t>(bytes, first, count, out);
      return;
    case ElementType::i16:
      convert<std::int16_t>(bytes, first, count, out);
      return;
    case ElementType::u16:
      convert<std::uint16_t>(bytes, first, count, out);
      return;
    case ElementType::i32:
      convert<std::int32_t>(bytes, first, count, out);
      return;
    case ElementType::u32:
      convert<std::uint32_t>(bytes, first, count, out);
      return;
    case ElementType::i64:
      convert<std::int64_t>(bytes, first, count, out);
      return;
    case ElementType::u64:
      convert<std::uint64_t>(bytes, first, count, out);
      return;
  }
}

}  // namespace quantscope::tensor
#endif
