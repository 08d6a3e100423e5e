#include "core/storage/packed_read.h"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "core/base/parallel.h"
#include "core/storage/io_thread.h"

namespace quantscope::storage {
namespace {

constexpr std::int64_t batch = 32;

struct Window {
  std::int64_t first = 0;
  std::int64_t count = 0;
  std::byte* out = nullptr;
};

/// Unpacks one chunk and copies its part of the window. False where the chunk is damaged.
bool place_chunk(const PackedLayout& layout, const ChunkPlace& at, const PackedChunk& packed,
                 const Window& window) {
  const std::size_t size = layout.element_bytes;
  std::vector<std::byte> chunk(static_cast<std::size_t>(layout.chunk_rows * layout.chunk_columns) * size);
  if (!unpack_chunk(packed, size, chunk)) return false;
  const std::int64_t columns = std::min(layout.chunk_columns, layout.columns - at.column);
  const std::int64_t begin = std::max(at.row, window.first);
  const std::int64_t end = std::min(at.row + layout.chunk_rows, window.first + window.count);
  for (std::int64_t row = begin; row < end; ++row)
    std::memcpy(
        window.out + static_cast<std::size_t>((row - window.first) * layout.columns + at.column) * size,
        chunk.data() + static_cast<std::size_t>((row - at.row) * layout.chunk_columns) * size,
        static_cast<std::size_t>(columns) * size);
  return true;
}

/// False where some chunk is missing, odd or damaged: HDF5 shall read, and name what is wrong.
bool read_packed(OpenDatasets& datasets, const std::string& path, const PackedLayout& layout,
                 const Window& window, const base::Job& job) {
  std::vector<ChunkPlace> places;
  const std::int64_t first_row = window.first - window.first % layout.chunk_rows;
  for (std::int64_t row = first_row; row < window.first + window.count; row += layout.chunk_rows)
    for (std::int64_t column = 0; column < layout.columns; column += layout.chunk_columns)
      places.push_back({row, column});
  std::vector<PackedChunk> packed;
  for (std::size_t first = 0; first < places.size(); first += batch) {
    const std::span<const ChunkPlace> some(places.data() + first,
                                           std::min<std::size_t>(batch, places.size() - first));
    if (!on_io_thread([&] { return datasets.fetch(path, some, packed); })) return false;
    std::atomic<bool> sound = true;
    base::Job unpacking;
    unpacking.stop = job.stop;
    unpacking.threads = job.threads;
    base::parallel_for(static_cast<std::int64_t>(some.size()), 1, unpacking, [&](base::IndexRange range) {
      for (auto i = static_cast<std::size_t>(range.begin); i < static_cast<std::size_t>(range.end); ++i)
        if (!place_chunk(layout, some[i], packed[i], window)) sound = false;
    });
    if (!sound) return false;
  }
  return true;
}

}  // namespace

void read_rows(OpenDatasets& datasets, const std::string& path, std::int64_t first, std::int64_t count,
               void* out, const base::Job& job) {
  const PackedLayout layout = on_io_thread([&] { return datasets.get(path).packed; });
  const bool worthwhile = layout.chunk_rows > 0 && count >= std::min(layout.chunk_rows, layout.rows) &&
                          count * layout.columns >= layout.chunk_rows * layout.chunk_columns;
  if (worthwhile && read_packed(datasets, path, layout, {first, count, static_cast<std::byte*>(out)}, job))
    return;
  on_io_thread([&] { datasets.read(path, first, count, out); });
}

}  // namespace quantscope::storage
