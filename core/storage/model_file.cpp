#include "core/storage/model_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "core/base/error.h"
#include "core/storage/child_trial.h"
#include "core/storage/file_identity.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/hdf5_text.h"
#include "core/storage/hdf5_walk.h"
#include "core/storage/io_thread.h"
#include "core/storage/model_file_state.h"
#include "core/storage/packed_read.h"
#include "core/storage/read_only_driver.h"
#include "core/storage/tensor_names.h"

namespace quantscope::storage {
namespace {

constexpr std::uint64_t read_tile_bytes = 16 << 20;
constexpr std::int64_t newest_version = 1;

void require_hdf5(const std::filesystem::path& path, const FileIdentity& identity) {
  if (identity.bytes == 0) throw base::Error("the file is empty", path.string());
  if (!std::ifstream(path, std::ios::binary))
    throw base::Error("cannot open: no permission to read it", path.string());
  if (H5Fis_hdf5(path.c_str()) > 0) return;
  H5Eclear2(H5E_DEFAULT);
  throw base::Error("not an HDF5 file", path.string(),
                    "safetensors, NumPy and llama2.c files are converted with quantscope-cli import");
}

Handle open_hdf5(const std::filesystem::path& path) {
  const Handle access = read_only_access();
  return checked(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose, "cannot open", path.string());
}

}  // namespace

std::uint64_t TensorInfo::bytes() const {
  return static_cast<std::uint64_t>(tensor::element_count(shape)) * tensor::element_size(type);
}

void ModelFile::State::read_header() {
  const Handle root = checked(H5Gopen2(file.get(), "/", H5P_DEFAULT), H5Gclose, "cannot open", path.string());
  is_model = read_text_attribute(root.get(), "format") == "quantscope-model";
  name = read_text_attribute(root.get(), "name");
  if (name.empty()) name = valid_utf8(path.stem().string());
  architecture = read_text_attribute(root.get(), "architecture");
  source = read_text_attribute(root.get(), "source");
  licence = read_text_attribute(root.get(), "licence");
  if (is_model) label = read_text_attribute(root.get(), "label");
  const auto version = read_attribute(root.get(), "format_version");
  if (is_model && version && version->is_number() && version->get<double>() > newest_version)
    throw base::Error(fmt::format("its format_version {} is newer than this program reads ({})",
                                  version->dump(), newest_version),
                      path.string(), "use a newer Quantscope");
  if (H5Lexists(root.get(), "config", H5P_DEFAULT) > 0)
    if (const Handle group(H5Oopen(root.get(), "config", H5P_DEFAULT), H5Oclose); group)
      config = read_attributes_as_json(group.get());
  H5Eclear2(H5E_DEFAULT);
}

void ModelFile::State::list_tensors() {
  Walk walk = walk_datasets(file.get());
  skipped = std::move(walk.skipped);
  for (const std::string& stored : walk.datasets) add(stored);
  finish();
}

void ModelFile::State::add(const std::string& stored) {
  TensorInfo info;
  info.path = valid_utf8(stored);
  const Handle dataset(H5Dopen2(file.get(), stored.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset) return add_notice(skipped, info.path + ": a damaged dataset (" + hdf5_reason() + ")");
  DatasetDescription description = describe_dataset(dataset.get());
  const bool is_text =
      stored.starts_with("/text/") && (is_model || !description.reason.empty()) && holds_text(dataset.get());
  if (is_text) {
    texts[info.path.substr(6)] = stored;
    return;
  }
  if (is_model && stored.starts_with("/tokenizer/")) return;
  if (!description.reason.empty()) return add_notice(skipped, info.path + ": " + description.reason);
  info.shape = std::move(description.shape);
  info.type = description.type;
  describe_by_path(info);
  if (info.path != stored) stored_path[info.path] = stored;
  if (is_model && stored.starts_with("/calibration/"))
    calibration.emplace(info.path, info);
  else
    tensors.push_back(std::move(info));
}

void ModelFile::State::finish() {
  std::string layout = architecture;
  if (layout.empty()) {
    std::vector<std::pair<std::string, tensor::Shape>> shapes;
    for (const TensorInfo& info : tensors) shapes.emplace_back(info.name, info.shape);
    layout = guessed_architecture(shapes);
  }
  for (TensorInfo& info : tensors) info.input_major = is_input_major(layout, info);
  std::sort(tensors.begin(), tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
    return a.name == b.name ? natural_less(a.path, b.path) : natural_less(a.name, b.name);
  });
  index_tensors();
}

void ModelFile::State::index_tensors() {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    by_path.emplace(tensors[i].path, i);
    by_name.emplace(tensors[i].name, i);
  }
}

const std::string& ModelFile::State::stored_path_of(const TensorInfo& info) const {
  if (!by_path.contains(info.path) && !calibration.contains(info.path))
    throw base::Error("no such tensor", place(path.string(), info.path));
  const auto other = stored_path.find(info.path);
  return other == stored_path.end() ? info.path : other->second;
}

ModelFile::ModelFile() : state_(std::make_unique<State>()) {}

ModelFile::~ModelFile() {
  on_io_thread([this] {
    state_->datasets.reset();
    state_->file.reset();
  });
}

std::shared_ptr<const ModelFile> ModelFile::open(const std::filesystem::path& path) {
  std::shared_ptr<ModelFile> result(new ModelFile);
  State& state = *result->state_;
  state.path = path;
  state.identity = identity_of(path);
  on_io_thread([&] {
    require_hdf5(path, state.identity);
    const auto read_structure = [&] {
      state.file = open_hdf5(path);
      state.datasets = std::make_unique<OpenDatasets>(state.file.get(), path.string());
      state.read_header();
      state.list_tensors();
    };
    try_in_child(read_structure, path.string());
    read_structure();
  });
  return result;
}

const std::filesystem::path& ModelFile::path() const {
  return state_->path;
}
const FileIdentity& ModelFile::identity() const {
  return state_->identity;
}
bool ModelFile::is_model() const {
  return state_->is_model;
}
const std::string& ModelFile::name() const {
  return state_->name;
}
const std::string& ModelFile::architecture() const {
  return state_->architecture;
}
const std::string& ModelFile::source() const {
  return state_->source;
}
const std::string& ModelFile::licence() const {
  return state_->licence;
}
const std::string& ModelFile::label() const {
  return state_->label;
}
const std::map<std::string, ConfigValue>& ModelFile::config() const {
  return state_->config;
}
const std::vector<std::string>& ModelFile::skipped() const {
  return state_->skipped;
}
const std::vector<TensorInfo>& ModelFile::tensors() const {
  return state_->tensors;
}

const TensorInfo* ModelFile::find(const std::string& path_or_name) const {
  for (const auto* index : {&state_->by_path, &state_->by_name})
    if (const auto found = index->find(path_or_name); found != index->end())
      return &state_->tensors[found->second];
  return nullptr;
}

TensorPlace ModelFile::place_of(const TensorInfo& info) const {
  const auto found = state_->by_path.find(info.path);
  if (found == state_->by_path.end()) {
    if (state_->calibration.contains(info.path)) return {this, -1};
    throw base::Error("no such tensor", place(state_->path.string(), info.path));
  }
  if (state_->places.empty()) return {this, static_cast<int>(found->second)};
  const TensorPlace held = state_->places[found->second];
  return held.file->place_of(held.file->tensors()[static_cast<std::size_t>(held.tensor)]);
}

std::map<std::string, ConfigValue> ModelFile::attributes(const TensorInfo& info) const {
  if (const TensorPlace held = place_of(info); held.file != this) return held.file->attributes(info);
  const std::string& stored = state_->stored_path_of(info);
  return on_io_thread([&] {
    const Handle dataset = checked(H5Dopen2(state_->file.get(), stored.c_str(), H5P_DEFAULT), H5Dclose,
                                   "cannot open", place(state_->path.string(), info.path));
    return read_attributes_as_json(dataset.get());
  });
}

const TensorInfo* ModelFile::find_calibration(const std::string& path) const {
  const auto found = state_->calibration.find(path);
  return found == state_->calibration.end() ? nullptr : &found->second;
}

tensor::Tensor ModelFile::read_rows(const TensorInfo& info, std::int64_t first, std::int64_t count) const {
  if (const TensorPlace held = place_of(info); held.file != this)
    return held.file->read_rows(info, first, count);
  const tensor::MatrixShape matrix = info.matrix();
  const std::string& stored = state_->stored_path_of(info);
  const std::string where = place(state_->path.string(), info.path);
  if (first < 0 || count < 0 || first > matrix.rows - count)
    throw base::Error(fmt::format("{} rows from row {} on do not exist among {}", count, first, matrix.rows),
                      where);
  try {
    tensor::Tensor rows(info.type, count, matrix.columns);
    if (rows.empty()) return rows;
    storage::read_rows(*state_->datasets, stored, first, count, rows.mutable_data(), {});
    return rows;
  } catch (const base::Error& error) {
    if (!error.where().empty()) throw;
    throw base::Error(error.problem(), where, error.remedy());
  }
}

tensor::Tensor ModelFile::read(const TensorInfo& info, const base::Job& job) const {
  if (const TensorPlace held = place_of(info); held.file != this) return held.file->read(info, job);
  const tensor::MatrixShape matrix = info.matrix();
  const std::string& stored = state_->stored_path_of(info);
  job.check();
  tensor::Tensor all = [&] {
    try {
      return tensor::Tensor(info.type, matrix.rows, matrix.columns);
    } catch (const base::Error& error) {
      throw base::Error(error.problem(), place(state_->path.string(), info.path), error.remedy());
    }
  }();
  if (all.empty()) return all;
  const std::int64_t step = tile_rows(info, read_tile_bytes);
  const std::size_t row_bytes = all.bytes() / static_cast<std::size_t>(matrix.rows);
  for (std::int64_t first = 0; first < matrix.rows; first += step) {
    job.check();
    job.report(static_cast<double>(first) / static_cast<double>(matrix.rows), info.name);
    const std::int64_t count = std::min(step, matrix.rows - first);
    std::byte* const target = all.mutable_data() + static_cast<std::size_t>(first) * row_bytes;
    storage::read_rows(*state_->datasets, stored, first, count, target, job);
  }
  job.report(1, info.name);
  return all;
}

std::int64_t ModelFile::tile_rows(const TensorInfo& info, std::uint64_t bytes) const {
  const tensor::MatrixShape matrix = info.matrix();
  const std::uint64_t row_bytes =
      static_cast<std::uint64_t>(matrix.columns) * tensor::element_size(info.type);
  const std::uint64_t fitting = row_bytes == 0 ? bytes : bytes / row_bytes;
  const auto rows = static_cast<std::int64_t>(std::clamp<std::uint64_t>(
      fitting, 1, static_cast<std::uint64_t>(std::max<std::int64_t>(matrix.rows, 1))));
  const std::int64_t layer = chunk_rows(info);
  return rows > layer ? rows - rows % layer : rows;
}

std::int64_t ModelFile::chunk_rows(const TensorInfo& info) const {
  if (const TensorPlace held = place_of(info); held.file != this) return held.file->chunk_rows(info);
  const std::string& stored = state_->stored_path_of(info);
  return on_io_thread([&] { return state_->datasets->get(stored).chunk_rows; });
}

std::vector<std::string> ModelFile::text_names() const {
  if (state_->base) return state_->base->text_names();
  std::vector<std::string> names;
  for (const auto& [name, stored] : state_->texts) names.push_back(name);
  return names;
}

std::string ModelFile::text(const std::string& name) const {
  if (state_->base) return state_->base->text(name);
  const auto found = state_->texts.find(name);
  if (found == state_->texts.end())
    throw base::Error("no such text", place(state_->path.string(), "/text/" + name));
  return on_io_thread(
      [&] { return valid_utf8(read_bytes(state_->file.get(), found->second, state_->path.string())); });
}

std::string ModelFile::tokenizer_kind() const {
  if (state_->base) return state_->base->tokenizer_kind();
  return on_io_thread([&]() -> std::string {
    if (H5Lexists(state_->file.get(), "tokenizer", H5P_DEFAULT) <= 0) return {};
    const Handle group(H5Oopen(state_->file.get(), "tokenizer", H5P_DEFAULT), H5Oclose);
    return group ? read_text_attribute(group.get(), "kind") : std::string();
  });
}

std::string ModelFile::tokenizer_bytes() const {
  if (state_->base) return state_->base->tokenizer_bytes();
  if (tokenizer_kind().empty()) throw base::Error("the file has no tokenizer", state_->path.string());
  return on_io_thread(
      [&] { return read_bytes(state_->file.get(), "/tokenizer/model", state_->path.string()); });
}

}  // namespace quantscope::storage
