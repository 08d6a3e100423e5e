#include "app/gui/run_list.h"

#include <QIcon>
#include <QPixmap>
#include <algorithm>

#include "core/methods/method.h"
#include "widgets/core_text.h"
#include "widgets/number_text.h"
#include "widgets/theme.h"

namespace quantscope::gui {

widgets::RunStyle PinnedRun::style() const {
  widgets::RunStyle style;
  style.name = name;
  style.colour_index = colour;
  return style;
}

void RunList::set_state(State state) {
  if (state == state_) return;
  beginResetModel();
  state_ = std::move(state);
  if (state_.baseline >= static_cast<int>(state_.runs.size())) state_.baseline = -1;
  endResetModel();
  emit changed();
}

void RunList::edit(State next, const QString& what) {
  const State before = state_;
  set_state(std::move(next));
  if (before != state_) emit edited(before, state_, what);
}

QString RunList::unique_name(const QString& wanted, int except) const {
  QString name = wanted.simplified();
  for (int number = 2;; ++number) {
    bool taken = false;
    for (int run = 0; run < static_cast<int>(state_.runs.size()); ++run)
      taken = taken || (run != except && state_.runs[static_cast<std::size_t>(run)].name == name);
    if (!taken) return name;
    name = QStringLiteral("%1 (%2)").arg(wanted.simplified()).arg(number);
  }
}

int RunList::pin(const study::Setting& setting) {
  const auto same = std::ranges::find(state_.runs, setting, &PinnedRun::setting);
  if (same != state_.runs.end()) {
    const int run = static_cast<int>(same - state_.runs.begin());
    set_visible(run, true);
    return run;
  }
  if (state_.runs.size() >= most_runs) return -1;
  State next = state_;
  PinnedRun run;
  run.name = unique_name(short_name(setting), -1);
  run.setting = setting;
  // The first colour that no run has, so that removing one does not make two alike.
  while (std::ranges::any_of(next.runs, [&](const PinnedRun& other) { return other.colour == run.colour; }))
    ++run.colour;
  next.runs.push_back(run);
  edit(std::move(next), tr("pin %1").arg(run.name));
  return static_cast<int>(state_.runs.size()) - 1;
}

void RunList::remove(int run) {
  if (run < 0 || run >= static_cast<int>(state_.runs.size())) return;
  State next = state_;
  const QString name = next.runs[static_cast<std::size_t>(run)].name;
  next.runs.erase(next.runs.begin() + run);
  if (next.baseline == run)
    next.baseline = -1;
  else if (next.baseline > run)
    --next.baseline;
  edit(std::move(next), tr("remove %1").arg(name));
}

void RunList::rename(int run, const QString& name) {
  if (run < 0 || run >= static_cast<int>(state_.runs.size()) || name.simplified().isEmpty()) return;
  State next = state_;
  next.runs[static_cast<std::size_t>(run)].name = unique_name(name, run);
  edit(std::move(next), tr("rename %1").arg(name.simplified()));
}

void RunList::set_visible(int run, bool visible) {
  if (run < 0 || run >= static_cast<int>(state_.runs.size())) return;
  State next = state_;
  next.runs[static_cast<std::size_t>(run)].visible = visible;
  const QString& name = next.runs[static_cast<std::size_t>(run)].name;
  const QString what = visible ? tr("show %1").arg(name) : tr("hide %1").arg(name);
  edit(std::move(next), what);
}

void RunList::set_baseline(int run) {
  if (run < -1 || run >= static_cast<int>(state_.runs.size())) return;
  State next = state_;
  next.baseline = run;
  edit(std::move(next),
       run < 0 ? tr("no baseline") : tr("baseline %1").arg(state_.runs[static_cast<std::size_t>(run)].name));
}

int RunList::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(state_.runs.size());
}

QVariant RunList::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const PinnedRun& run = state_.runs[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return index.row() == state_.baseline ? tr("%1 (baseline)").arg(run.name) : run.name;
    case Qt::EditRole:
      return run.name;
    case Qt::CheckStateRole:
      return run.visible ? Qt::Checked : Qt::Unchecked;
    case Qt::DecorationRole: {
      const widgets::Theme& theme = widgets::current_theme();
      QPixmap swatch(12, 12);
      swatch.fill(theme.pinned[static_cast<std::size_t>(run.colour) % theme.pinned.size()]);
      return QIcon(swatch);
    }
    case Qt::ToolTipRole: {
      QStringList lines{QString::fromStdString(methods::method_by_id(run.setting.method).description().name)};
      for (const auto& [id, value] : run.setting.values)
        lines << QStringLiteral("%1 = %2").arg(QString::fromStdString(id),
                                               QString::fromStdString(base::parameter_text(value)));
      return lines.join('\n');
    }
    case Qt::AccessibleTextRole:
      return run.visible ? tr("%1, shown").arg(run.name) : tr("%1, hidden").arg(run.name);
    default:
      return {};
  }
}

bool RunList::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid()) return false;
  if (role == Qt::CheckStateRole) {
    set_visible(index.row(), value.toInt() == Qt::Checked);
    return true;
  }
  if (role != Qt::EditRole || value.toString().simplified().isEmpty()) return false;
  rename(index.row(), value.toString());
  return true;
}

Qt::ItemFlags RunList::flags(const QModelIndex& index) const {
  return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable | Qt::ItemIsEditable |
         Qt::ItemNeverHasChildren;
}

QString short_name(const study::Setting& setting) {
  const methods::Method& method = methods::method_by_id(setting.method);
  const std::vector<base::ParameterSpec> specs = method.parameters(nullptr);
  QString name = QString::fromStdString(setting.method);
  const auto bits = [&](const char* id) -> QString {
    const base::ParameterSpec* spec = base::find_parameter(specs, id);
    return spec ? QString::number(base::number_of(*spec, setting.values)) : QString();
  };
  const QString weight_bits = bits("weight_bits"), activation_bits = bits("activation_bits");
  QStringList others;
  for (const base::ParameterSpec& spec : specs) {
    if (spec.id == "weight_bits" || spec.id == "activation_bits") continue;
    const base::ParameterValue& value = base::value_of(spec, setting.values);
    if (value == spec.default_value || !base::why_disabled(spec, specs, setting.values).empty()) continue;
    const QString text = spec.kind == base::ParameterKind::real || spec.kind == base::ParameterKind::integer
                             ? widgets::format_three(std::get<double>(value), false)
                             : QString::fromStdString(base::parameter_text(value));
    others << (spec.id == "theta"                         ? QStringLiteral("θ=%1").arg(text)
               : spec.kind == base::ParameterKind::choice ? text
               : spec.kind == base::ParameterKind::boolean
                   ? (text == QLatin1String("true")
                          ? widgets::core_text(spec.label)
                          : RunList::tr("no %1").arg(widgets::core_text(spec.label)))
                   : QStringLiteral("%1 %2").arg(widgets::core_text(spec.label), text));
  }
  if (!weight_bits.isEmpty()) name += QStringLiteral(" W") + weight_bits;
  if (!activation_bits.isEmpty()) name += QStringLiteral("A") + activation_bits;
  constexpr int most_named = 3;
  for (int i = 0; i < std::min<int>(most_named, static_cast<int>(others.size())); ++i)
    name += ' ' + others[i];
  if (others.size() > most_named) name += QStringLiteral(" …");
  return name;
}

}  // namespace quantscope::gui
