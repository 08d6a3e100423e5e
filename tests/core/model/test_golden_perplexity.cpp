// Perplexities of an independent double precision program.
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/methods/method.h"
#include "core/model/perplexity.h"
#include "core/model/quantized_model.h"
#include "core/model/tokenizer.h"
#include "model_testing.h"
#include "tests/quantscope_test.h"

namespace test_golden_perplexity {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

namespace {

const std::filesystem::path shared = QUANTSCOPE_SHARED_DIR;

struct Row {
  std::string model, text, quantization;
  std::size_t bytes = 0;
  std::int64_t window = 0, tokens = 0;
  double mean_nll = 0, perplexity = 0;
};

std::vector<Row> golden_rows() {
  std::ifstream in(shared / "golden/perplexity.csv");
  std::vector<Row> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::stringstream fields(line);
    std::string field[8];
    for (std::string& text : field) std::getline(fields, text, ',');
    const std::string quantization = field[3].substr(1, field[3].size() - 2);
    rows.push_back({field[0], field[1], quantization, std::stoul(field[2]), std::stoll(field[4]),
                    std::stoll(field[5]), std::stod(field[6]), std::stod(field[7])});
  }
  return rows;
}

/// "--w 8 --a 8 --a-per token" as parameters of rtn.
base::ParameterValues rtn_parameters(const std::string& quantization) {
  base::ParameterValues values = {{"activation_bits", 16.0}};
  std::stringstream words(quantization);
  std::string option, value;
  while (words >> option >> value) {
    if (option == "--w") values["weight_bits"] = std::stod(value);
    if (option == "--a") values["activation_bits"] = std::stod(value);
    if (option == "--a-per") values["activation_granularity"] = value;
    if (option == "--w-group") {
      values["weight_granularity"] = std::string("group");
      values["group_size"] = std::stod(value);
    }
  }
  return values;
}

std::string first_bytes(const std::filesystem::path& path, std::size_t count) {
  std::string text(count, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(count));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

class TestGoldenPerplexity : public QObject {
  Q_OBJECT

  struct Sample {
    std::shared_ptr<const storage::ModelFile> file;
    std::shared_ptr<const Transformer> model;
    std::vector<int> ids;
  };

  const Sample& sample(const Row& row) {
    Sample& found = samples_[row.model];
    if (found.model) return found;
    const std::filesystem::path folder = shared / "models" / row.model;
    found.file = imported(folder, folder_.path().toStdString());
    found.model = loaded(found.file);
    std::filesystem::path text = shared / "text" / row.text;
    if (!std::filesystem::exists(text)) text = folder / row.text;
    found.ids = tokenizer_of(*found.file)->encode(first_bytes(text, row.bytes));
    return found;
  }

  QTemporaryDir folder_;
  std::map<std::string, Sample> samples_;

 private slots:
  void initTestCase() {
    if (!std::filesystem::exists(shared / "golden/perplexity.csv")) QSKIP("needs ../shared");
  }

  void agrees_with_the_independent_program_data() {
    QTest::addColumn<int>("row");
    const std::vector<Row> rows = golden_rows();
    // Sanitizers see one row of every four: what the rows run is tested on small models as well.
    for (std::size_t i = 0; i < rows.size(); i += quantscope_test::sanitized ? 4 : 1)
      QTest::addRow("%s %s", rows[i].model.c_str(), rows[i].quantization.c_str()) << static_cast<int>(i);
  }

  void agrees_with_the_independent_program() {
    QFETCH(int, row);
    const Row expected = golden_rows().at(static_cast<std::size_t>(row));
    const Sample& found = sample(expected);
    std::shared_ptr<const Transformer> model = found.model;
    if (!expected.quantization.empty()) {
      QuantizationOptions options;
      options.method = &methods::method_by_id("rtn");
      options.values = rtn_parameters(expected.quantization);
      model = quantize_model(model, *file_weights(found.file), options).model;
    }
    // Windows run together where they are short: a scale of all tokens of one must not be shared with the
    // next.
    const EvaluationText text = evaluation_text(found.ids, model->config().beginning_token, model->config(),
                                                {expected.window, BeginningMode::each});
    const PerplexityResult result = perplexity(model, text);
    QCOMPARE(result.predictions, expected.tokens);
    const double error = result.mean_nll - expected.mean_nll;
    qInfo("mean NLL %.8f, off by %.2g", result.mean_nll, error);
    if (expected.quantization.empty())
      QVERIFY(std::abs(error) < 1e-4);
    else
      QVERIFY(std::abs(std::exp(error) - 1) < 0.005);
  }
};

QUANTSCOPE_TEST(TestGoldenPerplexity)

}  // namespace test_golden_perplexity

#include "test_golden_perplexity.moc"
