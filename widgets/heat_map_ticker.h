#pragma once

#include <qcustomplot.h>

#include <functional>

namespace quantscope::widgets {

/// Ticks at whole numbers, labelled by the number of the row or column at that place.
class IndexTicker : public QCPAxisTicker {
 public:
  /// −1 where there is none.
  explicit IndexTicker(std::function<int(double place)> index_at) : index_at_(std::move(index_at)) {}

 protected:
  double getTickStep(const QCPRange& range) override;
  int getSubTickCount(double) override { return 0; }
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

 private:
  std::function<int(double)> index_at_;
};

}  // namespace quantscope::widgets
