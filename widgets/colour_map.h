#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <array>
#include <vector>

#include "core/statistics/magnitude_key.h"

namespace quantscope::widgets {

/// 256 colours from the lowest value to the highest, even in lightness. Origin: resources/colour_maps.
struct ColourMap {
  QString id;    ///< "cividis"
  QString name;  ///< for a list
  bool diverging = false;
  std::array<QRgb, 256> colours{};

  QColor at(double fraction) const;  ///< 0 lowest, 1 highest; clamped
};

/// "cividis", "viridis", "blue_orange", "blue_orange_dark". Throws base::Error naming the known ids.
const ColourMap& colour_map(const QString& id);
QList<QString> colour_map_ids();
/// The diverging map whose middle recedes on this ground.
const ColourMap& diverging_map(bool dark);

/// How values become places on a colour map.
struct ColourScale {
  enum Kind {
    linear,
    logarithmic,           ///< of |x|, low > 0
    symmetric_logarithmic  ///< asinh(x / linear_width), low = −high
  } kind = linear;
  double low = 0, high = 1;
  double linear_width = 1;

  /// 0 at low, 1 at high; beyond where the value is. The sign of x is ignored on scales of |x| (low ≥ 0).
  double fraction(double value) const;
  bool of_magnitude() const { return low >= 0; }
};

/// The colour of every key on this scale; infinities and NaN get `not_finite`. 2^16 entries.
std::vector<QRgb> key_colours(const ColourMap& map, const ColourScale& scale, QRgb not_finite);

}  // namespace quantscope::widgets
