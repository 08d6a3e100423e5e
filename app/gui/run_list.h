#pragma once

#include <QAbstractListModel>
#include <QString>
#include <vector>

#include "core/study/comparison.h"
#include "widgets/run_style.h"

namespace quantscope::gui {

/// A setting kept under a name. The same run has the same colour on every page.
struct PinnedRun {
  QString name;
  study::Setting setting;
  int colour = 0;       ///< index into Theme::pinned, cycling
  bool visible = true;  ///< drawn over the pictures

  bool operator==(const PinnedRun&) const = default;
  widgets::RunStyle style() const;
};

/// The pinned runs in the order of pinning, and which of them is the baseline of comparisons. Check state is
/// the eye, the edit role the name.
class RunList : public QAbstractListModel {
  Q_OBJECT

 public:
  static constexpr int most_runs = 64;

  struct State {
    std::vector<PinnedRun> runs;
    int baseline = -1;  ///< index; −1 for none
    bool operator==(const State&) const = default;
  };

  using QAbstractListModel::QAbstractListModel;

  const State& state() const { return state_; }
  const std::vector<PinnedRun>& runs() const { return state_.runs; }
  int baseline() const { return state_.baseline; }
  /// As it stands, without asking anybody: undo, sessions.
  void set_state(State state);

  // Changes by hand: each emits edited() after it is done.
  /// Pins a setting under its short name, made unique; the run that has this very setting where there is one.
  /// The index of the run, −1 where there are too many.
  int pin(const study::Setting& setting);
  void remove(int run);
  void rename(int run, const QString& name);
  void set_visible(int run, bool visible);
  void set_baseline(int run);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 signals:
  /// The runs or what of them is shown changed, by whatever means.
  void changed();
  /// One step by hand.
  void edited(const quantscope::gui::RunList::State& before, const quantscope::gui::RunList::State& after,
              const QString& what);

 private:
  void edit(State next, const QString& what);
  QString unique_name(const QString& wanted, int except) const;

  State state_;
};

/// "qllm θ=6.2 W4A8": the method with its bits and what else differs from the defaults, short.
QString short_name(const study::Setting& setting);

}  // namespace quantscope::gui
