#include "core/storage/hdf5_rows.h"

#include <algorithm>
#include <cstddef>

namespace quantscope::storage {
namespace {

constexpr std::size_t chunk_bytes = 512 * 1024;
constexpr std::size_t smallest_chunked = 16 * 1024;

/// Selects a box in the file and gives the memory space of the same number of elements.
Handle select(hid_t file_space, const Box& box, std::int64_t columns) {
  if (box.start.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
  H5Sselect_hyperslab(file_space, H5S_SELECT_SET, box.start.data(), nullptr, box.count.data(), nullptr);
  const hsize_t elements = static_cast<hsize_t>(box.rows) * static_cast<hsize_t>(columns);
  return {H5Screate_simple(1, &elements, nullptr), H5Sclose};
}

template <typename Transfer>
void transfer_part(hid_t dataset, const tensor::Shape& shape, const Part& part, std::size_t element_bytes,
                   const std::string& where, const char* doing, Transfer transfer) {
  const Handle space = checked(H5Dget_space(dataset), H5Sclose, doing, where);
  std::size_t offset = 0;
  for (Box& box : boxes_of_rows(shape, part.first_row, part.rows)) {
    if (!box.start.empty()) {
      box.start.back() = static_cast<hsize_t>(part.first_column);
      box.count.back() = static_cast<hsize_t>(part.columns);
    }
    const Handle memory_space = select(space.get(), box, part.columns);
    checked(transfer(memory_space.get(), space.get(), offset), doing, where);
    offset += static_cast<std::size_t>(box.rows * part.columns) * element_bytes;
  }
}

}  // namespace

std::vector<Box> boxes_of_rows(const tensor::Shape& shape, std::int64_t first, std::int64_t count) {
  std::vector<Box> boxes;
  const std::size_t rank = shape.size();
  if (count <= 0) return boxes;
  if (rank == 0) return {Box{{}, {}, 1}};
  const std::size_t leading = rank - 1;
  // Rows that one step along each leading dimension covers.
  std::vector<std::int64_t> stride(leading, 1);
  for (std::size_t d = leading; d-- > 1;) stride[d - 1] = stride[d] * shape[d];
  while (count > 0) {
    Box box;
    box.start.assign(rank, 0);
    box.count.assign(rank, 1);
    box.count[leading] = static_cast<hsize_t>(shape[leading]);
    box.rows = 1;
    std::int64_t rest = first;
    for (std::size_t d = 0; d < leading; ++d) {
      const std::int64_t index = rest / stride[d];
      rest %= stride[d];
      box.start[d] = static_cast<hsize_t>(index);
      if (rest == 0 && count >= stride[d]) {
        const std::int64_t steps = std::min(shape[d] - index, count / stride[d]);
        box.count[d] = static_cast<hsize_t>(steps);
        for (std::size_t inner = d + 1; inner < leading; ++inner)
          box.count[inner] = static_cast<hsize_t>(shape[inner]);
        box.rows = steps * stride[d];
        break;
      }
    }
    first += box.rows;
    count -= box.rows;
    boxes.push_back(std::move(box));
  }
  return boxes;
}

std::int64_t rows_of_chunks(const tensor::Shape& shape, const std::vector<hsize_t>& chunk) {
  std::int64_t rows = 1;
  for (std::size_t d = shape.size(); d-- > 1;) {
    const auto extent = std::min(static_cast<std::int64_t>(chunk[d - 1]), shape[d - 1]);
    rows *= std::max<std::int64_t>(extent, 1);
    if (extent < shape[d - 1]) break;
  }
  return rows;
}

std::vector<hsize_t> chunk_for(const tensor::Shape& shape, std::size_t element_bytes) {
  const auto elements = static_cast<std::uint64_t>(tensor::element_count(shape));
  if (shape.empty() || elements * element_bytes < smallest_chunked) return {};
  std::vector<hsize_t> chunk(shape.size(), 1);
  hsize_t room = chunk_bytes / element_bytes;
  for (std::size_t d = shape.size(); d-- > 0 && room > 1;) {
    chunk[d] = std::min(static_cast<hsize_t>(shape[d]), room);
    room /= chunk[d];
  }
  return chunk;
}

void read_dataset_part(hid_t dataset, hid_t memory_type, const tensor::Shape& shape, const Part& part,
                       std::size_t element_bytes, void* out, const std::string& where) {
  transfer_part(dataset, shape, part, element_bytes, where, "cannot read",
                [&](hid_t memory, hid_t file, std::size_t offset) {
                  return H5Dread(dataset, memory_type, memory, file, H5P_DEFAULT,
                                 static_cast<std::byte*>(out) + offset);
                });
}

void write_dataset_part(hid_t dataset, hid_t memory_type, const tensor::Shape& shape, const Part& part,
                        std::size_t element_bytes, const void* data, const std::string& where) {
  transfer_part(dataset, shape, part, element_bytes, where, "cannot write",
                [&](hid_t memory, hid_t file, std::size_t offset) {
                  return H5Dwrite(dataset, memory_type, memory, file, H5P_DEFAULT,
                                  static_cast<const std::byte*>(data) + offset);
                });
}

}  // namespace quantscope::storage
