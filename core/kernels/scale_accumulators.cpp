#include "core/kernels/scale_accumulators.h"

#include "core/base/cpu_features.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/scale_accumulators.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void add_scaled(const GroupSums& group, float* y) {
  const hn::ScalableTag<std::uint32_t> u32;  // unsigned: sums wrap
  const hn::RebindToSigned<decltype(u32)> i32;
  const hn::RebindToFloat<decltype(u32)> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto spread = [&](std::int32_t value)
                          HWY_ATTR { return hn::Set(u32, static_cast<std::uint32_t>(value)); };
  const auto unsigned_at = [&](const std::int32_t* values)
                               HWY_ATTR { return hn::BitCast(u32, hn::LoadU(i32, values)); };
  for (std::int64_t o = 0; o < group.outputs; o += lanes) {
    const auto offset = unsigned_at(group.offsets + o);
    const auto w_sum = unsigned_at(group.sums + o);
    const auto scale = hn::LoadU(f32, group.scales + o);
    for (int row = 0; row < group.rows; ++row) {
      auto sum = hn::Sub(unsigned_at(group.accumulators + row * kBlockOutputs + o),
                         hn::Mul(spread(group.x_sums[row * group.x_sum_stride]), offset));
      if (group.any_x_zero) sum = hn::Sub(sum, hn::Mul(spread(group.x_zeros[row]), w_sum));
      float* to = y + row * kBlockOutputs + o;
      const auto product = hn::Mul(hn::ConvertTo(f32, hn::BitCast(i32, sum)), scale);
      hn::StoreU(hn::Add(hn::LoadU(f32, to), product), f32, to);
    }
  }
}

}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(add_scaled);

}  // namespace

void add_scaled(const GroupSums& group, float* y) {
  HWY_DYNAMIC_DISPATCH(add_scaled)(group, y);
}

void dot_and_add_scaled(const DotTile& tile, const GroupSums& group, float* y) {
#if defined(__x86_64__)
  if (base::isa_level() == base::IsaLevel::vnni) {
    dot_and_add_scaled_vnni(tile, group, y);
    return;
  }
#endif
  dot_tile_function()(tile);
  add_scaled(group, y);
}

void add_scaled_wide(const GroupSums& group, float* y) {
  for (int row = 0; row < group.rows; ++row) {
    const std::int64_t x_sum = group.x_sums[row * group.x_sum_stride];
    const std::int64_t x_zero = group.x_zeros[row];
    for (std::int64_t o = 0; o < group.outputs; ++o) {
      const std::int64_t sum =
          group.accumulators[row * kBlockOutputs + o] - group.offsets[o] * x_sum - x_zero * group.sums[o];
      y[row * kBlockOutputs + o] += static_cast<float>(sum) * group.scales[o];
    }
  }
}

}  // namespace quantscope::kernels
#endif
