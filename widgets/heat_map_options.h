#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace quantscope::widgets {

/// Row of choices of a heat map.
class HeatMapOptions : public QWidget {
  Q_OBJECT
 public:
  explicit HeatMapOptions(QWidget* parent = nullptr);

  bool signed_values() const;
  void set_signed_values(bool on);
  bool logarithmic() const;
  void set_logarithmic(bool on);
  QString map() const;  ///< of magnitudes
  void set_map(const QString& id);
  bool leave_out() const;
  void set_leave_out(bool on);
  bool profiles() const;
  void set_profiles(bool on);

  /// Whether columns are filtered, so that there is anything to leave out.
  void set_filtered(bool on);

 signals:
  void changed();

 private:
  QComboBox* values_;
  QComboBox* scale_;
  QComboBox* map_;
  QComboBox* others_;
  QCheckBox* profiles_;
};

}  // namespace quantscope::widgets
