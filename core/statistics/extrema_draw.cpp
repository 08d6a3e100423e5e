#include <algorithm>
#include <cmath>

#include "core/statistics/extrema_kernels.h"
#include "core/statistics/extrema_pyramid.h"

namespace quantscope::statistics {
namespace {

/// Blocks under a pixel; none outside of the matrix.
struct Span {
  std::int64_t first = 0, last = 0;
  bool empty() const { return first >= last; }
  bool operator==(const Span&) const = default;
};

/// Hands the `extent` cells, in `blocks` blocks of 2^exponent, out to pixels of `size` cells from `start`.
std::vector<Span> spans_of(double start, double size, int pixels, std::int64_t extent, std::int64_t blocks,
                           int exponent) {
  std::vector<Span> spans(static_cast<std::size_t>(pixels));
  const auto whole = static_cast<double>(extent);
  const double block = std::ldexp(1.0, exponent);
  for (int i = 0; i < pixels; ++i) {
    Span& span = spans[static_cast<std::size_t>(i)];
    const double from = start + i * size, to = start + (i + 1) * size;
    if (size < 1) {
      const double middle = std::floor((from + to) / 2);
      if (middle >= 0 && middle < whole)
        span = {static_cast<std::int64_t>(middle), static_cast<std::int64_t>(middle) + 1};
      continue;
    }
    if (!(to > 0) || !(from < whole)) continue;
    span.first = static_cast<std::int64_t>(std::max(0.0, std::floor(from / block)));
    span.last = static_cast<std::int64_t>(i + 1 == pixels ? std::ceil(to / block) : std::floor(to / block));
    span.last = to >= whole ? blocks : std::clamp(span.last, span.first + 1, blocks);
  }
  return spans;
}

int step_for(double cells_a_pixel, int steps) {
  int step = 0;
  while (step + 1 < steps && std::ldexp(1.0, 2 * (step + 1)) <= cells_a_pixel) ++step;
  return step;
}

/// Of spans that are as long as most, or one longer: the first `length` blocks and the last one are all.
template <int length>
void reduce_regular(const MagnitudeKey* keys, const Span* spans, int count, std::int64_t origin,
                    MagnitudeKey* out) {
  for (int i = 0; i < count; ++i) {
    const MagnitudeKey* first = keys + (spans[i].first - origin);
    MagnitudeKey largest = keys[spans[i].last - 1 - origin];
    for (int k = 0; k < length; ++k) largest = std::max(largest, first[k]);
    out[i] = largest;
  }
}

void reduce_any(const MagnitudeKey* keys, const Span* spans, int count, std::int64_t origin,
                MagnitudeKey outside, MagnitudeKey* out) {
  for (int i = 0; i < count; ++i)
    out[i] = spans[i].empty()
                 ? outside
                 : *std::max_element(keys + (spans[i].first - origin), keys + (spans[i].last - origin));
}

/// Pixel columns of a view: their blocks, and which of them are regular.
class Columns {
 public:
  explicit Columns(std::vector<Span> spans) : spans_(std::move(spans)) {
    begin_ = spans_.empty() ? 0 : spans_.back().last;
    for (const Span& span : spans_) {
      if (span.empty()) continue;
      begin_ = std::min(begin_, span.first);
      end_ = std::max(end_, span.last);
    }
    const Span& middle = spans_[spans_.size() / 2];
    length_ = middle.last - middle.first;
    const auto regular = [&](const Span& span) {
      const std::int64_t length = span.last - span.first;
      return !span.empty() && (length == length_ || length == length_ + 1);
    };
    // The middle one may be a long one itself.
    if (length_ > 1 &&
        std::ranges::any_of(spans_, [&](const Span& span) { return span.last - span.first == length_ - 1; }))
      --length_;
    regular_ = 0;
    while (regular_ < spans_.size() && !regular(spans_[regular_])) ++regular_;
    irregular_ = regular_;
    while (irregular_ < spans_.size() && regular(spans_[irregular_])) ++irregular_;
  }

  bool empty() const { return begin_ >= end_; }
  std::int64_t begin() const { return begin_; }
  std::int64_t count() const { return end_ - begin_; }

  void reduce(const MagnitudeKey* keys, MagnitudeKey outside, MagnitudeKey* out) const {
    const auto first = static_cast<int>(regular_), last = static_cast<int>(irregular_);
    const auto total = static_cast<int>(spans_.size());
    reduce_any(keys, spans_.data(), first, begin_, outside, out);
    const Span* middle = spans_.data() + first;
    switch (length_) {
      case 1:
        reduce_regular<1>(keys, middle, last - first, begin_, out + first);
        break;
      case 2:
        reduce_regular<2>(keys, middle, last - first, begin_, out + first);
        break;
      case 3:
        reduce_regular<3>(keys, middle, last - first, begin_, out + first);
        break;
      default:
        reduce_any(keys, middle, last - first, begin_, outside, out + first);
    }
    reduce_any(keys, spans_.data() + last, total - last, begin_, outside, out + last);
  }

 private:
  std::vector<Span> spans_;
  std::int64_t begin_ = 0, end_ = 0, length_ = 0;
  std::size_t regular_ = 0, irregular_ = 0;
};

}  // namespace

void ExtremaPyramid::draw(const MatrixView& view, int width, int height, MagnitudeKey outside,
                          MagnitudeKey* keys, const std::vector<std::int32_t>* only,
                          const base::Job& job) const {
  if (width <= 0 || height <= 0) return;
  const double row_size = view.rows / height, column_size = view.columns / width;
  const int row_step = step_for(row_size, row_steps_);
  const int column_step = only ? 0 : step_for(column_size, column_steps_);
  const Level& used = level(row_step, column_step);
  const std::vector<Span> rows =
      spans_of(view.row, row_size, height, source_.shape.rows, used.rows, used.row_exponent);
  const std::int64_t columns = only ? static_cast<std::int64_t>(only->size()) : source_.shape.columns;
  const Columns pixels(spans_of(view.column, column_size, width, columns, only ? columns : used.columns,
                                used.column_exponent));
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, pixels.count()));

  base::parallel_for(height, 32, job, [&](base::IndexRange piece) {
    std::vector<MagnitudeKey> pooled(count), made;
    std::vector<float> values;
    const auto row_keys = [&](std::int64_t row) -> const MagnitudeKey* {
      const std::int64_t first = only ? 0 : pixels.begin();
      const MagnitudeKey* found;
      if (used.keys) {
        found = used.row(row) + first;
      } else {
        const std::int64_t wanted = only ? source_.shape.columns : pixels.count();
        values.resize(static_cast<std::size_t>(wanted));
        made.resize(static_cast<std::size_t>(wanted));
        source_.read(row, 1, first, wanted, values.data());
        keys_of_row(values.data(), wanted, made.data());
        found = made.data();
      }
      return found;
    };
    const auto pool = [&](const Span& span) -> const MagnitudeKey* {
      if (only) {
        std::ranges::fill(pooled, MagnitudeKey{0});
        for (std::int64_t row = span.first; row < span.last; ++row) {
          const MagnitudeKey* from = row_keys(row);
          for (std::size_t i = 0; i < count; ++i)
            pooled[i] = std::max(pooled[i], from[(*only)[static_cast<std::size_t>(pixels.begin()) + i]]);
        }
        return pooled.data();
      }
      if (span.last - span.first == 1) return row_keys(span.first);
      std::copy_n(row_keys(span.first), count, pooled.data());
      for (std::int64_t row = span.first + 1; row < span.last; ++row)
        pool_rows(row_keys(row), pixels.count(), pooled.data());
      return pooled.data();
    };
    for (std::int64_t y = piece.begin; y < piece.end; ++y) {
      const Span& span = rows[static_cast<std::size_t>(y)];
      MagnitudeKey* out = keys + y * width;
      if (span.empty() || pixels.empty())
        std::fill_n(out, width, outside);
      else if (y > piece.begin && rows[static_cast<std::size_t>(y - 1)] == span)
        std::copy_n(out - width, width, out);
      else
        pixels.reduce(pool(span), outside, out);
    }
  });
}

}  // namespace quantscope::statistics
