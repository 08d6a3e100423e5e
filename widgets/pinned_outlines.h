#pragma once

#include <qcustomplot.h>

#include <vector>

#include "widgets/run_style.h"

namespace quantscope::widgets {

/// Values of a pinned run over the places of a channel profile.
struct PinnedOutline {
  RunStyle style;
  std::vector<float> values;  ///< one per place; NaN where the run has none
};

/// Pinned runs over the bars of a channel profile: a cap with the run's marker on each bar where there is
/// room, else the outline of the largest value in each pixel column.
class PinnedOutlines : public QCPLayerable {
  Q_OBJECT
 public:
  PinnedOutlines(QCPAxis* place_axis, QCPAxis* value_axis);

  void set_outlines(std::vector<PinnedOutline> outlines) { outlines_ = std::move(outlines); }
  const std::vector<PinnedOutline>& outlines() const { return outlines_; }
  void set_theme(const Theme* theme) { theme_ = theme; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  void draw_caps(QCPPainter& painter, const PinnedOutline& outline, std::size_t first, std::size_t last,
                 double spacing) const;
  void draw_outline(QCPPainter& painter, const PinnedOutline& outline, std::size_t first,
                    std::size_t last) const;
  double pixel_of(double value) const;

  QCPAxis* place_axis_;
  QCPAxis* value_axis_;
  const Theme* theme_;
  std::vector<PinnedOutline> outlines_;
};

}  // namespace quantscope::widgets
