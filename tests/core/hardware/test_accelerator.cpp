#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/hardware/accelerator_figures.h"
#include "core/hardware/accelerator_json.h"
#include "core/hardware/catalogue.h"
#include "core/hardware/compute_rate.h"
#include "core/hardware/technology.h"
#include "tests/core/hardware/hardware_testing.h"
#include "tests/quantscope_test.h"

namespace test_accelerator {

using namespace quantscope;
using namespace quantscope::hardware;
using namespace quantscope::hardware_testing;
using Json = nlohmann::ordered_json;

namespace {

Json document(const std::string& id) {
  std::ifstream stream(resource("accelerators/" + id + ".json"));
  return Json::parse(stream);
}

std::string refusal(const Json& changed) {
  try {
    accelerator_from_json(changed, "mine.json");
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestAccelerator : public QObject {
  Q_OBJECT
 private slots:
  void every_description_loads_and_every_id_is_its_file();
  void written_and_read_again_it_is_the_same();
  void faults_name_field_and_file_data();
  void faults_name_field_and_file();
  void a_faulty_file_leaves_the_others();
  void llm_viewer_names_are_aliases();
  void widths_without_a_unit_fall_back_to_the_next();
  void narrower_operands_are_never_slower();
  void energies_follow_table_and_node();
};

void TestAccelerator::every_description_loads_and_every_id_is_its_file() {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(resource("accelerators"))) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const Accelerator accelerator = read_accelerator(entry.path());
    QCOMPARE(accelerator.id, entry.path().stem().string());
    visit_figures(accelerator, [&](const FigurePlace& place, const auto& figure) {
      const auto check = [&](const Figure& each) {
        QVERIFY2(!each.source.empty() && why_unsuitable(place.range, each.value).empty(),
                 (accelerator.id + " " + place.path).c_str());
      };
      if constexpr (requires { figure.has_value(); }) {
        if (figure) check(*figure);
      } else {
        check(figure);
      }
    });
  }
  QVERIFY(files >= 30);
}

void TestAccelerator::written_and_read_again_it_is_the_same() {
  QTemporaryDir folder;
  const Catalogue catalogue = read_catalogue({resource("")});
  QVERIFY(catalogue.faults.empty());
  for (const auto& accelerator : catalogue.accelerators) {
    const std::filesystem::path file = folder.filePath("copy.json").toStdString();
    write_accelerator(*accelerator, file);
    QCOMPARE(accelerator_json(read_accelerator(file)).dump(), accelerator_json(*accelerator).dump());
  }
}

void TestAccelerator::faults_name_field_and_file_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");  // JSON; empty: the field is taken away
  QTest::addColumn<QString>("word");
  const auto row = [](const char* name, const char* pointer, const char* value, const char* word) {
    QTest::newRow(name) << pointer << value << word;
  };
  row("missing bandwidth", "/memory/dram/bandwidth", "", "memory");
  row("missing rates", "/rates", "", "rates");
  row("no rate", "/rates", "{}", "rates");
  row("negative", "/memory/dram/bandwidth/value", "-5", "memory.dram.bandwidth");
  row("zero", "/rates/f16/value", "0", "rates.f16");
  row("text", "/rates/f16/value", "\"fast\"", "rates.f16");
  row("list", "/rates/f16", "[312]", "rates.f16");
  row("bare number", "/rates/f16", "312e12", "rates.f16");
  row("unknown mark", "/rates/f16/mark", "\"guessed\"", "guessed");
  row("no source", "/rates/f16/source", "", "source");
  row("unknown format", "/rates/fp16", R"({"value": 1, "mark": "assumed", "source": "x"})", "fp16");
  row("misspelt", "/memory/dram/bandwith", R"({"value": 1, "mark": "assumed", "source": "x"})", "bandwith");
  row("misspelt at the top", "/ratess", "{}", "ratess");
  row("fraction above", "/achievable/product/compute/value", "1.5", "achievable.product.compute");
  row("outside its bounds", "/achievable/product/compute/value", "0.9", "achievable.product.compute");
  row("inner level larger", "/memory/l2/capacity_bytes/value", "1e12", "memory.l2.capacity_bytes");
  row("inner level slower", "/memory/l2/bandwidth/value", "1e9", "memory.l2.bandwidth");
  row("half a device", "/link_devices/value", "1.5", "link_devices");
  row("link without bandwidth", "/link/bandwidth", "", "link.bandwidth");
  row("power above the limit", "/board/fixed_w/value", "900", "board.fixed_w");
  row("other format", "/format", "\"something\"", "format");
  row("later version", "/format_version", "2", "format_version");
  row("no id", "/id", "", "id");
  row("unknown class", "/achievable/gemm", "{}", "gemm");
  row("unknown dataflow", "/systolic", R"({"dataflow": "row-stationary"})", "row-stationary");
  row("half a systolic array", "/systolic", R"({"dataflow": "output-stationary"})", "systolic.rows");
}

void TestAccelerator::faults_name_field_and_file() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, word);
  Json changed = document("a100-80gb");
  const Json::json_pointer at(pointer.toStdString());
  if (value.isEmpty())
    changed[at.parent_pointer()].erase(at.back());
  else
    changed[at] = Json::parse(value.toStdString());
  const QString reason = QString::fromStdString(refusal(changed));
  QVERIFY2(reason.startsWith("mine.json: ") && reason.contains(word), qPrintable(reason));
}

void TestAccelerator::a_faulty_file_leaves_the_others() {
  QTemporaryDir folder;
  const std::filesystem::path root = folder.path().toStdString();
  std::filesystem::create_directory(root / "accelerators");
  std::filesystem::create_directory(root / "models");
  std::filesystem::copy(resource("accelerators/a100-80gb.json"), root / "accelerators/good.json");
  std::ofstream(root / "accelerators/broken.json") << "{\"format\": ";
  std::ofstream(root / "accelerators/empty.json");
  std::ofstream(root / "accelerators/list.json") << "[1, 2]";
  std::ofstream(root / "accelerators/bytes.json") << "{\"id\": \"\xff\xfe\"}";
  std::ofstream(root / "models/shape.json") << R"({"format": "quantscope-model-shape", "format_version": 1,
    "id": "x", "name": "x", "source": "x", "hidden_size": 0})";
  const Catalogue catalogue = read_catalogue({root, "/no/such/folder"});
  QCOMPARE(catalogue.accelerators.size(), std::size_t{1});
  QCOMPARE(catalogue.faults.size(), std::size_t{5});
  for (const char* name : {"broken.json", "empty.json", "list.json", "bytes.json", "shape.json"})
    QVERIFY(std::ranges::any_of(catalogue.faults,
                                [&](const std::string& f) { return f.find(name) != std::string::npos; }));
  QVERIFY(std::ranges::any_of(
      catalogue.faults, [](const std::string& f) { return f.find("hidden_size") != std::string::npos; }));
  // The user's own wins over a shipped one of the same id.
  Json mine = document("a100-80gb");
  mine["name"] = "mine";
  std::ofstream(root / "accelerators/good.json") << mine;
  const Catalogue both = read_catalogue({resource(""), root});
  QCOMPARE(find_accelerator(both, "a100-80gb")->name, std::string("mine"));
}

void TestAccelerator::llm_viewer_names_are_aliases() {
  const Catalogue catalogue = read_catalogue({resource("")});
  for (const char* name : {"nvidia_V100", "nvidia_A6000", "nvidia_A100", "nvidia_A100_40G", "nvidia_A100_80G",
                           "nvidia_A40", "nvidia_H100", "nvidia_H100_PCIe", "nvidia_L40"})
    QVERIFY(find_accelerator(catalogue, name));
  QCOMPARE(find_accelerator(catalogue, "nvidia_A100_80G")->id, std::string("a100-80gb"));
  QCOMPARE(find_model(catalogue, "Llama-2-7b-hf")->id, std::string("llama-2-7b"));
  QCOMPARE(find_model(catalogue, "facebook/opt-125m")->id, std::string("opt-125m"));
  QVERIFY_EXCEPTION_THROWN(find_accelerator(catalogue, "abacus"), base::Error);
}

void TestAccelerator::widths_without_a_unit_fall_back_to_the_next() {
  using kernels::Operation;
  const Accelerator a100 = read_accelerator(resource("accelerators/a100-80gb.json"));
  const ChosenRate w4a16 = rate_for(a100, {Operation::float_mac, 4, 16});
  QCOMPARE(w4a16.operations_per_second, 312e12);
  QVERIFY(w4a16.fallback && format_name(w4a16.unit) == "f16");
  QCOMPARE(rate_for(a100, {Operation::integer_mac, 4, 8}).operations_per_second, 624e12);
  QCOMPARE(rate_for(a100, {Operation::integer_mac, 4, 4}).operations_per_second, 1248e12);
  QVERIFY(!rate_for(a100, {Operation::integer_mac, 4, 4}).fallback);
  QCOMPARE(rate_for(a100, {Operation::integer_mac, 3, 3}).operations_per_second, 1248e12);
  // No int4 units: int8 does it. No integer units at all: f16 does.
  const Accelerator h100 = read_accelerator(resource("accelerators/h100-sxm.json"));
  QCOMPARE(rate_for(h100, {Operation::integer_mac, 4, 4}).operations_per_second, 1979e12);
  const Accelerator ultra = read_accelerator(resource("accelerators/m2-ultra.json"));
  QCOMPARE(rate_for(ultra, {Operation::integer_mac, 8, 8}).operations_per_second, 27e12);
  // Four-bit units alone: 2 × 2 of them make int8, 4 × 4 one of 16 bits.
  const Accelerator tender = read_accelerator(resource("accelerators/tender.json"));
  const double four = rate_for(tender, {Operation::integer_mac, 4, 4}).operations_per_second;
  QCOMPARE(rate_for(tender, {Operation::integer_mac, 8, 8}).operations_per_second, four / 4);
  QCOMPARE(rate_for(tender, {Operation::float_mac, 16, 16}).operations_per_second, four / 16);
  Operator op;
  op.operations = {{{Operation::float_mac, 4, 16}, 1.0}};
  QCOMPARE(fallback_text(a100, op), std::string("int4xf16 computes at the f16 rate"));
}

void TestAccelerator::narrower_operands_are_never_slower() {
  using kernels::Operation;
  for (const auto& accelerator : read_catalogue({resource("")}).accelerators)
    for (const Operation operation : {Operation::integer_mac, Operation::float_mac})
      for (int weight = 1; weight <= 16; ++weight)
        for (int activation = 2; activation <= 16; ++activation) {
          const double rate = rate_for(*accelerator, {operation, weight, activation}).operations_per_second;
          QVERIFY(rate > 0);
          QVERIFY(rate <= rate_for(*accelerator, {operation, weight, activation - 1}).operations_per_second);
          if (weight > 1)
            QVERIFY(rate <=
                    rate_for(*accelerator, {operation, weight - 1, activation}).operations_per_second);
        }
}

void TestAccelerator::energies_follow_table_and_node() {
  QCOMPARE(multiply_pj_45nm({false, 8, 8}), 0.2);
  QVERIFY(relative(multiply_pj_45nm({false, 32, 32}), 3.1) < 0.04);
  QCOMPARE(multiply_pj_45nm({true, 16, 16}), 1.1);
  QCOMPARE(multiply_pj_45nm({true, 32, 32}), 3.7);
  QCOMPARE(add_pj_45nm(false, 8), 0.03);
  QCOMPARE(add_pj_45nm(false, 16), 0.05);
  QCOMPARE(add_pj_45nm(false, 32), 0.1);
  QCOMPARE(add_pj_45nm(true, 16), 0.4);
  // a V² + b V + c of the fits, by hand: 45 nm at 0.9 V 0.84433, 7 nm at 0.7 V 0.047815.
  QVERIFY(relative(energy_scaling(45, 0.9, 7, 0.7), (0.1776 * 0.49 - 0.09097 * 0.7 + 0.02447) /
                                                        (1.103 * 0.81 - 0.362 * 0.9 + 0.2767)) < 1e-12);
  QCOMPARE(energy_scaling(45, 0.9, 45, 0.9), 1.0);
  QCOMPARE(energy_scaling(45, 0.9, 4, 0.7), energy_scaling(45, 0.9, 7, 0.7));
  double before = energy_scaling(45, 0.9, 130, nominal_supply(130));
  for (double node = 120; node >= 7; node -= 1) {
    const double here = energy_scaling(45, 0.9, node, nominal_supply(node));
    QVERIFY(here <= before * 1.0001);
    before = here;
  }
}

QUANTSCOPE_TEST(TestAccelerator)

}  // namespace test_accelerator

#include "test_accelerator.moc"
