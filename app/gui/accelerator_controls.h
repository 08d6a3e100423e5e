#pragma once

#include <QWidget>
#include <map>

#include "app/gui/accelerator_choices.h"
#include "app/gui/accelerator_library.h"

class QComboBox;
class QMenu;
class QToolButton;

namespace quantscope::widgets {
class ParameterEditor;
}

namespace quantscope::gui {

/// What is computed (workload), how it is quantized (run), and on what (accelerators): the strip above the
/// pictures.
class AcceleratorControls : public QWidget {
  Q_OBJECT

 public:
  AcceleratorControls(AcceleratorLibrary& library, QWidget* parent);

  const AcceleratorChoices& choices() const { return choices_; }
  /// As it stands, without asking anybody: undo, sessions.
  void set_choices(const AcceleratorChoices& choices);
  /// By hand: one step. `key`: steps with the same key merge; empty never merges.
  void edit(const AcceleratorChoices& next, const QString& key = {});

  /// Name of the open file; empty where none is open. `problem`: why it is no workload.
  void set_file(const QString& name, const QString& problem);
  /// Runs by their keys (names, current_run, unquantized_run) and what they are called.
  void set_runs(const QList<std::pair<QString, QString>>& runs);
  bool advanced() const;
  void set_advanced(bool on);
  bool editing() const;
  void set_editing(bool on);

 public slots:
  /// Batch, prompt and all other numbers to their defaults.
  void reset();
  void step_accelerator(int by);

 signals:
  /// Something else is asked; at every step of a slider.
  void changed();
  /// One step by hand; steps with the same key merge.
  void edited(const quantscope::gui::AcceleratorChoices& before,
              const quantscope::gui::AcceleratorChoices& after, const QString& key);
  void editingToggled(bool on);
  void copyCommand();
  void derivationAsked();

 private:
  void build_first_row(QWidget* parent);
  void build_editors(QWidget* basic, QWidget* advanced);
  void fill_workloads();
  void fill_accelerators();
  void fill_compared();
  void show_choices();

  AcceleratorLibrary& library_;
  AcceleratorChoices choices_;
  QComboBox* workload_;
  QComboBox* run_;
  QComboBox* accelerator_;
  QToolButton* compared_;
  QMenu* compared_menu_;
  QToolButton* more_;
  QToolButton* edit_;
  QWidget* advanced_row_;
  std::map<std::string, widgets::ParameterEditor*> editors_;
  QString file_, file_problem_;
  QStringList names_;  ///< ids and names of the accelerators in the lists
  QList<std::pair<QString, QString>> runs_;
  int drags_ = 0;
  bool filling_ = false;
};

}  // namespace quantscope::gui
