#include "app/gui/view_filter.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <utility>

#include "core/base/error.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

using Kind = Filter::Kind;

constexpr std::array<std::pair<Kind, const char*>, 6> kind_names{
    {{Kind::name, "name"},
     {Kind::tensor_kind, "tensor_kind"},
     {Kind::outlier_tensors, "outlier_tensors"},
     {Kind::outlier_channels, "outlier_channels"},
     {Kind::above_theta, "above_theta"},
     {Kind::magnitude, "magnitude"}}};

using NameCondition = std::function<bool(const QString& name)>;

/// Names are one text here, not a path: a '*' matches dots and slashes too.
NameCondition name_condition(const QString& pattern) {
  static const QRegularExpression glob_signs(QStringLiteral("[*?\\[]"));
  if (pattern.contains(glob_signs)) {
    const QRegularExpression glob(QRegularExpression::wildcardToRegularExpression(
                                      pattern, QRegularExpression::UnanchoredWildcardConversion)
                                      .replace(QStringLiteral("[^/]"), QStringLiteral(".")),
                                  QRegularExpression::CaseInsensitiveOption);
    if (glob.isValid()) return [glob](const QString& name) { return glob.match(name).hasMatch(); };
  }
  return [pattern](const QString& name) { return name.contains(pattern, Qt::CaseInsensitive); };
}

bool kind_matches(const QString& kind, const storage::TensorInfo& info) {
  using storage::TensorRole;
  if (kind == QLatin1String("role:weight"))
    return info.role == TensorRole::weight || info.role == TensorRole::other;
  if (kind == QLatin1String("role:input"))
    return info.role == TensorRole::activation || info.role == TensorRole::channel_absmax;
  return kind == QLatin1String(info.kind.c_str());
}

QString kind_label(const QString& kind) {
  if (kind == QLatin1String("role:weight")) return Filter::tr("weights");
  if (kind == QLatin1String("role:input")) return Filter::tr("inputs");
  return kind;
}

bool keeps_channel(const Filter& filter, const ChannelFacts& facts, double absmax) {
  switch (filter.kind) {
    case Kind::outlier_channels:
      return (absmax > facts.outlier_factor * facts.median) != filter.excluded;
    case Kind::above_theta:
      return !facts.theta || (absmax > *facts.theta) != filter.excluded;
    case Kind::magnitude:
      return (absmax >= filter.low && absmax <= filter.high) != filter.excluded;
    default:
      return true;
  }
}

}  // namespace

bool Filter::about_channels() const {
  return kind == Kind::outlier_channels || kind == Kind::above_theta || kind == Kind::magnitude;
}

QString Filter::label() const {
  QString what;
  switch (kind) {
    case Kind::name:
      what = text;
      break;
    case Kind::tensor_kind:
      what = kind_label(text);
      break;
    case Kind::outlier_tensors:
      what = tr("tensors with outlier channels");
      break;
    case Kind::outlier_channels:
      what = tr("outlier channels");
      break;
    case Kind::above_theta:
      what = tr("channels above θ");
      break;
    case Kind::magnitude:
      what = tr("absmax %1 to %2").arg(widgets::format_three(low, false), widgets::format_three(high, false));
      break;
  }
  return excluded ? tr("not: %1").arg(what) : what;
}

QJsonObject Filter::to_json() const {
  QJsonObject object;
  for (const auto& [value, name] : kind_names)
    if (value == kind) object[QStringLiteral("kind")] = QLatin1String(name);
  if (kind == Kind::name || kind == Kind::tensor_kind) object[QStringLiteral("text")] = text;
  if (kind == Kind::magnitude) {
    object[QStringLiteral("low")] = low;
    object[QStringLiteral("high")] = high;
  }
  if (excluded) object[QStringLiteral("excluded")] = true;
  return object;
}

Filter Filter::from_json(const QJsonObject& object) {
  Filter filter;
  const QString name = object[QStringLiteral("kind")].toString();
  const auto known = std::ranges::find_if(
      kind_names, [&](const auto& entry) { return name == QLatin1String(entry.second); });
  if (known == kind_names.end())
    throw base::Error("\"" + name.toStdString() + "\" is no kind of filter", "filters");
  filter.kind = known->first;
  filter.text = object[QStringLiteral("text")].toString();
  filter.low = object[QStringLiteral("low")].toDouble();
  filter.high = object[QStringLiteral("high")].toDouble();
  filter.excluded = object[QStringLiteral("excluded")].toBool();
  if ((filter.kind == Kind::name || filter.kind == Kind::tensor_kind) && filter.text.isEmpty())
    throw base::Error("a filter of names or kinds has no text", "filters");
  if (filter.kind == Kind::magnitude && !(filter.low <= filter.high))
    throw base::Error("a filter of magnitudes has no range", "filters");
  return filter;
}

TensorCondition tensor_condition(const Filters& filters) {
  std::vector<TensorCondition> conditions;
  for (const Filter& filter : filters) {
    const bool excluded = filter.excluded;
    if (filter.kind == Kind::name)
      conditions.push_back([matches = name_condition(filter.text.trimmed()), excluded](
                               const storage::TensorInfo& info, const std::optional<TensorSummary>&) {
        return matches(QString::fromStdString(info.name)) != excluded;
      });
    else if (filter.kind == Kind::tensor_kind)
      conditions.push_back([kind = filter.text, excluded](const storage::TensorInfo& info,
                                                          const std::optional<TensorSummary>&) {
        return kind_matches(kind, info) != excluded;
      });
    else if (filter.kind == Kind::outlier_tensors)
      conditions.push_back(
          [excluded](const storage::TensorInfo&, const std::optional<TensorSummary>& summary) {
            return !summary || (summary->outlier_channels > 0) != excluded;
          });
  }
  return [conditions = std::move(conditions)](const storage::TensorInfo& info,
                                              const std::optional<TensorSummary>& summary) {
    return std::ranges::all_of(conditions,
                               [&](const TensorCondition& keeps) { return keeps(info, summary); });
  };
}

bool has_channel_filter(const Filters& filters) {
  return std::ranges::any_of(filters, &Filter::about_channels);
}

std::optional<std::vector<int>> kept_channels(const Filters& filters, const ChannelFacts& facts) {
  if (!has_channel_filter(filters) || !facts.absmax) return std::nullopt;
  std::vector<int> kept;
  for (std::size_t channel = 0; channel < facts.absmax->size(); ++channel)
    if (std::ranges::all_of(filters, [&](const Filter& filter) {
          return keeps_channel(filter, facts, (*facts.absmax)[channel]);
        }))
      kept.push_back(static_cast<int>(channel));
  return kept;
}

}  // namespace quantscope::gui
