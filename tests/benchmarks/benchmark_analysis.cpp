// One setting on one tensor, as the window asks for it: the full result and the preview of a 4096 × 11008 f16
// weight, and the time that a model file of 26 GB takes to open.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>

#include "core/methods/method.h"
#include "core/storage/model_file.h"
#include "core/storage/model_writer.h"
#include "core/study/analysis.h"
#include "core/tensor/half.h"

namespace {

using namespace quantscope;

constexpr std::int64_t out_features = 4096;
constexpr std::int64_t in_features = 11008;

/// Normal weights of σ = 0.02; rows repeat every 61 with another sign so that making them takes little time.
tensor::Tensor normal_weights() {
  constexpr std::int64_t distinct = 61;
  std::mt19937_64 random(1);
  std::normal_distribution<float> normal(0.0f, 0.02f);
  tensor::Tensor weights(tensor::ElementType::f16, out_features, in_features);
  auto* values = reinterpret_cast<std::uint16_t*>(weights.mutable_data());
  for (std::int64_t i = 0; i < distinct * in_features; ++i) values[i] = tensor::f16_from_f32(normal(random));
  for (std::int64_t row = distinct; row < out_features; ++row) {
    const std::uint16_t sign = row / distinct % 2 ? 0x8000 : 0;
    for (std::int64_t c = 0; c < in_features; ++c)
      values[row * in_features + c] = values[row % distinct * in_features + c] ^ sign;
  }
  return weights;
}

/// Inputs of σ = 1 with a channel of 60 among each thousand.
std::shared_ptr<const tensor::Matrix> inputs(std::int64_t tokens) {
  std::mt19937_64 random(2);
  std::normal_distribution<float> normal(0.0f, 1.0f);
  auto x = std::make_shared<tensor::Matrix>(tokens, in_features);
  for (float& value : x->values()) value = normal(random);
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t c = 0; c < in_features; c += 1000) (*x)(t, c) *= 60;
  return x;
}

const tensor::Tensor& weights() {
  static const tensor::Tensor made = normal_weights();
  return made;
}

methods::Site site_without_input() {
  methods::Site site;
  site.name = "down_proj";
  site.consumers.push_back({"down_proj.weight", weights(), std::nullopt});
  return site;
}

void analyse_full(benchmark::State& state, const base::ParameterValues& values) {
  const study::PreparedSite site(site_without_input());
  const methods::Method& method = methods::method_by_id("rtn");
  for (auto _ : state) benchmark::DoNotOptimize(study::analyse(site, method, values, {}));
  state.SetItemsProcessed(state.iterations() * out_features * in_features);
}

void measure_only(benchmark::State& state, const base::ParameterValues& values) {
  const study::PreparedSite site(site_without_input());
  const methods::Method& method = methods::method_by_id("rtn");
  const methods::QuantizedSite quantized = study::quantize_site(site, method, values);
  for (auto _ : state) benchmark::DoNotOptimize(study::measure(site, method, values, quantized, {}));
  state.SetItemsProcessed(state.iterations() * out_features * in_features);
}

void analyse_preview(benchmark::State& state, const std::string& id, const base::ParameterValues& values,
                     std::int64_t tokens) {
  methods::Site whole = site_without_input();
  whole.input = calibration::knowledge_from_samples(inputs(tokens)->view());
  const study::PreparedSite sample(methods::sampled_site(whole, 400'000, 16 * in_features));
  const methods::Method& method = methods::method_by_id(id);
  study::analyse(sample, method, values, {});
  for (auto _ : state) benchmark::DoNotOptimize(study::analyse(sample, method, values, {}));
}

void analyse_input_preview(benchmark::State& state) {
  methods::Site whole = site_without_input();
  whole.input = calibration::knowledge_from_samples(inputs(64)->view());
  const study::PreparedSite sample(methods::sampled_site(whole, 400'000, 16 * in_features));
  study::AnalysisOptions options;
  options.subject.input = true;
  const methods::Method& method = methods::method_by_id("rtn");
  for (auto _ : state) benchmark::DoNotOptimize(study::analyse(sample, method, {}, options));
}

/// 26 GB of tensors of a 13 B model whose chunks were never written.
void open_large_file(benchmark::State& state) {
  const auto path =
      std::filesystem::temp_directory_path() / ("quantscope-" + std::to_string(::getpid()) + ".h5");
  {
    storage::ModelWriter writer(path, {"sparse", "llama", "", "", {}});
    for (int block = 0; block < 40; ++block) {
      const std::string prefix = "/weights/model.layers." + std::to_string(block) + ".";
      for (const char* name : {"q_proj", "k_proj", "v_proj", "o_proj"})
        writer.create(prefix + "self_attn." + name + ".weight", tensor::ElementType::f16, {5120, 5120});
      for (const char* name : {"gate_proj", "up_proj"})
        writer.create(prefix + "mlp." + name + ".weight", tensor::ElementType::f16, {13824, 5120});
      writer.create(prefix + "mlp.down_proj.weight", tensor::ElementType::f16, {5120, 13824});
      for (const char* name : {"input_layernorm", "post_attention_layernorm"})
        writer.create(prefix + name + ".weight", tensor::ElementType::f16, {5120});
    }
    writer.commit();
  }
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    const auto file = storage::ModelFile::open(path);
    bytes = 0;
    for (const storage::TensorInfo& info : file->tensors()) bytes += info.bytes();
  }
  state.counters["tensor_bytes"] = static_cast<double>(bytes);
  std::filesystem::remove(path);
}

base::ParameterValues weight_settings(double bits, const char* granularity) {
  return {{"weight_bits", bits}, {"weight_granularity", std::string(granularity)}, {"activation_bits", 16.0}};
}

}  // namespace

BENCHMARK_CAPTURE(analyse_full, rtn_w4_channel, weight_settings(4, "channel"))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(analyse_full, rtn_w8_channel, weight_settings(8, "channel"))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(analyse_full, rtn_w4_group128, weight_settings(4, "group"))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(analyse_full, rtn_w4_tensor, weight_settings(4, "tensor"))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(measure_only, rtn_w4_channel, weight_settings(4, "channel"))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(analyse_preview, rtn_w4a8, "rtn", {{"weight_bits", 4.0}, {"activation_bits", 8.0}}, 64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(analyse_preview, qllm_w4a8, "qllm", {{"weight_bits", 4.0}, {"theta", 10.0}}, 64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(analyse_input_preview)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(open_large_file)->Unit(benchmark::kMillisecond)->UseRealTime();
