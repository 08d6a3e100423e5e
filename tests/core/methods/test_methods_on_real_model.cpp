// The methods on the weights and captured inputs of a real language model.
#include <QTest>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/methods/qllm.h"
#include "core/methods/rtn.h"
#include "core/metrics/error_metrics.h"
#include "methods_testing.h"
#include "tests/quantscope_test.h"

namespace test_methods_on_real_model {

using namespace quantscope;
using namespace quantscope::methods::testing;
using tensor::Matrix;

namespace {

const std::filesystem::path model = std::filesystem::path(QUANTSCOPE_SHARED_DIR) / "models/wordnet-llama";

Matrix read_safetensors(const std::filesystem::path& file, const std::string& name) {
  std::ifstream in(file, std::ios::binary);
  std::uint64_t header_bytes = 0;
  in.read(reinterpret_cast<char*>(&header_bytes), 8);
  std::string header(header_bytes, '\0');
  in.read(header.data(), static_cast<std::streamsize>(header_bytes));
  const auto entry = nlohmann::json::parse(header).at(name);
  const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
  const auto type = entry.at("dtype").get<std::string>();
  tensor::Tensor values(type == "F16"    ? tensor::ElementType::f16
                        : type == "BF16" ? tensor::ElementType::bf16
                                         : tensor::ElementType::f32,
                        shape.at(0), shape.at(1));
  in.seekg(
      static_cast<std::streamoff>(8 + header_bytes + entry.at("data_offsets").at(0).get<std::uint64_t>()));
  in.read(reinterpret_cast<char*>(values.mutable_data()), static_cast<std::streamsize>(values.bytes()));
  return tensor::to_matrix(values.view());
}

struct Layer {
  methods::Site site;
  Matrix weights, input, output;
};

Layer read_layer(const std::string& module) {
  Layer layer;
  layer.weights = read_safetensors(model / "model.safetensors", module + ".weight");
  layer.input = read_safetensors(model / "activations.safetensors", module + ".input");
  layer.site = make_site({layer.weights}, &layer.input);
  const std::vector<double> exact = product(layer.input, layer.weights);
  layer.output = Matrix(layer.input.rows(), layer.weights.rows());
  std::transform(exact.begin(), exact.end(), layer.output.values().begin(),
                 [](double value) { return static_cast<float>(value); });
  return layer;
}

double output_sqnr(const Layer& layer, const methods::Method& method, base::ParameterValues values,
                   std::vector<std::string>* notes = nullptr) {
  const auto quantized = method.quantize(layer.site, values, nullptr, {});
  if (notes) *notes = quantized.notes;
  return metrics::error_between(layer.output, quantized.consumers.front()->forward(layer.input)).sqnr_db;
}

}  // namespace

class TestMethodsOnRealModel : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    if (!std::filesystem::exists(model / "activations.safetensors"))
      QSKIP("needs ../shared/models/wordnet-llama");
  }

  void splitting_the_massive_activation_of_layer_1_pays_at_four_bits() {
    const Layer layer = read_layer("model.layers.1.mlp.down_proj");
    const base::ParameterValues four_bits = {{"weight_bits", 4.0},
                                             {"activation_bits", 4.0},
                                             {"weight_symmetric", false},
                                             {"activation_symmetric", false}};
    const double plain = output_sqnr(layer, methods::RoundToNearest(), four_bits);
    for (const char* metric : {"paper", "repo"}) {
      auto values = four_bits;
      values["merge_metric"] = std::string(metric);
      const double split = output_sqnr(layer, methods::Qllm(), values);
      values["assembly"] = false;
      const double disassembled = output_sqnr(layer, methods::Qllm(), values);
      values["assembly"] = true;
      values["theta_mode"] = std::string("adaptive");
      std::vector<std::string> notes;
      const double adaptive = output_sqnr(layer, methods::Qllm(), values, &notes);
      qInfo("W4A4 output SQNR: rtn %.2f dB, qllm %.2f dB (%s), split only %.2f dB, adaptive %.2f dB; %s",
            plain, split, metric, disassembled, adaptive, notes.front().c_str());
      QVERIFY(split > plain);
      QVERIFY(adaptive > plain);
    }
  }

  void round_to_nearest_keeps_more_with_more_bits() {
    const Layer layer = read_layer("model.layers.0.self_attn.o_proj");
    double last = 0;
    for (const double bits : {3.0, 4.0, 6.0, 8.0}) {
      const double sqnr =
          output_sqnr(layer, methods::RoundToNearest(), {{"weight_bits", bits}, {"activation_bits", bits}});
      QVERIFY(sqnr > last + 3);
      last = sqnr;
    }
  }
};

QUANTSCOPE_TEST(TestMethodsOnRealModel)

}  // namespace test_methods_on_real_model

#include "test_methods_on_real_model.moc"
