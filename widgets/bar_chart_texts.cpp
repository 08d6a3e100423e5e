#include <algorithm>
#include <cmath>

#include "widgets/bar_chart_view.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {
namespace {

double at(const std::vector<double>& values, int group) {
  return static_cast<std::size_t>(group) < values.size() ? values[static_cast<std::size_t>(group)]
                                                         : std::nan("");
}

}  // namespace

double BarChartView::error(int group, int series) const {
  return at(data_.series[static_cast<std::size_t>(series)].errors, group);
}

double BarChartView::difference_error(int group, int series) const {
  return at(data_.series[static_cast<std::size_t>(series)].difference_errors, group);
}

QString BarChartView::with_error(int group, int series) const {
  QString text = format_si(value(group, series), data_.unit);
  if (const double around = error(group, series); around > 0)
    text = tr("%1 ± %2", "value and its standard error").arg(text, format_three(around));
  return is_unfinished(group, series) ? tr("%1 so far").arg(text) : text;
}

QString BarChartView::readout(QPointF pixel) const {
  const auto bar = bar_at(pixel);
  if (!bar) return {};
  const auto [group, under] = *bar;
  const BarGroup& place = data_.groups[static_cast<std::size_t>(group)];
  QStringList lines = {place.full_name.isEmpty() ? place.label : place.full_name};
  for (int series = 0; series < static_cast<int>(data_.series.size()); ++series) {
    const double plain = value(group, series);
    const QString& name = data_.series[static_cast<std::size_t>(series)].style.name;
    QString line = series == under ? QStringLiteral("▸ ") : QString();
    if (const QString why = problem(group, series); !why.isEmpty())
      line += tr("%1: %2").arg(name, why);
    else if (std::isnan(plain))
      line += tr("%1: not computed yet").arg(name);
    else
      line += tr("%1: %2").arg(name, with_error(group, series));
    const double difference = plain - baseline(group, series);
    if (has_baseline() && !is_baseline(group, series) && !std::isnan(difference)) {
      QString text = (difference > 0 ? QStringLiteral("+") : QString()) + format_si(difference, data_.unit);
      if (const double around = difference_error(group, series); around > 0)
        text = tr("%1 ± %2", "value and its standard error").arg(text, format_three(around));
      line += QStringLiteral(" (%1)").arg(text);
    }
    lines << line;
  }
  return lines.join('\n');
}

ChartTable BarChartView::table() const {
  ChartTable made;
  std::vector<QString> labels, names;
  for (const BarGroup& group : data_.groups) {
    labels.push_back(group.label);
    names.push_back(group.full_name.isEmpty() ? group.label : group.full_name);
  }
  made.columns.push_back({data_.group_word.isEmpty() ? QStringLiteral("group") : data_.group_word, labels});
  if (names != labels) made.columns.push_back({"full_name", std::move(names)});
  const QString unit = data_.unit.isEmpty() ? QString() : "_" + data_.unit.toLower();
  const auto groups = static_cast<int>(data_.groups.size());
  for (int series = 0; series < static_cast<int>(data_.series.size()); ++series) {
    std::vector<double> values, differences, errors, difference_errors;
    std::vector<QString> problems;
    for (int group = 0; group < groups; ++group) {
      values.push_back(value(group, series));
      differences.push_back(values.back() - baseline(group, series));
      problems.push_back(problem(group, series));
      errors.push_back(error(group, series));
      difference_errors.push_back(difference_error(group, series));
    }
    const QString& name = data_.series[static_cast<std::size_t>(series)].style.name;
    made.columns.push_back({name + unit, std::move(values)});
    const auto known = [](const std::vector<double>& all) {
      return std::ranges::any_of(all, [](double each) { return !std::isnan(each); });
    };
    if (known(errors)) made.columns.push_back({name + "_standard_error" + unit, std::move(errors)});
    if (has_baseline() && data_.baseline_series.value_or(-1) != series) {
      made.columns.push_back({name + "_difference" + unit, std::move(differences)});
      if (known(difference_errors))
        made.columns.push_back({name + "_difference_standard_error" + unit, std::move(difference_errors)});
    }
    if (std::ranges::any_of(problems, [](const QString& text) { return !text.isEmpty(); }))
      made.columns.push_back({name + "_problem", std::move(problems)});
  }
  return made;
}

}  // namespace quantscope::widgets
