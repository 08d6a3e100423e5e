#include <zlib.h>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_import_numpy {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

namespace {

std::string npy_bytes(const std::string& literal, const std::string& data, int version = 1) {
  const std::string header = literal + "\n";
  const std::string length =
      version == 1 ? little_endian_bytes<std::uint16_t>(static_cast<std::uint16_t>(header.size()))
                   : little_endian_bytes<std::uint32_t>(static_cast<std::uint32_t>(header.size()));
  return std::string("\x93NUMPY") + static_cast<char>(version) + '\0' + length + header + data;
}

std::string literal(const std::string& descr, bool fortran, const std::string& shape) {
  return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
         ", 'shape': " + shape + ", }";
}

/// A ZIP file of one stored member.
std::string zip_bytes(const std::string& name, const std::string& content, bool wrong_checksum = false) {
  const auto checksum = static_cast<std::uint32_t>(
      ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())) +
      (wrong_checksum ? 1 : 0));
  const auto u16 = [](std::size_t v) { return little_endian_bytes(static_cast<std::uint16_t>(v)); };
  const auto u32 = [](std::size_t v) { return little_endian_bytes(static_cast<std::uint32_t>(v)); };
  const std::string sizes = u32(checksum) + u32(content.size()) + u32(content.size());
  const std::string local =
      "PK\3\4" + u16(20) + u16(0) + u16(0) + u32(0) + sizes + u16(name.size()) + u16(0) + name + content;
  const std::string directory = "PK\1\2" + u16(20) + u16(20) + u16(0) + u16(0) + u32(0) + sizes +
                                u16(name.size()) + u16(0) + u16(0) + u16(0) + u16(0) + u32(0) + u32(0) + name;
  return local + directory + "PK\5\6" + u16(0) + u16(0) + u16(1) + u16(1) + u32(directory.size()) +
         u32(local.size()) + u16(0);
}

}  // namespace

class TestImportNumpy : public QObject {
  Q_OBJECT

  Scratch scratch_;

  std::shared_ptr<const ModelFile> imported(const std::string& name, const ImportOptions& options = {}) {
    import_model(scratch_.path(name), scratch_.path("out.h5"), options, {});
    return ModelFile::open(scratch_.path("out.h5"));
  }
  std::string error_for(const std::string& bytes) {
    write_bytes(scratch_.path("bad.npy"), bytes);
    return error_of([&] { imported("bad.npy"); });
  }

 private slots:
  void c_and_fortran_order_and_both_byte_orders() {
    const std::vector<float> c{1, 2, 3, 4, 5, 6}, fortran{1, 4, 2, 5, 3, 6};
    write_bytes(scratch_.path("c.npy"), npy_bytes(literal("<f4", false, "(2, 3)"), little_endian_bytes(c)));
    QVERIFY(values_of(*imported("c.npy"), "c") == c);
    write_bytes(scratch_.path("f.npy"),
                npy_bytes(literal("<f4", true, "(2, 3)"), little_endian_bytes(fortran), 2));
    const auto file = imported("f.npy");
    QVERIFY(values_of(*file, "f") == c);
    QVERIFY(file->find("f")->shape == (tensor::Shape{2, 3}));
    write_bytes(scratch_.path("b.npy"),
                npy_bytes(literal(">i2", false, "(2,)"), std::string("\x01\x02\xff\xfe", 4), 3));
    QVERIFY(values_of(*imported("b.npy"), "b") == (std::vector<float>{258, -2}));
    write_bytes(scratch_.path("s.npy"), npy_bytes(literal("|b1", false, "()"), "\1"));
    QVERIFY(values_of(*imported("s.npy"), "s") == std::vector<float>{1});
  }

  void numpy_writes_what_is_read() {
    QUANTSCOPE_NEED_H5PY();
    const std::string fault = run_python(scratch_.folder(), R"(
import numpy as np
a = np.arange(24).reshape(2, 3, 4)
arrays = {f'{code}{"f" if order == "F" else "c"}': np.array(a, code, order=order)
          for code in ('<f2', '>f4', '<f8', '>i8', '|u1') for order in 'CF'}
np.savez('plain.npz', **arrays)
np.savez_compressed('packed.npz', **arrays))");
    QVERIFY2(fault.empty(), fault.c_str());
    std::vector<float> expected(24);
    for (std::size_t i = 0; i < 24; ++i) expected[i] = static_cast<float>(i);
    for (const char* name : {"plain.npz", "packed.npz"}) {
      const auto file = imported(name);
      QCOMPARE(file->tensors().size(), 10u);
      for (const TensorInfo& info : file->tensors()) {
        QVERIFY(info.shape == (tensor::Shape{2, 3, 4}));
        QVERIFY2(values_of(*file, info.path) == expected, info.name.c_str());
      }
    }
  }

  void large_arrays_in_fortran_order_are_turned_tile_by_tile() {
    // 70 MB, more than is turned in memory: element (r, c) has the value 3r + c modulo 251.
    constexpr std::size_t rows = 17'500, columns = 4'000;
    std::string data(rows * columns, '\0');
    for (std::size_t c = 0; c < columns; ++c)
      for (std::size_t r = 0; r < rows; ++r) data[c * rows + r] = static_cast<char>((3 * r + c) % 251);
    write_bytes(scratch_.path("big.npy"), npy_bytes(literal("|u1", true, "(17500, 4000)"), data));
    const auto file = imported("big.npy");
    for (const std::int64_t row : {0, 2096, 2097, 17'499}) {
      const tensor::Tensor one = file->read_rows(file->tensors()[0], row, 1);
      for (std::int64_t c = 0; c < 4'000; ++c)
        QCOMPARE(static_cast<int>(one.data()[c]), static_cast<int>((3 * row + c) % 251));
    }
    fs::remove(scratch_.path("big.npy"));
  }

  void what_is_no_plain_number_is_refused() {
    const std::vector<std::pair<std::string, std::string>> cases{
        {npy_bytes("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "1234"), "records"},
        {npy_bytes(literal("<c8", false, "(1,)"), "12345678"), "<c8"},
        {npy_bytes(literal("|O", false, "(1,)"), "12345678"), "|O"},
        {npy_bytes(literal("<U3", false, "(1,)"), std::string(12, 'a')), "<U3"},
        {npy_bytes(literal("<f4", false, "(3,)"), "1234"), "more bytes than there are"},
        {npy_bytes(literal("<f4", false, "(-3,)"), "1234"), "cannot be read"},
        {npy_bytes(literal("<f4", false, "(9223372036854775807, 9223372036854775807)"), "1234"),
         "more elements"},
        {npy_bytes("{'descr': '<f4', 'shape': (1,), }", "1234"), "cannot be read"},
        {npy_bytes("nonsense", "1234"), "cannot be read"},
        {std::string("\x93NUMPY\x01\0\xff\xff", 10), "claims"},
        {std::string("\x93NUMPY\x09\0\x10\0", 10), "version"}};
    for (const auto& [bytes, expected] : cases) {
      const std::string message = error_for(bytes);
      QVERIFY2(message.find(expected) != std::string::npos && message.find("bad.npy") != std::string::npos,
               message.c_str());
    }
    const std::string whole = npy_bytes(literal("<f4", false, "(8,)"), std::string(32, '\1'));
    for (std::size_t length = 6; length < whole.size(); ++length)
      QVERIFY(!error_for(whole.substr(0, length)).empty());
  }

  void damaged_archives_are_refused() {
    const std::string array = npy_bytes(literal("<f4", false, "(2,)"), std::string(8, '\0'));
    write_bytes(scratch_.path("good.npz"), zip_bytes("w.weight.npy", array));
    QVERIFY(values_of(*imported("good.npz"), "w.weight") == (std::vector<float>{0, 0}));
    QVERIFY(error_for(zip_bytes("w.npy", array, true)).find("w.npy: its checksum is wrong") !=
            std::string::npos);
    QVERIFY(error_for(zip_bytes("archive/data.pkl", "x")).find("without NumPy arrays") != std::string::npos);
    const std::string whole = zip_bytes("w.npy", array);
    for (std::size_t length = 4; length < whole.size(); ++length)
      QVERIFY(error_for(whole.substr(0, length)).find("bad.npy") != std::string::npos);
    QUANTSCOPE_NEED_H5PY();
    QVERIFY(
        run_python(scratch_.folder(), "import numpy as np; np.savez_compressed('p.npz', a=np.arange(9000.0))")
            .empty());
    std::string packed = read_whole(scratch_.path("p.npz"));
    packed[packed.size() / 2] ^= 0x10;
    QVERIFY(error_for(packed).find("a.npy") != std::string::npos);
  }
};

QUANTSCOPE_TEST(TestImportNumpy)

}  // namespace test_import_numpy

#include "test_import_numpy.moc"
