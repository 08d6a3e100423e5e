#include "core/storage/model_writer.h"

#include <fmt/format.h>

#include <cstring>
#include <unordered_map>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/storage/chunk_codec.h"
#include "core/storage/convert_elements.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/hdf5_rows.h"
#include "core/storage/hdf5_types.h"
#include "core/storage/io_thread.h"

namespace quantscope::storage {
namespace {

constexpr unsigned deflate_level = 1;
constexpr std::int64_t format_version = 1;
const char* const disk_remedy = "free some space or choose another folder";

Handle create_hdf5(const std::filesystem::path& path, const std::string& target) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  // Attributes beyond 64 KiB and groups of many links need the layouts of HDF5 1.8.
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110);
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.get(), false);
  return checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), H5Fclose,
                 "cannot write", target);
}

/// Creates missing groups on the way.
Handle link_creation() {
  Handle list(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(list.get(), 1);
  H5Pset_char_encoding(list.get(), H5T_CSET_UTF8);
  return list;
}

Handle dataset_creation(const tensor::Shape& shape, std::size_t element_bytes) {
  Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(list.get(), false);
  const std::vector<hsize_t> chunk = chunk_for(shape, element_bytes);
  if (!chunk.empty()) {
    H5Pset_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data());
    H5Pset_shuffle(list.get());
    H5Pset_deflate(list.get(), deflate_level);
  }
  return list;
}

Handle dataspace(const tensor::Shape& shape) {
  if (shape.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
  std::vector<hsize_t> extents(shape.begin(), shape.end());
  return {H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose};
}

void require_valid_path(const std::string& path, const std::string& where) {
  bool valid = path.size() > 1 && path.front() == '/' && path.find('\0') == std::string::npos;
  for (std::size_t begin = 1; valid && begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    valid = !part.empty() && part != ".";
    begin = end + 1;
  }
  if (!valid)
    throw base::Error("not a name that HDF5 can store", where, "absolute paths without empty or \".\" parts");
}

}  // namespace

struct ModelWriter::State {
  struct Dataset {
    tensor::Shape shape;
    tensor::ElementType type = tensor::ElementType::f32;
    std::int64_t chunk_rows = 0;  ///< of tensors of one and two dimensions that are chunked, else 0
    std::int64_t chunk_columns = 0;

    bool is_whole_chunks(const Part& part) const;
  };

  explicit State(const std::filesystem::path& path) : target(path.string()), output(path) {}

  std::string target;
  base::AtomicFile output;
  Handle file;
  std::unordered_map<std::string, Dataset> datasets;
  std::string open_path;  ///< the dataset written last, kept open so that its chunks are compressed once
  Handle open_dataset;
  bool committed = false;

  const Dataset& known(const std::string& path) const;
  void close_dataset();
  hid_t opened(const std::string& path);
  void write(const std::string& path, std::int64_t row, std::int64_t column, const tensor::TensorView& part);
  void write_chunks(const std::string& path, const Dataset& dataset, const Part& part, const std::byte* data);
  template <typename Value>
  void attribute(const std::string& path, const std::string& name, const Value& value);
  void write_scalar_dataset(const std::string& path, hid_t type, const void* value);
};

bool ModelWriter::State::Dataset::is_whole_chunks(const Part& part) const {
  if (chunk_rows == 0) return false;
  const tensor::MatrixShape matrix = tensor::folded(shape);
  return part.first_row % chunk_rows == 0 && part.first_column % chunk_columns == 0 &&
         (part.rows % chunk_rows == 0 || part.first_row + part.rows == matrix.rows) &&
         (part.columns % chunk_columns == 0 || part.first_column + part.columns == matrix.columns);
}

const ModelWriter::State::Dataset& ModelWriter::State::known(const std::string& path) const {
  const auto found = datasets.find(path);
  if (found == datasets.end()) throw base::Error("no dataset of this name was created", place(target, path));
  return found->second;
}

void ModelWriter::State::close_dataset() {
  if (!open_dataset.reset()) hdf5_fail("cannot write", place(target, open_path), disk_remedy);
  open_path.clear();
}

hid_t ModelWriter::State::opened(const std::string& path) {
  if (open_path != path) {
    close_dataset();
    open_dataset = checked(H5Dopen2(file.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "cannot write",
                           place(target, path));
    open_path = path;
  }
  return open_dataset.get();
}

template <typename Value>
void ModelWriter::State::attribute(const std::string& path, const std::string& name, const Value& value) {
  const std::string where = place(target, path);
  if (path != "/" && H5Lexists(file.get(), path.c_str(), H5P_DEFAULT) <= 0) {
    H5Eclear2(H5E_DEFAULT);
    require_valid_path(path, where);
    const Handle links = link_creation();
    const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.get(), false);
    checked(H5Gcreate2(file.get(), path.c_str(), links.get(), creation.get(), H5P_DEFAULT), H5Gclose,
            "cannot create the group", where);
  }
  const Handle object =
      checked(H5Oopen(file.get(), path.c_str(), H5P_DEFAULT), H5Oclose, "cannot write", where);
  if constexpr (std::is_same_v<Value, nlohmann::json>)
    write_json_attribute(object.get(), name, value, where);
  else
    write_attribute(object.get(), name, value, where);
}

void ModelWriter::State::write_scalar_dataset(const std::string& path, hid_t type, const void* value) {
  const std::string where = place(target, path);
  require_valid_path(path, where);
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle links = link_creation();
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation.get(), false);
  const Handle dataset = checked(
      H5Dcreate2(file.get(), path.c_str(), type, space.get(), links.get(), creation.get(), H5P_DEFAULT),
      H5Dclose, "cannot create the dataset", where);
  checked(H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value), "cannot write", where);
}

ModelWriter::ModelWriter(const std::filesystem::path& target, const Header& header)
    : state_(std::make_unique<State>(target)) {
  on_io_thread([&] {
    State& state = *state_;
    state.file = create_hdf5(state.output.temporary_path(), state.target);
    state.attribute("/", "format", std::string("quantscope-model"));
    state.attribute("/", "format_version", format_version);
    state.attribute("/", "name", header.name);
    state.attribute("/", "architecture", header.architecture);
    state.attribute("/", "source", header.source);
    state.attribute("/", "licence", header.licence);
    if (!header.label.empty()) state.attribute("/", "label", header.label);
    for (const auto& [key, text] : header.config) {
      const auto value = nlohmann::json::parse(text, nullptr, false);
      if (value.is_discarded())
        throw base::Error(fmt::format("the setting \"{}\" is no JSON value: {}", key, text),
                          place(state.target, "/config"));
      state.attribute("/config", key, value);
    }
  });
}

ModelWriter::~ModelWriter() {
  if (!state_) return;
  on_io_thread([this] {
    state_->open_dataset.reset();
    state_->file.reset();
    H5Eclear2(H5E_DEFAULT);
  });
}

void ModelWriter::create(const std::string& path, tensor::ElementType type, const tensor::Shape& shape) {
  const std::string where = place(state_->target, path);
  require_valid_path(path, where);
  tensor::element_count(shape);
  on_io_thread([&] {
    State& state = *state_;
    state.close_dataset();
    const Handle space = dataspace(shape);
    const Handle stored = stored_type(type);
    const Handle links = link_creation();
    const Handle creation = dataset_creation(shape, tensor::element_size(type));
    state.open_dataset = checked(H5Dcreate2(state.file.get(), path.c_str(), stored.get(), space.get(),
                                            links.get(), creation.get(), H5P_DEFAULT),
                                 H5Dclose, "cannot create the dataset", where);
    state.open_path = path;
    const std::vector<hsize_t> chunk = chunk_for(shape, tensor::element_size(type));
    State::Dataset& dataset = state.datasets[path];
    dataset = {shape, type, 0, 0};
    if (!chunk.empty() && shape.size() <= 2) {
      dataset.chunk_rows = shape.size() == 1 ? 1 : static_cast<std::int64_t>(chunk[0]);
      dataset.chunk_columns = static_cast<std::int64_t>(chunk.back());
    }
    if (type == tensor::ElementType::bf16)
      write_attribute(state.open_dataset.get(), "element_type", std::string(tensor::element_name(type)),
                      where);
  });
}

void ModelWriter::State::write(const std::string& path, std::int64_t row, std::int64_t column,
                               const tensor::TensorView& part) {
  const std::string where = place(target, path);
  const Dataset& dataset = known(path);
  const tensor::MatrixShape matrix = tensor::folded(dataset.shape);
  if (row < 0 || column < 0 || row > matrix.rows - part.rows || column > matrix.columns - part.columns)
    throw base::Error(fmt::format("{} × {} elements at row {}, column {} do not fit {}", part.rows,
                                  part.columns, row, column, tensor::shape_text(dataset.shape)),
                      where);
  if (!is_convertible(part.type, dataset.type))
    throw base::Error(fmt::format("{} cannot be stored as {}", tensor::element_name(part.type),
                                  tensor::element_name(dataset.type)),
                      where);
  if (part.rows == 0 || part.columns == 0) return;
  const bool as_is = part.type == dataset.type && part.row_stride == part.columns;
  const tensor::Tensor copy = as_is ? tensor::Tensor() : converted(part, dataset.type);
  const std::byte* const data = as_is ? part.data : copy.data();
  const Part place_in_file{row, part.rows, column, part.columns};
  if (dataset.is_whole_chunks(place_in_file)) return write_chunks(path, dataset, place_in_file, data);
  on_io_thread([&] {
    const Handle memory = stored_type(dataset.type);
    try {
      write_dataset_part(opened(path), memory.get(), dataset.shape, place_in_file,
                         tensor::element_size(dataset.type), data, where);
    } catch (const base::Error& error) {
      throw base::Error(error.problem(), where, disk_remedy);
    }
  });
}

/// Packs chunks on all threads, a batch at a time, and hands them to HDF5 as they are to lie in the file.
void ModelWriter::State::write_chunks(const std::string& path, const Dataset& dataset, const Part& part,
                                      const std::byte* data) {
  constexpr std::int64_t batch = 32;
  const std::size_t size = tensor::element_size(dataset.type);
  const std::int64_t across = (part.columns + dataset.chunk_columns - 1) / dataset.chunk_columns;
  const std::int64_t count = (part.rows + dataset.chunk_rows - 1) / dataset.chunk_rows * across;
  const auto pack = [&](std::int64_t index) {
    const std::int64_t row = index / across * dataset.chunk_rows,
                       column = index % across * dataset.chunk_columns;
    const std::int64_t rows = std::min(dataset.chunk_rows, part.rows - row);
    const std::int64_t columns = std::min(dataset.chunk_columns, part.columns - column);
    std::vector<std::byte> chunk(static_cast<std::size_t>(dataset.chunk_rows * dataset.chunk_columns) * size);
    for (std::int64_t r = 0; r < rows; ++r)
      std::memcpy(chunk.data() + static_cast<std::size_t>(r * dataset.chunk_columns) * size,
                  data + static_cast<std::size_t>((row + r) * part.columns + column) * size,
                  static_cast<std::size_t>(columns) * size);
    return pack_chunk(chunk, size);
  };
  std::vector<PackedChunk> packed(static_cast<std::size_t>(std::min(batch, count)));
  for (std::int64_t first = 0; first < count; first += batch) {
    const std::int64_t pieces = std::min(batch, count - first);
    base::parallel_for(pieces, 1, {}, [&](base::IndexRange range) {
      for (std::int64_t i = range.begin; i < range.end; ++i)
        packed[static_cast<std::size_t>(i)] = pack(first + i);
    });
    on_io_thread([&] {
      const hid_t target_dataset = opened(path);
      for (std::int64_t i = 0; i < pieces; ++i) {
        const PackedChunk& chunk = packed[static_cast<std::size_t>(i)];
        const auto row = static_cast<hsize_t>(part.first_row + (first + i) / across * dataset.chunk_rows);
        const auto column =
            static_cast<hsize_t>(part.first_column + (first + i) % across * dataset.chunk_columns);
        const hsize_t matrix_place[] = {row, column};
        const hsize_t* const offset = dataset.shape.size() == 1 ? &matrix_place[1] : matrix_place;
        if (H5Dwrite_chunk(target_dataset, H5P_DEFAULT, chunk.skipped_filters, offset, chunk.bytes.size(),
                           chunk.bytes.data()) < 0)
          hdf5_fail("cannot write", place(target, path), disk_remedy);
      }
    });
  }
}

void ModelWriter::write_rows(const std::string& path, std::int64_t first_row,
                             const tensor::TensorView& rows) {
  const std::int64_t columns = tensor::folded(state_->known(path).shape).columns;
  if (rows.columns != columns)
    throw base::Error(fmt::format("rows of {} columns do not fit {}", rows.columns, columns),
                      place(state_->target, path));
  state_->write(path, first_row, 0, rows);
}

void ModelWriter::write_columns(const std::string& path, std::int64_t row, std::int64_t first_column,
                                const tensor::TensorView& part) {
  if (part.rows != 1) throw base::Error("a part of one row has one row", place(state_->target, path));
  state_->write(path, row, first_column, part);
}

void ModelWriter::write(const std::string& path, tensor::ElementType type, const tensor::Shape& shape,
                        const tensor::TensorView& all) {
  create(path, type, shape);
  write_rows(path, 0, all);
}

void ModelWriter::set_attribute(const std::string& path, const std::string& attribute,
                                const std::string& text) {
  on_io_thread([&] { state_->attribute(path, attribute, text); });
}

void ModelWriter::set_attribute(const std::string& path, const std::string& attribute, double value) {
  on_io_thread([&] { state_->attribute(path, attribute, value); });
}

void ModelWriter::set_attribute(const std::string& path, const std::string& attribute, std::int64_t value) {
  on_io_thread([&] { state_->attribute(path, attribute, value); });
}

void ModelWriter::write_text(const std::string& name, std::string_view utf8) {
  const std::string path = "/text/" + name;
  if (utf8.find('\0') != std::string_view::npos) {
    // HDF5's text ends at the first zero byte.
    const auto size = static_cast<std::int64_t>(utf8.size());
    write(path, tensor::ElementType::u8, {size},
          {reinterpret_cast<const std::byte*>(utf8.data()), tensor::ElementType::u8, 1, size, size});
    return;
  }
  const std::string text(utf8);
  on_io_thread([&] {
    const Handle type = text_type();
    const char* pointer = text.c_str();
    state_->write_scalar_dataset(path, type.get(), &pointer);
  });
}

void ModelWriter::write_tokenizer(const std::string& kind, std::string_view bytes) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  write("/tokenizer/model", tensor::ElementType::u8, {size},
        {reinterpret_cast<const std::byte*>(bytes.data()), tensor::ElementType::u8, 1, size, size});
  set_attribute("/tokenizer", "kind", kind);
}

void ModelWriter::commit() {
  if (state_->committed) throw base::Error("the file is written already", state_->target);
  on_io_thread([&] {
    state_->close_dataset();
    if (H5Fflush(state_->file.get(), H5F_SCOPE_GLOBAL) < 0)
      hdf5_fail("cannot write", state_->target, disk_remedy);
    if (!state_->file.reset()) hdf5_fail("cannot write", state_->target, disk_remedy);
  });
  state_->output.commit();
  state_->committed = true;
}

}  // namespace quantscope::storage
