// Rates of the matrix products, with oneDNN beside them in the same run.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstring>
#include <random>

#include "core/base/parallel.h"
#include "core/formats/integer_matrix.h"
#include "core/kernels/aligned_bytes.h"
#include "core/kernels/float_matmul.h"
#include "core/kernels/integer_matmul.h"
#include "core/kernels/packed_floats.h"
#include "core/tensor/half.h"
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

void count_operations(benchmark::State& state, std::int64_t m, std::int64_t n, std::int64_t k) {
  state.counters["GOPS"] = benchmark::Counter(2e-9 * static_cast<double>(m * n * k),
                                              benchmark::Counter::kIsIterationInvariantRate);
}

/// Weights of codes drawn at random; a group size of 0 means one scale a row.
formats::IntegerMatrix random_codes(std::int64_t rows, std::int64_t columns, int bits,
                                    std::int64_t group_size, bool symmetric) {
  formats::IntegerMatrix matrix;
  matrix.shape = {rows, columns};
  matrix.format = {bits, symmetric};
  matrix.granularity = group_size ? formats::Granularity::group : formats::Granularity::row;
  matrix.group_size = group_size ? group_size : columns;
  matrix.codes.resize(static_cast<std::size_t>(rows * columns));
  const auto levels =
      static_cast<std::uint64_t>(matrix.format.highest_code() - matrix.format.lowest_code() + 1);
  std::uint64_t state = 1;
  for (std::int8_t& code : matrix.codes) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    code = static_cast<std::int8_t>(matrix.format.lowest_code() + static_cast<int>((state >> 33) % levels));
  }
  matrix.scales.assign(static_cast<std::size_t>(rows * matrix.groups_per_row()),
                       {0.01f, symmetric ? 0 : matrix.format.lowest_code() + 1});
  return matrix;
}

/// Arguments: tokens, weight bits, group size (0: one scale a row), symmetric, activation bits.
void integer_product(benchmark::State& state) {
  const std::int64_t tokens = state.range(0);
  const bool symmetric = state.range(3);
  const kernels::PackedWeights weights(
      random_codes(kOut, kIn, static_cast<int>(state.range(1)), state.range(2), symmetric));
  formats::IntegerMatrixOptions options;
  options.format = {static_cast<int>(state.range(4)), symmetric};
  const formats::IntegerMatrix x = quantize_matrix(random_matrix(tokens, kIn).view(), options);
  for (auto _ : state) benchmark::DoNotOptimize(kernels::integer_matmul(x, weights));
  count_operations(state, tokens, kOut, kIn);
  state.SetLabel(kernels::integer_matmul_name());
}

/// What quantizing the input adds to a product. Arguments: tokens, channels, symmetric.
void activation_quantization(benchmark::State& state) {
  const tensor::Matrix x = random_matrix(state.range(0), state.range(1));
  formats::IntegerMatrixOptions options;
  options.format = {8, state.range(2) != 0};
  for (auto _ : state) benchmark::DoNotOptimize(quantize_matrix(x.view(), options));
  state.counters["values"] =
      benchmark::Counter(static_cast<double>(x.count()), benchmark::Counter::kIsIterationInvariantRate);
}

/// Arguments: tokens, bits, input rounded to bf16.
void float_integer_product(benchmark::State& state) {
  const std::int64_t tokens = state.range(0);
  const auto input = state.range(2) ? kernels::FloatInput::bf16 : kernels::FloatInput::f32;
  const kernels::PackedWeights weights(random_codes(kOut, kIn, static_cast<int>(state.range(1)), 128, true));
  const tensor::Matrix x = random_matrix(tokens, kIn);
  for (auto _ : state) benchmark::DoNotOptimize(kernels::float_integer_matmul(x, weights, {}, input));
  count_operations(state, tokens, kOut, kIn);
}

void count_bytes(benchmark::State& state, std::uint64_t bytes) {
  state.counters["GB/s"] =
      benchmark::Counter(1e-9 * static_cast<double>(bytes), benchmark::Counter::kIsIterationInvariantRate);
}

#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
std::uint64_t
sum_of(const std::uint64_t* values, std::int64_t count) {
  std::uint64_t sums[32] = {};
  for (std::int64_t i = 0; i + 32 <= count; i += 32)
    for (int lane = 0; lane < 32; ++lane) sums[lane] += values[i + lane];
  std::uint64_t sum = 0;
  for (std::uint64_t part : sums) sum += part;
  return sum;
}

/// The rate at which all threads read memory: what products of few tokens are measured against.
void memory_read(benchmark::State& state) {
  const kernels::AlignedBytes bytes(std::size_t{5} << 28);
  constexpr std::int64_t kPiece = 1 << 16;
  const auto pieces = static_cast<std::int64_t>(bytes.size()) / kPiece;
  for (auto _ : state) {
    std::atomic<std::uint64_t> sum = 0;
    base::parallel_for(pieces, 16, {}, [&](base::IndexRange range) {
      sum += sum_of(reinterpret_cast<const std::uint64_t*>(bytes.data() + range.begin * kPiece),
                    range.size() * kPiece / 8);
    });
    benchmark::DoNotOptimize(sum.load());
  }
  count_bytes(state, bytes.size());
}

/// Few tokens against a layer larger than the last-level cache. Arguments: tokens, bits, group size, f32
/// input.
void streamed_product(benchmark::State& state) {
  constexpr std::int64_t kSide = 16384;
  const std::int64_t tokens = state.range(0);
  const kernels::PackedWeights weights(
      random_codes(kSide, kSide, static_cast<int>(state.range(1)), state.range(2), true));
  const tensor::Matrix x = random_matrix(tokens, kSide);
  const formats::IntegerMatrix x_codes = formats::quantize_matrix(x.view(), {});
  const bool of_floats = state.range(3);
  for (auto _ : state) {
    if (of_floats)
      benchmark::DoNotOptimize(kernels::float_integer_matmul(x, weights));
    else
      benchmark::DoNotOptimize(kernels::integer_matmul(x_codes, weights));
  }
  count_bytes(state, weights.resident_bytes());
}

void float_product(benchmark::State& state) {
  const std::int64_t tokens = state.range(0);
  const tensor::Matrix a = random_matrix(tokens, kIn), b = random_matrix(kOut, kIn);
  for (auto _ : state) benchmark::DoNotOptimize(kernels::matmul_transposed(a, b.view()));
  count_operations(state, tokens, kOut, kIn);
}

tensor::Tensor of_type(tensor::ElementType type, const tensor::Matrix& values) {
  tensor::Tensor result(type, values.rows(), values.columns());
  if (type == tensor::ElementType::f32) {
    std::memcpy(result.mutable_data(), values.row(0), result.bytes());
    return result;
  }
  auto* out = reinterpret_cast<std::uint16_t*>(result.mutable_data());
  for (const float value : values.values())
    *out++ = type == tensor::ElementType::bf16 ? tensor::bf16_from_f32(value) : tensor::f16_from_f32(value);
  return result;
}

constexpr tensor::ElementType kFloatTypes[] = {tensor::ElementType::f32, tensor::ElementType::f16,
                                               tensor::ElementType::bf16};

/// Float weights as heads and layers left alone have them, 32000 × 2048. Arguments: tokens, type (f32, f16,
/// bf16), packed, input rounded to bf16.
void float_layer(benchmark::State& state) {
  const tensor::Tensor weights = of_type(kFloatTypes[state.range(1)], random_matrix(32000, 2048));
  const tensor::Matrix x = random_matrix(state.range(0), 2048);
  const auto input = state.range(3) ? kernels::FloatInput::bf16 : kernels::FloatInput::f32;
  if (state.range(2)) {
    const kernels::PackedFloats packed(weights.view());
    const kernels::PackedFloats* const one = &packed;
    for (auto _ : state) benchmark::DoNotOptimize(kernels::float_matmul(x, {&one, 1}, {}, input));
  } else {
    for (auto _ : state) benchmark::DoNotOptimize(kernels::matmul_transposed(x, weights.view()));
  }
  count_operations(state, x.rows(), weights.rows(), weights.columns());
  count_bytes(state, weights.bytes());
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
    ->ArgNames({"tokens", "bits", "group", "symmetric", "activation_bits"})
    ->Args({1, 8, 0, 1, 8})
    ->Args({512, 8, 0, 1, 8})
    ->Args({512, 8, 0, 0, 8})
    ->Args({512, 8, 128, 1, 8})
    ->Args({512, 8, 128, 0, 8})
    ->Args({512, 4, 0, 1, 8})
    ->Args({512, 4, 0, 0, 8})
    ->Args({512, 4, 128, 1, 8})
    ->Args({512, 4, 128, 0, 8})
    ->Args({512, 4, 32, 1, 8})
    ->Args({512, 3, 128, 1, 8})
    ->Args({512, 2, 128, 1, 8})
    ->Args({512, 4, 0, 1, 4})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(activation_quantization)
    ->ArgNames({"tokens", "channels", "symmetric"})
    ->Args({256, 2048, 1})
    ->Args({256, 2048, 0})
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
    ->ArgNames({"tokens", "bits", "bf16"})
    ->ArgsProduct({{1, 512}, {8, 4}, {0, 1}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

BENCHMARK(memory_read)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(float_layer)
    ->ArgNames({"tokens", "type", "packed", "bf16"})
    ->ArgsProduct({{1, 4, 256}, {0, 1, 2}, {0, 1}, {0}})
    ->Args({256, 2, 1, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(streamed_product)
    ->ArgNames({"tokens", "bits", "group", "f32"})
    ->ArgsProduct({{1}, {4, 3, 2}, {0, 32, 64, 128}, {0, 1}})
    ->Args({4, 4, 128, 0})
    ->Args({8, 4, 128, 0})
    ->Args({4, 4, 128, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(memory_read)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
