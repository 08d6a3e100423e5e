#include "core/storage/open_datasets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/hdf5_rows.h"
#include "core/storage/hdf5_types.h"

namespace quantscope::storage {
namespace {

constexpr std::size_t most_open = 4;
constexpr std::size_t largest_chunk_cache = 64 << 20;

/// False where the extents multiply beyond 63 bits even without the empty ones.
bool countable(const tensor::Shape& shape) {
  std::int64_t count = 8;  // bytes of the largest element
  for (const std::int64_t extent : shape)
    if (extent < 0 || (extent > 0 && __builtin_mul_overflow(count, extent, &count))) return false;
  return true;
}

std::vector<hsize_t> chunk_of(hid_t creation, std::size_t rank) {
  std::vector<hsize_t> chunk(rank);
  if (rank > 0 && H5Pget_layout(creation) == H5D_CHUNKED)
    H5Pget_chunk(creation, static_cast<int>(rank), chunk.data());
  else
    chunk.clear();
  return chunk;
}

std::string missing_filter_of(hid_t creation) {
  const int filters = H5Pget_nfilters(creation);
  for (int i = 0; i < filters; ++i) {
    std::array<char, 64> name{};
    unsigned flags = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter = H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &values, nullptr,
                                               name.size() - 1, name.data(), nullptr);
    if (filter >= 0 && H5Zfilter_avail(filter) <= 0)
      return name[0] ? fmt::format("filter {} ({})", filter, valid_utf8(name.data()))
                     : fmt::format("filter {}", filter);
  }
  return {};
}

constexpr double largest_packed_chunk = 64 << 20;

PackedLayout packed_layout(hid_t creation, const OpenDataset& open, hid_t file_type,
                           const std::vector<hsize_t>& chunk) {
  PackedLayout layout;
  const std::size_t rank = chunk.size();
  if (rank < 1 || rank > 2 || H5Tequal(file_type, open.memory_type.get()) <= 0) return layout;
  layout.element_bytes = tensor::element_size(open.type);
  if (static_cast<double>(chunk[0]) * static_cast<double>(chunk[rank - 1]) * 8 > largest_packed_chunk)
    return layout;
  const int filters = H5Pget_nfilters(creation);
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter =
        H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &values, nullptr, 0, nullptr, nullptr);
    if (filter == H5Z_FILTER_SHUFFLE && i == 0)
      layout.shuffled = true;
    else if (filter == H5Z_FILTER_DEFLATE && i == filters - 1)
      layout.deflated = true;
    else
      return {};
  }
  const tensor::MatrixShape matrix = tensor::folded(open.shape);
  layout.rows = matrix.rows;
  layout.columns = matrix.columns;
  layout.chunk_rows = rank == 1 ? 1 : static_cast<std::int64_t>(chunk[0]);
  layout.chunk_columns = static_cast<std::int64_t>(chunk[rank - 1]);
  return layout;
}

/// Access with a cache of one layer of chunks; nothing is allocated before chunks are read.
Handle access_for(const tensor::Shape& shape, const std::vector<hsize_t>& chunk, std::size_t element_bytes) {
  Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose);
  if (chunk.empty()) return access;
  double one_chunk = static_cast<double>(element_bytes), chunks = 1;
  for (std::size_t d = 0; d < shape.size(); ++d) one_chunk *= static_cast<double>(chunk[d]);
  const auto extent = static_cast<double>(shape.back());
  chunks = std::max(1.0, extent / static_cast<double>(chunk.back()) + 1);
  const auto bytes = static_cast<std::size_t>(std::min<double>(one_chunk * chunks, largest_chunk_cache));
  const auto slots = static_cast<std::size_t>(std::min(chunks * 10, 100'000.0)) + 11;
  H5Pset_chunk_cache(access.get(), slots, bytes, 1.0);
  return access;
}

}  // namespace

DatasetDescription describe_dataset(hid_t dataset) {
  DatasetDescription result;
  const Handle type(H5Dget_type(dataset), H5Tclose);
  const Handle space(H5Dget_space(dataset), H5Sclose);
  if (!type || !space) {
    result.reason = "a damaged dataset (" + hdf5_reason() + ")";
    return result;
  }
  const NumericType numeric = numeric_type(type.get(), read_text_attribute(dataset, "element_type"));
  const int rank = H5Sget_simple_extent_ndims(space.get());
  if (!numeric.element) {
    result.reason = numeric.reason;
  } else if (H5Sget_simple_extent_type(space.get()) == H5S_NULL || rank < 0) {
    result.reason = "empty (it has no extent)";
  } else {
    result.type = *numeric.element;
    std::vector<hsize_t> extents(static_cast<std::size_t>(rank));
    if (rank > 0) H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr);
    for (const hsize_t extent : extents) result.shape.push_back(static_cast<std::int64_t>(extent));
    if (!countable(result.shape))
      result.reason = "its extents " + tensor::shape_text(result.shape) + " are larger than any memory";
  }
  return result;
}

OpenDataset& OpenDatasets::get(const std::string& path) {
  const auto known =
      std::find_if(recent_.begin(), recent_.end(), [&](const auto& open) { return open.path == path; });
  if (known != recent_.end()) {
    recent_.splice(recent_.begin(), recent_, known);
  } else {
    recent_.push_front(open(path));
    if (recent_.size() > most_open) recent_.pop_back();
  }
  return recent_.front();
}

OpenDataset OpenDatasets::open(const std::string& path) const {
  const std::string where = place(file_name_, path);
  Handle dataset = checked(H5Dopen2(file_, path.c_str(), H5P_DEFAULT), H5Dclose, "cannot open", where);
  DatasetDescription description = describe_dataset(dataset.get());
  if (!description.reason.empty()) throw base::Error(description.reason, where);
  const Handle creation = checked(H5Dget_create_plist(dataset.get()), H5Pclose, "cannot open", where);
  if (H5Pget_external_count(creation.get()) > 0 || H5Pget_layout(creation.get()) == H5D_VIRTUAL)
    throw base::Error("its data lie in other files, which are not followed", where,
                      "copy the file with h5repack to gather them");
  const Handle type(H5Dget_type(dataset.get()), H5Tclose);
  const auto elements = static_cast<hsize_t>(tensor::element_count(description.shape));
  const hsize_t stored = H5Dget_storage_size(dataset.get());
  if (H5Pget_layout(creation.get()) != H5D_CHUNKED && stored != 0 &&
      stored < elements * H5Tget_size(type.get()))
    throw base::Error("it has fewer bytes than its shape needs", where, "the file is damaged");
  const std::vector<hsize_t> chunk = chunk_of(creation.get(), description.shape.size());
  const Handle access = access_for(description.shape, chunk, H5Tget_size(type.get()));
  dataset = Handle();
  OpenDataset result;
  result.dataset = checked(H5Dopen2(file_, path.c_str(), access.get()), H5Dclose, "cannot open", where);
  result.path = path;
  result.memory_type = memory_type(description.type, type.get());
  result.shape = std::move(description.shape);
  result.type = description.type;
  result.chunk_rows = chunk.empty() ? 1 : rows_of_chunks(result.shape, chunk);
  result.packed = packed_layout(creation.get(), result, type.get(), chunk);
  result.missing_filter = missing_filter_of(creation.get());
  return result;
}

void OpenDatasets::read(const std::string& path, std::int64_t first, std::int64_t count, void* rows) {
  const std::string where = place(file_name_, path);
  OpenDataset& open = get(path);
  const std::int64_t columns = tensor::folded(open.shape).columns;
  try {
    read_dataset_part(open.dataset.get(), open.memory_type.get(), open.shape, {first, count, 0, columns},
                      tensor::element_size(open.type), rows, where);
  } catch (const base::Error&) {
    if (open.missing_filter.empty()) throw;
    throw base::Error(
        fmt::format("its data are compressed with {}, which this HDF5 library lacks", open.missing_filter),
        where, "install that filter's plug-in, or rewrite the file with h5repack -f GZIP=1");
  }
}

bool OpenDatasets::fetch(const std::string& path, std::span<const ChunkPlace> places,
                         std::vector<PackedChunk>& chunks) {
  const OpenDataset& open = get(path);
  const PackedLayout& layout = open.packed;
  const auto chunk_bytes = static_cast<hsize_t>(layout.chunk_rows * layout.chunk_columns) *
                           static_cast<hsize_t>(layout.element_bytes);
  chunks.resize(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const hsize_t matrix_place[] = {static_cast<hsize_t>(places[i].row),
                                    static_cast<hsize_t>(places[i].column)};
    const hsize_t* const offset = open.shape.size() == 1 ? &matrix_place[1] : matrix_place;
    hsize_t bytes = 0;
    const bool known = H5Dget_chunk_storage_size(open.dataset.get(), offset, &bytes) >= 0;
    if (!known || bytes == 0 || bytes > chunk_bytes + chunk_bytes / 8 + 1024) {
      H5Eclear2(H5E_DEFAULT);
      return false;
    }
    chunks[i].bytes.resize(static_cast<std::size_t>(bytes));
    std::uint32_t mask = 0;
    if (H5Dread_chunk(open.dataset.get(), H5P_DEFAULT, offset, &mask, chunks[i].bytes.data()) < 0) {
      H5Eclear2(H5E_DEFAULT);
      return false;
    }
    // Bits of the mask count the dataset's own filters; unpack_chunk() knows shuffle as bit 0 and deflate as
    // bit 1.
    const unsigned deflate_position = layout.shuffled ? 1 : 0;
    const bool skip_shuffle = !layout.shuffled || (mask & 1u);
    const bool skip_deflate = !layout.deflated || ((mask >> deflate_position) & 1u);
    chunks[i].skipped_filters = (skip_shuffle ? 1u : 0u) | (skip_deflate ? 2u : 0u);
  }
  return true;
}

}  // namespace quantscope::storage
