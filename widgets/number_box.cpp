#include "widgets/number_box.h"

#include <QLineEdit>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "widgets/core_text.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

constexpr double widest = 1e30;
constexpr int decimals_kept = 15;

}  // namespace

bool unit_fits(const base::ParameterSpec& spec) {
  return !spec.unit.empty() && (spec.unit.size() <= 4 || takes_prefix(QString::fromStdString(spec.unit)));
}

double held(const base::ParameterSpec& spec, double value) {
  if (!spec.allowed.empty())
    return *std::ranges::min_element(spec.allowed, {},
                                     [value](double each) { return std::abs(each - value); });
  if (spec.kind == base::ParameterKind::integer) value = std::round(value);
  return std::clamp(value, spec.minimum, spec.maximum);
}

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent) {
  setDecimals(decimals_kept);
  setRange(-widest, widest);
  setKeyboardTracking(false);
  setFocusPolicy(Qt::StrongFocus);
  setAlignment(Qt::AlignRight);
}

void NumberBox::set_spec(const base::ParameterSpec& spec) {
  spec_ = spec;
  const QString unit = QString::fromStdString(spec.unit);
  prefixed_unit_ = takes_prefix(unit) ? unit : QString();
  const bool is_suffix = prefixed_unit_.isEmpty() && unit_fits(spec);
  setSuffix(is_suffix ? QStringLiteral(" ") + core_text(spec.unit) : QString());
  updateGeometry();
}

void NumberBox::stepBy(int steps) {
  interpretText();
  double next = value();
  if (!spec_.allowed.empty()) {
    const auto nearest =
        std::ranges::min_element(spec_.allowed, {}, [&](double each) { return std::abs(each - next); });
    const auto index = nearest - spec_.allowed.begin() + steps;
    next = spec_.allowed[static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(index, 0, static_cast<std::ptrdiff_t>(spec_.allowed.size()) - 1))];
  } else if (spec_.logarithmic && spec_.kind == base::ParameterKind::real && next > 0) {
    // A tenth of the decade that the value lies in.
    next += steps * std::pow(10.0, std::floor(std::log10(next) + (steps < 0 ? -1e-9 : 1e-9)) - 1);
    next = held(spec_, std::stod(QByteArray::number(next, 'g', 6).toStdString()));
  } else {
    const double step = spec_.step > 0 ? spec_.step : 1;
    next = held(spec_, std::stod(QByteArray::number(next + steps * step, 'g', 12).toStdString()));
  }
  setValue(next);
  lineEdit()->selectAll();
}

QString NumberBox::bare(const QString& text) const {
  QString number = text.trimmed();
  if (!suffix().isEmpty() && number.endsWith(suffix().trimmed())) number.chop(suffix().trimmed().size());
  number = number.trimmed();
  number.replace(QChar(0x2212), '-');
  if (!number.contains('.')) number.replace(',', '.');
  return number;
}

std::optional<double> NumberBox::number_in(const QString& text) const {
  if (!prefixed_unit_.isEmpty()) return read_si(bare(text), prefixed_unit_);
  bool is_number = false;
  const double number = bare(text).toDouble(&is_number);
  return is_number ? std::optional(number) : std::nullopt;
}

QValidator::State NumberBox::validate(QString& text, int&) const {
  return number_in(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

double NumberBox::valueFromText(const QString& text) const {
  return number_in(text).value_or(0);
}

QString NumberBox::textFromValue(double value) const {
  if (!prefixed_unit_.isEmpty()) return exact_si_text(value, prefixed_unit_);
  return QString::fromStdString(base::parameter_text(value));
}

void NumberBox::fixup(QString& text) const {
  if (const QString number = bare(text); !number.isEmpty()) emit refused(number);
}

QSize NumberBox::sizeHint() const {
  int width = fontMetrics().horizontalAdvance(QStringLiteral("0.000"));
  if (!prefixed_unit_.isEmpty())
    width = fontMetrics().horizontalAdvance(QStringLiteral("888.88 M") + prefixed_unit_);
  for (const double value : {spec_.minimum, spec_.maximum})
    if (const QString text = textFromValue(value); text.size() <= 8)
      width = std::max(width, fontMetrics().horizontalAdvance(text));
  width += fontMetrics().horizontalAdvance(suffix()) + 34;
  return {width, QDoubleSpinBox::sizeHint().height()};
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const {
  const double low = spec_.allowed.empty() ? spec_.minimum : spec_.allowed.front();
  const double high = spec_.allowed.empty() ? spec_.maximum : spec_.allowed.back();
  StepEnabled enabled;
  if (value() > low) enabled |= StepDownEnabled;
  if (value() < high) enabled |= StepUpEnabled;
  return enabled;
}

void NumberBox::wheelEvent(QWheelEvent* event) {
  // A wheel that scrolls the panel must not turn what it passes.
  if (hasFocus())
    QDoubleSpinBox::wheelEvent(event);
  else
    event->ignore();
}

}  // namespace quantscope::widgets
