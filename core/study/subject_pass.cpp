#include "core/study/subject_pass.h"

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/study/code_counts.h"
#include "core/study/worker_accumulators.h"

namespace quantscope::study {
namespace {

/// Rows that are compared together: errors by column stay in registers meanwhile, the rows in the cache.
constexpr std::int64_t subject_rows = 4;

/// Tiles are the pieces of work and each has its own sums of errors: enough of them for all threads, few
/// enough that the sums stay small beside the matrix.
std::int64_t rows_of_tile(std::int64_t rows) {
  constexpr std::int64_t least = 32, most_tiles = 64;
  const std::int64_t wanted = std::max(least, (rows + most_tiles - 1) / most_tiles);
  return (wanted + subject_rows - 1) / subject_rows * subject_rows;
}

/// What one worker collects, with its rows of scratch.
struct Worker {
  explicit Worker(std::int64_t columns)
      : counts(statistics::ValueCounts::Key::f32_top18),
        original(static_cast<std::size_t>(columns * subject_rows)),
        quantized(static_cast<std::size_t>(columns * subject_rows)),
        scratch(static_cast<std::size_t>(columns)) {}
  statistics::ValueCounts counts;
  std::vector<float> original, quantized;  ///< [subject_rows, columns]
  std::vector<float> scratch;              ///< one row
};

using Workers = WorkerAccumulators<Worker>;

/// Errors by tile, merged in the order of the tiles.
class TileErrors {
 public:
  TileErrors(std::int64_t rows, std::int64_t columns)
      : rows_(rows_of_tile(rows)),
        tiles_(static_cast<std::size_t>((rows + rows_ - 1) / rows_), metrics::ErrorAccumulator(columns)),
        columns_(columns) {}
  std::int64_t rows() const { return rows_; }
  metrics::ErrorAccumulator& of(base::IndexRange tile) {
    return tiles_[static_cast<std::size_t>(tile.begin / rows_)];
  }
  metrics::ErrorAccumulator total() const {
    metrics::ErrorAccumulator total(columns_);
    for (const metrics::ErrorAccumulator& tile : tiles_) total.merge(tile);
    return total;
  }

 private:
  std::int64_t rows_;
  std::vector<metrics::ErrorAccumulator> tiles_;
  std::int64_t columns_;
};

SubjectPass finished(Workers& workers, const TileErrors& errors, bool picture) {
  const metrics::ErrorAccumulator error = errors.total();
  SubjectPass pass;
  pass.error = error.result();
  pass.column_squared_error = error.column_squared_error();
  if (!picture) return pass;
  pass.after.values =
      std::move(workers.total([](Worker& a, const Worker& b) { a.counts.merge(b.counts); }).counts);
  pass.after.channel_absmax = error.column_absmax();
  return pass;
}

/// True where this dequantized row is what its codes say: nothing was folded in or reassembled. Equal shapes
/// are given.
bool row_is_its_codes(const formats::IntegerMatrix& codes, std::int64_t row, const float* dequantized,
                      std::vector<float>& scratch) {
  codes.dequantize_rows(row, 1, scratch.data());
  return std::memcmp(scratch.data(), dequantized, scratch.size() * sizeof(float)) == 0;
}

/// Calls use(first, count) for blocks of at most subject_rows rows of the range.
template <typename Use>
void for_row_blocks(base::IndexRange rows, Use use) {
  for (std::int64_t first = rows.begin; first < rows.end; first += subject_rows)
    use(first, std::min(subject_rows, rows.end - first));
}

}  // namespace

SubjectPass pass_over_weights(const tensor::TensorView& original, const methods::QuantizedLinear& quantized,
                              const base::Job& job, bool picture) {
  const tensor::MatrixShape shape = quantized.shape();
  const std::shared_ptr<const formats::IntegerMatrix> held = quantized.codes();
  const formats::IntegerMatrix& codes = *held;
  const bool may_count_codes =
      picture && codes.shape == shape && !codes.codes.empty() && pays_to_count_codes(codes);
  Workers workers([&] { return std::make_unique<Worker>(shape.columns); });
  TileErrors errors(shape.rows, shape.columns);
  base::parallel_for(shape.rows, errors.rows(), job, [&](base::IndexRange rows) {
    workers.with([&](Worker& worker) {
      bool by_codes = may_count_codes;
      float* const quantized_rows = worker.quantized.data();
      for_row_blocks(rows, [&](std::int64_t first, std::int64_t count) {
        for (std::int64_t r = 0; r < count; ++r)
          tensor::read_row_f32(original, first + r, 0, shape.columns,
                               worker.original.data() + r * shape.columns);
        quantized.dequantize_rows(first, count, quantized_rows);
        errors.of(rows).add_rows(worker.original.data(), quantized_rows, count);
        if (!picture) return;
        // One row of a tile tells for all: what a method does to columns it does to every row.
        if (by_codes && first == rows.begin)
          by_codes = row_is_its_codes(codes, first, quantized_rows, worker.scratch);
        if (by_codes)
          count_rows(codes, first, count, worker.counts);
        else
          count_values(quantized_rows, count * shape.columns, worker.counts);
      });
    });
  });
  return finished(workers, errors, picture);
}

SubjectPass pass_over_input(const tensor::Matrix& transformed,
                            const std::vector<formats::IntegerMatrix>& codes, const base::Job& job,
                            bool picture) {
  std::int64_t width = 0;
  for (const formats::IntegerMatrix& part : codes) width += part.shape.columns;
  if (!codes.empty() && width != transformed.columns())
    throw base::Error("the input's codes do not have the channels of the input");
  Workers workers([&] { return std::make_unique<Worker>(transformed.columns()); });
  TileErrors errors(transformed.rows(), transformed.columns());
  base::parallel_for(transformed.rows(), errors.rows(), job, [&](base::IndexRange rows) {
    workers.with([&](Worker& worker) {
      for_row_blocks(rows, [&](std::int64_t first, std::int64_t count) {
        const std::int64_t columns = transformed.columns();
        const float* const original = transformed.row(first);
        if (codes.empty()) std::copy_n(original, count * columns, worker.quantized.data());
        for (std::int64_t r = 0; r < count; ++r) {
          float* out = worker.quantized.data() + r * columns;
          for (const formats::IntegerMatrix& part : codes) {
            part.dequantize_rows(first + r, 1, out);
            out += part.shape.columns;
          }
        }
        errors.of(rows).add_rows(original, worker.quantized.data(), count);
        if (picture) count_values(worker.quantized.data(), count * columns, worker.counts);
      });
    });
  });
  return finished(workers, errors, picture);
}

}  // namespace quantscope::study
