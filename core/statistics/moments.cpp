#include "core/statistics/moments.h"

#include <algorithm>
#include <cmath>

namespace quantscope::statistics {
namespace {

/// m2 and m4 of values whose magnitudes lie between 2^-200 and 2^200 are doubles with room to spare.
constexpr int unscaled_exponent = 200;

Moments from_central(double mean, double m2, double m3, double m4) {
  Moments result;
  result.mean = mean;
  if (!(m2 > 0)) return result;
  result.standard_deviation = std::sqrt(m2);
  result.skewness = m3 / (m2 * result.standard_deviation);
  result.kurtosis = m4 / (m2 * m2);
  return result;
}

}  // namespace

Moments moments_of(const std::vector<ValueCounts::Cell>& cells) {
  DoubleDouble sum;
  double n = 0;
  for (const auto& cell : cells) {
    const double count = static_cast<double>(cell.count);
    n += count;
    sum = sum + product_of(count, 0.5 * (cell.low + cell.high));
  }
  if (n == 0) return {};
  const double mean = sum.value() / n;
  // Cells lie in fixed order: partial sums a few cells long keep the error of long sums small.
  constexpr std::size_t span = 256;
  double m2 = 0, m3 = 0, m4 = 0;
  for (std::size_t begin = 0; begin < cells.size(); begin += span) {
    double s2 = 0, s3 = 0, s4 = 0;
    for (std::size_t i = begin; i < std::min(cells.size(), begin + span); ++i) {
      const double count = static_cast<double>(cells[i].count);
      const double d = 0.5 * (cells[i].low + cells[i].high) - mean;
      const double square = d * d;
      s2 += count * square;
      s3 += count * square * d;
      s4 += count * square * square;
    }
    m2 += s2;
    m3 += s3;
    m4 += s4;
  }
  return from_central(mean, m2 / n, m3 / n, m4 / n);
}

int PowerSums::scale_for(double absmax) {
  if (absmax == 0) return scale_ == lowest_scale ? 0 : scale_;
  const int exponent = std::ilogb(absmax);
  raise_scale(std::abs(exponent) <= unscaled_exponent ? 0 : exponent);
  return scale_;
}

void PowerSums::raise_scale(int scale) {
  if (scale <= scale_) return;
  if (n_ > 0) {
    pivot_ = std::ldexp(pivot_, scale_ - scale);
    for (int k = 0; k < 4; ++k) {
      const int shift = (k + 1) * (scale_ - scale);
      power_[k] = {std::ldexp(power_[k].high, shift), std::ldexp(power_[k].low, shift)};
    }
  }
  scale_ = scale;
}

void PowerSums::add(std::uint64_t n, double centre, const double (&sums)[4]) {
  add_about(n, centre, {sums[0], sums[1], sums[2], sums[3]});
}

void PowerSums::add_about(std::uint64_t n, double centre, const Powers& s) {
  if (n_ == 0) pivot_ = centre;
  const DoubleDouble c = sum_of(centre, -pivot_), count(static_cast<double>(n));
  const DoubleDouble c2 = c * c;
  // Σ(c + d)^k by the binomial formula.
  power_[0] = power_[0] + count * c + s[0];
  power_[1] = power_[1] + count * c2 + DoubleDouble(2) * c * s[0] + s[1];
  power_[2] = power_[2] + count * c2 * c + DoubleDouble(3) * (c2 * s[0] + c * s[1]) + s[2];
  power_[3] = power_[3] + count * c2 * c2 + DoubleDouble(4) * (c2 * c * s[0] + c * s[2]) +
              DoubleDouble(6) * c2 * s[1] + s[3];
  n_ += n;
}

void PowerSums::merge(const PowerSums& other) {
  if (other.n_ == 0) return;
  PowerSums theirs = other;
  raise_scale(theirs.scale_);
  theirs.raise_scale(scale_);
  add_about(theirs.n_, theirs.pivot_, theirs.power_);
}

Moments PowerSums::moments() const {
  if (n_ == 0) return {};
  const double n = static_cast<double>(n_);
  const DoubleDouble mean = power_[0] / n;  // about the pivot
  const DoubleDouble p2 = power_[1] / n, p3 = power_[2] / n, p4 = power_[3] / n;
  const DoubleDouble square = mean * mean;
  const DoubleDouble m2 = p2 - square;
  const DoubleDouble m3 = p3 - DoubleDouble(3) * mean * p2 + DoubleDouble(2) * square * mean;
  const DoubleDouble m4 =
      p4 - DoubleDouble(4) * mean * p3 + DoubleDouble(6) * square * p2 - DoubleDouble(3) * square * square;
  const int scale = scale_ == lowest_scale ? 0 : scale_;
  Moments result = from_central(0, m2.value(), m3.value(), m4.value());
  result.mean = std::ldexp((sum_of(pivot_, mean.high) + mean.low).value(), scale);
  result.standard_deviation = std::ldexp(result.standard_deviation, scale);
  return result;
}

}  // namespace quantscope::statistics
