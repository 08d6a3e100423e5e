#pragma once

#include <QString>
#include <optional>

namespace quantscope::widgets {

/// Three significant digits: "0.0123", "6.20", "1.23·10⁻⁷", "−4.50". Infinite and not-a-number read "∞",
/// "−∞", "–". With `keep_zeros` false, "6.2".
QString format_three(double value, bool keep_zeros = true);

/// Three significant digits with an SI prefix where the unit takes one ("1.23 ms", "61.0 MB", "4.51 M" for a
/// plain count); "dB", "%", "bits" and other derived words stay without ("31.4 dB").
QString format_si(double value, const QString& unit = {});

/// Whether format_si() gives the unit a prefix.
bool takes_prefix(const QString& unit);

/// Twelve significant digits with an SI prefix, for fields: "2.039 TB/s", "36 µs", "0 s". Of units that
/// take_prefix().
QString exact_si_text(double value, const QString& unit);

/// Reads what exact_si_text() writes and what a hand types instead: "2039 GB/s", "2.039T", "2.039e12", "36
/// us". Nothing where it is no number of that unit.
std::optional<double> read_si(const QString& text, const QString& unit);

/// "absmax (V)"; the name alone without a unit: what an axis says.
QString with_unit(const QString& name, const QString& unit);

/// A whole number with thin spaces between thousands: "11 008".
QString format_count(qint64 value);

/// "10⁻³"
QString decade_text(int exponent);

/// Full precision, independent of locale: the shortest text that reads back to the same double ("nan",
/// "inf").
QString exact_text(double value);

}  // namespace quantscope::widgets
