#include <thread>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_joined_model_file {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

namespace {

const std::string down = "model.layers.0.mlp.down_proj", gate = "model.layers.0.mlp.gate_proj",
                  query = "model.layers.0.self_attn.q_proj";

/// rows × columns with the values start, start + 1, …
struct Counting {
  std::int64_t rows, columns;
  float start;
  std::vector<float> values() const {
    std::vector<float> all(static_cast<std::size_t>(rows * columns));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = start + static_cast<float>(i);
    return all;
  }
};

void write(ModelWriter& writer, const std::string& path, const Counting& counting) {
  const std::vector<float> values = counting.values();
  writer.write(path, ElementType::f32, {counting.rows, counting.columns},
               {reinterpret_cast<const std::byte*>(values.data()), ElementType::f32, counting.rows,
                counting.columns, counting.columns});
}

std::string input_of(const std::string& module) {
  return "/activations/" + module + "/input";
}

/// Weights of three layers, the captured input of down_proj, a text.
fs::path write_model(const Scratch& scratch) {
  ModelWriter writer(scratch.path("model.h5"), {"model", "llama", "trained here", "GPL", {}});
  write(writer, "/weights/" + down + ".weight", {4, 6, 100});
  write(writer, "/weights/" + gate + ".weight", {6, 4, 200});
  write(writer, "/weights/" + query + ".weight", {4, 4, 300});
  write(writer, input_of(down), {5, 6, 1000});
  writer.set_attribute(input_of(down), "text", "old");
  writer.write_text("words", "some words");
  writer.commit();
  return scratch.path("model.h5");
}

fs::path write_captured(const Scratch& scratch) {
  ModelWriter writer(scratch.path("captured.h5"), {"model", "llama", "captured", {}, {}});
  write(writer, input_of(down), {9, 6, 2000});
  write(writer, input_of(query), {9, 4, 3000});
  writer.set_attribute(input_of(down), "text", "words");
  writer.set_attribute(input_of(down), "tokens_per_window", std::int64_t{3});
  writer.write_text("words", "others");
  writer.commit();
  return scratch.path("captured.h5");
}

struct Files {
  Scratch scratch;
  std::shared_ptr<const ModelFile> base = ModelFile::open(write_model(scratch));
  std::shared_ptr<const ModelFile> captured = ModelFile::open(write_captured(scratch));
  std::shared_ptr<const ModelFile> joined = ModelFile::joined(base, captured);
};

}  // namespace

class TestJoinedModelFile : public QObject {
  Q_OBJECT

 private slots:
  void tensors_of_the_model_keep_their_places_and_further_inputs_follow() {
    const Files files;
    const auto& before = files.base->tensors();
    const auto& after = files.joined->tensors();
    QCOMPARE(after.size(), before.size() + 1);
    for (std::size_t i = 0; i < before.size(); ++i) QCOMPARE(after[i].path, before[i].path);
    QCOMPARE(after.back().path, input_of(query));
    QCOMPARE(after.back().role, TensorRole::activation);
    QCOMPARE(after.back().block, 0);
    for (const TensorInfo& info : after) {
      QCOMPARE(files.joined->find(info.path), &info);
      QCOMPARE(files.joined->find(info.name), &info);
    }
  }

  void each_tensor_is_read_from_the_file_that_has_it() {
    const Files files;
    QCOMPARE(values_of(*files.joined, down + ".weight"), (Counting{4, 6, 100}.values()));
    QCOMPARE(values_of(*files.joined, input_of(down)), (Counting{9, 6, 2000}.values()));
    QCOMPARE(values_of(*files.joined, input_of(query)), (Counting{9, 4, 3000}.values()));
    const TensorInfo& input = *files.joined->find(input_of(query));
    const tensor::Matrix rows = tensor::to_matrix(files.joined->read_rows(input, 7, 2).view());
    QCOMPARE(rows(0, 0), 3028.0f);
    QCOMPARE(rows(1, 3), 3035.0f);
    QVERIFY(error_of([&] { files.joined->read_rows(input, 8, 2); }).find("captured.h5") != std::string::npos);
    QVERIFY(files.joined->tile_rows(input, 1 << 20) >= 9);
  }

  void each_tensor_says_which_file_it_lies_in() {
    const Files files;
    for (const TensorInfo& info : files.joined->tensors()) {
      const TensorPlace place = files.joined->place_of(info);
      const ModelFile* expected =
          info.role == TensorRole::activation ? files.captured.get() : files.base.get();
      QCOMPARE(place.file, expected);
      QCOMPARE(expected->tensors()[static_cast<std::size_t>(place.tensor)].path, info.path);
    }
    const TensorInfo& own = files.base->tensors()[2];
    QCOMPARE(files.base->place_of(own).file, files.base.get());
    QCOMPARE(files.base->place_of(own).tensor, 2);
  }

  void attributes_are_those_of_the_file_that_has_the_tensor() {
    const Files files;
    const auto attributes = files.joined->attributes(*files.joined->find(input_of(down)));
    QCOMPARE(attributes.at("text"), std::string("\"words\""));
    QCOMPARE(attributes.at("tokens_per_window"), std::string("3"));
    QCOMPARE(files.base->attributes(*files.base->find(input_of(down))).at("text"), std::string("\"old\""));
  }

  void all_but_the_inputs_is_the_model_s() {
    const Files files;
    QCOMPARE(files.joined->path(), files.base->path());
    QCOMPARE(files.joined->name(), std::string("model"));
    QCOMPARE(files.joined->source(), std::string("trained here"));
    QCOMPARE(files.joined->licence(), std::string("GPL"));
    QVERIFY(files.joined->is_model());
    QCOMPARE(files.joined->text("words"), std::string("some words"));
    QCOMPARE(files.joined->text_names(), std::vector<std::string>{"words"});
    QCOMPARE(files.joined->tokenizer_kind(), std::string());
  }

  void neither_file_is_written() {
    const Scratch scratch;
    const std::string model = read_whole(write_model(scratch)),
                      captured = read_whole(write_captured(scratch));
    {
      const auto joined = ModelFile::joined(ModelFile::open(scratch.path("model.h5")),
                                            ModelFile::open(scratch.path("captured.h5")));
      values_of(*joined, input_of(query));
    }
    QCOMPARE(read_whole(scratch.path("model.h5")), model);
    QCOMPARE(read_whole(scratch.path("captured.h5")), captured);
    QCOMPARE(scratch.file_count(), std::size_t{2});
  }

  void the_identity_is_that_of_both_together() {
    const Files files;
    const std::string key = files.joined->identity().key();
    QVERIFY(key != files.base->identity().key());
    QVERIFY(key != files.captured->identity().key());
    QCOMPARE(ModelFile::joined(files.base, files.captured)->identity().key(), key);
    ModelWriter other(files.scratch.path("other.h5"), {});
    write(other, input_of(down), {2, 6, 0});
    other.commit();
    const auto another = ModelFile::open(files.scratch.path("other.h5"));
    QVERIFY(ModelFile::joined(files.base, another)->identity().key() != key);
    QVERIFY(ModelFile::joined(files.joined, another)->identity().key() !=
            ModelFile::joined(files.base, another)->identity().key());
  }

  void what_was_joined_can_be_joined_again() {
    const Files files;
    ModelWriter writer(files.scratch.path("later.h5"), {});
    write(writer, input_of(down), {2, 6, 7});
    writer.commit();
    const auto twice = ModelFile::joined(files.joined, ModelFile::open(files.scratch.path("later.h5")));
    QCOMPARE(values_of(*twice, input_of(down)), (Counting{2, 6, 7}.values()));
    QCOMPARE(values_of(*twice, input_of(query)), (Counting{9, 4, 3000}.values()));
    QCOMPARE(values_of(*twice, gate + ".weight"), (Counting{6, 4, 200}.values()));
    QCOMPARE(twice->place_of(*twice->find(input_of(query))).file, files.captured.get());
  }

  void a_joined_file_outlives_those_it_was_made_of() {
    std::shared_ptr<const ModelFile> joined;
    {
      const Files files;
      joined = files.joined;
    }
    QCOMPARE(values_of(*joined, input_of(query)), (Counting{9, 4, 3000}.values()));
  }

  void inputs_of_another_model_are_refused() {
    const Files files;
    ModelWriter writer(files.scratch.path("wide.h5"), {});
    write(writer, input_of(query), {9, 5, 0});
    writer.commit();
    const std::string problem =
        error_of([&] { ModelFile::joined(files.base, ModelFile::open(files.scratch.path("wide.h5"))); });
    for (const char* part : {"wide.h5", "q_proj", "5 channels", "takes 4"})
      QVERIFY2(problem.find(part) != std::string::npos, problem.c_str());
    ModelWriter emulated(files.scratch.path("emulated.h5"), {{}, {}, {}, {}, {}, "emulated outliers"});
    write(emulated, input_of(query), {9, 4, 0});
    emulated.commit();
    QVERIFY(error_of([&] {
              ModelFile::joined(files.base, ModelFile::open(files.scratch.path("emulated.h5")));
            }).find("one with emulated outliers") != std::string::npos);
    ModelWriter empty(files.scratch.path("empty.h5"), {});
    write(empty, "/weights/x", {1, 1, 0});
    empty.commit();
    QVERIFY(error_of([&] {
              ModelFile::joined(files.base, ModelFile::open(files.scratch.path("empty.h5")));
            }).find("holds no captured inputs") != std::string::npos);
  }

  void threads_read_both_files_at_once() {
    const Files files;
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          const bool input = (t + i) % 2 == 0;
          const auto values = values_of(*files.joined, input ? input_of(down) : down + ".weight");
          wrong += values.front() != (input ? 2000.0f : 100.0f);
        }
      });
    for (std::thread& thread : threads) thread.join();
    QCOMPARE(wrong.load(), 0);
  }
};

QUANTSCOPE_TEST(TestJoinedModelFile)

}  // namespace test_joined_model_file

#include "test_joined_model_file.moc"
