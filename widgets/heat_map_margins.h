#pragma once

#include <qcustomplot.h>

#include <vector>

#include "widgets/colour_map.h"
#include "widgets/heat_map_picture.h"
#include "widgets/theme.h"

namespace quantscope::widgets {

/// Largest magnitude of each column above a heat map and of each row beside it, in the margins of its axes:
/// aligned with the cells at every zoom. Heights are on the scale of the colours.
class HeatMapMargins : public QCPLayerable {
  Q_OBJECT
 public:
  static constexpr int thickness = 42, gap = 4;  ///< pixels of a profile, and from it to the map

  HeatMapMargins(QCPAxis* columns, QCPAxis* rows, const HeatMapPicture& picture);

  void set_theme(const Theme* theme) { theme_ = theme; }
  void set_scale(const ColourScale& scale) { scale_ = scale; }
  void set_outliers(std::vector<char> by_column) { outliers_ = std::move(by_column); }
  void set_shown(bool on) { shown_ = on; }
  bool shown() const { return shown_; }
  /// Height in [0, 1] of a magnitude.
  double height_of(double magnitude) const;

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  void draw_profile(QCPPainter* painter, bool of_columns) const;

  QCPAxis* columns_;
  QCPAxis* rows_;
  const HeatMapPicture& picture_;
  const Theme* theme_;
  ColourScale scale_;
  std::vector<char> outliers_;
  bool shown_ = true;
};

}  // namespace quantscope::widgets
