#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>

#include "core/base/error.h"
#include "core/storage/hdf5_attributes.h"
#include "core/storage/hdf5_handle.h"
#include "core/storage/importers.h"
#include "core/storage/npy_header.h"
#include "core/storage/zip_archive.h"

namespace quantscope::storage {
namespace {

/// Arrays in Fortran order that must be turned as a whole are held in memory up to this size.
constexpr std::uint64_t largest_turned = std::uint64_t{64} << 20;

void swap_bytes(std::byte* elements, std::int64_t count, std::size_t size) {
  for (std::int64_t i = 0; i < count; ++i)
    std::reverse(elements + i * static_cast<std::int64_t>(size),
                 elements + (i + 1) * static_cast<std::int64_t>(size));
}

/// Row-major copy of an array stored with the first index fastest.
std::vector<std::byte> turned(const std::vector<std::byte>& stored, const tensor::Shape& shape,
                              std::size_t size) {
  std::vector<std::byte> result(stored.size());
  std::vector<std::int64_t> index(shape.size(), 0);
  std::vector<std::int64_t> stride(shape.size(), 1);
  for (std::size_t d = 1; d < shape.size(); ++d) stride[d] = stride[d - 1] * shape[d - 1];
  for (std::size_t target = 0; target < stored.size(); target += size) {
    std::int64_t source = 0;
    for (std::size_t d = 0; d < shape.size(); ++d) source += index[d] * stride[d];
    std::memcpy(result.data() + target, stored.data() + static_cast<std::size_t>(source) * size, size);
    for (std::size_t d = shape.size(); d-- > 0;) {
      if (++index[d] < shape[d]) break;
      index[d] = 0;
    }
  }
  return result;
}

/// How the elements of one array are read in row-major order.
ImportSink::ReadElements reader(ByteSource& source, const NpyHeader& header, const std::string& where) {
  const std::size_t size = tensor::element_size(header.type);
  const auto count = tensor::element_count(header.shape);
  const auto extents =
      std::count_if(header.shape.begin(), header.shape.end(), [](auto extent) { return extent > 1; });
  if (!header.fortran_order || extents < 2)
    return [&source, header, size](std::int64_t first, std::int64_t n, std::byte* out) {
      source.read_at(header.data_offset + static_cast<std::uint64_t>(first) * size, out,
                     static_cast<std::size_t>(n) * size);
      if (header.big_endian) swap_bytes(out, n, size);
    };
  const std::uint64_t bytes = static_cast<std::uint64_t>(count) * size;
  if (bytes <= largest_turned) {
    std::vector<std::byte> stored(static_cast<std::size_t>(bytes));
    source.read_at(header.data_offset, stored.data(), stored.size());
    if (header.big_endian) swap_bytes(stored.data(), count, size);
    return [row_major = turned(stored, header.shape, size), size](std::int64_t first, std::int64_t n,
                                                                  std::byte* out) {
      std::memcpy(out, row_major.data() + static_cast<std::size_t>(first) * size,
                  static_cast<std::size_t>(n) * size);
    };
  }
  if (header.shape.size() != 2 || !source.seekable())
    throw base::Error(
        "a packed or more than two-dimensional array in Fortran order, too large to turn in memory", where,
        "save it with numpy.ascontiguousarray");
  return [&source, header, size](std::int64_t first, std::int64_t n, std::byte* out) {
    // Whole rows or a part of one are asked for: each column of them is one run in the file.
    const std::int64_t rows = header.shape[0], columns = header.shape[1];
    const std::int64_t first_row = first / columns, first_column = first % columns;
    const std::int64_t row_count = std::max<std::int64_t>(1, n / columns), column_count = n / row_count;
    std::vector<std::byte> run(static_cast<std::size_t>(row_count) * size);
    for (std::int64_t column = 0; column < column_count; ++column) {
      source.read_at(
          header.data_offset + static_cast<std::uint64_t>((first_column + column) * rows + first_row) * size,
          run.data(), run.size());
      for (std::int64_t row = 0; row < row_count; ++row)
        std::memcpy(out + static_cast<std::size_t>(row * column_count + column) * size,
                    run.data() + static_cast<std::size_t>(row) * size, size);
    }
    if (header.big_endian) swap_bytes(out, n, size);
  };
}

void add_array(ImportSink& sink, const std::string& name, ByteSource& source, const NpyHeader& header,
               const std::string& where) {
  const std::uint64_t bytes =
      static_cast<std::uint64_t>(tensor::element_count(header.shape)) * tensor::element_size(header.type);
  sink.tensor(name, header.type, header.shape, bytes, reader(source, header, where));
}

ModelWriter::Header header_of(const ImportRequest& request) {
  ModelWriter::Header header;
  header.name = model_name(request.options, request.source.stem());
  header.source = request.source.filename().string();
  return header;
}

}  // namespace

ImportResult import_npy(const ImportRequest& request) {
  SourceFile file(request.source);
  const std::string where = request.source.string();
  const NpyHeader header = read_npy_header(file, where);
  ImportSink sink(request.target, header_of(request), request.options, request.job, file.size());
  add_array(sink, valid_utf8(request.source.stem().string()), file, header, where);
  return sink.finish();
}

ImportResult import_npz(const ImportRequest& request) {
  SourceFile file(request.source);
  const ZipArchive archive(file);
  std::uint64_t bytes = 0;
  bool any = false;
  for (const ZipArchive::Member& member : archive.members()) {
    any = any || member.name.ends_with(".npy");
    bytes += std::min(member.bytes, std::uint64_t{1} << 50);
  }
  if (!any)
    throw base::Error("a ZIP file without NumPy arrays", request.source.string(),
                      "PyTorch files are not read; convert them to safetensors");
  ImportSink sink(request.target, header_of(request), request.options, request.job, bytes);
  for (const ZipArchive::Member& member : archive.members()) {
    const std::string name = valid_utf8(member.name);
    if (!name.ends_with(".npy")) {
      sink.note(name + ": left out, no NumPy array");
      continue;
    }
    const std::string where = place(request.source.string(), name);
    const std::unique_ptr<ByteSource> source = archive.open(member);
    add_array(sink, name.substr(0, name.size() - 4), *source, read_npy_header(*source, where), where);
  }
  return sink.finish();
}

}  // namespace quantscope::storage
