#pragma once

#include <QWidget>

#include "widgets/channel_profile_view.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;

namespace quantscope::widgets {

/// Row of choices of a channel profile.
class ChannelProfileOptions : public QWidget {
  Q_OBJECT
 public:
  explicit ChannelProfileOptions(QWidget* parent = nullptr);

  ChannelProfileView::Order order() const;
  void set_order(ChannelProfileView::Order order);
  ChannelProfileView::Limit limit() const;
  void set_limit(ChannelProfileView::Limit limit);
  ChannelProfileView::Shown shown() const;
  void set_shown(ChannelProfileView::Shown shown);
  bool logarithmic() const;
  void set_logarithmic(bool on);
  bool list_visible() const;
  void set_list_visible(bool visible);
  double factor() const;
  void set_factor(double factor);  ///< emits nothing

  /// What can be chosen: theta only where there is one, "after" only where channels were reassembled.
  void set_available(bool theta, bool reassembled);

 signals:
  void order_changed();
  void limit_changed();
  void shown_changed();
  void scale_changed();
  void list_toggled(bool visible);
  void factor_changed(double factor);

 private:
  QComboBox* order_;
  QComboBox* scale_;
  QComboBox* shown_;
  QComboBox* limit_;
  QDoubleSpinBox* factor_;
  QCheckBox* list_;
};

}  // namespace quantscope::widgets
