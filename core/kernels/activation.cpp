#include "core/kernels/activation.h"

#include <cmath>
#include <numbers>

#include "core/base/cpu_features.h"
#include "core/kernels/row_shapes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/activation.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/kernels/vector_exp-inl.h"
#include "core/kernels/vector_rows-inl.h"

HWY_BEFORE_NAMESPACE();
namespace quantscope::kernels::HWY_NAMESPACE {
namespace {

using F32 = hn::ScalableTag<float>;
using Vector = hn::Vec<F32>;

struct Relu {
  HWY_INLINE Vector operator()(Vector x) const { return hn::IfThenZeroElse(hn::Lt(x, hn::Zero(F32())), x); }
};

/// x / (1 + e^(−factor)).
HWY_INLINE Vector times_logistic(Vector x, Vector factor) {
  const F32 f32;
  return hn::Div(x, hn::Add(hn::Set(f32, 1.0f), exp_of(f32, hn::Neg(factor))));
}

struct Silu {
  HWY_INLINE Vector operator()(Vector x) const { return times_logistic(x, x); }
};

/// ½(1 + tanh u) = 1 / (1 + e^(−2u)).
struct GeluTanh {
  HWY_INLINE Vector operator()(Vector x) const {
    const F32 f32;
    const Vector cubic = hn::MulAdd(hn::Mul(x, x), hn::Set(f32, 0.044715f), hn::Set(f32, 1.0f));
    return times_logistic(x, hn::Mul(hn::Mul(x, cubic), hn::Set(f32, 1.5957691216f)));
  }
};

/// Φ(−t) = e^(−t²/2) · u · p(u) with u = 1 / (1 + 0.28t) for t ≥ 0, p fitted for the smallest relative error
/// on [0, 13.5] (5e-8 before rounding).
struct Gelu {
  HWY_INLINE Vector operator()(Vector x) const {
    const F32 f32;
    const Vector one = hn::Set(f32, 1.0f);
    // NaN is kept; beyond 15 the tail is 0.
    const Vector t = hn::IfThenElse(hn::Gt(hn::Abs(x), hn::Set(f32, 15.0f)), hn::Set(f32, 15.0f), hn::Abs(x));
    const Vector u = hn::Div(one, hn::MulAdd(hn::Set(f32, 0.28f), t, one));
    Vector p = hn::MulAdd(hn::Set(f32, 0x1.70995p-6f), u, hn::Set(f32, -0x1.4f8666p-4f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.11592p-4f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.8f8874p-6f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.9fe22cp-5f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.7d9864p-4f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.9c3f86p-4f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.cae5dap-4f));
    p = hn::MulAdd(p, u, hn::Set(f32, 0x1.c97602p-4f));
    // t² in two parts, so that its rounding does not count in the exponent.
    const Vector square = hn::Mul(t, t), half = hn::Set(f32, 0.5f);
    const Vector rest = hn::Mul(hn::MulSub(t, t, square), half);
    const Vector e = exp_of(f32, hn::Neg(hn::Mul(square, half)));
    const Vector tail = hn::Mul(hn::Mul(p, u), hn::NegMulAdd(e, rest, e));
    return hn::Mul(x, hn::IfThenElse(hn::Lt(x, hn::Zero(f32)), tail, hn::Sub(one, tail)));
  }
};

/// out = f(x) · factors, or f(x).
template <class Function>
void apply(const float* x, const float* factors, std::int64_t count, float* out) {
  const Function f;
  if (factors) {
    for_each_vector(F32(), count, out,
                    [&](auto load) HWY_ATTR { return hn::Mul(f(load(x)), load(factors)); });
  } else {
    for_each_vector(F32(), count, out, [&](auto load) HWY_ATTR { return f(load(x)); });
  }
}

void activate_row(Activation activation, const float* x, const float* factors, std::int64_t count,
                  float* out) {
  switch (activation) {
    case Activation::silu:
      return apply<Silu>(x, factors, count, out);
    case Activation::relu:
      return apply<Relu>(x, factors, count, out);
    case Activation::gelu:
      return apply<Gelu>(x, factors, count, out);
    case Activation::gelu_tanh:
      return apply<GeluTanh>(x, factors, count, out);
  }
}

}  // namespace
}  // namespace quantscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace quantscope::kernels {
namespace {

HWY_EXPORT(activate_row);

}  // namespace

const char* activation_name(Activation activation) {
  switch (activation) {
    case Activation::silu:
      return "SiLU";
    case Activation::relu:
      return "ReLU";
    case Activation::gelu:
      return "GELU";
    case Activation::gelu_tanh:
      return "GELU (tanh)";
  }
  return "?";
}

void activate(Activation activation, const ConstRowSpan& x, const RowSpan& out, const base::Job& job) {
  check_same_shape(x, out, activation_name(activation));
  base::isa_level();
  for_each_row(x.rows, x.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(activate_row)(activation, x.row(row), nullptr, x.columns, out.row(row));
  });
}

void activate_gated(Activation activation, const ConstRowSpan& gate, const ConstRowSpan& up,
                    const RowSpan& out, const base::Job& job) {
  check_same_shape(gate, up, activation_name(activation));
  check_same_shape(gate, out, activation_name(activation));
  base::isa_level();
  for_each_row(gate.rows, gate.columns, job, [&](std::int64_t row) {
    HWY_DYNAMIC_DISPATCH(activate_row)(activation, gate.row(row), up.row(row), gate.columns, out.row(row));
  });
}

double activation_scalar(Activation activation, double x) {
  switch (activation) {
    case Activation::silu:
      return x / (1 + std::exp(-x));
    case Activation::relu:
      return x < 0 ? 0 : x;
    case Activation::gelu:
      return 0.5 * x * std::erfc(-x / std::numbers::sqrt2);
    case Activation::gelu_tanh:
      // ½(1 + tanh u), which keeps its digits for u far below 0.
      return x / (1 + std::exp(-2 * std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
  }
  return x;
}

}  // namespace quantscope::kernels
#endif
