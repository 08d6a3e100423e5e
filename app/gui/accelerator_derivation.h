#pragma once

#include <QDialog>
#include <memory>

#include "app/gui/accelerator_pricing.h"
#include "core/hardware/derivation.h"

class QComboBox;
class QLabel;
class QTableWidget;

namespace quantscope::gui {

/// How the numbers of the run in front came about: each formula in symbols, with this case's values, and what
/// comes out. Follows the page while it is open.
class AcceleratorDerivation : public QDialog {
  Q_OBJECT

 public:
  explicit AcceleratorDerivation(QWidget* parent);

  void set_answer(std::shared_ptr<const AcceleratorAnswer> answer);
  /// An operator's name; empty: the totals of the phase.
  void choose(hardware::Phase phase, const QString& op);
  /// A line a step, as it is copied.
  QString text() const;

 public slots:
  void copy();

 private:
  void fill_operators();
  void fill_steps();
  const hardware::PhaseResult* result() const;

  std::shared_ptr<const AcceleratorAnswer> answer_;
  std::vector<hardware::DerivationStep> steps_;
  QString wanted_;
  QComboBox* phase_;
  QComboBox* operator_;
  QLabel* heading_;
  QTableWidget* table_;
};

}  // namespace quantscope::gui
