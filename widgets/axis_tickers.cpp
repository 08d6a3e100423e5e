#include "widgets/axis_tickers.h"

#include <QFontMetrics>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

constexpr int max_ticks = 400;

int first_exponent(double value) {
  return static_cast<int>(std::ceil(std::log10(value) - 1e-9));
}
int last_exponent(double value) {
  return static_cast<int>(std::floor(std::log10(value) + 1e-9));
}

/// Step between labelled decades so that at most `wanted` labels fall on `decades`.
int decade_step(int decades, int wanted) {
  for (const int step : {1, 2, 3, 5, 10, 20, 50, 100, 200})
    if (decades / step + 1 <= std::max(2, wanted)) return step;
  return 500;
}

int floor_to(int value, int step) {
  return static_cast<int>(std::floor(static_cast<double>(value) / step)) * step;
}

bool is_decade(double value) {
  const double exponent = std::log10(std::abs(value));
  return std::abs(exponent - std::round(exponent)) < 1e-6;
}

QString value_label(double value) {
  if (value == 0) return QStringLiteral("0");
  if (!is_decade(value)) return format_three(value, false);
  const QString sign = value < 0 ? QString(QChar(0x2212)) : QString();
  return sign + decade_text(static_cast<int>(std::round(std::log10(std::abs(value)))));
}

}  // namespace

double AxisScale::to_axis(double value) const {
  return kind == symmetric_logarithmic ? std::asinh(value / linear_width) : value;
}

double AxisScale::from_axis(double coordinate) const {
  return kind == symmetric_logarithmic ? linear_width * std::sinh(coordinate) : coordinate;
}

void set_axis_scale(QCPAxis* axis, const AxisScale& scale) {
  const int wanted = axis->ticker()->tickCount();
  axis->setScaleType(scale.kind == AxisScale::logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  QSharedPointer<QCPAxisTicker> ticker;
  switch (scale.kind) {
    case AxisScale::linear:
      ticker.reset(new NumberTicker);
      break;
    case AxisScale::logarithmic:
      ticker.reset(new DecadeTicker);
      break;
    case AxisScale::symmetric_logarithmic:
      ticker.reset(new SymmetricLogTicker(scale.linear_width));
      break;
  }
  ticker->setTickCount(wanted);
  axis->setTicker(ticker);
}

/// A label that is longer than its axis goes on two lines, broken before the unit if it has one, and loses
/// its middle if that does not do. The axis remembers the whole label.
static void fit_label(QCPAxis* axis, int length) {
  constexpr char whole_name[] = "whole_label", fitted_name[] = "fitted_label";
  if (axis->label() != axis->property(fitted_name).toString()) axis->setProperty(whole_name, axis->label());
  const QString whole = axis->property(whole_name).toString();
  const QFontMetrics metrics(axis->labelFont());
  QString fitted = whole;
  if (metrics.horizontalAdvance(whole) > length) {
    const int unit = static_cast<int>(whole.lastIndexOf(QStringLiteral(" (")));
    const int half = static_cast<int>(whole.indexOf(' ', whole.size() / 2));
    const int cut = unit > 0 ? unit : half;
    QStringList lines = cut > 0 ? QStringList{whole.left(cut), whole.mid(cut + 1)} : QStringList{whole};
    for (QString& line : lines) line = metrics.elidedText(line, Qt::ElideMiddle, length);
    fitted = lines.join('\n');
  }
  axis->setProperty(fitted_name, fitted);
  if (axis->label() != fitted) axis->setLabel(fitted);
}

/// Fewer ticks until their labels leave a gap: a ticker takes the number of ticks as a wish.
static void part_labels(QCPAxis* axis, int length) {
  constexpr int gap = 10;
  const QFontMetrics metrics(axis->tickLabelFont());
  QCPAxisTicker& ticker = *axis->ticker();
  for (int count = ticker.tickCount() - 1; count >= 1; --count) {
    QVector<double> ticks;
    QVector<QString> labels;
    ticker.generate(axis->range(), axis->parentPlot()->locale(), 'g', 6, ticks, nullptr, &labels);
    int needed = 0;
    for (qsizetype i = 0; i < ticks.size(); ++i)
      if (axis->range().contains(ticks[i])) needed += metrics.horizontalAdvance(labels.value(i)) + gap;
    if (needed <= length) return;
    ticker.setTickCount(count);
  }
}

void fit_ticks(QCustomPlot* plot, QSize size) {
  const QSize growth = size - plot->viewport().size();
  for (QCPAxisRect* rect : plot->axisRects()) {
    for (QCPAxis* axis : rect->axes()) {
      if (!axis->visible() || !axis->tickLabels()) continue;
      const QFontMetrics metrics(axis->tickLabelFont());
      const bool horizontal = axis->orientation() == Qt::Horizontal;
      const int label =
          horizontal ? metrics.horizontalAdvance(QStringLiteral("−0.0000")) + 18 : metrics.height() * 2;
      const int length = horizontal ? rect->width() + growth.width() : rect->height() + growth.height();
      // Before the first layout the rectangle is not known yet.
      const int margins = horizontal ? 70 : 60;
      const int laid_out = horizontal ? rect->width() : rect->height();
      fit_label(axis, laid_out > 1 ? length + 16 : (horizontal ? size.width() : size.height()) - margins);
      axis->ticker()->setTickCount(std::clamp(length / std::max(1, label), 2, 14));
      if (horizontal && laid_out > 1 && axis->scaleType() == QCPAxis::stLinear) part_labels(axis, length);
    }
  }
}

QVector<QString> NumberTicker::createLabelVector(const QVector<double>& ticks, const QLocale&, QChar, int) {
  double largest = 0;
  for (const double tick : ticks) largest = std::max(largest, std::abs(tick));
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : largest;
  QVector<QString> labels;
  if (largest == 0 || !(step > 0)) {
    for (const double tick : ticks) labels << format_three(tick, false);
    return labels;
  }
  const int top = static_cast<int>(std::floor(std::log10(largest) + 1e-9));
  int power = 0;
  QString suffix;
  if (top >= 4 && top < 18) {
    static const QStringList prefixes = {"", " k", " M", " G", " T", " P"};
    power = top / 3 * 3;
    suffix = prefixes[top / 3];
  } else if (top >= 18 || top < -3) {
    power = top;
    suffix = QStringLiteral("·") + decade_text(power);
  }
  // Division by a positive power of ten keeps round numbers exact longer than multiplication by its inverse.
  const auto scaled = [power](double value) {
    return power >= 0 ? value / std::pow(10.0, power) : value * std::pow(10.0, -power);
  };
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(scaled(step)) - 1e-6)), 0, 12);
  // A step such as 2.5 needs one decimal more than its magnitude says.
  const double unit = scaled(step) * std::pow(10.0, decimals);
  const int places = std::abs(unit - std::round(unit)) < 1e-6 ? decimals : decimals + 1;
  for (const double tick : ticks) {
    if (std::abs(tick) < step * 1e-6) {
      labels << QStringLiteral("0");
      continue;
    }
    labels << QString::number(scaled(tick), 'f', places).replace('-', QChar(0x2212)) + suffix;
  }
  return labels;
}

QVector<double> DecadeTicker::createTickVector(double, const QCPRange& range) {
  QVector<double> ticks;
  if (!(range.lower > 0) || !(range.upper > range.lower)) return ticks;
  const int first = first_exponent(range.lower), last = last_exponent(range.upper);
  const double decades = std::log10(range.upper / range.lower);
  if (decades < 0.7) {
    const double exact_step = (range.upper - range.lower) / (tickCount() + 1e-10);
    return QCPAxisTicker::createTickVector(cleanMantissa(exact_step), range);
  }
  if (decades < 2.2 && tickCount() >= 5) {
    for (int exponent = first - 1; exponent <= last; ++exponent)
      for (const double digit : {1.0, 2.0, 5.0}) ticks << digit * std::pow(10.0, exponent);
    return ticks;
  }
  const int step = decade_step(last - first + 1, tickCount());
  for (int exponent = floor_to(first, step); exponent <= last + step && ticks.size() < max_ticks;
       exponent += step)
    ticks << std::pow(10.0, exponent);
  return ticks;
}

QVector<double> DecadeTicker::createSubTickVector(int count, const QVector<double>& ticks) {
  QVector<double> sub_ticks;
  if (ticks.size() < 2 || ticks.front() <= 0) return sub_ticks;
  if (!is_decade(ticks[0]) || ticks[1] / ticks[0] < 1.5) return QCPAxisTicker::createSubTickVector(4, ticks);
  const int first = static_cast<int>(std::round(std::log10(ticks.front()))) - 1;
  const int last = static_cast<int>(std::round(std::log10(ticks.back())));
  const bool dense = last - first > 14;
  for (int exponent = first; exponent <= last && sub_ticks.size() < max_ticks; ++exponent) {
    sub_ticks << std::pow(10.0, exponent);
    for (int digit = 2; !dense && digit <= count + 1; ++digit) sub_ticks << digit * std::pow(10.0, exponent);
  }
  return sub_ticks;
}

QString DecadeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  return value_label(tick);
}

QVector<double> PowerOfTwoTicker::createTickVector(double, const QCPRange& range) {
  QVector<double> ticks;
  if (!(range.lower > 0) || !(range.upper > range.lower)) return ticks;
  const auto first = static_cast<int>(std::ceil(std::log2(range.lower) - 1e-9));
  const auto last = static_cast<int>(std::floor(std::log2(range.upper) + 1e-9));
  if (std::log2(range.upper / range.lower) < 1.5) {
    const double exact_step = (range.upper - range.lower) / (tickCount() + 1e-10);
    return QCPAxisTicker::createTickVector(cleanMantissa(exact_step), range);
  }
  const int step = decade_step(last - first + 1, tickCount());
  for (int exponent = floor_to(first, step); exponent <= last + step && ticks.size() < max_ticks;
       exponent += step)
    ticks << std::ldexp(1.0, exponent);
  return ticks;
}

QString PowerOfTwoTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  static const std::array<const char*, 6> prefixes = {"", " Ki", " Mi", " Gi", " Ti", " Pi"};
  const double exponent = std::log2(tick);
  if (!(exponent >= 14) || exponent != std::round(exponent)) {
    const bool whole = tick >= 1 && tick < 1e5 && tick == std::round(tick);
    return whole ? QString::number(tick, 'f', 0) : format_three(tick, false);
  }
  const auto prefix = std::min<std::size_t>(static_cast<std::size_t>(exponent) / 10, prefixes.size() - 1);
  return format_three(tick / std::ldexp(1.0, 10 * static_cast<int>(prefix)), false) +
         QString::fromLatin1(prefixes[prefix]);
}

QVector<double> SymmetricLogTicker::createTickVector(double, const QCPRange& range) {
  const double low = width_ * std::sinh(range.lower), high = width_ * std::sinh(range.upper);
  // Close to zero the scale is linear: round numbers there, when the view shows nothing else.
  if (std::max(std::abs(low), std::abs(high)) < width_ * 1.5 ||
      (low * high > 0 && high / low < 5 && high / low > 0.2)) {
    QVector<double> ticks = QCPAxisTicker::createTickVector(
        cleanMantissa((high - low) / (tickCount() + 1e-10)), QCPRange(low, high));
    for (double& tick : ticks) tick = std::asinh(tick / width_);
    return ticks;
  }
  const int top = last_exponent(std::max(std::abs(low), std::abs(high)));
  const int bottom = std::min(top, first_exponent(width_ * 0.7));
  const bool both = low < 0 && high > 0;
  const int wanted = std::max(2, (tickCount() - 1) / (both ? 2 : 1));
  const int stride = decade_step(top - bottom + 1, wanted);
  QVector<double> ticks;
  for (int exponent = top; exponent >= bottom; exponent -= stride)
    ticks << -std::asinh(std::pow(10.0, exponent) / width_);
  // Zero needs as much room as any other label.
  const double smallest = ticks.isEmpty() ? 1 : -ticks.back();
  const double spacing = range.size() / (tickCount() + 1.0);
  if (both && smallest < spacing * 0.9 && ticks.size() > 1) ticks.removeLast();
  const QVector<double> negative = ticks;
  ticks << 0;
  for (auto tick = negative.rbegin(); tick != negative.rend(); ++tick) ticks << -*tick;
  return ticks;
}

QVector<double> SymmetricLogTicker::createSubTickVector(int, const QVector<double>& ticks) {
  QVector<double> sub_ticks;
  for (const double tick : ticks) {
    const double value = width_ * std::sinh(std::abs(tick));
    if (value <= 0 || !is_decade(value)) continue;
    for (int digit = 2; digit <= 9; ++digit) {
      const double coordinate = std::asinh(digit * value / width_);
      sub_ticks << (tick < 0 ? -coordinate : coordinate);
    }
  }
  std::ranges::sort(sub_ticks);
  return sub_ticks;
}

QString SymmetricLogTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  const double value = width_ * std::sinh(tick);
  return std::abs(value) < width_ * 1e-9 ? QStringLiteral("0") : value_label(value);
}

}  // namespace quantscope::widgets
