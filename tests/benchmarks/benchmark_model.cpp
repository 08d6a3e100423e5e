// Whole models: prefill and decoding of a LLaMA of random weights beside the memory read rate of the same
// run, and the perplexity of the sample. A small shape unless --shape=1.1b asks for the 1.1 B shape that
// llama.cpp's figures are known of (hidden 2048, 22 layers, feed-forward 5632, 32/4 heads, vocabulary 32000;
// 3 GB).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <string>

#include "core/methods/method.h"
#include "core/model/decoder.h"
#include "core/model/quantized_model.h"
#include "core/model/tokenizer.h"
#include "memory_read_rate.h"

namespace {

using namespace quantscope;

model::ModelConfig shape(bool large) {
  const std::map<std::string, std::string> keys = {{"model_type", "\"llama\""},
                                                   {"hidden_size", large ? "2048" : "256"},
                                                   {"intermediate_size", large ? "5632" : "704"},
                                                   {"num_hidden_layers", large ? "22" : "4"},
                                                   {"num_attention_heads", large ? "32" : "8"},
                                                   {"num_key_value_heads", large ? "4" : "2"},
                                                   {"vocab_size", large ? "32000" : "1000"},
                                                   {"max_position_embeddings", "2048"}};
  return model::model_config(keys, "random weights");
}

/// Weights that are made when they are read: nothing is held.
class RandomWeights : public model::WeightSource {
 public:
  explicit RandomWeights(const model::ModelConfig& config) : config_(config) {}
  std::string where() const override { return "random weights"; }

  std::optional<tensor::Shape> shape(const std::string& name) const override {
    const auto ends = [&](const char* text) { return name.find(text) != std::string::npos; };
    const std::int64_t hidden = config_.hidden_size, keys = config_.key_value_heads * config_.head_size;
    if (ends("embed_tokens") || ends("lm_head")) return tensor::Shape{config_.vocabulary_size, hidden};
    if (ends("norm")) return tensor::Shape{hidden};
    if (ends("k_proj") || ends("v_proj")) return tensor::Shape{keys, hidden};
    if (ends("gate_proj") || ends("up_proj")) return tensor::Shape{config_.feed_forward_size, hidden};
    if (ends("down_proj")) return tensor::Shape{hidden, config_.feed_forward_size};
    return tensor::Shape{hidden, hidden};
  }

  tensor::Tensor read(const std::string& name, const base::Job&) const override {
    const tensor::MatrixShape matrix = tensor::folded(*shape(name));
    tensor::Tensor values(tensor::ElementType::bf16, matrix.rows, matrix.columns);
    auto* out = reinterpret_cast<std::uint16_t*>(values.mutable_data());
    // ±[1, 2) · 2^e near the size that keeps the variance; vectors are gains near 1.
    const int exponent = matrix.rows == 1 ? 0 : -static_cast<int>(std::log2(matrix.columns) / 2 + 0.5);
    const auto high = static_cast<std::uint16_t>((127 + exponent) << 7);
    const std::uint16_t sign = matrix.rows == 1 ? 0 : 0x8000;
    std::uint32_t state = static_cast<std::uint32_t>(std::hash<std::string>()(name)) | 1;
    for (std::int64_t i = 0; i < values.count(); ++i) {
      state = state * 1664525 + 1013904223;
      out[i] = static_cast<std::uint16_t>(high | ((state >> 9) & 0x7f) | ((state >> 16) & sign));
    }
    return values;
  }

 private:
  model::ModelConfig config_;
};

struct Bench {
  bool large = false;
  std::map<std::string, std::shared_ptr<const model::Transformer>> models;  ///< the last one only
  double read_rate = 0;
};

std::shared_ptr<const model::Transformer> quantized(Bench& bench, int weight_bits, int activation_bits,
                                                    const std::vector<std::string>& layers) {
  const std::string key = std::to_string(weight_bits) + "/" + std::to_string(activation_bits);
  auto& found = bench.models[key];
  if (found) return found;
  bench.models = {};
  const model::ModelConfig config = shape(bench.large);
  const RandomWeights weights(config);
  model::LoadOptions without;
  without.without_block_layers = true;
  model::QuantizationOptions options;
  options.method = &methods::method_by_id("rtn");
  options.values = {{"weight_bits", static_cast<double>(weight_bits)},
                    {"activation_bits", static_cast<double>(activation_bits)}};
  options.layers = layers;
  auto made =
      model::quantize_model(model::Transformer::load(weights, config, without), weights, options).model;
  bench.models[key] = made;
  return made;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : "; ").append(name);
  return text;
}

/// Seconds from a site's input to its first output: the products.
struct ProductTime : model::ForwardObserver {
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin;
  bool running = false;
  double seconds = 0;
  void site_input(int, const tensor::Matrix&) override {
    begin = Clock::now();
    running = true;
  }
  void layer_output(int, const tensor::Matrix&) override {
    if (running) seconds += std::chrono::duration<double>(Clock::now() - begin).count();
    running = false;
  }
};

/// What the process holds beyond the KV cache, as a share of the weights in their quantized size.
void count_resident(benchmark::State& state, const model::Transformer& model, std::uint64_t cache) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) {
      const double resident = std::stod(line.substr(6)) * 1024 - static_cast<double>(cache);
      state.counters["weights GB"] = static_cast<double>(model.weight_bytes()) / 1e9;
      state.counters["resident/weights"] = resident / static_cast<double>(model.weight_bytes());
    }
}

void prefill(benchmark::State& state, Bench& bench, int weight_bits, int activation_bits) {
  const auto model = quantized(bench, weight_bits, activation_bits, {});
  std::vector<int> tokens(bench.large ? 256 : 32, 7);
  for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i] = static_cast<int>(i * 37 % 1000);
  model::DecoderOptions options;
  options.capacity = static_cast<std::int64_t>(tokens.size());
  options.cache = kernels::CacheFormat::f16;
  model::Decoder decoder(model, options);
  ProductTime products;
  const auto begin = std::chrono::steady_clock::now();
  for (auto _ : state) {
    decoder.clear(0);
    const model::SequencePiece piece{0, tokens};
    const tensor::Matrix hidden = decoder.run({&piece, 1}, {}, &products);
    tensor::Matrix last(1, hidden.columns());
    std::memcpy(last.row(0), hidden.row(hidden.rows() - 1),
                static_cast<std::size_t>(hidden.columns()) * sizeof(float));
    benchmark::DoNotOptimize(decoder.logits(last));
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  state.counters["in products"] = products.seconds / seconds.count();
  count_resident(state, *model, decoder.cache_bytes());
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(tokens.size()), benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(joined(model->kernel_names()));
}

void decode(benchmark::State& state, Bench& bench) {
  const auto model = quantized(bench, 4, 16, {"*"});
  model::DecoderOptions options;
  options.capacity = 1024;
  options.cache = kernels::CacheFormat::f16;
  model::Decoder decoder(model, options);
  std::uint64_t bytes = 0;
  for (const model::LinearLayer& layer : model->linears()) bytes += layer.weights->resident_bytes();
  if (bench.read_rate == 0)
    bench.read_rate = quantscope::benchmarks::memory_read_rate(std::int64_t{1} << (bench.large ? 29 : 25));
  int token = 1;
  double seconds = 0, tokens = 0;
  ProductTime products;
  for (auto _ : state) {
    if (decoder.length(0) == options.capacity) decoder.clear(0);
    const auto begin = std::chrono::steady_clock::now();
    const model::SequencePiece piece{0, {&token, 1}};
    const tensor::Matrix logits = decoder.logits(decoder.run({&piece, 1}, {}, &products), {}, &products);
    token = static_cast<int>(std::max_element(logits.values().begin(), logits.values().end()) -
                             logits.values().begin());
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    ++tokens;
  }
  const double rate = static_cast<double>(bytes) * tokens / seconds / 1e9;
  state.counters["tokens/s"] = tokens / seconds;
  state.counters["in products"] = products.seconds / seconds;
  count_resident(state, *model, decoder.cache_bytes());
  state.counters["GB/s"] = rate;
  state.counters["read GB/s"] = bench.read_rate;
  state.counters["of read rate"] = rate / bench.read_rate;
  state.SetLabel(joined(model->kernel_names()));
}

/// Windows of the context with BOS each over up to `most` tokens of the sample's text.
void sample_likelihood(benchmark::State& state, bool quantize, std::size_t most) {
  const auto file = storage::ModelFile::open(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
  const auto source = model::file_weights(file);
  auto model = model::Transformer::load(*source, model::model_config(*file));
  if (quantize) {
    model::QuantizationOptions options;
    options.method = &methods::method_by_id("rtn");
    options.values = {{"weight_bits", 8.0}, {"activation_bits", 8.0}};
    model = model::quantize_model(model, *source, options).model;
  }
  std::string text;
  for (const std::string& name : file->text_names()) text += file->text(name);
  std::vector<int> ids = model::tokenizer_of(*file)->encode(text);
  ids.resize(std::min(ids.size(), most));
  model::DecoderOptions options;
  options.sequences = 4;
  model::Decoder decoder(model, options);
  const auto window = static_cast<std::size_t>(model->config().context - 1);
  double sum = 0;
  for (auto _ : state) {
    sum = 0;
    for (std::size_t first = 0; first < ids.size();) {
      std::vector<std::vector<int>> texts;
      for (; first < ids.size() && texts.size() < 4; first += window) {
        texts.push_back({1});
        texts.back().insert(texts.back().end(), ids.begin() + static_cast<std::ptrdiff_t>(first),
                            ids.begin() + static_cast<std::ptrdiff_t>(std::min(first + window, ids.size())));
      }
      std::vector<model::SequencePiece> pieces;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        decoder.clear(static_cast<int>(i));
        pieces.push_back({static_cast<int>(i), texts[i]});
      }
      const tensor::Matrix logits = decoder.logits(decoder.run(pieces));
      std::int64_t row = 0;
      for (const std::vector<int>& ids_of_window : texts)
        for (std::size_t i = 1; i <= ids_of_window.size(); ++i, ++row) {
          if (i == ids_of_window.size()) continue;
          const float* values = logits.row(row);
          const float largest = *std::max_element(values, values + logits.columns());
          double total = 0;
          for (std::int64_t c = 0; c < logits.columns(); ++c) total += std::exp(values[c] - largest);
          sum += largest + std::log(total) - values[ids_of_window[i]];
        }
    }
  }
  state.counters["tokens"] = static_cast<double>(ids.size());
  state.counters["perplexity"] = std::exp(sum / static_cast<double>(ids.size()));
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(ids.size()), benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace

int main(int argc, char** argv) {
  Bench bench;
  std::vector<char*> arguments;
  for (int i = 0; i < argc; ++i) {
    if (std::strcmp(argv[i], "--shape=1.1b") == 0)
      bench.large = true;
    else
      arguments.push_back(argv[i]);
  }
  const auto unit = benchmark::kMillisecond;
  const auto add = [&](const char* name, auto run) {
    benchmark::RegisterBenchmark(name, run)->Unit(unit)->UseRealTime();
  };
  add("prefill W8A8", [&](benchmark::State& state) { prefill(state, bench, 8, 8); });
  add("prefill W4A8", [&](benchmark::State& state) { prefill(state, bench, 4, 8); });
  add("decode W4", [&](benchmark::State& state) { decode(state, bench); });
  const std::size_t tokens = bench.large ? 40'000 : 500;
  add("perplexity of the sample f32",
      [=](benchmark::State& state) { sample_likelihood(state, false, tokens); });
  add("perplexity of the sample W8A8",
      [=](benchmark::State& state) { sample_likelihood(state, true, tokens); });
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
