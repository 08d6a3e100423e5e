#pragma once

#include <qcustomplot.h>

namespace quantscope::widgets {

/// Scale of a chart axis and its transformation between data and axis coordinates. Logarithmic axes use
/// QCustomPlot's own log scale (axis coordinate = value); symmetric logarithmic ones show asinh(x /
/// linear_width) on a linear axis.
struct AxisScale {
  enum Kind { linear, logarithmic, symmetric_logarithmic } kind = linear;
  double linear_width = 1;  ///< > 0; data units

  double to_axis(double value) const;
  double from_axis(double coordinate) const;
};

/// Sets scale type and ticker of an axis: three digits and SI prefixes on linear axes, decades as 10ⁿ on the
/// others.
void set_axis_scale(QCPAxis* axis, const AxisScale& scale);

/// Chooses the number of ticks from the axes' length (for a picture of `size`) and font so that labels never
/// touch, and breaks or shortens axis labels that are longer than their axis. ChartFrame calls it before
/// every replot.
void fit_ticks(QCustomPlot* plot, QSize size);

/// Ticks at round numbers; all labels of an axis share one power of ten, "0.002", "250 k".
class NumberTicker : public QCPAxisTicker {
 protected:
  QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar format,
                                     int precision) override;
};

/// Ticks at decades, thinned to whole steps; below two decades also at 2 and 5, below one at round numbers.
class DecadeTicker : public QCPAxisTicker {
 protected:
  QVector<double> createTickVector(double step, const QCPRange& range) override;
  QVector<double> createSubTickVector(int count, const QVector<double>& ticks) override;
  int getSubTickCount(double) override { return 8; }
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// Ticks at powers of two, thinned to whole steps: "1", "32", "1024", "16 Ki"; below one octave at round
/// numbers. For logarithmic axes.
class PowerOfTwoTicker : public QCPAxisTicker {
 protected:
  QVector<double> createTickVector(double step, const QCPRange& range) override;
  int getSubTickCount(double) override { return 0; }
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// Ticks at 0 and ±10ⁿ of an axis in asinh coordinates.
class SymmetricLogTicker : public QCPAxisTicker {
 public:
  explicit SymmetricLogTicker(double linear_width) : width_(linear_width) {}

 protected:
  QVector<double> createTickVector(double step, const QCPRange& range) override;
  QVector<double> createSubTickVector(int count, const QVector<double>& ticks) override;
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

 private:
  double width_;
};

}  // namespace quantscope::widgets
