#include "core/study/subject_pass.h"

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/study/code_counts.h"
#include "core/study/worker_accumulators.h"

namespace quantscope::study {
namespace {

constexpr std::int64_t rows_of_tile = 32;
/// Rows that are compared together: errors by column stay in registers meanwhile, the rows in the cache.
constexpr std::int64_t rows_at_once = 4;

/// What one worker collects, with its rows of scratch.
struct Worker {
  explicit Worker(std::int64_t columns)
      : error(columns),
        counts(statistics::ValueCounts::Key::f32_top18),
        original(static_cast<std::size_t>(columns * rows_at_once)),
        quantized(static_cast<std::size_t>(columns * rows_at_once)),
        scratch(static_cast<std::size_t>(columns)) {}
  metrics::ErrorAccumulator error;
  statistics::ValueCounts counts;
  std::vector<float> original, quantized;  ///< [rows_at_once, columns]
  std::vector<float> scratch;              ///< one row
};

using Workers = WorkerAccumulators<Worker>;

SubjectPass merged(Workers& workers) {
  Worker& total = workers.total([](Worker& a, const Worker& b) {
    a.error.merge(b.error);
    a.counts.merge(b.counts);
  });
  SubjectPass pass;
  pass.error = total.error.result();
  pass.column_squared_error = total.error.column_squared_error();
  pass.after.values = std::move(total.counts);
  pass.after.channel_absmax = total.error.column_absmax();
  return pass;
}

/// True where this dequantized row is what its codes say: nothing was folded in or reassembled. Equal shapes
/// are given.
bool row_is_its_codes(const formats::IntegerMatrix& codes, std::int64_t row, const float* dequantized,
                      std::vector<float>& scratch) {
  codes.dequantize_rows(row, 1, scratch.data());
  return std::memcmp(scratch.data(), dequantized, scratch.size() * sizeof(float)) == 0;
}

/// Calls use(first, count) for blocks of at most rows_at_once rows of the range.
template <typename Use>
void for_row_blocks(base::IndexRange rows, Use use) {
  for (std::int64_t first = rows.begin; first < rows.end; first += rows_at_once)
    use(first, std::min(rows_at_once, rows.end - first));
}

}  // namespace

SubjectPass pass_over_weights(const tensor::TensorView& original, const methods::QuantizedLinear& quantized,
                              const base::Job& job) {
  const tensor::MatrixShape shape = quantized.shape();
  const formats::IntegerMatrix& codes = quantized.codes();
  const bool may_count_codes = codes.shape == shape && !codes.codes.empty() && pays_to_count_codes(codes);
  Workers workers([&] { return std::make_unique<Worker>(shape.columns); });
  base::parallel_for(shape.rows, rows_of_tile, job, [&](base::IndexRange rows) {
    workers.with([&](Worker& worker) {
      bool by_codes = may_count_codes;
      float* const quantized_rows = worker.quantized.data();
      for_row_blocks(rows, [&](std::int64_t first, std::int64_t count) {
        for (std::int64_t r = 0; r < count; ++r)
          tensor::read_row_f32(original, first + r, 0, shape.columns,
                               worker.original.data() + r * shape.columns);
        quantized.dequantize_rows(first, count, quantized_rows);
        worker.error.add_rows(worker.original.data(), quantized_rows, count);
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
  return merged(workers);
}

SubjectPass pass_over_input(const tensor::Matrix& transformed,
                            const std::vector<formats::IntegerMatrix>& codes, const base::Job& job) {
  std::int64_t width = 0;
  for (const formats::IntegerMatrix& part : codes) width += part.shape.columns;
  if (!codes.empty() && width != transformed.columns())
    throw base::Error("the input's codes do not have the channels of the input");
  Workers workers([&] { return std::make_unique<Worker>(transformed.columns()); });
  base::parallel_for(transformed.rows(), rows_of_tile, job, [&](base::IndexRange rows) {
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
        worker.error.add_rows(original, worker.quantized.data(), count);
        count_values(worker.quantized.data(), count * columns, worker.counts);
      });
    });
  });
  return merged(workers);
}

}  // namespace quantscope::study
