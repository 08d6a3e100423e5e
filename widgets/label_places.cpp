#include "widgets/label_places.h"

#include <algorithm>

namespace quantscope::widgets {

bool LabelPlaces::free(const QRectF& place) const {
  return chart_.contains(place) &&
         std::ranges::none_of(taken_, [&](const QRectF& other) { return other.intersects(place); });
}

std::optional<QRectF> LabelPlaces::take(std::span<const QRectF> candidates) {
  const auto found = std::ranges::find_if(candidates, [this](const QRectF& place) { return free(place); });
  if (found == candidates.end()) return std::nullopt;
  taken_.push_back(*found);
  return *found;
}

bool LabelPlaces::take_all(const std::vector<QRectF>& squares) {
  if (!std::ranges::all_of(squares, [this](const QRectF& place) { return free(place); })) return false;
  taken_.insert(taken_.end(), squares.begin(), squares.end());
  return true;
}

std::vector<QRectF> places_around(QPointF centre, double away, QSizeF label) {
  const double width = label.width(), height = label.height();
  const double left = -away - width, above = -away - height, x_middle = -width / 2, y_middle = -height / 2;
  const double slanted = away * 0.6;
  std::vector<QRectF> places;
  for (const QPointF& side :
       {QPointF(away, y_middle), QPointF(slanted, -slanted - height), QPointF(x_middle, above),
        QPointF(x_middle, away), QPointF(slanted, slanted), QPointF(left, y_middle),
        QPointF(-slanted - width, -slanted - height), QPointF(-slanted - width, slanted)})
    places.emplace_back(centre + side, label);
  return places;
}

}  // namespace quantscope::widgets
