#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "app/gui/linked_view.h"
#include "app/gui/run_list.h"
#include "app/gui/tensor_loader.h"
#include "core/study/analysis.h"

class QUndoStack;

namespace quantscope::widgets {
class JobBar;
class MessageBar;
}  // namespace quantscope::widgets

namespace quantscope::gui {

/// What all pages share: the open file, the selected tensor, the setting and what it gives, the pinned runs,
/// the linked view, undo, and where messages and progress are shown. The window writes it; pages read it,
/// listen, and ask for changes. GUI thread only.
class Workspace : public QObject {
  Q_OBJECT

 public:
  Workspace(widgets::MessageBar* messages, widgets::JobBar* jobs, QObject* parent = nullptr);

  // The file.
  const std::shared_ptr<const Document>& document() const { return document_; }
  const std::shared_ptr<StatisticsStore>& statistics_store() const { return store_; }
  const std::shared_ptr<SiteCache>& sites() const { return sites_; }
  /// Figures of a tensor as far as they are known.
  const std::optional<TensorSummary>& summary(int tensor) const;
  /// Tensors that the filters keep, in file order.
  std::vector<int> kept_tensors() const;

  // The selected tensor.
  int tensor() const { return tensor_; }                                         ///< −1 for none
  const StatisticsStore::Entry& statistics() const { return statistics_; }       ///< null until known
  const std::shared_ptr<const LoadedTensor>& loaded() const { return loaded_; }  ///< null until loaded
  /// Filters of channels applied to the loaded subject's channels; nothing where all are kept.
  std::optional<std::vector<int>> kept_channels(const std::vector<double>& absmax, double median) const;

  // The setting in the method panel and what it gives on the selected tensor.
  /// What it leaves out has each layer's own default.
  const study::Setting& setting() const { return setting_; }
  std::optional<double> theta() const { return theta_; }
  /// The last full result of this tensor, of the setting before while that of the present one is under way;
  /// null while there is none.
  const std::shared_ptr<const study::AnalysisResult>& result() const { return result_; }
  double outlier_factor() const { return outlier_factor_; }

  RunList& runs() const { return *runs_; }
  LinkedView& linked() const { return *linked_; }
  QUndoStack& undo() const { return *undo_; }
  widgets::MessageBar& messages() const { return *messages_; }
  /// Progress of background work: setJob(id, text, fraction), removeJob(id), cancelRequested(id).
  widgets::JobBar& jobs() const { return *jobs_; }

  // What pages and panels ask for.
  /// Selects a tensor by its index in the file.
  void ask_tensor(int tensor);
  /// Shows a page; unknown ids are ignored.
  void ask_page(const QString& id);
  /// Puts a setting into the method panel, on this tensor (−1: the present one).
  void ask_setting(const study::Setting& setting, int tensor = -1);
  /// One undo step. `key`: steps with the same key that follow each other merge; empty never merges.
  void edit_filters(Filters filters, const QString& what, const QString& key = {});

  // The window's side.
  void set_document(std::shared_ptr<const Document> document, std::shared_ptr<StatisticsStore> store,
                    std::shared_ptr<SiteCache> sites);
  /// The open file with other captured inputs: the selected tensor and the figures of all that did not change
  /// stay; its values are to be loaded anew.
  void set_inputs(std::shared_ptr<const Document> document, std::shared_ptr<StatisticsStore> store);
  void set_tensor(int tensor);
  void set_statistics(StatisticsStore::Entry statistics);
  void set_loaded(std::shared_ptr<const LoadedTensor> loaded);
  void set_setting(study::Setting setting, std::optional<double> theta);
  void set_result(std::shared_ptr<const study::AnalysisResult> result);
  void set_outlier_factor(double factor);
  void add_summaries(const std::vector<std::pair<int, TensorSummary>>& summaries);

 signals:
  /// `same_file`: other captured inputs were joined to the file that was open.
  void documentChanged(bool same_file);
  /// Another tensor is selected; its statistics and values follow.
  void tensorChanged();
  void loadedChanged();
  /// The hand changed the setting or theta; results follow.
  void settingChanged();
  void resultChanged();
  void outlierFactorChanged();
  void summariesChanged(const std::vector<int>& tensors);

  void tensorAsked(int tensor);
  void pageAsked(const QString& id);
  void settingAsked(const quantscope::study::Setting& setting, int tensor);

 private:
  widgets::MessageBar* messages_;
  widgets::JobBar* jobs_;
  RunList* runs_;
  LinkedView* linked_;
  QUndoStack* undo_;
  std::shared_ptr<const Document> document_;
  std::shared_ptr<StatisticsStore> store_;
  std::shared_ptr<SiteCache> sites_;
  std::vector<std::optional<TensorSummary>> summaries_;
  int tensor_ = -1;
  StatisticsStore::Entry statistics_;
  std::shared_ptr<const LoadedTensor> loaded_;
  study::Setting setting_;
  std::optional<double> theta_;
  std::shared_ptr<const study::AnalysisResult> result_;
  double outlier_factor_ = 6;
};

}  // namespace quantscope::gui
