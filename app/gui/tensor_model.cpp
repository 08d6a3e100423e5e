#include "app/gui/tensor_model.h"

#include <algorithm>
#include <map>

#include "app/gui/figures.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

using storage::TensorRole;

constexpr quintptr group_id = 0;

QString figure(const TensorSummary& summary, int column) {
  switch (column) {
    case TensorModel::absmax_column:
      return widgets::format_si(summary.absmax);
    case TensorModel::ratio_column:
      return widgets::format_si(summary.outlier_ratio);
    case TensorModel::kurtosis_column:
      return widgets::format_si(summary.kurtosis);
    default:
      return {};
  }
}

double sort_figure(const TensorSummary& summary, int column) {
  switch (column) {
    case TensorModel::absmax_column:
      return summary.absmax;
    case TensorModel::ratio_column:
      return summary.outlier_ratio;
    case TensorModel::kurtosis_column:
      return summary.kurtosis;
    default:
      return summary.badness;
  }
}

}  // namespace

void TensorModel::set_document(std::shared_ptr<const Document> document) {
  beginResetModel();
  document_ = std::move(document);
  build_groups();
  endResetModel();
}

void TensorModel::set_inputs(std::shared_ptr<const Document> document) {
  beginResetModel();
  const auto before = std::exchange(document_, std::move(document));
  const auto known = std::exchange(summaries_, {});
  build_groups();
  for (int tensor = 0; tensor < static_cast<int>(known.size()); ++tensor)
    if (const auto& summary = known[static_cast<std::size_t>(tensor)];
        summary && document_->shares(tensor, *before))
      note(tensor, *summary);
  endResetModel();
}

void TensorModel::build_groups() {
  groups_.clear();
  places_.clear();
  summaries_.clear();
  known_ = 0;
  if (!document_) return;
  places_.resize(document_->tensors().size());
  summaries_.resize(document_->tensors().size());
  std::map<int, Group> by_block;
  const auto place = [&](int tensor) {
    if (tensor < 0) return;
    const int block = document_->tensor(tensor).block;
    by_block[block].tensors.push_back(tensor);
  };
  for (const calibration::SitePlan& site : document_->sites().sites()) {
    place(site.activation);
    place(site.channel_absmax);
    for (const int consumer : site.consumers) place(consumer);
  }
  for (auto& [block, group] : by_block) {
    if (block < 0) continue;
    group.block = block;
    groups_.push_back(std::move(group));
  }
  if (const auto outside = by_block.find(-1); outside != by_block.end())
    groups_.push_back(std::move(outside->second));
  for (std::size_t g = 0; g < groups_.size(); ++g)
    for (std::size_t r = 0; r < groups_[g].tensors.size(); ++r)
      places_[static_cast<std::size_t>(groups_[g].tensors[r])] = {static_cast<int>(g), static_cast<int>(r)};
}

void TensorModel::note(int tensor, const TensorSummary& summary) {
  auto& slot = summaries_[static_cast<std::size_t>(tensor)];
  if (!slot) ++known_;
  slot = summary;
  if (!summary.problem.isEmpty()) return;
  const Place place = places_[static_cast<std::size_t>(tensor)];
  auto& worst = groups_[static_cast<std::size_t>(place.group)].worst;
  if (!worst) worst = TensorSummary{};
  worst->absmax = std::max(worst->absmax, summary.absmax);
  worst->outlier_ratio = std::max(worst->outlier_ratio, summary.outlier_ratio);
  worst->kurtosis = std::max(worst->kurtosis, summary.kurtosis);
  worst->badness = std::max(worst->badness, summary.badness);
}

void TensorModel::set_summaries(const std::vector<std::pair<int, TensorSummary>>& summaries) {
  struct Span {
    int first = std::numeric_limits<int>::max();
    int last = -1;
  };
  std::map<int, Span> changed;
  for (const auto& [tensor, summary] : summaries) {
    if (tensor < 0 || static_cast<std::size_t>(tensor) >= summaries_.size()) continue;
    note(tensor, summary);
    const Place place = places_[static_cast<std::size_t>(tensor)];
    Span& span = changed[place.group];
    span.first = std::min(span.first, place.row);
    span.last = std::max(span.last, place.row);
  }
  for (const auto& [group, span] : changed) {
    const QModelIndex parent_index = index(group, 0);
    emit dataChanged(index(span.first, absmax_column, parent_index),
                     index(span.last, badness_column, parent_index));
    emit dataChanged(index(group, absmax_column), index(group, badness_column));
  }
}

const std::optional<TensorSummary>& TensorModel::summary(int tensor) const {
  return summaries_.at(static_cast<std::size_t>(tensor));
}

QModelIndex TensorModel::index_of(int tensor, int column) const {
  if (tensor < 0 || static_cast<std::size_t>(tensor) >= places_.size()) return {};
  const Place place = places_[static_cast<std::size_t>(tensor)];
  return createIndex(place.row, column, static_cast<quintptr>(place.group + 1));
}

int TensorModel::tensor_at(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == group_id) return -1;
  return groups_[index.internalId() - 1].tensors[static_cast<std::size_t>(index.row())];
}

std::vector<int> TensorModel::tensors_in_order() const {
  std::vector<int> order;
  order.reserve(places_.size());
  for (const Group& group : groups_) order.insert(order.end(), group.tensors.begin(), group.tensors.end());
  return order;
}

int TensorModel::worst_tensor() const {
  int worst = -1;
  std::pair<bool, double> best{false, -1};
  for (std::size_t i = 0; i < summaries_.size(); ++i) {
    const int tensor = static_cast<int>(i);
    if (!summaries_[i] || !summaries_[i]->problem.isEmpty() || !document_->is_quantizable(tensor)) continue;
    const calibration::SitePlan& site = document_->site_of(tensor);
    const std::pair<bool, double> rank{site.activation >= 0 && !site.consumers.empty(),
                                       summaries_[i]->badness};
    if (rank > best) {
      best = rank;
      worst = tensor;
    }
  }
  return worst;
}

QModelIndex TensorModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  if (!parent.isValid()) return createIndex(row, column, group_id);
  return createIndex(row, column, static_cast<quintptr>(parent.row() + 1));
}

QModelIndex TensorModel::parent(const QModelIndex& child) const {
  if (!child.isValid() || child.internalId() == group_id) return {};
  return createIndex(static_cast<int>(child.internalId()) - 1, 0, group_id);
}

int TensorModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(groups_.size());
  if (parent.internalId() != group_id || parent.column() != 0) return 0;
  return static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].tensors.size());
}

int TensorModel::columnCount(const QModelIndex&) const {
  return column_count;
}

Qt::ItemFlags TensorModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractItemModel::flags(index);
  if (index.isValid() && index.internalId() != group_id) flags |= Qt::ItemNeverHasChildren;
  return flags;
}

QVariant TensorModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool number = index.column() >= absmax_column;
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft)));
  }
  if (index.internalId() == group_id)
    return group_data(groups_[static_cast<std::size_t>(index.row())], index.row(), index.column(), role);
  const int group = static_cast<int>(index.internalId()) - 1;
  const int tensor = groups_[static_cast<std::size_t>(group)].tensors[static_cast<std::size_t>(index.row())];
  return tensor_data(tensor, {group, index.row()}, index.column(), role);
}

QVariant TensorModel::group_data(const Group& group, int row, int column, int role) const {
  const QString name = group.block >= 0 ? tr("block %1").arg(group.block) : tr("outside the blocks");
  switch (role) {
    case Qt::DisplayRole:
      if (column == name_column) return name;
      if (column == shape_column) return tr("%n tensor(s)", nullptr, static_cast<int>(group.tensors.size()));
      return group.worst && column >= absmax_column ? figure(*group.worst, column) : QString();
    case Qt::ToolTipRole:
      return tr("%1: the figures are the worst of its tensors").arg(name);
    case sort_role:
      if (column <= type_column) return row;
      return group.worst ? sort_figure(*group.worst, column) : -1.0;
    case tensor_role:
      return -1;
    case path_role:
      return name;
    case badness_role:
      return group.worst ? QVariant(group.worst->badness) : QVariant();
    default:
      return {};
  }
}

QString TensorModel::tensor_label(int tensor) const {
  const storage::TensorInfo& info = document_->tensor(tensor);
  QString name = QString::fromStdString(info.name);
  if (info.block >= 0) {
    // What follows the block's number: "model.layers.3.mlp.up_proj.weight" → "mlp.up_proj".
    const QString number = QString::number(info.block);
    for (const QString& around : {"." + number + ".", "/" + number + "/"}) {
      const qsizetype at = name.indexOf(around);
      if (at < 0) continue;
      name = name.mid(at + around.size());
      break;
    }
  }
  if (name.endsWith(QLatin1String(".weight"))) name.chop(7);
  if (info.role == TensorRole::activation && name.endsWith(QLatin1String(".input"))) {
    name.chop(6);
    return tr("→ %1 input").arg(name);
  }
  if (info.role == TensorRole::channel_absmax && name.endsWith(QLatin1String(".input_absmax"))) {
    name.chop(13);
    return tr("→ %1 input maxima").arg(name);
  }
  return name;
}

QString TensorModel::origin_text(int tensor) const {
  const InputOrigin* origin = document_->origin(tensor);
  if (!origin) return {};
  QStringList parts{origin->captured ? tr("captured input, joined to the model file")
                                     : tr("captured input, stored in the model file")};
  if (!origin->text.isEmpty()) parts << tr("text: %1").arg(origin->text);
  if (origin->run_tokens > 0) parts << tr("%n token(s) run", nullptr, static_cast<int>(origin->run_tokens));
  if (origin->tokens > 0) parts << tr("%n token(s) kept", nullptr, static_cast<int>(origin->tokens));
  if (origin->windows > 0 && origin->window_tokens > 0)
    parts << tr("%n window(s) of at most %1 tokens", nullptr, static_cast<int>(origin->windows))
                 .arg(origin->window_tokens);
  return parts.join(QStringLiteral(" · "));
}

QString TensorModel::tensor_tip(int tensor, int column) const {
  const storage::TensorInfo& info = document_->tensor(tensor);
  const auto& known = summaries_[static_cast<std::size_t>(tensor)];
  if (known && !known->problem.isEmpty()) return known->problem;
  switch (column) {
    case shape_column: {
      const tensor::MatrixShape shape = info.matrix();
      if (info.role == TensorRole::activation)
        return tr("%1 tokens × %2 channels").arg(shape.rows).arg(shape.columns);
      if (info.role == TensorRole::channel_absmax)
        return tr("largest magnitude of each of %1 channels").arg(shape.rows * shape.columns);
      return info.input_major ? tr("%1 input × %2 output features").arg(shape.rows).arg(shape.columns)
                              : tr("%1 output × %2 input features").arg(shape.rows).arg(shape.columns);
    }
    case type_column:
      return tr("element type; %1 in memory").arg(bytes_text(static_cast<double>(info.bytes())));
    case absmax_column:
      return tr("largest magnitude, in the units of the tensor");
    case ratio_column:
      return known ? tr("outlier ratio: largest channel maximum over the median one (no unit); %n channel(s) "
                        "above 6 × median",
                        nullptr, static_cast<int>(known->outlier_channels))
                   : tr("outlier ratio: largest channel maximum over the median one (no unit)");
    case kurtosis_column:
      return tr("kurtosis (no unit): 3 for a normal distribution, more for heavier tails");
    case badness_column:
      return tr("badness: logarithm of the outlier ratio; the bar is full from a ratio of 100 on");
    default: {
      QStringList lines{QString::fromStdString(info.name)};
      if (const QString origin = origin_text(tensor); !origin.isEmpty()) lines << origin;
      if (known && known->not_finite > 0) lines << tr("%1 values are not finite").arg(known->not_finite);
      return lines.join('\n');
    }
  }
}

QVariant TensorModel::tensor_data(int tensor, const Place& place, int column, int role) const {
  const storage::TensorInfo& info = document_->tensor(tensor);
  const auto& known = summaries_[static_cast<std::size_t>(tensor)];
  const bool readable = known && known->problem.isEmpty();
  switch (role) {
    case Qt::DisplayRole:
      if (column == name_column) return tensor_label(tensor);
      if (column == shape_column) {
        QStringList extents;
        for (const std::int64_t extent : info.shape) extents << QString::number(extent);
        return extents.isEmpty() ? tr("single") : extents.join(QStringLiteral(" × "));
      }
      if (column == type_column)
        return QString::fromUtf8(tensor::element_name(info.type).data(),
                                 static_cast<qsizetype>(tensor::element_name(info.type).size()));
      if (known && !readable) return column == absmax_column ? tr("unreadable") : QString();
      return readable ? figure(*known, column) : QString();
    case Qt::DecorationRole:
      if (const InputOrigin* origin = document_->origin(tensor);
          column == name_column && origin && origin->captured)
        return widgets::icon(widgets::Icon::capture);
      return {};
    case Qt::ToolTipRole:
      return tensor_tip(tensor, column);
    case sort_role:
      if (column == shape_column)
        return static_cast<double>(info.bytes()) / static_cast<double>(tensor::element_size(info.type));
      if (column <= type_column) return place.row;
      return readable ? sort_figure(*known, column) : -1.0;
    case tensor_role:
      return tensor;
    case path_role:
      return QString::fromStdString(info.name);
    case badness_role:
      return readable ? QVariant(known->badness) : QVariant();
    default:
      return {};
  }
}

QVariant TensorModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= column_count) return {};
  if (role == Qt::DisplayRole) {
    switch (section) {
      case name_column:
        return tr("Tensor");
      case shape_column:
        return tr("Shape");
      case type_column:
        return tr("Type");
      case absmax_column:
        return tr("Absmax");
      case ratio_column:
        return tr("Ratio");
      case kurtosis_column:
        return tr("Kurtosis");
      default:
        return tr("Badness");
    }
  }
  if (role == Qt::ToolTipRole)
    return section == ratio_column
               ? tr("Outlier ratio: largest channel maximum over the median one. Click to sort")
               : tr("Click to sort; the name column restores the order of the file");
  return {};
}

}  // namespace quantscope::gui
