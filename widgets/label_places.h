#pragma once

#include <QRectF>
#include <optional>
#include <span>
#include <vector>

namespace quantscope::widgets {

/// Where labels of a chart can stand without touching each other or what is in their way.
class LabelPlaces {
 public:
  explicit LabelPlaces(const QRectF& chart) : chart_(chart) {}

  /// Something that labels must not cover.
  void block(const QRectF& rect) { taken_.push_back(rect); }
  /// Whether this lies inside the chart and touches nothing.
  bool free(const QRectF& place) const;
  /// The first free one, taken from then on.
  std::optional<QRectF> take(std::span<const QRectF> candidates);
  /// All of these or none: a turned label is a row of squares.
  bool take_all(const std::vector<QRectF>& squares);

 private:
  QRectF chart_;
  std::vector<QRectF> taken_;
};

/// Eight places of a label around something that reaches `away` from its centre, the best first.
std::vector<QRectF> places_around(QPointF centre, double away, QSizeF label);

}  // namespace quantscope::widgets
