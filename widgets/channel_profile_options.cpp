#include "widgets/channel_profile_options.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QStandardItemModel>

#include "widgets/flow_layout.h"

namespace quantscope::widgets {
namespace {

void set_item_enabled(QComboBox* box, int index, bool on, const QString& why_not) {
  auto* item = qobject_cast<QStandardItemModel*>(box->model())->item(index);
  item->setEnabled(on);
  item->setToolTip(on ? QString() : why_not);
}

}  // namespace

ChannelProfileOptions::ChannelProfileOptions(QWidget* parent)
    : QWidget(parent),
      order_(new QComboBox),
      scale_(new QComboBox),
      shown_(new QComboBox),
      limit_(new QComboBox),
      factor_(new QDoubleSpinBox),
      list_(new QCheckBox(tr("list"))) {
  order_->addItems({tr("in place"), tr("sorted")});
  scale_->addItems({tr("linear y"), tr("log y")});
  shown_->addItems({tr("original channels"), tr("after reassembly")});
  limit_->addItems({tr("mark above θ"), tr("mark above k × median")});
  factor_->setRange(1, 10000);
  factor_->setDecimals(1);
  factor_->setValue(5);
  factor_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  factor_->setPrefix(tr("k = "));
  factor_->setToolTip(tr("Channels above k times the median channel are marked (default 5)"));
  list_->setToolTip(tr("List of the marked channels"));
  const std::pair<QWidget*, std::pair<const char*, QString>> named[] = {
      {order_, {"profile_order", tr("order of channels")}},
      {scale_, {"profile_scale", tr("y scale")}},
      {shown_, {"profile_shown", tr("channels shown")}},
      {limit_, {"profile_limit", tr("limit")}},
      {factor_, {"profile_factor", tr("k times the median")}},
      {list_, {"profile_list", tr("list of marked channels")}}};
  auto* layout = new FlowLayout(this, 8);
  for (const auto& [widget, name] : named) {
    widget->setObjectName(name.first);
    widget->setAccessibleName(name.second);
    layout->addWidget(widget);
  }
  shown_->setVisible(false);
  factor_->setVisible(false);

  connect(order_, &QComboBox::currentIndexChanged, this, &ChannelProfileOptions::order_changed);
  connect(scale_, &QComboBox::currentIndexChanged, this, &ChannelProfileOptions::scale_changed);
  connect(shown_, &QComboBox::currentIndexChanged, this, &ChannelProfileOptions::shown_changed);
  connect(limit_, &QComboBox::currentIndexChanged, this, [this](int index) {
    factor_->setVisible(index == 1);
    emit limit_changed();
  });
  connect(factor_, &QDoubleSpinBox::valueChanged, this, &ChannelProfileOptions::factor_changed);
  connect(list_, &QCheckBox::toggled, this, &ChannelProfileOptions::list_toggled);
}

ChannelProfileView::Order ChannelProfileOptions::order() const {
  return static_cast<ChannelProfileView::Order>(order_->currentIndex());
}
void ChannelProfileOptions::set_order(ChannelProfileView::Order order) {
  order_->setCurrentIndex(static_cast<int>(order));
}
ChannelProfileView::Limit ChannelProfileOptions::limit() const {
  return static_cast<ChannelProfileView::Limit>(limit_->currentIndex());
}
void ChannelProfileOptions::set_limit(ChannelProfileView::Limit limit) {
  limit_->setCurrentIndex(static_cast<int>(limit));
}
ChannelProfileView::Shown ChannelProfileOptions::shown() const {
  return static_cast<ChannelProfileView::Shown>(shown_->currentIndex());
}
void ChannelProfileOptions::set_shown(ChannelProfileView::Shown shown) {
  shown_->setCurrentIndex(static_cast<int>(shown));
}
bool ChannelProfileOptions::logarithmic() const {
  return scale_->currentIndex() == 1;
}
void ChannelProfileOptions::set_logarithmic(bool on) {
  scale_->setCurrentIndex(on ? 1 : 0);
}
bool ChannelProfileOptions::list_visible() const {
  return list_->isChecked();
}
void ChannelProfileOptions::set_list_visible(bool visible) {
  list_->setChecked(visible);
}
double ChannelProfileOptions::factor() const {
  return factor_->value();
}

void ChannelProfileOptions::set_factor(double factor) {
  const QSignalBlocker quiet(factor_);
  if (!factor_->hasFocus()) factor_->setValue(factor);
}

void ChannelProfileOptions::set_available(bool theta, bool reassembled) {
  set_item_enabled(limit_, 0, theta, tr("This method has no θ"));
  if (shown_->isVisibleTo(this) != reassembled) shown_->setVisible(reassembled);
  if (!reassembled) shown_->setCurrentIndex(0);
}

}  // namespace quantscope::widgets
