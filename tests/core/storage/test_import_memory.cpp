// A large import stays within its memory budget.
#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_import_memory {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;

namespace {

/// The largest resident size of this process so far, in MiB.
double peak_mebibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  return -1;
}

}  // namespace

class TestImportMemory : public QObject {
  Q_OBJECT

 private slots:
  void two_gibibytes_are_imported_within_half_of_one() {
    if (quantscope_test::sanitized) QSKIP("takes minutes under sanitizers, which take memory of their own");
    const Scratch scratch;
    const fs::path source = scratch.path("a.safetensors");
    // 1.75 GiB as a matrix, 0.25 GiB as one row; a sparse file takes no room on the disk.
    const std::string header =
        R"({"w":{"dtype":"BF16","shape":[57344,16384],"data_offsets":[0,1879048192]},)"
        R"("row":{"dtype":"F32","shape":[67108864],"data_offsets":[1879048192,2147483648]}})";
    write_bytes(source, safetensors_bytes(header, ""));
    fs::resize_file(source, 8 + header.size() + (std::uint64_t{2} << 30));
    const double before = peak_mebibytes();
    if (before < 0) QSKIP("needs /proc/self/status");
    const ImportResult result =
        import_model(source, scratch.path("out.h5"), {tensor::ElementType::f16, {}}, {});
    const double growth = peak_mebibytes() - before;
    QCOMPARE(result.bytes_read, std::uint64_t{2} << 30);
    QVERIFY2(growth < 512, std::to_string(growth).c_str());
    const auto file = ModelFile::open(scratch.path("out.h5"));
    QCOMPARE(file->find("w")->type, tensor::ElementType::f16);
    QCOMPARE(file->find("row")->shape, (tensor::Shape{67108864}));
    QVERIFY(peak_mebibytes() - before < 512);
  }

  void opening_twenty_gigabytes_takes_next_to_no_memory() {
    const Scratch scratch;
    ModelWriter writer(scratch.path("big.h5"), {});
    for (int block = 0; block < 40; ++block)
      for (const char* part : {"q", "k", "v", "o", "gate", "up", "down", "norm"}) {
        const std::string path =
            "/weights/model.layers." + std::to_string(block) + "." + part + "_proj.weight";
        writer.create(path, tensor::ElementType::f16, {11008, 2944});
      }
    writer.commit();
    const double before = peak_mebibytes();
    const auto file = ModelFile::open(scratch.path("big.h5"));
    QCOMPARE(file->tensors().size(), 320u);
    std::uint64_t bytes = 0;
    for (const TensorInfo& info : file->tensors()) bytes += info.bytes();
    QVERIFY(bytes > 20'000'000'000u);
    QVERIFY(peak_mebibytes() - before < 50);
  }
};

QUANTSCOPE_TEST(TestImportMemory)

}  // namespace test_import_memory

#include "test_import_memory.moc"
