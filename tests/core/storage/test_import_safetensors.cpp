// Single safetensors files and Hugging Face folders, written byte by byte.
#include <nlohmann/json.hpp>

#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_import_safetensors {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

class TestImportSafetensors : public QObject {
  Q_OBJECT

  static std::shared_ptr<const ModelFile> imported(const Scratch& scratch, const fs::path& source,
                                                   const ImportOptions& options = {},
                                                   ImportResult* result = nullptr) {
    const ImportResult done = import_model(source, scratch.path("out.h5"), options, {});
    if (result) *result = done;
    return ModelFile::open(scratch.path("out.h5"));
  }

  static std::string error_for(const Scratch& scratch, const std::string& bytes) {
    write_bytes(scratch.path("bad.safetensors"), bytes);
    const std::string message =
        error_of([&] { import_model(scratch.path("bad.safetensors"), scratch.path("bad.h5"), {}, {}); });
    if (fs::exists(scratch.path("bad.h5"))) return "left a target behind";
    return message;
  }

  static std::string one_tensor(const std::string& name, const std::vector<float>& values) {
    const std::string header = "{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" +
                               std::to_string(values.size()) + "],\"data_offsets\":[0," +
                               std::to_string(4 * values.size()) + "]}}";
    return safetensors_bytes(header, little_endian_bytes(values));
  }

 private slots:
  void every_type_keeps_its_bits() {
    const Scratch scratch;
    const std::vector<std::tuple<std::string, ElementType, std::size_t>> types{
        {"F64", ElementType::f64, 8},   {"F32", ElementType::f32, 4}, {"F16", ElementType::f16, 2},
        {"BF16", ElementType::bf16, 2}, {"I64", ElementType::i64, 8}, {"U64", ElementType::u64, 8},
        {"I32", ElementType::i32, 4},   {"U32", ElementType::u32, 4}, {"I16", ElementType::i16, 2},
        {"U16", ElementType::u16, 2},   {"I8", ElementType::i8, 1},   {"U8", ElementType::u8, 1},
        {"BOOL", ElementType::u8, 1}};
    nlohmann::json header;
    std::string data;
    for (const auto& [name, type, size] : types) {
      const std::size_t begin = data.size();
      for (std::size_t i = 0; i < 6 * size; ++i) data.push_back(static_cast<char>(17 * data.size() + 5));
      header["t." + name] = {{"dtype", name}, {"shape", {2, 3}}, {"data_offsets", {begin, data.size()}}};
    }
    write_bytes(scratch.path("a.safetensors"), safetensors_bytes(header.dump(), data));
    const auto file = imported(scratch, scratch.path("a.safetensors"));
    QCOMPARE(file->name(), std::string("a"));
    for (const auto& [name, type, size] : types) {
      QCOMPARE(file->find("t." + name)->type, type);
      const std::size_t begin = header["t." + name]["data_offsets"][0];
      QVERIFY(bytes_of(*file, "t." + name) == data.substr(begin, 6 * size));
    }
  }

  void float_type_converts_floats_and_leaves_integers() {
    const Scratch scratch;
    const std::vector<std::uint16_t> bf16{0x3f80, 0x4049, 0x7f80};
    write_bytes(scratch.path("a.safetensors"),
                safetensors_bytes(R"({"w":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]},)"
                                  R"("q":{"dtype":"I8","shape":[2],"data_offsets":[6,8]}})",
                                  little_endian_bytes(bf16) + "\x01\xff"));
    const auto file = imported(scratch, scratch.path("a.safetensors"), {ElementType::f32, "named"});
    QCOMPARE(file->name(), std::string("named"));
    QCOMPARE(file->find("w")->type, ElementType::f32);
    QVERIFY(values_of(*file, "w") ==
            (std::vector<float>{1, 3.140625f, std::numeric_limits<float>::infinity()}));
    QCOMPARE(file->find("q")->type, ElementType::i8);
    QVERIFY(values_of(*file, "q") == (std::vector<float>{1, -1}));
    QVERIFY(error_of([&] {
              imported(scratch, scratch.path("a.safetensors"), {ElementType::i8, {}});
            }).find("i8") == 0);
  }

  void eight_bit_floats_widen_exactly() {
    const Scratch scratch;
    // E4M3FN: 0x38 = 1, 0x7e = 448, 0x01 = 2^-9, 0xc0 = -2. E5M2: 0x3c = 1, 0x7b = 57344, 0x01 = 2^-16, 0x7c
    // = infinity.
    write_bytes(scratch.path("a.safetensors"),
                safetensors_bytes(R"({"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]},)"
                                  R"("b":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[4,8]}})",
                                  "\x38\x7e\x01\xc0\x3c\x7b\x01\x7c"));
    ImportResult result;
    const auto file = imported(scratch, scratch.path("a.safetensors"), {}, &result);
    QVERIFY(values_of(*file, "a") == (std::vector<float>{1, 448, 0x1p-9f, -2}));
    QVERIFY(values_of(*file, "b") ==
            (std::vector<float>{1, 57344, 0x1p-16f, std::numeric_limits<float>::infinity()}));
    QVERIFY(any_contains(result.notes, "8-bit floats"));
  }

  void inputs_go_to_activations_with_their_capture() {
    const Scratch scratch;
    write_bytes(
        scratch.path("a.safetensors"),
        safetensors_bytes(R"({"__metadata__":{"text":"valid.txt","windows":"2","tokens_per_window":"3"},)"
                          R"("m.fc1.input":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},)"
                          R"("m.fc1.input_absmax":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
                          little_endian_bytes<float>(std::vector<float>{1, 2, 3})));
    const auto file = imported(scratch, scratch.path("a.safetensors"));
    QCOMPARE(file->find("/activations/m.fc1/input")->role, TensorRole::activation);
    QCOMPARE(file->find("/activations/m.fc1/input_absmax")->role, TensorRole::channel_absmax);
    QCOMPARE(file->find("m.fc1.input")->module, std::string("m.fc1"));
  }

  void empty_files_scalars_and_empty_tensors_are_allowed() {
    const Scratch scratch;
    write_bytes(scratch.path("a.safetensors"), safetensors_bytes("{}", ""));
    QVERIFY(imported(scratch, scratch.path("a.safetensors"))->tensors().empty());
    write_bytes(scratch.path("a.safetensors"),
                safetensors_bytes(R"({"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]},)"
                                  R"("e":{"dtype":"F32","shape":[0,3],"data_offsets":[4,4]}})",
                                  little_endian_bytes(7.0f)));
    const auto file = imported(scratch, scratch.path("a.safetensors"));
    QVERIFY(values_of(*file, "s") == std::vector<float>{7});
    QVERIFY(file->find("e")->shape == (tensor::Shape{0, 3}));
  }

  void damaged_headers_are_refused_naming_file_and_tensor() {
    const Scratch scratch;
    const auto header = [](const std::string& entry) { return "{\"w\":" + entry + "}"; };
    const std::string data(16, '\1');
    const std::vector<std::pair<std::string, std::string>> cases{
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[5],"data_offsets":[0,20]})"), data),
         "outside the 16 bytes"},
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[3],"data_offsets":[0,16]})"), data),
         "needs 12 bytes"},
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})"), data), "outside"},
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[4],"data_offsets":[18446744073709551600,16]})"),
                           data),
         "outside"},
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})"), data), "shape"},
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[4.5],"data_offsets":[0,16]})"), data), "shape"},
        {safetensors_bytes(
             header(
                 R"({"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,16]})"),
             data),
         "shape"},
        {safetensors_bytes(
             header(R"({"dtype":"F32","shape":[1099511627776,1099511627776,0],"data_offsets":[0,0]})"), data),
         "shape"},
        {safetensors_bytes(header(R"({"dtype":"Q4_0","shape":[4],"data_offsets":[0,16]})"), data),
         "Q4_0 is not known"},
        {safetensors_bytes(header(R"({"shape":[4],"data_offsets":[0,16]})"), data), "lacks dtype"},
        {safetensors_bytes(header(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16,32]})"), data),
         "lacks dtype"},
        {safetensors_bytes(header("3"), data), "no object"},
        {safetensors_bytes(header("[1]"), data), "no object"},
        {safetensors_bytes(
             R"({"w":{"dtype":"I8","shape":[4],"data_offsets":[0,4]},"v":{"dtype":"I8","shape":[4],"data_offsets":[3,7]}})",
             data),
         "overlap"},
        {safetensors_bytes(
             R"({"w":{"dtype":"I8","shape":[4],"data_offsets":[0,4]},"w":{"dtype":"I8","shape":[4],"data_offsets":[4,8]}})",
             data),
         "two tensors"},
        {safetensors_bytes("{\"w\":{\"dtype\"", data), "JSON"},
        {safetensors_bytes("{\"w\":" + std::string(5000, '{'), data), "bad.safetensors"},
        {little_endian_bytes<std::uint64_t>(1000) + "{}", "1008 are needed"},
        {little_endian_bytes<std::uint64_t>(1ull << 60) + "{}          ", "claims"},
        {"123", "8 are needed"}};
    for (const auto& [bytes, expected] : cases) {
      const std::string message = error_for(scratch, bytes);
      QVERIFY2(
          message.find("bad.safetensors") != std::string::npos && message.find(expected) != std::string::npos,
          (expected + " / " + message).c_str());
    }
  }

  void truncated_at_any_length_is_one_error() {
    const Scratch scratch;
    const std::string whole = one_tensor("w", std::vector<float>(40, 1.5f));
    for (std::size_t length = 1; length < whole.size(); length += 3)
      QVERIFY(error_for(scratch, whole.substr(0, length)).find("bad.safetensors") != std::string::npos);
  }

  void cancelling_leaves_the_target_as_it_was() {
    const Scratch scratch;
    write_bytes(scratch.path("a.safetensors"), one_tensor("w", std::vector<float>(12'000'000, 1.5f)));
    fs::create_directory(scratch.path("to"));
    write_bytes(scratch.path("to/out.h5"), "old");
    std::stop_source stop;
    base::Job job;
    job.stop = stop.get_token();
    job.progress = [&](double fraction, std::string_view) {
      if (fraction > 0.3) stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(import_model(scratch.path("a.safetensors"), scratch.path("to/out.h5"), {}, job),
                             base::Cancelled);
    QCOMPARE(read_whole(scratch.path("to/out.h5")), std::string("old"));
    QCOMPARE(std::distance(fs::directory_iterator(scratch.path("to")), fs::directory_iterator{}), 1);
  }

  void a_sharded_folder_becomes_one_model() {
    const Scratch scratch;
    const fs::path folder = scratch.path("model");
    fs::create_directory(folder);
    write_bytes(folder / "config.json",
                R"({"model_type":"opt","hidden_size":4,"torch_dtype":"float32","x":[1,{"y":null}]})");
    write_bytes(folder / "model-00001-of-00002.safetensors", one_tensor("a", {1}));
    write_bytes(folder / "model-00002-of-00002.safetensors", one_tensor("b", {2}));
    write_bytes(folder / "consolidated.safetensors", one_tensor("a", {9}));
    write_bytes(folder / "activations.safetensors", one_tensor("a.input", {3}));
    write_bytes(
        folder / "model.safetensors.index.json",
        R"({"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors"}})");
    write_bytes(folder / "LICENSE", "free");
    write_bytes(folder / "vocab.json", R"({"a":0,"b":1,"ab":2})");
    write_bytes(folder / "merges.txt", "#version: 0.2\na b\r\n");
    ImportResult result;
    const auto file = imported(scratch, folder, {ElementType::f16, {}}, &result);
    QCOMPARE(file->name(), std::string("model"));
    QCOMPARE(file->architecture(), std::string("opt"));
    QCOMPARE(file->licence(), std::string("free"));
    QCOMPARE(file->config().at("hidden_size"), std::string("4"));
    QCOMPARE(file->config().at("x"), std::string("[1,{\"y\":null}]"));
    QCOMPARE(file->config().at("torch_dtype"), std::string("\"float16\""));
    QVERIFY(values_of(*file, "a") == std::vector<float>{1});
    QVERIFY(values_of(*file, "b") == std::vector<float>{2});
    QVERIFY(values_of(*file, "a.input") == std::vector<float>{3});
    QCOMPARE(result.tensors, 3);
    QVERIFY(any_contains(result.notes, "consolidated.safetensors"));
    QCOMPARE(file->tokenizer_kind(), std::string("bpe-json"));
    const auto tokenizer = nlohmann::json::parse(file->tokenizer_bytes());
    QCOMPARE(tokenizer["model"]["vocab"]["ab"].get<int>(), 2);
    QVERIFY(tokenizer["model"]["merges"] == nlohmann::json({"a b"}));
  }

  void broken_folders_are_refused() {
    const Scratch scratch;
    const fs::path folder = scratch.path("model");
    fs::create_directory(folder);
    const auto message = [&] {
      return error_of([&] { import_model(folder, scratch.path("out.h5"), {}, {}); });
    };
    QVERIFY(message().find("no safetensors file") != std::string::npos);
    const auto index = [&](const std::string& text) {
      write_bytes(folder / "model.safetensors.index.json", text);
    };
    write_bytes(folder / "one.safetensors", one_tensor("a", {1}));
    index("{");
    QVERIFY(message().find("model.safetensors.index.json: no valid JSON") != std::string::npos);
    index(R"({"weight_map":{"a":"../one.safetensors"}})");
    QVERIFY(message().find("does not name a file of this folder") != std::string::npos);
    index(R"({"weight_map":{"a":"two.safetensors"}})");
    QVERIFY(message().find("two.safetensors: cannot open") != std::string::npos);
    index(R"({"weight_map":{"a":"one.safetensors","b":"one.safetensors"}})");
    QVERIFY(message().find("one.safetensors: b: the index names this tensor") != std::string::npos);
    fs::remove(folder / "model.safetensors.index.json");
    write_bytes(folder / "two.safetensors", one_tensor("a", {1}));
    QVERIFY(message().find("/weights/a") != std::string::npos);
    QVERIFY(!fs::exists(scratch.path("out.h5")));
  }

  void other_formats_are_told_apart_by_content() {
    const Scratch scratch;
    const auto message = [&](const std::string& bytes) {
      write_bytes(scratch.path("x"), bytes);
      return error_of([&] { import_model(scratch.path("x"), scratch.path("out.h5"), {}, {}); });
    };
    QVERIFY(message("").find("empty") != std::string::npos);
    QVERIFY(message("GGUF\3\0\0\0").find("GGUF") != std::string::npos);
    QVERIFY(message("\x89HDF\r\n\x1a\n....").find("an HDF5 file already") != std::string::npos);
    QVERIFY(message("hello world, this is text").find("not a format that is known") != std::string::npos);
    write_bytes(scratch.path("a.safetensors"), one_tensor("w", {1}));
    QVERIFY(error_of([&] {
              import_model(scratch.path("a.safetensors"), scratch.path("a.safetensors"), {}, {});
            }).find("the same") != std::string::npos);
  }
};

QUANTSCOPE_TEST(TestImportSafetensors)

}  // namespace test_import_safetensors

#include "test_import_safetensors.moc"
