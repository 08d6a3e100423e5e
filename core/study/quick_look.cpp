#include "core/study/quick_look.h"

#include <algorithm>
#include <iterator>
#include <mutex>

#include "core/study/worker_accumulators.h"

namespace quantscope::study {
namespace {

/// Places that a sample is taken from: more would be seeks, fewer would miss what changes along the rows.
constexpr std::int64_t most_pieces = 64;
/// A layer of chunks that unpacks to more than this takes longer than a first look may.
constexpr std::uint64_t most_layer_bytes = std::uint64_t{24} << 20;

/// 0 … count − 1 so that every beginning is spread evenly (the radical inverse to base 2).
std::vector<std::int64_t> spread_order(std::int64_t count) {
  int bits = 0;
  while ((std::int64_t{1} << bits) < count) ++bits;
  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < std::int64_t{1} << bits; ++i) {
    std::int64_t reversed = 0;
    for (int bit = 0; bit < bits; ++bit) reversed |= ((i >> bit) & 1) << (bits - 1 - bit);
    if (reversed < count) order.push_back(reversed);
  }
  return order;
}

/// The pieces of a sample in the order of reading; empty where there is no cheap one.
std::vector<base::IndexRange> pieces_of(const storage::ModelFile& file, const storage::TensorInfo& info,
                                        std::int64_t values) {
  const tensor::MatrixShape shape = info.matrix();
  if (info.role == storage::TensorRole::channel_absmax || shape.rows < 2 || shape.columns < 1) return {};
  const std::int64_t layer = std::min(file.chunk_rows(info), shape.rows);
  const std::uint64_t row_bytes = info.bytes() / static_cast<std::uint64_t>(shape.rows);
  if (static_cast<std::uint64_t>(layer) * row_bytes > most_layer_bytes) return {};

  const std::int64_t rows = std::clamp<std::int64_t>(values / shape.columns, 1, shape.rows);
  const std::int64_t layers_of_piece = std::max<std::int64_t>(1, rows / (layer * most_pieces));
  const std::int64_t piece_rows = layer * layers_of_piece;
  const std::int64_t pieces = std::clamp<std::int64_t>(rows / piece_rows, 1, most_pieces);
  if (2 * pieces * piece_rows > shape.rows) return {};

  const std::int64_t layers = shape.rows / layer;
  std::vector<base::IndexRange> result;
  for (const std::int64_t piece : spread_order(pieces)) {
    const std::int64_t stratum = piece * layers / pieces;
    const std::int64_t stratum_layers = (piece + 1) * layers / pieces - stratum;
    const std::int64_t first = (stratum + (stratum_layers - layers_of_piece) / 2) * layer;
    result.push_back({first, first + piece_rows});
  }
  return result;
}

}  // namespace

std::optional<QuickLook> quick_look(const storage::ModelFile& file, const storage::TensorInfo& info,
                                    const QuickLookOptions& options, const base::Job& job) {
  job.check();
  const auto start = std::chrono::steady_clock::now();
  const std::vector<base::IndexRange> pieces = pieces_of(file, info, options.values);
  if (pieces.empty()) return std::nullopt;

  const tensor::MatrixShape shape = info.matrix();
  const std::int64_t piece_rows = pieces.front().size();
  // Channels along the rows would be those of the sampled rows alone: counted by column and dropped below.
  WorkerAccumulators<statistics::StatisticsAccumulator> workers([&] {
    return std::make_unique<statistics::StatisticsAccumulator>(
        info.type, tensor::MatrixShape{std::ssize(pieces) * piece_rows, shape.columns},
        statistics::ChannelAxis::columns);
  });
  QuickLook result;
  std::mutex mutex;
  base::parallel_for(std::ssize(pieces), 1, job, [&](base::IndexRange index) {
    if (index.begin > 0 && std::chrono::steady_clock::now() - start >= options.time) return;
    const base::IndexRange& piece = pieces[static_cast<std::size_t>(index.begin)];
    const tensor::Tensor values = file.read_rows(info, piece.begin, piece.size());
    workers.with([&](auto& mine) { mine.add(values.view(), index.begin * piece_rows); });
    const std::lock_guard lock(mutex);
    result.rows.push_back(piece);
  });
  std::ranges::sort(result.rows, {}, &base::IndexRange::begin);
  result.statistics = workers.total([](auto& total, const auto& other) { total.merge(other); }).result();
  result.statistics.shape = shape;
  if (info.input_major) {
    result.statistics.channels = {};
    result.statistics.outlier = {};
  }
  return result;
}

}  // namespace quantscope::study
