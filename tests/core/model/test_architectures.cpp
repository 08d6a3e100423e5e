// Small random models of every architecture against the NumPy program tests/golden/architectures.py.
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "model_testing.h"
#include "small_models.h"
#include "tests/quantscope_test.h"

namespace test_architectures {

using namespace quantscope;
using namespace quantscope::model;
using namespace quantscope::model::testing;

class TestArchitectures : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;

 private slots:
  void logits_are_those_of_the_independent_program_data() {
    QTest::addColumn<int>("index");
    const auto models = small_models();
    for (std::size_t i = 0; i < models.size(); ++i)
      QTest::newRow(models[i].name.c_str()) << static_cast<int>(i);
  }

  void logits_are_those_of_the_independent_program() {
    QFETCH(int, index);
    const SmallModel small = small_models().at(static_cast<std::size_t>(index));
    const auto file = imported(written(small, folder_.path().toStdString()), folder_.path().toStdString());
    const auto model = loaded(file);
    for (const kernels::AttentionKind attention :
         {kernels::AttentionKind::plain, kernels::AttentionKind::flash}) {
      DecoderOptions options;
      options.attention = attention;
      Decoder decoder(model, options);
      const SequencePiece piece{0, small.tokens};
      const tensor::Matrix logits = decoder.logits(decoder.run({&piece, 1}));
      QCOMPARE(logits.rows(), small.logits.rows());
      QCOMPARE(logits.columns(), small.logits.columns());
      double most = 0;
      for (std::size_t i = 0; i < logits.values().size(); ++i)
        most = std::max(most, double{std::abs(logits.values()[i] - small.logits.values()[i])});
      QVERIFY2(most < 1e-4, qPrintable(QString("off by %1").arg(most)));
    }
  }

  void the_committed_numbers_are_what_the_program_prints() {
    const QString python = "/usr/bin/python3";
    if (!QFileInfo::exists(python)) QSKIP("needs /usr/bin/python3 with NumPy");
    QProcess program;
    program.start(python, {QString(QUANTSCOPE_SOURCE_DIR "/tests/golden/architectures.py")});
    if (!program.waitForFinished(-1) || program.exitCode() != 0)
      QSKIP(qPrintable("needs python3 with NumPy: " + program.readAllStandardError()));
    const auto printed = nlohmann::json::parse(program.readAllStandardOutput().toStdString());
    std::ifstream in(QUANTSCOPE_SOURCE_DIR "/tests/golden/architectures.json");
    const auto committed = nlohmann::json::parse(in);
    QCOMPARE(printed.size(), committed.size());
    for (const auto& [name, expected] : committed.items()) {
      const auto& entry = printed.at(name);
      QVERIFY2(entry.at("config") == expected.at("config") && entry.at("tensors") == expected.at("tensors"),
               name.c_str());
      const auto rows = entry.at("logits").get<std::vector<std::vector<double>>>();
      const auto expected_rows = expected.at("logits").get<std::vector<std::vector<double>>>();
      for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c)
          QVERIFY2(std::abs(rows[r][c] - expected_rows[r][c]) < 2e-7, name.c_str());
    }
  }
};

QUANTSCOPE_TEST(TestArchitectures)

}  // namespace test_architectures

#include "test_architectures.moc"
