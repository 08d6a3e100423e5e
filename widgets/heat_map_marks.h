#pragma once

#include <qcustomplot.h>

#include <vector>

#include "core/statistics/extrema_pyramid.h"
#include "widgets/heat_map_picture.h"
#include "widgets/theme.h"

namespace quantscope::widgets {

/// What lies over a heat map: rings around massive values, ticks at marked channels, a line at the channel
/// under the pointer. On the "overlay" layer, which repaints without the picture.
class HeatMapMarks : public QCPLayerable {
  Q_OBJECT
 public:
  HeatMapMarks(QCPAxis* columns, QCPAxis* rows, const HeatMapPicture& picture);

  void set_theme(const Theme* theme) { theme_ = theme; }
  void set_rings(std::vector<statistics::MatrixCell> cells) { rings_ = std::move(cells); }  ///< largest first
  void set_channels(std::vector<int> channels) { channels_ = std::move(channels); }         ///< ascending
  void set_hovered(int channel) { hovered_ = channel; }
  /// Rings drawn last; those that would touch a larger value's ring are left out.
  int rings_drawn() const { return rings_drawn_; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  void draw_rings(QCPPainter* painter);
  void draw_ticks(QCPPainter* painter) const;

  QCPAxis* columns_;
  QCPAxis* rows_;
  const HeatMapPicture& picture_;
  const Theme* theme_;
  std::vector<statistics::MatrixCell> rings_;
  std::vector<int> channels_;
  int hovered_ = -1;
  int rings_drawn_ = 0;
};

}  // namespace quantscope::widgets
