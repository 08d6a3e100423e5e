#include "widgets/heat_map_picture.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"

namespace quantscope::widgets {
namespace {

/// A NaN that no value gives: NaN keys have the bit below the exponent set.
constexpr statistics::MagnitudeKey outside = statistics::first_nan_key;

bool same(const statistics::MatrixView& a, const statistics::MatrixView& b) {
  return a.row == b.row && a.rows == b.rows && a.column == b.column && a.columns == b.columns;
}

QRgb mixed(QRgb colour, QRgb ground) {
  const auto part = [](int a, int b) { return (a + 3 * b) / 4; };
  return qRgb(part(qRed(colour), qRed(ground)), part(qGreen(colour), qGreen(ground)),
              part(qBlue(colour), qBlue(ground)));
}

}  // namespace

void HeatMapPicture::set_values(std::shared_ptr<const statistics::ExtremaPyramid> values) {
  values_ = std::move(values);
  stale_ = true;
}

void HeatMapPicture::set_colours(const ColourMap& map, const ColourScale& scale, QRgb not_finite,
                                 QRgb ground) {
  colours_ = key_colours(map, scale, not_finite);
  colours_[outside] = ground;
  dimmed_.resize(colours_.size());
  std::ranges::transform(colours_, dimmed_.begin(), [&](QRgb colour) { return mixed(colour, ground); });
  stale_ = true;
}

void HeatMapPicture::set_kept_columns(std::optional<std::vector<std::int32_t>> columns, bool leave_out) {
  const std::int64_t all = values_ ? values_->shape().columns : 0;
  if (columns) std::erase_if(*columns, [&](std::int32_t column) { return column < 0 || column >= all; });
  kept_ = std::move(columns);
  leave_out_ = kept_ && leave_out;
  is_kept_.clear();
  if (kept_ && !leave_out_) {
    is_kept_.assign(static_cast<std::size_t>(all), 0);
    for (const std::int32_t column : *kept_) is_kept_[static_cast<std::size_t>(column)] = 1;
  }
  stale_ = true;
}

std::int64_t HeatMapPicture::places() const {
  if (leave_out_) return static_cast<std::int64_t>(kept_->size());
  return values_ ? values_->shape().columns : 0;
}

int HeatMapPicture::column_of(std::int64_t place) const {
  return leave_out_ ? (*kept_)[static_cast<std::size_t>(place)] : static_cast<int>(place);
}

std::int64_t HeatMapPicture::place_of(int column) const {
  if (!leave_out_) return column;
  const auto found = std::ranges::lower_bound(*kept_, column);
  return found != kept_->end() && *found == column ? found - kept_->begin() : -1;
}

const QImage& HeatMapPicture::draw(const statistics::MatrixView& view, QSize pixels) {
  if (!stale_ && same(view, drawn_) && image_.size() == pixels) return image_;
  if (image_.size() != pixels) image_ = QImage(pixels, QImage::Format_RGB32);
  keys_.resize(static_cast<std::size_t>(pixels.width()) * static_cast<std::size_t>(pixels.height()));
  if (values_ && places() > 0)
    values_->draw(view, pixels.width(), pixels.height(), outside, keys_.data(),
                  leave_out_ ? &*kept_ : nullptr);
  else
    std::ranges::fill(keys_, outside);
  colour_pixels(view);
  drawn_ = view;
  stale_ = false;
  return image_;
}

void HeatMapPicture::colour_pixels(const statistics::MatrixView& view) {
  const int width = image_.width();
  std::vector<const QRgb*> table(static_cast<std::size_t>(width), colours_.data());
  for (int x = 0; x < width && !is_kept_.empty(); ++x) {
    const double size = view.columns / width, from = view.column + x * size;
    const auto count = static_cast<double>(is_kept_.size());
    const double to =
        std::max(size < 1 ? std::floor(from + size / 2) + 1 : std::floor(from + size), std::floor(from) + 1);
    auto first =
        static_cast<std::size_t>(std::clamp(std::floor(size < 1 ? from + size / 2 : from), 0.0, count));
    const auto last = static_cast<std::size_t>(std::clamp(to, 0.0, count));
    bool kept = false;
    for (; first < last; ++first) kept = kept || is_kept_[first] != 0;
    if (!kept) table[static_cast<std::size_t>(x)] = dimmed_.data();
  }
  uchar* bits = image_.bits();
  const qsizetype stride = image_.bytesPerLine();
  base::parallel_for(image_.height(), 32, {}, [&](base::IndexRange rows) {
    for (std::int64_t y = rows.begin; y < rows.end; ++y) {
      const statistics::MagnitudeKey* keys = keys_.data() + y * width;
      auto* out = reinterpret_cast<QRgb*>(bits + y * stride);
      if (is_kept_.empty())
        for (int x = 0; x < width; ++x) out[x] = colours_[keys[x]];
      else
        for (int x = 0; x < width; ++x) out[x] = table[static_cast<std::size_t>(x)][keys[x]];
    }
  });
}

std::optional<float> HeatMapPicture::pooled(QPoint pixel) const {
  if (!image_.rect().contains(pixel) || keys_.empty()) return std::nullopt;
  const statistics::MagnitudeKey key =
      keys_[static_cast<std::size_t>(pixel.y()) * static_cast<std::size_t>(image_.width()) +
            static_cast<std::size_t>(pixel.x())];
  if (key == outside) return std::nullopt;
  return statistics::value_of_key(key);
}

}  // namespace quantscope::widgets
