#include <rapidcheck.h>

#include <random>
#include <thread>

#include "core/tensor/half.h"
#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_model_file {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

namespace {

const std::vector<ElementType> all_types{ElementType::f64,  ElementType::f32, ElementType::f16,
                                         ElementType::bf16, ElementType::i8,  ElementType::u8,
                                         ElementType::i16,  ElementType::u16, ElementType::i32,
                                         ElementType::u32,  ElementType::i64, ElementType::u64};

/// Random bits, NaN and infinities among them: a file must return what it was given.
std::string random_bytes(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

tensor::TensorView view_of(const std::string& bytes, ElementType type, const tensor::Shape& shape) {
  const tensor::MatrixShape matrix = tensor::folded(shape);
  return {reinterpret_cast<const std::byte*>(bytes.data()), type, matrix.rows, matrix.columns,
          matrix.columns};
}

std::string numbered(const char* name, int number) {
  std::string result = name;
  return result.append(std::to_string(number));
}

tensor::TensorView floats(const std::vector<float>& values) {
  const auto count = static_cast<std::int64_t>(values.size());
  return {reinterpret_cast<const std::byte*>(values.data()), ElementType::f32, 1, count, count};
}

}  // namespace

class TestModelFile : public QObject {
  Q_OBJECT

 private slots:
  void tensors_of_every_type_and_shape_come_back_bit_by_bit() {
    const Scratch scratch;
    QVERIFY(rc::check("round trip", [&] {
      const ElementType type = *rc::gen::elementOf(all_types);
      const int rank = *rc::gen::inRange(0, 5);
      tensor::Shape shape;
      for (int d = 0; d < rank; ++d) shape.push_back(*rc::gen::inRange<std::int64_t>(d == 0 ? 0 : 1, 24));
      const auto count = static_cast<std::size_t>(tensor::element_count(shape));
      const std::string bytes =
          random_bytes(count * tensor::element_size(type), *rc::gen::arbitrary<std::uint32_t>());
      const fs::path path = scratch.path("a.h5");
      ModelWriter writer(path, {});
      writer.create("/weights/group/x.weight", type, shape);
      // Written in pieces of some rows, in any order.
      const tensor::TensorView view = view_of(bytes, type, shape);
      const std::int64_t step = *rc::gen::inRange<std::int64_t>(1, 40);
      std::vector<std::int64_t> starts;
      for (std::int64_t row = 0; row < view.rows; row += step) starts.push_back(row);
      if (*rc::gen::arbitrary<bool>()) std::reverse(starts.begin(), starts.end());
      for (const std::int64_t row : starts)
        writer.write_rows("/weights/group/x.weight", row,
                          view.row_range(row, std::min(step, view.rows - row)));
      writer.commit();
      const auto file = ModelFile::open(path);
      RC_ASSERT(file->tensors().size() == 1u);
      const TensorInfo& info = file->tensors().front();
      RC_ASSERT(info.shape == shape);
      RC_ASSERT(info.type == type);
      RC_ASSERT(info.bytes() == bytes.size());
      RC_ASSERT(bytes_of(*file, "group/x.weight") == bytes);
      if (view.rows > 0) {
        const std::int64_t first = *rc::gen::inRange<std::int64_t>(0, view.rows);
        const std::int64_t rows = *rc::gen::inRange<std::int64_t>(0, view.rows - first + 1);
        const tensor::Tensor part = file->read_rows(info, first, rows);
        const std::size_t row_bytes = static_cast<std::size_t>(view.columns) * tensor::element_size(type);
        RC_ASSERT(std::string(reinterpret_cast<const char*>(part.data()), part.bytes()) ==
                  bytes.substr(static_cast<std::size_t>(first) * row_bytes,
                               static_cast<std::size_t>(rows) * row_bytes));
      }
    }));
  }

  void large_tensors_are_chunked_and_tiles_are_whole_chunks() {
    const Scratch scratch;
    const tensor::Shape shape{3000, 700};
    const std::string bytes = random_bytes(3000 * 700 * 2, 5);
    ModelWriter writer(scratch.path("a.h5"), {});
    writer.write("/weights/x", ElementType::f16, shape, view_of(bytes, ElementType::f16, shape));
    writer.commit();
    const auto file = ModelFile::open(scratch.path("a.h5"));
    QVERIFY(bytes_of(*file, "x") == bytes);
    // Chunks of whole rows, at most 512 KiB: 374 rows of 1400 bytes.
    QCOMPARE(file->tile_rows(file->tensors()[0], 1 << 20), 748 - 748 % 374);
    QCOMPARE(file->tile_rows(file->tensors()[0], 1), 1);
    QCOMPARE(file->tile_rows(file->tensors()[0], 1ull << 40), 3000 - 3000 % 374);
  }

  void floats_are_rounded_once_half_to_even() {
    const Scratch scratch;
    // 1 + 2^-11 lies half-way between two f16 and goes to the even one; 65520 is the first value beyond f16;
    // 2^-24 is f16's smallest number; 1 + 2^-11 + 2^-40 is above the half-way point, which f32 cannot tell.
    const std::vector<double> values{1 + 0x1p-11, 1 + 3 * 0x1p-11, 65519.0,
                                     65520.0,     -0x1p-24,        1 + 0x1p-11 + 0x1p-40};
    const std::vector<std::uint16_t> f16{0x3c00, 0x3c02, 0x7bff, 0x7c00, 0x8001, 0x3c01};
    // bf16 keeps 8 bits: 1 + 2^-8 is half-way; 1 + 2^-8 + 2^-40 above.
    const std::vector<double> wide{1 + 0x1p-8, 1 + 3 * 0x1p-8, 1 + 0x1p-8 + 0x1p-40};
    const std::vector<std::uint16_t> bf16{0x3f80, 0x3f82, 0x3f81};
    ModelWriter writer(scratch.path("a.h5"), {});
    const auto view = [](const std::vector<double>& list) {
      const auto n = static_cast<std::int64_t>(list.size());
      return tensor::TensorView{reinterpret_cast<const std::byte*>(list.data()), ElementType::f64, 1, n, n};
    };
    writer.write("/weights/a", ElementType::f16, {6}, view(values));
    writer.write("/weights/b", ElementType::bf16, {3}, view(wide));
    writer.commit();
    const auto file = ModelFile::open(scratch.path("a.h5"));
    QVERIFY(bytes_of(*file, "a") == little_endian_bytes(f16));
    QVERIFY(bytes_of(*file, "b") == little_endian_bytes(bf16));
  }

  void f32_to_16_bits_agrees_with_the_scalar_formula() {
    const Scratch scratch;
    const std::string bits = random_bytes(40000, 11);
    std::vector<float> values(bits.size() / 4);
    std::memcpy(values.data(), bits.data(), bits.size());
    ModelWriter writer(scratch.path("a.h5"), {});
    const auto count = static_cast<std::int64_t>(values.size());
    writer.write("/weights/a", ElementType::f16, {count}, floats(values));
    writer.write("/weights/b", ElementType::bf16, {count}, floats(values));
    writer.commit();
    std::vector<std::uint16_t> a, b;
    for (const float value : values)
      a.push_back(tensor::f16_from_f32(value)), b.push_back(tensor::bf16_from_f32(value));
    const auto file = ModelFile::open(scratch.path("a.h5"));
    QVERIFY(bytes_of(*file, "a") == little_endian_bytes(a));
    QVERIFY(bytes_of(*file, "b") == little_endian_bytes(b));
  }

  void header_settings_texts_and_tokenizer_come_back() {
    const Scratch scratch;
    ModelWriter::Header header{"Modell „ä“", "llama", "somewhere", std::string(100'000, 'L'), {}};
    header.config = {{"hidden_size", "256"},       {"rms_norm_eps", "1e-05"},
                     {"hidden_act", "\"silu\""},   {"tie", "true"},
                     {"architectures", "[\"A\"]"}, {"rope_scaling", "null"},
                     {"nested", "{\"a\":[1,2]}"},  {"big", "18446744073709551615"},
                     {"negative", "-3"},           {"long", "\"" + std::string(100'000, 'x') + "\""}};
    ModelWriter writer(scratch.path("a.h5"), header);
    const std::string text = "eins\nzwei „drei“\n", with_zero = std::string("a\0b", 3);
    writer.write_text("a.txt", text);
    writer.write_text("z.bin", with_zero);
    writer.write_text("empty", "");
    const std::string tokenizer = random_bytes(30'000, 3);
    writer.write_tokenizer("sentencepiece", tokenizer);
    writer.set_attribute("/", "note", std::string("n"));
    writer.commit();
    const auto file = ModelFile::open(scratch.path("a.h5"));
    QVERIFY(file->is_model());
    QCOMPARE(file->name(), header.name);
    QCOMPARE(file->architecture(), header.architecture);
    QCOMPARE(file->source(), header.source);
    QCOMPARE(file->licence(), header.licence);
    QVERIFY(file->config() == header.config);
    QVERIFY(file->text_names() == (std::vector<std::string>{"a.txt", "empty", "z.bin"}));
    QCOMPARE(file->text("a.txt"), text);
    QCOMPARE(file->text("z.bin"), with_zero);
    QCOMPARE(file->text("empty"), std::string());
    QCOMPARE(file->tokenizer_kind(), std::string("sentencepiece"));
    QVERIFY(file->tokenizer_bytes() == tokenizer);
    QVERIFY(file->tensors().empty());
    QVERIFY(file->skipped().empty());
    QVERIFY(error_of([&] { file->text("b.txt"); }).find("/text/b.txt") != std::string::npos);
  }

  void tensors_are_listed_in_natural_order_and_found_by_path_and_name() {
    const Scratch scratch;
    ModelWriter writer(scratch.path("a.h5"), {});
    for (const char* path : {"/weights/model.layers.10.fc1.weight", "/weights/model.layers.2.fc1.weight",
                             "/activations/model.layers.2.fc1/input"})
      writer.write(path, ElementType::f32, {1}, floats({1.0f}));
    writer.commit();
    const auto file = ModelFile::open(scratch.path("a.h5"));
    QCOMPARE(file->tensors()[0].name, std::string("model.layers.2.fc1.input"));
    QCOMPARE(file->tensors()[1].name, std::string("model.layers.2.fc1.weight"));
    QCOMPARE(file->tensors()[2].name, std::string("model.layers.10.fc1.weight"));
    QCOMPARE(file->find("model.layers.10.fc1.weight"), &file->tensors()[2]);
    QCOMPARE(file->find("/activations/model.layers.2.fc1/input"), &file->tensors()[0]);
    QCOMPARE(file->find("nothing"), nullptr);
    QCOMPARE(file->tensors()[0].module, file->tensors()[1].module);
  }

  void the_target_stays_as_it_was_without_commit() {
    const Scratch scratch;
    write_bytes(scratch.path("a.h5"), "old");
    {
      ModelWriter writer(scratch.path("a.h5"), {});
      writer.write("/weights/x", ElementType::f32, {1}, floats({1.0f}));
      QCOMPARE(read_whole(scratch.path("a.h5")), std::string("old"));
    }
    QCOMPARE(read_whole(scratch.path("a.h5")), std::string("old"));
    QCOMPARE(scratch.file_count(), 1u);
  }

  void misuse_of_the_writer_is_an_error_that_names_the_object() {
    const Scratch scratch;
    ModelWriter writer(scratch.path("a.h5"), {});
    writer.create("/weights/x", ElementType::f32, {2, 3});
    const std::vector<float> two{1, 2}, three{1, 2, 3};
    const std::vector<std::int32_t> integers{1, 2, 3};
    const tensor::TensorView row = floats(three);
    const tensor::TensorView int_row{reinterpret_cast<const std::byte*>(integers.data()), ElementType::i32, 1,
                                     3, 3};
    for (const std::string& message :
         {error_of([&] { writer.create("/weights/x", ElementType::f32, {1}); }),
          error_of([&] { writer.create("/weights/x/y", ElementType::f32, {1}); }),
          error_of([&] { writer.write_rows("/weights/x", 2, row); }),
          error_of([&] { writer.write_rows("/weights/x", -1, row); }),
          error_of([&] { writer.write_rows("/weights/x", 0, floats(two)); }),
          error_of([&] { writer.write_rows("/weights/x", 0, int_row); })})
      QVERIFY2(message.find("/weights/x") != std::string::npos, message.c_str());
    for (const char* path : {"", "/", "x", "/a//b", "/a/", "/./a"})
      QVERIFY(!error_of([&] { writer.create(path, ElementType::f32, {1}); }).empty());
    QVERIFY(!error_of([&] { writer.create("/y", ElementType::f32, {-1}); }).empty());
    QVERIFY(!error_of([&] { ModelWriter(scratch.path("missing/a.h5"), {}); }).empty());
    QVERIFY(!error_of([&] {
               ModelWriter(scratch.path("b.h5"), {{}, {}, {}, {}, {{"key", "not json"}}});
             }).empty());
  }

  void parts_of_one_row_make_the_row() {
    const Scratch scratch;
    ModelWriter writer(scratch.path("a.h5"), {});
    writer.create("/weights/x", ElementType::f32, {100'000});
    const std::vector<float> left(60'000, 1.0f), right(40'000, 2.0f);
    writer.write_columns("/weights/x", 0, 60'000, floats(right));
    writer.write_columns("/weights/x", 0, 0, floats(left));
    writer.commit();
    const std::vector<float> values = values_of(*ModelFile::open(scratch.path("a.h5")), "x");
    QCOMPARE(values[59'999], 1.0f);
    QCOMPARE(values[60'000], 2.0f);
    QCOMPARE(values.size(), 100'000u);
  }

  void reading_can_be_cancelled_between_tiles() {
    const Scratch scratch;
    const tensor::Shape shape{9000, 1000};
    ModelWriter writer(scratch.path("a.h5"), {});
    writer.create("/weights/x", ElementType::f32, shape);
    writer.commit();
    const auto file = ModelFile::open(scratch.path("a.h5"));
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    std::vector<double> fractions;
    job.progress = [&](double fraction, std::string_view) {
      fractions.push_back(fraction);
      if (fractions.size() == 2) stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(file->read(file->tensors()[0], job), base::Cancelled);
    QCOMPARE(fractions.size(), 2u);
  }

  void many_threads_may_read_at_once() {
    const Scratch scratch;
    ModelWriter writer(scratch.path("a.h5"), {});
    for (int i = 0; i < 12; ++i)
      writer.write(numbered("/weights/t", i), ElementType::f32, {8000},
                   floats(std::vector<float>(8000, static_cast<float>(i))));
    writer.commit();
    const auto file = ModelFile::open(scratch.path("a.h5"));
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 60; ++i) {
          const int index = (i * 7 + t) % 12;
          for (const float value : values_of(*file, numbered("t", index)))
            wrong += value != static_cast<float>(index);
          if (i % 10 == 0) ModelFile::open(scratch.path("a.h5"));
        }
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(wrong.load(), 0);
  }

  void the_identity_changes_when_the_file_is_written() {
    const Scratch scratch;
    const auto write = [&](const char* name) {
      ModelWriter(scratch.path("a.h5"), {name, {}, {}, {}, {}}).commit();
    };
    write("one");
    const std::string first = ModelFile::open(scratch.path("a.h5"))->identity().key();
    QCOMPARE(ModelFile::open(scratch.path("a.h5"))->identity().key(), first);
    write("a longer name");
    QVERIFY(ModelFile::open(scratch.path("a.h5"))->identity().key() != first);
    fs::create_symlink(scratch.path("a.h5"), scratch.path("link.h5"));
    QCOMPARE(ModelFile::open(scratch.path("link.h5"))->identity().key(),
             ModelFile::open(scratch.path("a.h5"))->identity().key());
  }

  void a_file_stays_readable_while_a_new_one_takes_its_name() {
    const Scratch scratch;
    const auto write = [&](float value) {
      ModelWriter writer(scratch.path("a.h5"), {});
      writer.write("/weights/x", ElementType::f32, {1}, floats({value}));
      writer.commit();
    };
    write(1);
    const auto old = ModelFile::open(scratch.path("a.h5"));
    write(2);
    QCOMPARE(values_of(*old, "x"), std::vector<float>{1});
    QCOMPARE(values_of(*ModelFile::open(scratch.path("a.h5")), "x"), std::vector<float>{2});
  }
};

QUANTSCOPE_TEST(TestModelFile)

}  // namespace test_model_file

#include "test_model_file.moc"
