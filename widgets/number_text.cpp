#include "widgets/number_text.h"

#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace quantscope::widgets {
namespace {

QString special(double value) {
  if (std::isnan(value)) return QStringLiteral("–");
  return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
}

/// Decimal exponent of the value once rounded to three significant digits.
int rounded_exponent(double magnitude) {
  const QByteArray text = QByteArray::number(magnitude, 'e', 2);
  return text.mid(text.indexOf('e') + 1).toInt();
}

QString with_minus(QString text) {
  return text.replace('-', QChar(0x2212));
}

QString plain(double value, int exponent, bool keep_zeros) {
  QString text = QString::number(value, 'f', std::max(0, 2 - exponent));
  if (!keep_zeros && text.contains('.')) {
    while (text.endsWith('0')) text.chop(1);
    if (text.endsWith('.')) text.chop(1);
  }
  return with_minus(text);
}

bool takes_every_prefix(const QString& unit) {
  static const std::set<QString> units = {"s", "J", "W",       "Hz",      "V",    "A",
                                          "F", "m", "J/token", "s/token", "W/mm²"};
  return units.contains(unit);
}

bool takes_large_prefix(const QString& unit) {
  static const std::set<QString> units = {"",     "B",      "B/s", "bit",   "bit/s",   "op",      "op/s",
                                          "FLOP", "FLOP/s", "MAC", "MAC/s", "token/s", "tokens/s"};
  return units.contains(unit) || takes_every_prefix(unit);
}

const QStringList& prefixes() {
  static const QStringList all = {"f", "p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"};
  return all;
}
constexpr int plain_prefix = 5;

}  // namespace

QString format_three(double value, bool keep_zeros) {
  if (!std::isfinite(value)) return special(value);
  if (value == 0) return QStringLiteral("0");
  const int exponent = rounded_exponent(std::abs(value));
  if (exponent >= -3 && exponent < 5) {
    if (exponent >= 3) return with_minus(QString::number(std::round(value), 'f', 0));
    return plain(value, exponent, keep_zeros);
  }
  const QString digits = QString::number(value, 'e', 2);
  const double mantissa = digits.left(digits.indexOf('e')).toDouble();
  return plain(mantissa, 0, keep_zeros) + QStringLiteral("·") + decade_text(exponent);
}

QString format_si(double value, const QString& unit) {
  const QString tail = unit.isEmpty() ? QString() : QStringLiteral(" ") + unit;
  if (!std::isfinite(value) || value == 0) return format_three(value) + tail;
  const int exponent = rounded_exponent(std::abs(value));
  const bool large = exponent >= (unit.isEmpty() ? 4 : 3) && takes_large_prefix(unit);
  const bool small = exponent < 0 && takes_every_prefix(unit);
  const int group = static_cast<int>(std::floor(exponent / 3.0));
  if (!(large || small) || group < -5 || group > 6) {
    if (unit.isEmpty() && exponent < 4 && value == std::round(value))
      return with_minus(QString::number(value));
    return format_three(value) + tail;
  }
  return plain(value / std::pow(10.0, 3 * group), exponent - 3 * group, true) + QStringLiteral(" ") +
         prefixes()[group + plain_prefix] + unit;
}

bool takes_prefix(const QString& unit) {
  return !unit.isEmpty() && takes_large_prefix(unit);
}

QString exact_si_text(double value, const QString& unit) {
  const auto digits = [](double number) { return QString::number(number, 'g', 12); };
  if (!std::isfinite(value) || value == 0) return QStringLiteral("%1 %2").arg(digits(value), unit);
  int group = static_cast<int>(std::floor(std::log10(std::abs(value)) / 3.0 + 1e-9));
  group = std::clamp(group, takes_every_prefix(unit) ? -plain_prefix : 0,
                     static_cast<int>(prefixes().size()) - 1 - plain_prefix);
  const QString number =
      digits(group < 0 ? value * std::pow(10.0, -3 * group) : value / std::pow(10.0, 3 * group));
  return QStringLiteral("%1 %2%3").arg(number, prefixes()[group + plain_prefix], unit);
}

std::optional<double> read_si(const QString& text, const QString& unit) {
  QString number = text.trimmed();
  if (!unit.isEmpty() && number.endsWith(unit)) number.chop(unit.size());
  number = number.trimmed();
  number.replace(QChar(0x2212), '-').replace(QChar(0x03bc), QChar(0x00b5));
  if (number.endsWith('u')) number.back() = QChar(0x00b5);
  for (int i = 0; i < prefixes().size(); ++i)
    if (const QString& prefix = prefixes()[i]; !prefix.isEmpty() && number.endsWith(prefix)) {
      const double factor = std::pow(10.0, 3 * std::abs(i - plain_prefix));
      number.chop(prefix.size());
      bool is_number = false;
      const double value = number.trimmed().toDouble(&is_number);
      if (!is_number) return std::nullopt;
      return i < plain_prefix ? value / factor : value * factor;
    }
  bool is_number = false;
  const double value = number.toDouble(&is_number);
  return is_number ? std::optional(value) : std::nullopt;
}

QString with_unit(const QString& name, const QString& unit) {
  return unit.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, unit);
}

QString format_count(qint64 value) {
  QString digits = QString::number(std::abs(value));
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, QChar(0x202f));
  return value < 0 ? QChar(0x2212) + digits : digits;
}

QString decade_text(int exponent) {
  static const QString superscripts = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
  QString text = QStringLiteral("10");
  const QString digits = QString::number(exponent);
  for (const QChar digit : digits) text += digit == '-' ? QChar(0x207b) : superscripts[digit.digitValue()];
  return text;
}

QString exact_text(double value) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return QString::fromLatin1(buffer, end - buffer);
}

}  // namespace quantscope::widgets
