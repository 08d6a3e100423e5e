#pragma once

#include <cmath>

namespace quantscope::statistics {

/// A sum of two doubles, about 106 significant bits: sums of a tensor's values come out the same to the last
/// bit of a double in whatever order they are added. (Dekker 1971; Shewchuk 1997, "two-sum".)
struct DoubleDouble {
  double high = 0;
  double low = 0;

  DoubleDouble() = default;
  DoubleDouble(double value) : high(value) {}
  DoubleDouble(double h, double l) : high(h), low(l) {}

  double value() const { return high + low; }
};

inline DoubleDouble sum_of(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

inline DoubleDouble product_of(double a, double b) {
  const double product = a * b;
  return {product, std::fma(a, b, -product)};
}

inline DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  DoubleDouble sum = sum_of(a.high, b.high);
  const DoubleDouble rest = sum_of(a.low, b.low);
  sum = sum_of(sum.high, sum.low + rest.high);
  return sum_of(sum.high, sum.low + rest.low);
}

inline DoubleDouble operator-(DoubleDouble a) {
  return {-a.high, -a.low};
}

inline DoubleDouble operator-(DoubleDouble a, DoubleDouble b) {
  return a + -b;
}

inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble product = product_of(a.high, b.high);
  return sum_of(product.high, product.low + (a.high * b.low + a.low * b.high));
}

inline DoubleDouble operator/(DoubleDouble a, double b) {
  const double first = a.high / b;
  const DoubleDouble rest = a - product_of(first, b);
  return sum_of(first, rest.value() / b);
}

}  // namespace quantscope::statistics
