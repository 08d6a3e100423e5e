// Rates of the matrix products, with oneDNN beside them in the same run.
#include <benchmark/benchmark.h>

#include <cstring>
#include <random>

#include "core/formats/integer_matrix.h"
#include "core/kernels/float_matmul.h"
#include "core/kernels/integer_matmul.h"
#ifdef QUANTSCOPE_HAS_DNNL
#include <oneapi/dnnl/dnnl.hpp>
#endif

namespace {

using namespace quantscope;

constexpr std::int64_t kIn = 4096, kOut = 4096;

tensor::Matrix random_matrix(std::int64_t rows, std::int64_t columns) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> value(-1, 1);
  tensor::Matrix matrix(rows, columns);
  for (float& element : matrix.values()) element = value(random);
  return matrix;
}

formats::IntegerMatrix codes(std::int64_t rows, std::int64_t columns, std::int64_t group_size,
                             bool symmetric) {
  formats::IntegerMatrixOptions options;
  options.format = {8, symmetric};
  options.granularity = group_size ? formats::Granularity::group : formats::Granularity::row;
  if (group_size) options.group_size = group_size;
  return quantize_matrix(random_matrix(rows, columns).view(), options);
}

void count_operations(benchmark::State& state, std::int64_t m, std::int64_t n, std::int64_t k) {
  state.counters["GOPS"] = benchmark::Counter(2e-9 * static_cast<double>(m * n * k),
                                              benchmark::Counter::kIsIterationInvariantRate);
}

/// Arguments: tokens, group size (0: one scale a row), symmetric.
void integer_product(benchmark::State& state) {
  const std::int64_t tokens = state.range(0);
  const kernels::PackedWeights weights(codes(kOut, kIn, state.range(1), state.range(2)));
  const formats::IntegerMatrix x = codes(tokens, kIn, 0, state.range(2));
  for (auto _ : state) benchmark::DoNotOptimize(kernels::integer_matmul(x, weights));
  count_operations(state, tokens, kOut, kIn);
  state.SetLabel(kernels::integer_matmul_name());
}

void float_integer_product(benchmark::State& state) {
  const std::int64_t tokens = state.range(0);
  const kernels::PackedWeights weights(codes(kOut, kIn, 128, true));
  const tensor::Matrix x = random_matrix(tokens, kIn);
  for (auto _ : state) benchmark::DoNotOptimize(kernels::float_integer_matmul(x, weights));
  count_operations(state, tokens, kOut, kIn);
}

void float_product(benchmark::State& state) {
  const std::int64_t tokens = state.range(0);
  const tensor::Matrix a = random_matrix(tokens, kIn), b = random_matrix(kOut, kIn);
  for (auto _ : state) benchmark::DoNotOptimize(kernels::matmul_transposed(a, b.view()));
  count_operations(state, tokens, kOut, kIn);
}

#ifdef QUANTSCOPE_HAS_DNNL
/// oneDNN's product with weights in the layout that it likes best.
class PeerProduct {
 public:
  PeerProduct(std::int64_t tokens, dnnl::memory::data_type x, dnnl::memory::data_type w,
              dnnl::memory::data_type y)
      : engine_(dnnl::engine::kind::cpu, 0), stream_(engine_) {
    using Tag = dnnl::memory::format_tag;
    const dnnl::memory::desc x_shape({tokens, kIn}, x, Tag::ab), y_shape({tokens, kOut}, y, Tag::ab),
        w_shape({kIn, kOut}, w, Tag::any);
    const dnnl::matmul::primitive_desc plan(dnnl::matmul::desc(x_shape, w_shape, y_shape), engine_);
    x_ = filled(plan.src_desc());
    w_ = filled(plan.weights_desc());
    y_ = dnnl::memory(plan.dst_desc(), engine_);
    product_ = dnnl::matmul(plan);
  }

  void run() {
    product_.execute(stream_, {{DNNL_ARG_SRC, x_}, {DNNL_ARG_WEIGHTS, w_}, {DNNL_ARG_DST, y_}});
    stream_.wait();
  }

 private:
  dnnl::memory filled(const dnnl::memory::desc& shape) {
    dnnl::memory memory(shape, engine_);
    std::memset(memory.get_data_handle(), 0x31, shape.get_size());
    return memory;
  }

  dnnl::engine engine_;
  dnnl::stream stream_;
  dnnl::memory x_, w_, y_;
  dnnl::matmul product_;
};

void peer_integer_product(benchmark::State& state) {
  using Type = dnnl::memory::data_type;
  PeerProduct product(state.range(0), Type::u8, Type::s8, state.range(1) ? Type::f32 : Type::s32);
  for (auto _ : state) product.run();
  count_operations(state, state.range(0), kOut, kIn);
}

void peer_float_product(benchmark::State& state) {
  using Type = dnnl::memory::data_type;
  PeerProduct product(state.range(0), Type::f32, Type::f32, Type::f32);
  for (auto _ : state) product.run();
  count_operations(state, state.range(0), kOut, kIn);
}

BENCHMARK(peer_integer_product)
    ->ArgNames({"tokens", "f32"})
    ->Args({1, 0})
    ->Args({512, 0})
    ->Args({512, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
#endif

BENCHMARK(integer_product)
    ->ArgNames({"tokens", "group", "symmetric"})
    ->Args({1, 0, 1})
    ->Args({512, 0, 1})
    ->Args({512, 0, 0})
    ->Args({512, 128, 1})
    ->Args({512, 128, 0})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
#ifdef QUANTSCOPE_HAS_DNNL
BENCHMARK(peer_float_product)
    ->ArgName("tokens")
    ->Arg(1)
    ->Arg(512)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
#endif
BENCHMARK(float_product)->ArgName("tokens")->Arg(1)->Arg(512)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(float_integer_product)
    ->ArgName("tokens")
    ->Arg(1)
    ->Arg(512)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
