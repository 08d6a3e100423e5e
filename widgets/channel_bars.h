#pragma once

#include <qcustomplot.h>

#include <vector>

#include "widgets/theme.h"

namespace quantscope::widgets {

/// One place of the x axis of a channel profile.
struct ChannelBar {
  float value = 0;
  float band_low = 0, band_high = 0;  ///< no band where both are 0
  enum Look : unsigned char { plain, split, merged } look = plain;
  bool marked = false;
  bool faded = false;
};

/// Bars of a channel profile. Where several channels share a pixel column it draws their largest and smallest
/// value, and never drops the marker of an outlier.
class ChannelBars : public QCPLayerable {
  Q_OBJECT
 public:
  ChannelBars(QCPAxis* place_axis, QCPAxis* value_axis);

  std::vector<ChannelBar>& bars() { return bars_; }  ///< change, then replot
  const std::vector<ChannelBar>& bars() const { return bars_; }
  void set_theme(const Theme* theme) { theme_ = theme; }
  void set_reassembled(bool on) { reassembled_ = on; }
  void set_preview(bool on) { preview_ = on; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  /// What stands in a range of places [first, last).
  struct Column {
    double low, high, band_low, band_high;
    ChannelBar::Look look;
    bool marked, faded;
  };
  Column column(std::size_t first, std::size_t last) const;
  QColor colour_of(const Column& column) const;
  double pixel_of(double value) const;
  void draw_column(QCPPainter* painter, const Column& column, double left, double width) const;
  void draw_marker(QCPPainter* painter, ChannelBar::Look look, bool marked, QPointF tip) const;

  QCPAxis* place_axis_;
  QCPAxis* value_axis_;
  const Theme* theme_;
  bool reassembled_ = false, preview_ = false;
  std::vector<ChannelBar> bars_;
};

}  // namespace quantscope::widgets
