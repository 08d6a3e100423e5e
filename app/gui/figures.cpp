#include "app/gui/figures.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <array>
#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::gui {

QString bytes_text(double bytes) {
  static constexpr std::array<const char*, 5> units = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  while (bytes >= 1024 && unit + 1 < units.size()) {
    bytes /= 1024;
    ++unit;
  }
  QString text = QString::number(bytes, 'f', bytes < 10 && unit > 0 ? 1 : 0);
  if (text.endsWith(QLatin1String(".0"))) text.chop(2);
  return text + ' ' + QString::fromLatin1(units[unit]);
}

QString percent_text(double share) {
  const double percent = 100 * share;
  if (!(percent > 0)) return QStringLiteral("0\u00a0%");
  if (percent < 0.001) return QCoreApplication::translate("figures", "less than 0.001\u00a0%");
  if (percent < 100 && percent >= 99.95)
    return QCoreApplication::translate("figures", "more than 99.9\u00a0%");
  return widgets::format_three(percent, false) + QStringLiteral("\u00a0%");
}

qint64 bytes_from_text(const QString& text) {
  static const QRegularExpression pattern(
      QStringLiteral(R"(^\s*(\d+(?:\.\d+)?)\s*([kKmMgGtT]?)(?:i?[bB])?\s*$)"));
  const QRegularExpressionMatch match = pattern.match(text);
  if (!match.hasMatch()) return -1;
  const QString unit = match.captured(2).toUpper();
  double factor = 1024.0 * 1024.0;
  if (unit == QLatin1String("K")) factor = 1024.0;
  if (unit == QLatin1String("G")) factor = std::pow(1024.0, 3);
  if (unit == QLatin1String("T")) factor = std::pow(1024.0, 4);
  const double bytes = match.captured(1).toDouble() * factor;
  return bytes < 9e18 ? static_cast<qint64>(bytes) : -1;
}

}  // namespace quantscope::gui
