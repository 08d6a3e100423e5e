#include "core/storage/import_sink.h"

#include <algorithm>

#include "core/storage/hdf5_rows.h"
#include "core/storage/tensor_names.h"

namespace quantscope::storage {
namespace {

constexpr std::int64_t tile_bytes = 8 << 20;

}  // namespace

ImportSink::ImportSink(const std::filesystem::path& target, const ModelWriter::Header& header,
                       const ImportOptions& options, const base::Job& job, std::uint64_t total_bytes)
    : writer_(target, header),
      options_(options),
      job_(job),
      total_bytes_(std::max<std::uint64_t>(total_bytes, 1)) {}

std::string ImportSink::tensor(const std::string& name, tensor::ElementType type, const tensor::Shape& shape,
                               std::uint64_t source_bytes, const ReadElements& read) {
  const std::string path = path_for(name);
  const tensor::ElementType stored = tensor::is_floating(type) ? options_.float_type.value_or(type) : type;
  writer_.create(path, stored, shape);
  const tensor::MatrixShape matrix = tensor::folded(shape);
  const auto size = static_cast<std::int64_t>(tensor::element_size(type));
  const std::int64_t count = matrix.rows * matrix.columns;
  // Whole rows, or parts of one row where a row is longer than a tile.
  const std::int64_t columns = std::min(matrix.columns, tile_bytes / size);
  const std::int64_t fitting =
      std::max<std::int64_t>(1, tile_bytes / std::max<std::int64_t>(1, columns * size));
  const std::vector<hsize_t> chunk = chunk_for(shape, tensor::element_size(stored));
  const std::int64_t layer = chunk.empty() ? 1 : rows_of_chunks(shape, chunk);
  const std::int64_t rows = columns < matrix.columns ? 1
                            : fitting > layer        ? fitting - fitting % layer
                                                     : fitting;
  for (std::int64_t row = 0; count > 0 && row < matrix.rows; row += rows) {
    const std::int64_t row_count = std::min(rows, matrix.rows - row);
    for (std::int64_t column = 0; column < matrix.columns; column += columns) {
      job_.check();
      const std::int64_t column_count = std::min(columns, matrix.columns - column);
      tensor::Tensor tile(type, row_count, column_count);
      read(row * matrix.columns + column, row_count * column_count, tile.mutable_data());
      if (columns == matrix.columns)
        writer_.write_rows(path, row, tile.view());
      else
        writer_.write_columns(path, row, column, tile.view());
      advance(static_cast<double>(row_count * column_count) / static_cast<double>(count) *
                  static_cast<double>(source_bytes),
              name);
    }
  }
  ++result_.tensors;
  result_.bytes_read += source_bytes;
  return path;
}

void ImportSink::advance(double bytes, const std::string& name) {
  progress_ += bytes;
  job_.report(std::min(1.0, progress_ / static_cast<double>(total_bytes_)), name);
}

ImportResult ImportSink::finish() {
  job_.check();
  writer_.commit();
  job_.report(1, "done");
  return std::move(result_);
}

void set_float_type(std::map<std::string, ConfigValue>& config, tensor::ElementType type) {
  const char* name = type == tensor::ElementType::f16    ? "\"float16\""
                     : type == tensor::ElementType::bf16 ? "\"bfloat16\""
                     : type == tensor::ElementType::f64  ? "\"float64\""
                                                         : "\"float32\"";
  for (const char* key : {"torch_dtype", "dtype"})
    if (const auto found = config.find(key); found != config.end()) found->second = name;
}

}  // namespace quantscope::storage
