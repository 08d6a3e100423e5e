#include "core/model/run_memory.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/storage/model_file.h"
#include "random_model.h"
#include "tests/quantscope_test.h"

namespace test_run_memory {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

void write(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << content;
}

bool within(std::uint64_t estimate, std::uint64_t measured, double tolerance) {
  const double ratio = static_cast<double>(estimate) / static_cast<double>(measured);
  if (std::abs(ratio - 1) <= tolerance) return true;
  qWarning("estimated %llu, measured %llu", static_cast<unsigned long long>(estimate),
           static_cast<unsigned long long>(measured));
  return false;
}

/// Random bf16 weights that are made when they are read: nothing is held.
class MadeWeights : public WeightSource {
 public:
  explicit MadeWeights(const ModelConfig& config) : config_(config) {}
  std::string where() const override { return "random weights"; }

  std::optional<tensor::Shape> shape(const std::string& name) const override {
    const auto has = [&](const char* text) { return name.find(text) != std::string::npos; };
    if (has("embed_tokens") || has("lm_head"))
      return tensor::Shape{config_.vocabulary_size, config_.hidden_size};
    if (has("norm")) return tensor::Shape{config_.hidden_size};
    if (has("gate_proj") || has("up_proj"))
      return tensor::Shape{config_.feed_forward_size, config_.hidden_size};
    if (has("down_proj")) return tensor::Shape{config_.hidden_size, config_.feed_forward_size};
    return tensor::Shape{config_.hidden_size, config_.hidden_size};
  }

  tensor::Tensor read(const std::string& name, const base::Job&) const override {
    const tensor::MatrixShape matrix = tensor::folded(*shape(name));
    tensor::Tensor values(tensor::ElementType::bf16, matrix.rows, matrix.columns);
    auto* out = reinterpret_cast<std::uint16_t*>(values.mutable_data());
    std::uint32_t state = 1;
    for (std::int64_t i = 0; i < matrix.rows * matrix.columns; ++i) {
      state = state * 1664525 + 1013904223;
      out[i] = static_cast<std::uint16_t>((state >> 16 & 0x807fu) | 0x3c00u);  // ±[1, 2) · 2⁻⁷
    }
    return values;
  }

 private:
  ModelConfig config_;
};

/// Bytes of memory that the process holds and no file backs.
double resident_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::stod(line.substr(8)) * 1024;
  return 0;
}

}  // namespace

class TestRunMemory : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::filesystem::path root(const char* name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }

 private slots:
  void estimated_weights_are_those_of_the_loaded_model_data() {
    QTest::addColumn<int>("architecture");
    QTest::newRow("llama") << static_cast<int>(Architecture::llama);
    QTest::newRow("opt") << static_cast<int>(Architecture::opt);
    QTest::newRow("gpt2") << static_cast<int>(Architecture::gpt2);
    QTest::newRow("bloom") << static_cast<int>(Architecture::bloom);
  }
  void estimated_weights_are_those_of_the_loaded_model() {
    QFETCH(int, architecture);
    const ModelConfig config = small_config(static_cast<Architecture>(architecture));
    for (const auto& [type, bits] :
         {std::pair(tensor::ElementType::f32, 32.0), {tensor::ElementType::f16, 16.0}}) {
      const auto model = Transformer::load(*random_weights(config, type), config);
      QVERIFY(within(estimated_memory(config, bits, bits, {}, 1).weights, model->weight_bytes(), 0.01));
    }
  }

  void estimated_caches_are_those_of_the_decoder() {
    const ModelConfig config = small_config(Architecture::llama);
    const auto model = Transformer::load(*random_weights(config), config);
    for (const kernels::CacheFormat format : {kernels::CacheFormat::f32, kernels::CacheFormat::f16,
                                              kernels::CacheFormat::int8, kernels::CacheFormat::int4}) {
      DecoderOptions options{.sequences = 3, .capacity = 20, .cache = format};
      Decoder decoder(model, options);
      const auto ids = random_ids(config, 20);
      for (int sequence = 0; sequence < 3; ++sequence) {
        const SequencePiece piece{sequence, ids};
        decoder.run({&piece, 1});
      }
      QVERIFY(within(estimated_memory(config, 32, 32, options, 1).cache, decoder.cache_bytes(), 0.1));
    }
  }

  void the_sample_and_its_quantized_form_are_within_the_tolerance() {
    const auto file = storage::ModelFile::open(QUANTSCOPE_SOURCE_DIR "/datasets/wordnet-llama.h5");
    const ModelConfig config = model_config(*file);
    const auto weights = file_weights(file);
    const auto model = Transformer::load(*weights, config);
    QVERIFY(within(estimated_memory(config, 16, 16, {}, 256).weights, model->weight_bytes(), 0.01));
    const QuantizedModel quantized = rounded(model, *weights, {{"weight_bits", 8.0}});
    QVERIFY(within(estimated_memory(config, quantized.bits_per_weight, 16, {}, 256).weights,
                   quantized.model->weight_bytes(), 0.05));
  }

  /// LLaMA-2-7B: 32 · (4 · 4096² + 3 · 4096 · 11008) + 2 · 32000 · 4096 weights; 512 KiB of cache a token in
  /// f16.
  void a_quantized_model_holds_its_weights_and_little_else() {
    if (quantscope_test::sanitized) QSKIP("sanitizers keep freed memory");
    ModelConfig config = small_config(Architecture::llama);
    config.hidden_size = config.embedding_size = 2048;
    config.heads = config.key_value_heads = 32;
    config.head_size = 64;
    config.feed_forward_size = 5632;
    config.layers = 3;
    config.vocabulary_size = 2000;
    const MadeWeights weights(config);
    base::return_free_memory();
    const double before = resident_bytes();
    QVERIFY(before > 0);
    LoadOptions without;
    without.without_block_layers = true;
    QuantizationOptions options;
    options.method = &methods::method_by_id("rtn");
    options.values = {{"weight_bits", 4.0}, {"activation_bits", 8.0}};
    const auto model = quantize_model(Transformer::load(weights, config, without), weights, options).model;
    const double held = resident_bytes() - before, size = static_cast<double>(model->weight_bytes());
    QVERIFY2(held <= 1.15 * size, qPrintable(QStringLiteral("%1 of %2 bytes").arg(held).arg(size)));
    QVERIFY2(held >= 0.9 * size, qPrintable(QStringLiteral("%1 of %2 bytes").arg(held).arg(size)));
  }

  void a_known_shape_by_hand() {
    ModelConfig config;
    config.hidden_size = config.embedding_size = 4096;
    config.layers = config.heads = config.key_value_heads = 32;
    config.head_size = 128;
    config.feed_forward_size = 11008;
    config.vocabulary_size = 32000;
    config.context = 4096;
    const DecoderOptions decoder{.sequences = 1, .capacity = 4096, .cache = kernels::CacheFormat::f16};
    const RunMemory need = estimated_memory(config, 16, 16, decoder, 512);
    const std::uint64_t norms = 65 * 4096 * 4;
    QCOMPARE(need.weights, std::uint64_t{2} * 6738149376 + norms);
    QCOMPARE(need.cache, 4096 * 512 * std::uint64_t{1024});
    QVERIFY(need.working > 50 * mebibyte && need.working < 1024 * mebibyte);
    const RunMemory coarse = estimated_memory(config, 4, 16, decoder, 512);
    QCOMPARE(coarse.weights, std::uint64_t{6476005376} / 2 + 2 * std::uint64_t{262144000} + norms);
    QVERIFY(coarse.working > need.working);  // one site in floats while it is quantized
  }

  void what_does_not_fit_is_refused_with_both_numbers() {
    const RunMemory need{.weights = 700 * mebibyte, .cache = 200 * mebibyte, .working = 100 * mebibyte};
    require_memory(need, 1000 * mebibyte, "model.h5");
    try {
      require_memory(need, 999 * mebibyte, "model.h5", "do something");
      QFAIL("no error");
    } catch (const base::Error& error) {
      const QString text = error.what();
      for (const char* word : {"model.h5", "1000 MiB", "999 MiB", "weights 700", "do something"})
        QVERIFY2(text.contains(word), error.what());
    }
  }

  void two_models_add_up() {
    RunMemory sum{.weights = 1, .cache = 2, .working = 3};
    sum += {.weights = 10, .cache = 20, .working = 30};
    QCOMPARE(sum.total(), std::uint64_t{66});
  }

  void this_machine_has_some_memory() {
    const std::uint64_t available = available_memory();
    QVERIFY(available > mebibyte);
    QVERIFY(available < (std::uint64_t{1} << 50));
  }

  void available_memory_of_the_machine_alone() {
    write(root("plain") / "proc/meminfo", "MemTotal:  8000 kB\nMemFree: 100 kB\nMemAvailable:    5000 kB\n");
    QCOMPARE(available_memory(root("plain")), std::uint64_t{5000 * 1024});
  }

  void a_control_group_of_version_2_limits_it() {
    const auto r = root("v2");
    write(r / "proc/meminfo", "MemAvailable: 1000000 kB\n");
    write(r / "proc/self/cgroup", "0::/service/inner\n");
    write(r / "sys/fs/cgroup/service/memory.max", "100000\n");
    write(r / "sys/fs/cgroup/service/memory.current", "70000\n");
    write(r / "sys/fs/cgroup/service/memory.stat", "anon 5\ninactive_file 20000\n");
    write(r / "sys/fs/cgroup/service/inner/memory.max", "max\n");
    write(r / "sys/fs/cgroup/service/inner/memory.current", "10\n");
    QCOMPARE(available_memory(r), std::uint64_t{50000});  // the group around it counts, dropped pages do not
    write(r / "sys/fs/cgroup/service/inner/memory.max", "40010\n");
    QCOMPARE(available_memory(r), std::uint64_t{40000});
    write(r / "sys/fs/cgroup/service/inner/memory.current", "50000\n");
    QCOMPARE(available_memory(r), std::uint64_t{0});
  }

  /// In a container the mount shows the container's own group at its root, whatever its path outside.
  void a_control_group_whose_path_is_not_mounted_is_found_at_the_root() {
    const auto r = root("container");
    write(r / "proc/meminfo", "MemAvailable: 1000000 kB\n");
    write(r / "proc/self/cgroup", "0::/docker/abc\n");
    write(r / "sys/fs/cgroup/memory.max", "3000\n");
    write(r / "sys/fs/cgroup/memory.current", "1000\n");
    QCOMPARE(available_memory(r), std::uint64_t{2000});
  }

  void a_control_group_of_version_1_limits_it() {
    const auto r = root("v1");
    write(r / "proc/meminfo", "MemAvailable: 1000000 kB\n");
    write(r / "proc/self/cgroup", "5:cpu,cpuacct:/x\n4:hugetlb,memory:/job\n");
    write(r / "sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write(r / "sys/fs/cgroup/memory/memory.usage_in_bytes", "12\n");
    write(r / "sys/fs/cgroup/memory/job/memory.limit_in_bytes", "9000\n");
    write(r / "sys/fs/cgroup/memory/job/memory.usage_in_bytes", "5000\n");
    write(r / "sys/fs/cgroup/memory/job/memory.stat", "total_inactive_file 1000\n");
    QCOMPARE(available_memory(r), std::uint64_t{5000});
  }

  /// Where nothing is known nothing is refused.
  void no_files_are_no_limit() { QVERIFY(available_memory(root("none")) > (std::uint64_t{1} << 60)); }
};

QUANTSCOPE_TEST(TestRunMemory)

}  // namespace test_run_memory

#include "test_run_memory.moc"
