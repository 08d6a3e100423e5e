#include "app/gui/metric_rows.h"

#include <QCoreApplication>
#include <QStringList>
#include <functional>

#include "app/gui/figures.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

using study::AnalysisResult;
using widgets::MetricDirection;

struct MetricWords {
  Q_DECLARE_TR_FUNCTIONS(metrics)
};

std::optional<double> figure(const AnalysisResult* result,
                             const std::function<std::optional<double>(const AnalysisResult&)>& of) {
  return result ? of(*result) : std::nullopt;
}

std::function<std::optional<double>(const AnalysisResult&)> of_values(double metrics::ErrorMetrics::*member) {
  return [member](const AnalysisResult& result) -> std::optional<double> {
    if (result.error.count == 0) return std::nullopt;
    return result.error.*member;
  };
}

std::function<std::optional<double>(const AnalysisResult&)> of_output(double metrics::ErrorMetrics::*member) {
  return [member](const AnalysisResult& result) -> std::optional<double> {
    if (!result.output_error) return std::nullopt;
    return (*result.output_error).*member;
  };
}

}  // namespace

std::vector<widgets::MetricRow> metric_rows(const AnalysisResult* before, const AnalysisResult* after) {
  using metrics::ErrorMetrics;
  std::vector<widgets::MetricRow> rows;
  const auto add = [&](const char* id, const QString& label, const QString& unit, const QString& formula,
                       MetricDirection direction,
                       const std::function<std::optional<double>(const AnalysisResult&)>& of) {
    widgets::MetricRow row;
    row.id = QString::fromLatin1(id);
    row.label = label;
    row.unit = unit;
    row.formula = formula;
    row.direction = direction;
    row.before = figure(before, of);
    row.after = figure(after, of);
    rows.push_back(std::move(row));
  };
  const auto less = MetricDirection::lower_is_better;
  const auto more = MetricDirection::higher_is_better;
  add("output_sqnr_db", MetricWords::tr("Output SQNR"), QStringLiteral("dB"),
      MetricWords::tr("10·log10(Σy²/Σ(y − ŷ)²) of the layer's output on the captured inputs"), more,
      of_output(&ErrorMetrics::sqnr_db));
  add("output_mse", MetricWords::tr("Output MSE"), {},
      MetricWords::tr("Σ(y − ŷ)²/n of the layer's output on the captured inputs"), less,
      of_output(&ErrorMetrics::mse));
  add("output_cosine", MetricWords::tr("Output cosine"), {},
      MetricWords::tr("Σyŷ/√(Σy²·Σŷ²) of the layer's output"), more, of_output(&ErrorMetrics::cosine));
  add("sqnr_db", MetricWords::tr("SQNR"), QStringLiteral("dB"),
      MetricWords::tr("10·log10(Σx²/Σ(x − x̂)²) of the values of this tensor"), more,
      of_values(&ErrorMetrics::sqnr_db));
  add("mse", MetricWords::tr("MSE"), {}, MetricWords::tr("Σ(x − x̂)²/n of the values of this tensor"), less,
      of_values(&ErrorMetrics::mse));
  add("cosine", MetricWords::tr("Cosine"), {}, MetricWords::tr("Σxx̂/√(Σx²·Σx̂²) of the values of this tensor"),
      more, of_values(&ErrorMetrics::cosine));
  add("max_abs_error", MetricWords::tr("Largest error"), {}, MetricWords::tr("max |x − x̂|"), less,
      of_values(&ErrorMetrics::max_abs_error));
  add("outlier_error_share", MetricWords::tr("Error in outliers"), QStringLiteral("%"),
      MetricWords::tr("Share of Σ(x − x̂)² that lies in outlier channels"), MetricDirection::neither,
      [](const AnalysisResult& result) -> std::optional<double> {
        if (result.error.count == 0) return std::nullopt;
        return 100 * result.outlier_error_share;
      });
  add("bits_per_weight", MetricWords::tr("Bits per weight"), QStringLiteral("bits"),
      after ? cost_text(*after) : MetricWords::tr("All that is stored, over the number of weights"), less,
      [](const AnalysisResult& result) -> std::optional<double> {
        if (!(result.bits_per_weight > 0)) return std::nullopt;
        return result.bits_per_weight;
      });
  return rows;
}

QString cost_text(const AnalysisResult& result) {
  if (!result.cost) return MetricWords::tr("All that is stored, over the number of weights");
  QStringList lines;
  const double bits = result.cost->storage_bits();
  lines << MetricWords::tr("Stored: %1").arg(bytes_text(bits / 8));
  for (const methods::Cost::Part& part : result.cost->storage)
    lines << MetricWords::tr("%1: %2 (%3 bits per weight)")
                 .arg(QString::fromStdString(part.name), bytes_text(part.bits / 8),
                      widgets::format_three(bits > 0 ? part.bits / bits * result.bits_per_weight : 0, false));
  lines << MetricWords::tr("Operations per token:");
  for (const auto& [kind, count] : result.cost->per_token)
    lines << QStringLiteral("%1: %2").arg(QString::fromStdString(kernels::operation_name(kind)),
                                          widgets::format_si(count));
  return lines.join('\n');
}

}  // namespace quantscope::gui
