#include "widgets/heat_map_ticker.h"

#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::widgets {

double IndexTicker::getTickStep(const QCPRange& range) {
  return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range) - 1e-9));
}

QString IndexTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  const int index = index_at_(std::round(tick));
  return index < 0 ? QString() : format_count(index);
}

}  // namespace quantscope::widgets
