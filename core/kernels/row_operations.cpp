#include "core/kernels/row_operations.h"

#include <fmt/format.h>

#include <limits>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/row_shapes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/row_operations.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/kernels/vector_exp-inl.h"
#include "core/kernels/vector_rows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

void add_row(float* to, const float* from, std::int64_t count) {
  for_each_vector(hn::ScalableTag<float>(), count, to,
                  [&](auto load) HWY_ATTR { return hn::Add(load(to), load(from)); });
}

void scale_row(float* x, float scale, std::int64_t count) {
  const hn::ScalableTag<float> f32;
  for_each_vector(f32, count, x, [&](auto load) HWY_ATTR { return hn::Mul(load(x), hn::Set(f32, scale)); });
}

float largest(const float* x, std::int64_t count) {
  const hn::ScalableTag<float> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  const auto nothing = hn::Neg(hn::Inf(f32));
  auto largest = nothing;
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) largest = hn::Max(largest, hn::LoadU(f32, x + i));
  float result = hn::GetLane(hn::MaxOfLanes(f32, largest));
  for (; i < count; ++i) result = x[i] > result ? x[i] : result;
  return result;
}

void softmax_row(float* x, std::int64_t count) {
  const hn::ScalableTag<float> f32;
  const float maximum = largest(x, count);
  const auto shift = hn::Set(f32, maximum == -std::numeric_limits<float>::infinity() ? 0 : maximum);
  for_each_vector(f32, count, x,
                  [&](auto load) HWY_ATTR { return exp_of_negative(f32, hn::Sub(load(x), shift)); });
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  auto sums = hn::Zero(f32);
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) sums = hn::Add(sums, hn::LoadU(f32, x + i));
  float sum = hn::GetLane(hn::SumOfLanes(f32, sums));
  for (; i < count; ++i) sum += x[i];
  if (sum != 0) scale_row(x, 1 / sum, count);
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(add_row);
HWY_EXPORT(scale_row);
HWY_EXPORT(softmax_row);

}  // namespace

void add_rows(const RowSpan& to, const ConstRowSpan& from, const base::Job& job) {
  check_same_shape(to, from, "sum of rows");
  base::isa_level();
  for_each_row(to.rows, to.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(add_row)(to.row(row), from.row(row), to.columns);
  });
}

void add_to_rows(const RowSpan& to, const float* values, const base::Job& job) {
  base::isa_level();
  for_each_row(to.rows, to.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(add_row)(to.row(row), values, to.columns);
  });
}

void gather_rows(const tensor::TensorView& table, std::span<const int> indices, float scale,
                 const RowSpan& out, const base::Job& job) {
  if (static_cast<std::int64_t>(indices.size()) != out.rows || table.columns != out.columns)
    throw base::Error(fmt::format("{} rows of {} values into [{}, {}]", indices.size(), table.columns,
                                  out.rows, out.columns),
                      "gather", "a row for each index");
  for (const int index : indices)
    if (index < 0 || index >= table.rows)
      throw base::Error(fmt::format("no row {}", index), "gather", fmt::format("rows below {}", table.rows));
  base::isa_level();
  for_each_row(out.rows, out.columns, job, [&](std::int64_t row) {
    tensor::read_row_f32(table, indices[static_cast<std::size_t>(row)], 0, table.columns, out.row(row));
    if (scale != 1) HWY_DYNAMIC_DISPATCH(scale_row)(out.row(row), scale, out.columns);
  });
}

void softmax_rows(const RowSpan& x, const base::Job& job) {
  base::isa_level();
  for_each_row(x.rows, x.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(softmax_row)(x.row(row), x.columns);
  });
}

}  // namespace quantscope::kernels
#endif
