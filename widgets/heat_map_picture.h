#pragma once

#include <QImage>
#include <memory>
#include <optional>
#include <vector>

#include "core/statistics/extrema_pyramid.h"
#include "widgets/colour_map.h"

namespace quantscope::widgets {

/// The picture of any part of a matrix, drawn from its pyramid in a few milliseconds. Keeps the last one.
class HeatMapPicture {
 public:
  void set_values(std::shared_ptr<const statistics::ExtremaPyramid> values);
  const std::shared_ptr<const statistics::ExtremaPyramid>& values() const { return values_; }
  /// `ground`: what lies outside of the matrix, and what dimmed columns fade to.
  void set_colours(const ColourMap& map, const ColourScale& scale, QRgb not_finite, QRgb ground);
  /// Shows these columns (ascending), others dimmed or left out; none: all.
  void set_kept_columns(std::optional<std::vector<std::int32_t>> columns, bool leave_out);

  /// Columns that the picture consists of, and their numbers in the matrix.
  std::int64_t places() const;
  int column_of(std::int64_t place) const;
  /// −1 for a column that is left out.
  std::int64_t place_of(int column) const;
  bool leaves_out() const { return leave_out_; }

  /// The view counts places. Draws anew only where anything changed.
  const QImage& draw(const statistics::MatrixView& view, QSize pixels);
  /// Of the last picture: the value of largest magnitude under a pixel; none outside of the matrix.
  std::optional<float> pooled(QPoint pixel) const;
  QSize size() const { return image_.size(); }

 private:
  void colour_pixels(const statistics::MatrixView& view);

  std::shared_ptr<const statistics::ExtremaPyramid> values_;
  std::optional<std::vector<std::int32_t>> kept_;
  std::vector<char> is_kept_;  ///< by column, where others are dimmed
  bool leave_out_ = false;
  std::vector<QRgb> colours_, dimmed_;
  std::vector<statistics::MagnitudeKey> keys_;
  QImage image_;
  statistics::MatrixView drawn_;
  bool stale_ = true;
};

}  // namespace quantscope::widgets
