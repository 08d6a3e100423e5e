#pragma once

#include <qcustomplot.h>

namespace quantscope::widgets {

/// Names at 0, 1, 2 … of a horizontal axis. Names that do not fit side by side turn, first slanted, then
/// upright; where even turned ones would touch, only every second, third … one stands. Those longer than
/// a third of the plot's height are shortened in the middle.
class NameTicker : public QCPAxisTicker {
 public:
  explicit NameTicker(QCPAxis* axis) : axis_(axis) {}
  void set_names(QStringList names) { names_ = std::move(names); }

  void generate(const QCPRange& range, const QLocale& locale, QChar format, int precision,
                QVector<double>& ticks, QVector<double>* sub_ticks, QVector<QString>* labels) override;

 private:
  QCPAxis* axis_;
  QStringList names_;
};

/// Names at 0, 1, 2 … of an upright axis, with a second line where there is room for it. Names longer than a
/// third of the plot's width are shortened in the middle; where lines would touch, only every second, third …
/// name stands.
class RowTicker : public QCPAxisTicker {
 public:
  /// On this axis, which then runs downwards and has no grid.
  static QSharedPointer<RowTicker> on(QCPAxis* axis);
  /// `second_lines` is empty or as long as `names`.
  void set_rows(QStringList names, QStringList second_lines = {});

  void generate(const QCPRange& range, const QLocale& locale, QChar format, int precision,
                QVector<double>& ticks, QVector<double>* sub_ticks, QVector<QString>* labels) override;

 private:
  explicit RowTicker(QCPAxis* axis) : axis_(axis) {}

  QCPAxis* axis_;
  QStringList names_, second_lines_;
};

/// Whole numbers of an axis whose places are counted ("block 0, 1, 2 …"): never a tick between two.
class CountTicker : public QCPAxisTicker {
 protected:
  double getTickStep(const QCPRange& range) override;
  int getSubTickCount(double) override { return 0; }
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

}  // namespace quantscope::widgets
