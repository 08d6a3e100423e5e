#pragma once

#include <QWidget>

#include "core/statistics/drawn_histogram.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace quantscope::widgets {

/// Row of choices of a histogram: x scale, y scale, count or mass, bin rule with its number or width.
class HistogramOptions : public QWidget {
  Q_OBJECT
 public:
  explicit HistogramOptions(QWidget* parent = nullptr);

  statistics::BinOptions bins() const;
  void set_bins(const statistics::BinOptions& options);
  bool count_logarithmic() const;
  void set_count_logarithmic(bool on);
  bool shows_mass() const;
  void set_shows_mass(bool on);

 signals:
  void bins_changed();
  void axes_changed();

 private:
  void show_rule();

  statistics::BinOptions rest_;  ///< what the row does not show: range and linear width
  QComboBox* scale_;
  QComboBox* count_scale_;
  QComboBox* quantity_;
  QComboBox* rule_;
  QDoubleSpinBox* number_;
  QDoubleSpinBox* width_;
};

}  // namespace quantscope::widgets
