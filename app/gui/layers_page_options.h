#pragma once

#include <QWidget>
#include <set>

#include "app/gui/layers_page_data.h"

class QComboBox;
class QPushButton;

namespace quantscope::gui {

/// The row of choices above the layers: which view, which figure, of weights or inputs, which kinds.
class LayersPageOptions : public QWidget {
  Q_OBJECT

 public:
  enum class View { chart, histograms };

  explicit LayersPageOptions(QWidget* parent = nullptr);

  View view() const;
  const LayerMetric& metric() const;
  /// Errors are of weights: with such a metric always weights.
  LayerSubject subject() const;
  /// What is chosen for metrics that inputs have too.
  bool inputs() const;
  QStringList all_kinds() const { return all_kinds_; }
  /// Kinds chosen; empty for all (of matrices).
  const std::set<QString>& kinds() const { return kinds_; }
  bool common_axes() const;
  bool magnitudes_logarithmic() const;
  bool counts_logarithmic() const;

  // Emit nothing.
  void set_view(View view);
  /// Unknown ids are ignored.
  void set_metric(const QString& id);
  void set_inputs(bool on);
  void set_kinds(std::set<QString> kinds);
  void set_tiles(bool common_axes, bool magnitudes_logarithmic, bool counts_logarithmic);
  /// What the file has; empty where its tensors have no kinds to choose among.
  void set_rows(const LayerRows& rows);

 signals:
  void changed();

 private:
  void fill_kinds();
  void choose_kind(const QString& kind, bool on);
  void adapt();

  std::vector<LayerMetric> metrics_;
  std::set<QString> kinds_;
  QStringList all_kinds_;           ///< in the file's order
  std::set<QString> matrix_kinds_;  ///< those of kinds that are chosen by default
  QComboBox* view_;
  QComboBox* metric_;
  QComboBox* subject_;
  QPushButton* kinds_button_;
  QComboBox* axes_;
  QComboBox* scale_;
  QComboBox* counts_;
};

}  // namespace quantscope::gui
