#include "widgets/marked_channels.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace quantscope::widgets {

class MarkedChannelsModel : public QAbstractTableModel {
 public:
  using QAbstractTableModel::QAbstractTableModel;

  void set_channels(std::vector<MarkedChannel> channels) {
    beginResetModel();
    channels_ = std::move(channels);
    endResetModel();
  }
  const std::vector<MarkedChannel>& channels() const { return channels_; }

  int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(channels_.size());
  }
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }

  QVariant data(const QModelIndex& index, int role) const override {
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || !index.isValid()) return {};
    const MarkedChannel& each = channels_[static_cast<std::size_t>(index.row())];
    if (index.column() == 0) return each.channel;
    return index.column() == 1 ? format_three(each.absmax)
                               : format_three(each.times_median) + QStringLiteral(" ×");
  }

  QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return {};
    const QString titles[] = {MarkedChannels::tr("channel"), MarkedChannels::tr("absmax"),
                              MarkedChannels::tr("of median")};
    return titles[section];
  }

 private:
  std::vector<MarkedChannel> channels_;
};

MarkedChannels::MarkedChannels(QWidget* parent)
    : QWidget(parent), model_(new MarkedChannelsModel(this)), view_(new QTableView), copy_(new QPushButton) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(3);
  view_->setModel(model_);
  view_->setObjectName("marked_channels");
  view_->setAccessibleName(tr("Marked channels"));
  view_->verticalHeader()->hide();
  view_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
  view_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  view_->setSelectionMode(QAbstractItemView::SingleSelection);
  view_->setShowGrid(false);
  copy_->setObjectName("copy_channels");
  copy_->setIcon(icon(Icon::copy));
  layout->addWidget(view_, 1);
  layout->addWidget(copy_);
  setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("channel absmax of median")) + 70);
  connect(copy_, &QPushButton::clicked, this, &MarkedChannels::copy_requested);
  connect(view_, &QTableView::activated, this, [this](const QModelIndex& index) {
    emit channel_activated(model_->channels()[static_cast<std::size_t>(index.row())].channel);
  });
  connect(view_, &QTableView::clicked, view_, &QTableView::activated);
  set_channels({});
}

void MarkedChannels::set_channels(std::vector<MarkedChannel> channels) {
  const int count = static_cast<int>(channels.size());
  model_->set_channels(std::move(channels));
  copy_->setText(count == 1 ? tr("Copy 1 channel") : tr("Copy %1 channels").arg(format_count(count)));
  copy_->setEnabled(count > 0);
  copy_->setToolTip(count > 0 ? tr("Copies the channel numbers, largest first")
                              : tr("No channel is above the limit"));
}

void MarkedChannels::select(int channel) {
  for (std::size_t row = 0; row < model_->channels().size(); ++row) {
    if (model_->channels()[row].channel != channel) continue;
    view_->selectRow(static_cast<int>(row));
    return;
  }
  view_->clearSelection();
}

}  // namespace quantscope::widgets
