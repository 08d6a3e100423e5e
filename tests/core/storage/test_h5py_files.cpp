// Files as other programs write them, made by h5py.
#include "tests/core/storage/storage_testing.h"
#include "tests/quantscope_test.h"

namespace test_h5py_files {

using namespace quantscope;
using namespace quantscope::storage;
using namespace quantscope::storage::testing;
using tensor::ElementType;

class TestH5pyFiles : public QObject {
  Q_OBJECT

  Scratch scratch_;

  std::shared_ptr<const ModelFile> made_by(const std::string& script) {
    const std::string fault =
        run_python(scratch_.folder(),
                   "import h5py, numpy as np, json\nf = h5py.File('a.h5', 'w')\n" + script + "\nf.close()\n");
    if (!fault.empty()) throw base::Error(fault);
    return ModelFile::open(scratch_.path("a.h5"));
  }

  void require_python(const std::string& script) {
    const std::string fault = run_python(scratch_.folder(), script);
    QVERIFY2(fault.empty(), fault.c_str());
  }

 private slots:
  void initTestCase() { QUANTSCOPE_NEED_H5PY(); }

  void every_numeric_type_and_byte_order_is_read() {
    const auto file = made_by(R"(
for code in ['f2','f4','f8','i1','u1','i2','u2','i4','u4','i8','u8']:
    for order in '<>':
        f[order + code] = np.array([[1, 2, 3], [100, 101, 102]], order + code)
f['bool'] = np.array([True, False, True])
f['long double'] = np.array([1.5, -2.5], np.longdouble)
f['enum'] = np.array([2, 7], h5py.enum_dtype({'TWO': 2, 'SEVEN': 7}, '>i4'))
)");
    QVERIFY(!file->is_model());
    QVERIFY(file->skipped().empty());
    QCOMPARE(file->tensors().size(), 25u);
    for (const TensorInfo& info : file->tensors()) {
      QCOMPARE(info.role, TensorRole::other);
      const std::vector<float> values = values_of(*file, info.path);
      if (info.name == "bool")
        QVERIFY(values == (std::vector<float>{1, 0, 1}));
      else if (info.name == "long double")
        QVERIFY(values == (std::vector<float>{1.5, -2.5}));
      else if (info.name == "enum")
        QVERIFY(values == (std::vector<float>{2, 7}));
      else
        QVERIFY2(values == (std::vector<float>{1, 2, 3, 100, 101, 102}), info.name.c_str());
    }
    QCOMPARE(file->find(">f2")->type, ElementType::f16);
    QCOMPARE(file->find("<u8")->type, ElementType::u64);
    QCOMPARE(file->find("bool")->type, ElementType::i8);
    QCOMPARE(file->find("long double")->type, ElementType::f64);
  }

  void nan_infinity_and_subnormal_numbers_keep_their_bits() {
    const auto file = made_by(R"(
f['h'] = np.array([0x7e01, 0x7c00, 0xfc00, 0x0001, 0x8000], np.uint16).view('<f2')
f['big'] = np.array([0x7e01, 0x7c00, 0xfc00, 0x0001, 0x8000], np.uint16).view('<f2').astype('>f2'))");
    const std::vector<std::uint16_t> bits{0x7e01, 0x7c00, 0xfc00, 0x0001, 0x8000};
    QVERIFY(bytes_of(*file, "h") == little_endian_bytes(bits));
    QVERIFY(bytes_of(*file, "big") == little_endian_bytes(bits));
  }

  void bfloat16_is_uint16_with_an_attribute_or_a_float_of_its_own() {
    const auto file = made_by(R"(
for name, word in [('a', 'bf16'), ('b', 'bfloat16'), ('c', 'uint16')]:
    f[name] = np.array([0x3f80, 0xc040], '<u2')
    f[name].attrs['element_type'] = word
t = h5py.h5t.IEEE_F32LE.copy(); t.set_fields(15, 7, 8, 0, 7); t.set_size(2); t.set_ebias(127)
d = h5py.h5d.create(f.id, b'native', t, h5py.h5s.create_simple((2,)))
d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([1.0, -3.0], '<f4')))");
    for (const char* name : {"a", "b", "native"}) {
      QCOMPARE(file->find(name)->type, ElementType::bf16);
      QVERIFY(values_of(*file, name) == (std::vector<float>{1, -3}));
    }
    QCOMPARE(file->find("c")->type, ElementType::u16);
  }

  void any_rank_is_folded_and_empty_extents_are_allowed() {
    const auto file = made_by(R"(
f['scalar'] = np.float32(7)
f['one'] = np.arange(5, dtype='f4')
f['three'] = np.arange(24, dtype='f4').reshape(2, 3, 4)
f.create_dataset('five', data=np.arange(720, dtype='f4').reshape(2, 3, 4, 5, 6), chunks=(1, 2, 3, 2, 4), compression='gzip')
f['none'] = np.zeros((0, 4), 'f4')
f['no columns'] = np.zeros((4, 0), 'f4')
f['null'] = h5py.Empty('f4'))");
    QVERIFY(file->find("scalar")->shape.empty());
    QVERIFY(values_of(*file, "scalar") == std::vector<float>{7});
    QCOMPARE(file->find("one")->matrix(), (tensor::MatrixShape{1, 5}));
    QCOMPARE(file->find("three")->matrix(), (tensor::MatrixShape{6, 4}));
    QCOMPARE(file->find("five")->matrix(), (tensor::MatrixShape{120, 6}));
    const std::vector<float> five = values_of(*file, "five");
    for (std::size_t i = 0; i < five.size(); ++i) QCOMPARE(five[i], static_cast<float>(i));
    const tensor::Matrix middle = tensor::to_matrix(file->read_rows(*file->find("five"), 17, 50).view());
    for (std::int64_t i = 0; i < middle.count(); ++i)
      QCOMPARE(middle.values()[static_cast<std::size_t>(i)], static_cast<float>(17 * 6 + i));
    QVERIFY(values_of(*file, "none").empty());
    QVERIFY(values_of(*file, "no columns").empty());
    QCOMPARE(file->find("null"), nullptr);
    QVERIFY(any_contains(file->skipped(), "/null: empty"));
  }

  void chunks_of_any_shape_and_filter_read_alike() {
    const auto file = made_by(R"(
a = np.arange(37 * 53, dtype='i4').reshape(37, 53)
filters = dict(none={}, deflate=dict(compression='gzip'), shuffle=dict(shuffle=True),
               both=dict(compression='gzip', shuffle=True), checked=dict(compression='gzip', fletcher32=True),
               lzf=dict(compression='lzf'))
for name, options in filters.items():
    for chunk in [(1, 53), (5, 53), (8, 7), (37, 1), (37, 53)]:
        for order in '<>':
            f.create_dataset(f'{name} {chunk} {order}', data=a.astype(order + 'i4'), chunks=chunk, **options)
    f.create_dataset(f'{name} line', data=a.ravel(), chunks=(100,), **options)
d = f.create_dataset('partly written', shape=(37, 53), dtype='i4', chunks=(5, 53), compression='gzip', fillvalue=-1)
d[5:10] = a[5:10]
d = f.create_dataset('unpacked chunk', shape=(10, 4), dtype='u1', chunks=(5, 4), compression='gzip', shuffle=True)
d[:] = 3
d.id.write_direct_chunk((5, 0), bytes(range(20)), filter_mask=3))");
    QCOMPARE(file->tensors().size(), 6u * 11 + 2);
    for (const TensorInfo& info : file->tensors()) {
      if (info.name == "partly written" || info.name == "unpacked chunk") continue;
      const tensor::MatrixShape matrix = info.matrix();
      for (const auto& [first, count] : {std::pair<std::int64_t, std::int64_t>{0, matrix.rows},
                                         {matrix.rows / 3, matrix.rows / 2},
                                         {matrix.rows - 1, 1}}) {
        const tensor::Matrix rows = tensor::to_matrix(file->read_rows(info, first, count).view());
        for (std::int64_t i = 0; i < rows.count(); ++i)
          if (rows.values()[static_cast<std::size_t>(i)] != static_cast<float>(first * matrix.columns + i))
            QFAIL(info.name.c_str());
      }
    }
    const std::vector<float> partly = values_of(*file, "partly written"),
                             unpacked = values_of(*file, "unpacked chunk");
    QCOMPARE(partly[0], -1.0f);
    QCOMPARE(partly[5 * 53], 265.0f);
    QCOMPARE(unpacked[19], 3.0f);
    QCOMPARE(unpacked[39], 19.0f);
  }

  void what_is_no_number_is_passed_over_with_its_reason() {
    const auto file = made_by(R"(
f['x'] = np.ones(3)
f['text'] = 'hello'
f['texts'] = ['a', 'b']
f['fixed'] = np.array([b'ab', b'cd'])
f['complex'] = np.array([1 + 2j])
f['record'] = np.zeros(2, [('a', 'i4'), ('b', 'f4')])
f['ragged'] = np.array([np.arange(2), np.arange(3)], dtype=h5py.vlen_dtype('i4'))
f['opaque'] = np.void(b'abc')
f['array'] = np.zeros(2, ('f4', (3,))) if False else np.zeros(1)
f['reference'] = f['x'].ref)");
    QVERIFY(file->find("x"));
    for (const char* notice :
         {"/text: text", "/texts: text", "/fixed: text", "/complex: compound", "/record: compound",
          "/ragged: elements of variable length", "/opaque: opaque", "/reference: references"})
      QVERIFY2(any_contains(file->skipped(), notice), notice);
  }

  void keras_weight_files_open() {
    const auto file = made_by(R"(
f.attrs['layer_names'] = np.array([b'dense', b'dense_1'])
f.attrs['backend'] = b'tensorflow'
for layer in ('dense', 'dense_1'):
    f[layer + '/' + layer + '/kernel:0'] = np.ones((4, 3), 'f4')
    f[layer + '/' + layer + '/bias:0'] = np.zeros(3, 'f4')
    f[layer].attrs['weight_names'] = np.array([b'kernel:0', b'bias:0']))");
    QCOMPARE(file->tensors().size(), 4u);
    QCOMPARE(file->find("dense_1/dense_1/kernel:0")->kind, std::string("kernel:0"));
  }

  void links_are_counted_once_and_cycles_end() {
    const auto file = made_by(R"(
f['a/x'] = np.ones(3)
f['b/y'] = f['a/x']
f['a/loop'] = f['/']
f['a/self'] = f['a']
f['soft'] = h5py.SoftLink('/a/x')
f['circle'] = h5py.SoftLink('/circle')
f['dangling'] = h5py.SoftLink('/nowhere')
f['outside'] = h5py.ExternalLink('other.h5', '/x'))");
    QCOMPARE(file->tensors().size(), 1u);
    for (const char* notice : {"another name of /", "/soft: a link", "/circle: a link", "/dangling: a link",
                               "/outside: an external link, which is not followed"})
      QVERIFY2(any_contains(file->skipped(), notice), notice);
  }

  void attributes_of_config_become_json() {
    const auto file = made_by(R"(
f.attrs['format'] = 'quantscope-model'
f.attrs['format_version'] = 1
f.attrs['name'] = np.bytes_(b'fixed name')
f.attrs['architecture'] = ['llama']
c = f.create_group('config')
c.attrs['int'] = 3; c.attrs['int32'] = np.int32(-4); c.attrs['float'] = 0.1; c.attrs['float32'] = np.float32(1e-5)
c.attrs['yes'] = True; c.attrs['no'] = np.bool_(False); c.attrs['word'] = 'silu'; c.attrs['bytes'] = np.bytes_(b'gelu')
c.attrs['list'] = [1, 2, 3]; c.attrs['words'] = ['a', 'b']; c.attrs['json'] = json.dumps({'k': [1, None]})
c.attrs['none'] = h5py.Empty('f4'); c.attrs['looks like a number'] = '12'; c.attrs['record'] = np.zeros(1, [('a', 'i4')]))");
    QVERIFY(file->is_model());
    QCOMPARE(file->name(), std::string("fixed name"));
    QCOMPARE(file->architecture(), std::string("llama"));
    const std::map<std::string, std::string> expected{{"int", "3"},
                                                      {"int32", "-4"},
                                                      {"float", "0.1"},
                                                      {"float32", "1e-05"},
                                                      {"yes", "true"},
                                                      {"no", "false"},
                                                      {"word", "\"silu\""},
                                                      {"bytes", "\"gelu\""},
                                                      {"list", "[1,2,3]"},
                                                      {"words", "[\"a\",\"b\"]"},
                                                      {"json", "{\"k\":[1,null]}"},
                                                      {"none", "null"},
                                                      {"looks like a number", "\"12\""}};
    QVERIFY(file->config() == expected);
  }

  void files_of_the_writer_read_naturally_in_h5py() {
    ModelWriter::Header header{"n", "llama", "s", "l", {}};
    header.config = {{"i", "3"}, {"f", "0.5"}, {"b", "true"}, {"s", "\"silu\""}, {"l", "[1,2]"}};
    const std::vector<std::uint16_t> bits{0x3f80, 0x4000};
    ModelWriter writer(scratch_.path("w.h5"), header);
    const tensor::TensorView view{reinterpret_cast<const std::byte*>(bits.data()), ElementType::bf16, 1, 2,
                                  2};
    writer.write("/weights/m.weight", ElementType::bf16, {2}, view);
    writer.write("/weights/h", ElementType::f16, {2}, view);
    writer.write_text("t", "grün");
    writer.write_tokenizer("sentencepiece", "\x01\x02");
    writer.commit();
    require_python(R"(
import h5py, numpy as np
f = h5py.File('w.h5', 'r')
a = dict(f['config'].attrs)
assert a['i'] == 3 and isinstance(a['i'], np.int64), a
assert a['f'] == 0.5 and a['b'] is np.True_ or bool(a['b']) is True, a
assert a['b'].dtype == np.bool_, a
assert a['s'] == 'silu' and a['l'] == '[1,2]', a
assert f.attrs['format'] == 'quantscope-model' and f.attrs['format_version'] == 1
assert f['weights/h'].dtype == np.float16 and f['weights/h'][0] == 1 and f['weights/h'][1] == 2
assert f['weights/m.weight'].dtype == np.uint16 and f['weights/m.weight'].attrs['element_type'] == 'bf16'
assert f['text/t'][()].decode() == 'grün'
assert f['tokenizer'].attrs['kind'] == 'sentencepiece' and bytes(f['tokenizer/model'][()]) == b'\x01\x02'
)");
  }

  void texts_may_be_stored_as_text_bytes_or_opaque() {
    const auto file = made_by(R"(
f.attrs['format'] = 'quantscope-model'
f['text/a'] = 'grün'
f['text/b'] = np.frombuffer('grün'.encode(), np.uint8)
f['text/c'] = np.void('grün'.encode())
f['text/d'] = np.array('grün'.encode(), 'S')
f['text/list'] = ['a', 'b']
f['tokenizer/model'] = np.void(b'\x00\x01')
f['tokenizer'].attrs['kind'] = 'sentencepiece')");
    for (const char* name : {"a", "b", "c", "d"}) QCOMPARE(file->text(name), std::string("grün"));
    QCOMPARE(file->text_names().size(), 4u);
    QVERIFY(file->tokenizer_bytes() == std::string("\0\1", 2));
    QVERIFY(any_contains(file->skipped(), "/text/list"));
  }

  void a_file_that_another_reader_holds_open_can_be_opened() {
    made_by("f['x'] = np.ones(3)");
    const auto held = ModelFile::open(scratch_.path("a.h5"));
    require_python("import h5py\nassert h5py.File('a.h5', 'r')['x'][0] == 1");
    require_python("import h5py\nh5py.File('a.h5', 'r+')['y'] = 1");
  }

  void the_script_of_the_readme_makes_a_model_file() {
    const std::string readme = read_whole(fs::path(QUANTSCOPE_SOURCE_DIR) / "datasets/README.md");
    const auto begin = readme.find("```python\n");
    QVERIFY(begin != std::string::npos);
    const std::string script = readme.substr(begin + 10, readme.find("```", begin + 10) - begin - 10);
    QCOMPARE(std::count(script.begin(), script.end(), '\n'), 10);
    require_python(script);
    const auto file = ModelFile::open(scratch_.path("mine.h5"));
    QVERIFY(file->is_model());
    QVERIFY(file->skipped().empty());
    const TensorInfo* weight = file->find("model.layers.0.mlp.down_proj.weight");
    const TensorInfo* input = file->find("model.layers.0.mlp.down_proj.input");
    QVERIFY(weight && input);
    QCOMPARE(weight->role, TensorRole::weight);
    QCOMPARE(input->role, TensorRole::activation);
    QCOMPARE(weight->module, input->module);
    QCOMPARE(weight->matrix().columns, input->matrix().columns);
  }
};

QUANTSCOPE_TEST(TestH5pyFiles)

}  // namespace test_h5py_files

#include "test_h5py_files.moc"
