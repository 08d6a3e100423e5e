#pragma once

#include <qcustomplot.h>

#include <optional>
#include <utility>
#include <vector>

namespace quantscope::widgets {

/// A line across the chart at one coordinate of an axis, with its label.
struct ValueMark {
  double coordinate = 0;  ///< axis coordinate
  QString label;
  QColor colour;
  Qt::PenStyle style = Qt::SolidLine;
  double width = 1;
  int priority = 0;  ///< labels of higher priority get their place first
};

/// Labelled lines at values of an axis. Labels are laid in rows without touching; what finds no room is left
/// out (the read-out still names it). On the "overlay" layer, which repaints without the series.
class ValueMarks : public QCPLayerable {
  Q_OBJECT
 public:
  explicit ValueMarks(QCPAxis* axis);
  void set_marks(std::vector<ValueMark> marks) { marks_ = std::move(marks); }
  void set_background(const QColor& colour) { background_ = colour; }
  const std::vector<ValueMark>& marks() const { return marks_; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  QCPAxis* axis_;
  QColor background_;
  std::vector<ValueMark> marks_;
};

/// Quantization levels as ticks that rise from the x axis; where they stand closer than ticks can be told
/// apart they thin out to a comb over a bar.
class LevelTicks : public QCPLayerable {
  Q_OBJECT
 public:
  explicit LevelTicks(QCPAxis* axis);
  void set_levels(std::vector<double> ascending) { levels_ = std::move(ascending); }  ///< axis coordinates
  void set_colour(const QColor& colour) { colour_ = colour; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  QCPAxis* axis_;
  QColor colour_;
  std::vector<double> levels_;
};

/// A brushed range of the x axis.
class BrushBand : public QCPLayerable {
  Q_OBJECT
 public:
  explicit BrushBand(QCPAxis* axis);
  void set_range(std::optional<std::pair<double, double>> range) { range_ = range; }  ///< axis coordinates
  void set_colour(const QColor& colour) { colour_ = colour; }

 protected:
  void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
  void draw(QCPPainter* painter) override;
  QRect clipRect() const override;

 private:
  QCPAxis* axis_;
  QColor colour_;
  std::optional<std::pair<double, double>> range_;
};

}  // namespace quantscope::widgets
