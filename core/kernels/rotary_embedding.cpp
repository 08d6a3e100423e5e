#include "core/kernels/rotary_embedding.h"

#include <fmt/format.h>

#include <cmath>

#include "core/base/cpu_features.h"
#include "core/base/error.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/rotary_embedding.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// (low, high) of one head by n angles.
void rotate_head(float* low, std::int64_t n, const float* cosines, const float* sines) {
  float* high = low + n;
  const auto turn = [&](auto d, std::int64_t i) HWY_ATTR {
    const auto a = hn::LoadU(d, low + i), b = hn::LoadU(d, high + i);
    const auto cosine = hn::LoadU(d, cosines + i), sine = hn::LoadU(d, sines + i);
    hn::StoreU(hn::Sub(hn::Mul(a, cosine), hn::Mul(b, sine)), d, low + i);
    hn::StoreU(hn::Add(hn::Mul(b, cosine), hn::Mul(a, sine)), d, high + i);
  };
  const hn::ScalableTag<float> f32;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(f32));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) turn(f32, i);
  for (; i < n; ++i) turn(hn::CappedTag<float, 1>(), i);
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(rotate_head);

}  // namespace

RotaryTable::RotaryTable(std::vector<double> frequencies) : frequencies_(std::move(frequencies)) {}

void RotaryTable::reach(std::int64_t positions) {
  if (positions <= positions_) return;
  const auto needed = static_cast<std::size_t>(positions) * frequencies_.size();
  cosines_.reserve(needed);
  sines_.reserve(needed);
  for (; positions_ < positions; ++positions_) {
    for (const double frequency : frequencies_) {
      const double angle = static_cast<double>(positions_) * frequency;
      cosines_.push_back(static_cast<float>(std::cos(angle)));
      sines_.push_back(static_cast<float>(std::sin(angle)));
    }
  }
}

template <typename Position>
void RotaryTable::rotate_rows(const RowSpan& x, std::int64_t head_size, const base::Job& job,
                              const Position& position) const {
  if (head_size < std::max<std::int64_t>(rotated_size(), 1) || x.columns % head_size != 0)
    throw base::Error(fmt::format("heads of {} values in rows of {}", head_size, x.columns),
                      "rotary positions",
                      fmt::format("rows of whole heads of at least {} values", rotated_size()));
  for (std::int64_t row = 0; row < x.rows; ++row)
    if (position(row) < 0 || position(row) >= positions_)
      throw base::Error(fmt::format("no angles for position {}", position(row)), "rotary positions",
                        fmt::format("positions below {}", positions_));
  base::isa_level();
  const auto n = static_cast<std::int64_t>(frequencies_.size());
  for_each_row(x.rows, x.columns, job, [&](std::int64_t row) {
    for (std::int64_t head = 0; head < x.columns; head += head_size) HWY_DYNAMIC_DISPATCH(rotate_head)
    (x.row(row) + head, n, cosines_.data() + position(row) * n, sines_.data() + position(row) * n);
  });
}

void RotaryTable::rotate(const RowSpan& x, std::int64_t head_size, std::span<const std::int64_t> positions,
                         const base::Job& job) const {
  if (static_cast<std::int64_t>(positions.size()) != x.rows)
    throw base::Error(fmt::format("{} positions for {} rows", positions.size(), x.rows), "rotary positions",
                      "a position for each row");
  rotate_rows(x, head_size, job, [&](std::int64_t row) { return positions[static_cast<std::size_t>(row)]; });
}

void RotaryTable::rotate(const RowSpan& x, std::int64_t head_size, std::int64_t first_position,
                         const base::Job& job) const {
  rotate_rows(x, head_size, job, [&](std::int64_t row) { return first_position + row; });
}

std::vector<double> rotary_frequencies(double theta, std::int64_t size) {
  std::vector<double> frequencies;
  for (std::int64_t i = 0; i < size / 2; ++i)
    frequencies.push_back(std::pow(theta, -2.0 * static_cast<double>(i) / static_cast<double>(size)));
  return frequencies;
}

void rotate_scalar(float* head, std::span<const double> frequencies, std::int64_t position) {
  const std::size_t n = frequencies.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double angle = static_cast<double>(position) * frequencies[i];
    const double a = head[i], b = head[i + n];
    head[i] = static_cast<float>(a * std::cos(angle) - b * std::sin(angle));
    head[i + n] = static_cast<float>(b * std::cos(angle) + a * std::sin(angle));
  }
}

}  // namespace quantscope::kernels
#endif
