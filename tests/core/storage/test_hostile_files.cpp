// Damaged, hostile and mistyped files: one clear error that names the file, never a crash.
#include <random>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

#ifdef __SANITIZE_ADDRESS__
/// Too much memory is to be an error here as it is without the sanitizer.
extern "C" const char* __asan_default_options() {
  return "allocator_may_return_null=1";
}
#endif

namespace test_hostile_files {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

class TestHostileFiles : public QObject {
  Q_OBJECT

  Scratch scratch_;

  fs::path small_model() {
    const fs::path path = scratch_.path("small.h5");
    ModelWriter::Header header{"small", "llama", "s", "l", {{"hidden_size", "64"}}};
    ModelWriter writer(path, header);
    const std::vector<float> values(64 * 128, 0.25f);
    const tensor::TensorView view{reinterpret_cast<const std::byte*>(values.data()), ElementType::f32, 64,
                                  128, 128};
    writer.write("/weights/model.layers.0.fc1.weight", ElementType::f32, {64, 128}, view);
    writer.write("/weights/model.layers.0.fc2.weight", ElementType::bf16, {64, 128}, view);
    writer.write_text("t", "text");
    writer.commit();
    return path;
  }

  std::string open_and_read_everything(const fs::path& path) {
    return error_of([&] {
      const auto file = ModelFile::open(path);
      for (const TensorInfo& info : file->tensors())
        if (info.bytes() < (1u << 24)) file->read(info);
      for (const std::string& name : file->text_names()) file->text(name);
      if (!file->tokenizer_kind().empty()) file->tokenizer_bytes();
    });
  }

  fs::path made_by_python(const std::string& script) {
    const std::string fault =
        run_python(scratch_.folder(),
                   "import h5py, numpy as np\nf = h5py.File('p.h5', 'w')\n" + script + "\nf.close()\n");
    if (!fault.empty()) throw base::Error(fault);
    return scratch_.path("p.h5");
  }

 private slots:
  void truncated_at_any_length_is_one_error_naming_the_file() {
    const std::string whole = read_whole(small_model());
    const fs::path path = scratch_.path("cut.h5");
    for (std::size_t length = 0; length < whole.size(); length += 1 + length / 7) {
      write_bytes(path, whole.substr(0, length));
      const std::string message = open_and_read_everything(path);
      QVERIFY2(message.find("cut.h5") != std::string::npos, std::to_string(length).c_str());
    }
    QCOMPARE(open_and_read_everything(small_model()), std::string());
  }

  void zeroed_stretches_never_crash() {
    const std::string whole = read_whole(small_model());
    const fs::path path = scratch_.path("holes.h5");
    std::mt19937 random(4);
    for (int i = 0; i < 300; ++i) {
      std::string damaged = whole;
      const std::size_t begin = random() % damaged.size(),
                        length = std::min<std::size_t>(random() % 200, damaged.size() - begin);
      std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(begin), length, '\0');
      write_bytes(path, damaged);
      const std::string message = open_and_read_everything(path);
      QVERIFY(message.empty() || message.find("holes.h5") != std::string::npos);
    }
  }

  void what_is_no_hdf5_file_says_so() {
    const auto message_of = [&](const std::string& name, const std::string& bytes) {
      write_bytes(scratch_.path(name), bytes);
      return error_of([&] { ModelFile::open(scratch_.path(name)); });
    };
    QVERIFY(message_of("empty.h5", "").find("empty.h5: the file is empty") != std::string::npos);
    QVERIFY(message_of("text.h5", "hello").find("text.h5: not an HDF5 file") != std::string::npos);
    QVERIFY(message_of("magic.h5", "\x89HDF\r\n\x1a\n").find("magic.h5") != std::string::npos);
    QVERIFY(message_of("zeros.h5", std::string(100'000, '\0')).find("zeros.h5: not an HDF5 file") !=
            std::string::npos);
    QVERIFY(error_of([&] { ModelFile::open(scratch_.path("missing.h5")); }).find("missing.h5: cannot open") !=
            std::string::npos);
    QVERIFY(error_of([&] { ModelFile::open(scratch_.folder()); }).find("not a regular file") !=
            std::string::npos);
    QVERIFY(error_of([&] { ModelFile::open("/dev/zero"); }).find("not a regular file") != std::string::npos);
  }

  void a_newer_format_version_is_refused() {
    {
      ModelWriter writer(scratch_.path("v.h5"), {});
      writer.set_attribute("/", "format_version", std::int64_t{2});
      writer.commit();
    }
    QVERIFY(error_of([&] { ModelFile::open(scratch_.path("v.h5")); }).find("format_version 2") !=
            std::string::npos);
  }

  void an_open_file_stays_usable_after_another_failed() {
    const auto good = ModelFile::open(small_model());
    write_bytes(scratch_.path("bad.h5"), "bad");
    QVERIFY(!error_of([&] { ModelFile::open(scratch_.path("bad.h5")); }).empty());
    QCOMPARE(values_of(*good, "model.layers.0.fc1.weight")[5], 0.25f);
  }

  void rows_outside_and_foreign_tensors_are_errors() {
    const auto file = ModelFile::open(small_model());
    TensorInfo info = file->tensors()[0];
    QVERIFY(error_of([&] {
              file->read_rows(info, 60, 5);
            }).find("5 rows from row 60 on do not exist among 64") != std::string::npos);
    QVERIFY(!error_of([&] { file->read_rows(info, -1, 1); }).empty());
    QVERIFY(!error_of([&] { file->read_rows(info, 0, -1); }).empty());
    QVERIFY(!error_of([&] { file->read_rows(info, std::numeric_limits<std::int64_t>::max(), 1); }).empty());
    info.path = "/weights/other";
    QVERIFY(error_of([&] { file->read(info); }).find("/weights/other: no such tensor") != std::string::npos);
  }

  void giant_extents_are_listed_or_passed_over_but_never_allocated() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python(R"(
f.create_dataset('giant', shape=(2**30, 2**29), dtype='f4', chunks=(64, 64))
f.create_dataset('uncountable', shape=(2**40, 2**40), dtype='f4', chunks=(64, 64))
f.create_dataset('empty but uncountable', shape=(2**40, 2**40, 0), maxshape=(None, None, None), dtype='f4', chunks=(64, 64, 1))
f.create_dataset('one long row', shape=(2**40,), dtype='f8', chunks=(1024,)))"));
    QCOMPARE(file->tensors().size(), 2u);
    QVERIFY(any_contains(file->skipped(), "/uncountable: its extents [1099511627776, 1099511627776]"));
    QVERIFY(any_contains(file->skipped(), "/empty but uncountable: its extents"));
    const TensorInfo& giant = *file->find("giant");
    QVERIFY(error_of([&] { file->read(giant); }).find("/giant: not enough memory") != std::string::npos);
    QVERIFY(file->tile_rows(giant, 1 << 20) == 1);
    const TensorInfo& row = *file->find("one long row");
    QVERIFY(error_of([&] { file->read_rows(row, 0, 1); }).find("/one long row: not enough memory") !=
            std::string::npos);
  }

  void a_missing_filter_is_an_error_at_reading_that_names_it() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python(R"(
c = h5py.h5p.create(h5py.h5p.DATASET_CREATE); c.set_chunk((4, 4))
c.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (3,))
d = h5py.h5d.create(f.id, b'packed', h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((4, 4)), c)
d.write_direct_chunk((0, 0), b'not really compressed data, but who could tell')
f['plain'] = np.ones(2))"));
    QVERIFY(file->find("packed"));
    const std::string message = error_of([&] { file->read(*file->find("packed")); });
    QVERIFY2(message.find("p.h5: /packed: its data are compressed with filter 32015") != std::string::npos,
             message.c_str());
    QVERIFY(message.find("h5repack") != std::string::npos);
    QCOMPARE(values_of(*file, "plain")[1], 1.0f);
  }

  void damaged_chunks_are_errors_at_reading() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python(R"(
d = f.create_dataset('x', shape=(4, 4), dtype='f4', chunks=(4, 4), compression='gzip')
d.id.write_direct_chunk((0, 0), b'garbage that deflate cannot unpack')
s = f.create_dataset('sum', data=np.ones((4, 4), 'f4'), chunks=(4, 4), fletcher32=True)
s.id.write_direct_chunk((0, 0), bytes(68)[:-1] + b'\x01'))"));
    QVERIFY(error_of([&] { file->read(*file->find("x")); }).find("p.h5: /x: cannot read") !=
            std::string::npos);
    QVERIFY(error_of([&] { file->read(*file->find("sum")); }).find("p.h5: /sum: cannot read") !=
            std::string::npos);
  }

  void data_in_other_files_are_not_followed() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python(R"(
open('secret', 'wb').write(b'12345678')
f.create_dataset('external', shape=(2,), dtype='f4', external=[('secret', 0, 8)])
layout = h5py.VirtualLayout(shape=(2,), dtype='f4'); layout[:] = h5py.VirtualSource('missing.h5', 'x', shape=(2,))
f.create_virtual_dataset('virtual', layout))"));
    for (const char* name : {"external", "virtual"})
      QVERIFY(error_of([&] { file->read(*file->find(name)); }).find("lie in other files") !=
              std::string::npos);
  }

  void deep_nesting_ends_with_a_notice() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python(R"(
g = f
for i in range(400):
    g = g.create_group('g')
g['x'] = np.ones(1)
f['near'] = np.ones(1))"));
    QCOMPARE(file->tensors().size(), 1u);
    QVERIFY(any_contains(file->skipped(), "groups nested deeper than 128"));
  }

  void notices_are_limited() {
    QUANTSCOPE_NEED_H5PY();
    const auto file =
        ModelFile::open(made_by_python("for i in range(3000): f[f's{i}'] = h5py.SoftLink('/x')"));
    QVERIFY(file->tensors().empty());
    QCOMPARE(file->skipped().size(), 1000u);
    QVERIFY(file->skipped().back().find("more") != std::string::npos);
  }

  void names_that_are_not_utf8_are_shown_and_read() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python("f[b'w\\xff\\xfe'] = np.ones(2)"));
    QCOMPARE(file->tensors()[0].name, std::string("w\xef\xbf\xbd\xef\xbf\xbd"));
    QCOMPARE(values_of(*file, file->tensors()[0].path)[1], 1.0f);
  }

  void wrong_kinds_of_objects_in_known_places_do_no_harm() {
    QUANTSCOPE_NEED_H5PY();
    const auto file = ModelFile::open(made_by_python(R"(
f.attrs['format'] = 'quantscope-model'; f.attrs['format_version'] = 'one'; f.attrs['name'] = 3; f.attrs['architecture'] = [1.5]
f['config'] = np.ones(2); f['tokenizer'] = np.ones(2); f['weights'] = np.ones(3); f['activations'] = np.ones(4); f['text'] = 5.0)"));
    QVERIFY(file->is_model());
    QCOMPARE(file->name(), std::string("p"));
    QCOMPARE(file->architecture(), std::string());
    QVERIFY(file->text_names().empty());
    QVERIFY(!error_of([&] { file->tokenizer_bytes(); }).empty());
    for (const TensorInfo& info : file->tensors()) file->read(info);
  }
};

QUANTSCOPE_TEST(TestHostileFiles)

}  // namespace test_hostile_files

#include "test_hostile_files.moc"
