#include "app/gui/comparison_model.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QPixmap>
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/gui/unknown.h"
#include "core/base/parameter.h"
#include "widgets/number_text.h"
#include "widgets/theme.h"

namespace quantscope::gui {
namespace {

QString with_unit(double value, const study::ComparisonMetric& metric, bool signed_text) {
  QString text = metric.unit.empty() ? widgets::format_three(value)
                                     : widgets::format_si(value, QString::fromStdString(metric.unit));
  return signed_text && value > 0 ? '+' + text : text;
}

QPixmap swatch(const widgets::RunStyle& style) {
  QPixmap picture(14, 14);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  widgets::draw_run_marker(painter, style, widgets::current_theme(), QPointF(7, 7), 10);
  return picture;
}

}  // namespace

double ShownComparison::value(int run, int weight) const {
  const auto& cell = comparison.at(run, weight);
  return cell && cell->problem.empty() ? study::value_of(metric, *cell) : unknown;
}

double ShownComparison::shown(int run, int weight) const {
  const double mine = value(run, weight);
  if (!shows_differences()) return mine;
  const double reference = value(baseline, weight);
  return mine == reference ? 0 : mine - reference;  // also where both are infinite
}

double ShownComparison::badness(int run, int weight) const {
  const double mine = shown(run, weight);
  return metric.higher_is_better ? -mine : mine;
}

double ShownComparison::badness_of_weight(int weight) const {
  double worst = unknown;
  for (int run = 0; run < runs(); ++run) worst = std::fmax(worst, badness(run, weight));
  return worst;
}

double ShownComparison::largest_difference() const {
  double largest = 0;
  if (!shows_differences()) return largest;
  for (int run = 0; run < runs(); ++run)
    for (int weight = 0; weight < weights(); ++weight)
      if (const double difference = shown(run, weight); std::isfinite(difference))
        largest = std::max(largest, std::abs(difference));
  return largest;
}

QString ShownComparison::text(int run, int weight) const {
  const auto& cell = comparison.at(run, weight);
  if (!cell) return QStringLiteral("…");
  if (!cell->problem.empty()) return ComparisonModel::tr("cannot");
  const double shown_value = shown(run, weight);
  const QString number = widgets::format_three(shown_value);
  return shows_differences() && shown_value > 0 ? '+' + number : number;
}

QString ShownComparison::problem(int run, int weight) const {
  const auto& cell = comparison.at(run, weight);
  return cell ? QString::fromStdString(cell->problem) : QString();
}

QString ShownComparison::details(int run, int weight) const {
  const auto name = [this](int of) {
    return QString::fromStdString(comparison.runs[static_cast<std::size_t>(of)].name);
  };
  QStringList lines{
      ComparisonModel::tr("%1 on %2")
          .arg(name(run), QString::fromStdString(comparison.tensors[static_cast<std::size_t>(weight)]))};
  const auto& cell = comparison.at(run, weight);
  if (!cell) {
    lines << ComparisonModel::tr("not computed yet");
  } else if (!cell->problem.empty()) {
    lines << QString::fromStdString(cell->problem);
  } else {
    for (const study::ComparisonMetric& each : study::comparison_metrics()) {
      const double figure = study::value_of(each, *cell);
      if (!std::isnan(figure))
        lines << QStringLiteral("%1: %2").arg(QString::fromStdString(each.label),
                                              with_unit(figure, each, false));
    }
    if (shows_differences() && baseline != run && !std::isnan(shown(run, weight)))
      lines << ComparisonModel::tr("%1 against %2: %3")
                   .arg(QString::fromStdString(metric.label), name(baseline),
                        with_unit(shown(run, weight), metric, true));
  }
  return lines.join('\n');
}

double difference_level(const study::ComparisonMetric& metric, double difference, double largest) {
  if (!(largest > 0) || std::isnan(difference)) return 0;
  // The square root lets small differences be seen beside a large one.
  const double size = std::sqrt(std::min(1.0, std::abs(difference) / largest));
  return (difference > 0) == metric.higher_is_better ? size : -size;
}

void ComparisonModel::set_comparison(ShownComparison shown) {
  const auto same_run = [](const study::Run& a, const study::Run& b) { return a.name == b.name; };
  const bool same = shown.comparison.weights == shown_.comparison.weights &&
                    std::ranges::equal(shown.comparison.runs, shown_.comparison.runs, same_run);
  if (!same) beginResetModel();
  shown_ = std::move(shown);
  largest_ = shown_.largest_difference();
  if (!same)
    endResetModel();
  else if (rowCount() > 0)
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int ComparisonModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : shown_.weights();
}

int ComparisonModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : shown_.runs() + 1;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const int weight = index.row(), run = index.column() - 1;
  if (role == Qt::FontRole && weight == shown_.selected) {
    QFont font;
    font.setBold(true);
    return font;
  }
  if (run < 0) {
    if (role == Qt::DisplayRole) return shown_.labels[static_cast<std::size_t>(weight)];
    if (role == Qt::ToolTipRole)
      return QString::fromStdString(shown_.comparison.tensors[static_cast<std::size_t>(weight)]);
    if (role == sort_role) return weight;
    return {};
  }
  switch (role) {
    case Qt::DisplayRole:
      return shown_.text(run, weight);
    case Qt::ToolTipRole:
      return shown_.details(run, weight);
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::BackgroundRole: {
      const double level = difference_level(shown_.metric, shown_.shown(run, weight), largest_);
      if (level == 0) return {};
      const widgets::Theme& theme = widgets::current_theme();
      QColor colour = level > 0 ? theme.better : theme.worse;
      colour.setAlphaF(static_cast<float>(0.45 * std::abs(level)));
      return colour;
    }
    case Qt::ForegroundRole:
      if (const auto& cell = shown_.comparison.at(run, weight); !cell || !cell->problem.empty())
        return widgets::current_theme().muted_text;
      return {};
    case sort_role:
      return shown_.badness(run, weight);
    case problem_role:
      return shown_.problem(run, weight);
    default:
      return {};
  }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (section == 0) return role == Qt::DisplayRole ? tr("Tensor") : QVariant();
  const auto run = static_cast<std::size_t>(section - 1);
  if (run >= shown_.comparison.runs.size()) return {};
  switch (role) {
    case Qt::DisplayRole:
      return section - 1 == shown_.baseline
                 ? tr("%1 (baseline)").arg(QString::fromStdString(shown_.comparison.runs[run].name))
                 : QString::fromStdString(shown_.comparison.runs[run].name);
    case Qt::DecorationRole:
      return swatch(shown_.styles[run]);
    case Qt::ToolTipRole: {
      QStringList lines{QString::fromStdString(shown_.comparison.runs[run].name)};
      for (const auto& [id, value] : shown_.comparison.runs[run].setting.values)
        lines << QStringLiteral("%1 = %2").arg(QString::fromStdString(id),
                                               QString::fromStdString(base::parameter_text(value)));
      return lines.join('\n');
    }
    default:
      return {};
  }
}

widgets::ChartTable table_of(const ShownComparison& shown, const std::vector<int>& weights) {
  widgets::ChartTable table;
  std::vector<QString> names;
  for (const int weight : weights)
    names.push_back(QString::fromStdString(shown.comparison.tensors[static_cast<std::size_t>(weight)]));
  table.columns.push_back({QStringLiteral("tensor"), std::move(names)});
  const QString column = QString::fromLatin1(shown.shows_differences() ? "difference_%1 %2" : "%1 %2")
                             .arg(QString::fromStdString(shown.metric.id));
  for (int run = 0; run < shown.runs(); ++run) {
    std::vector<double> values;
    for (const int weight : weights) values.push_back(shown.shown(run, weight));
    const std::string& name = shown.comparison.runs[static_cast<std::size_t>(run)].name;
    table.columns.push_back({column.arg(QString::fromStdString(name)), std::move(values)});
  }
  return table;
}

}  // namespace quantscope::gui
