#include "widgets/heat_map_options.h"

#include <QCheckBox>
#include <QComboBox>

#include "widgets/colour_map.h"
#include "widgets/flow_layout.h"

namespace quantscope::widgets {

HeatMapOptions::HeatMapOptions(QWidget* parent)
    : QWidget(parent),
      values_(new QComboBox),
      scale_(new QComboBox),
      map_(new QComboBox),
      others_(new QComboBox),
      profiles_(new QCheckBox(tr("profiles"))) {
  values_->addItems({tr("magnitude |x|"), tr("signed")});
  values_->setToolTip(tr("Magnitudes in one hue range, or negative values blue and positive ones orange"));
  scale_->addItems({tr("log colours"), tr("linear colours")});
  scale_->setToolTip(tr("Logarithmic colours; of signed values linear near zero, on both sides alike"));
  for (const QString& id : colour_map_ids())
    if (const ColourMap& map = colour_map(id); !map.diverging) map_->addItem(map.name, id);
  map_->setToolTip(tr("Colour map of magnitudes; even in lightness and safe for colour blindness"));
  others_->addItems({tr("dim other channels"), tr("leave out other channels")});
  others_->setToolTip(tr("What becomes of the channels that the filter does not keep"));
  profiles_->setChecked(true);
  profiles_->setToolTip(tr("Largest magnitude of each column above and of each row beside the map"));
  const std::pair<QWidget*, std::pair<const char*, QString>> named[] = {
      {values_, {"heat_map_values", tr("values")}},
      {scale_, {"heat_map_scale", tr("scale of the colours")}},
      {map_, {"heat_map_colours", tr("colour map")}},
      {others_, {"heat_map_others", tr("other channels")}},
      {profiles_, {"heat_map_profiles", tr("profiles of rows and columns")}}};
  auto* layout = new FlowLayout(this, 8);
  for (const auto& [widget, name] : named) {
    widget->setObjectName(name.first);
    widget->setAccessibleName(name.second);
    layout->addWidget(widget);
  }
  others_->setVisible(false);
  for (QComboBox* box : {values_, scale_, map_, others_})
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
      map_->setEnabled(!signed_values());
      emit changed();
    });
  connect(profiles_, &QCheckBox::toggled, this, &HeatMapOptions::changed);
}

bool HeatMapOptions::signed_values() const {
  return values_->currentIndex() == 1;
}
void HeatMapOptions::set_signed_values(bool on) {
  values_->setCurrentIndex(on ? 1 : 0);
}
bool HeatMapOptions::logarithmic() const {
  return scale_->currentIndex() == 0;
}
void HeatMapOptions::set_logarithmic(bool on) {
  scale_->setCurrentIndex(on ? 0 : 1);
}
QString HeatMapOptions::map() const {
  return map_->currentData().toString();
}
void HeatMapOptions::set_map(const QString& id) {
  if (const int index = map_->findData(id); index >= 0) map_->setCurrentIndex(index);
}
bool HeatMapOptions::leave_out() const {
  return others_->currentIndex() == 1;
}
void HeatMapOptions::set_leave_out(bool on) {
  others_->setCurrentIndex(on ? 1 : 0);
}
bool HeatMapOptions::profiles() const {
  return profiles_->isChecked();
}
void HeatMapOptions::set_profiles(bool on) {
  profiles_->setChecked(on);
}

void HeatMapOptions::set_filtered(bool on) {
  others_->setVisible(on);
}

}  // namespace quantscope::widgets
