#pragma once

#include <QWidget>
#include <memory>

#include "app/gui/tensor_filter.h"
#include "app/gui/tensor_model.h"
#include "app/gui/workspace.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QTreeView;

namespace quantscope::gui {

/// The left column: the tensors of the document that the filters keep, sorted. Its search field and its
/// choice of kind are two of the workspace's filters.
class Navigator : public QWidget {
  Q_OBJECT

 public:
  explicit Navigator(Workspace& workspace, QWidget* parent = nullptr);

  TensorModel* model() const { return model_; }
  TensorFilter* filter() const { return filter_; }
  QTreeView* tree() const { return tree_; }
  QLineEdit* search() const { return search_; }

  void set_document(std::shared_ptr<const Document> document);
  /// The same file with other captured inputs: what is unfolded, in sight and known stays.
  void set_inputs(std::shared_ptr<const Document> document);
  void add_summaries(const std::vector<std::pair<int, TensorSummary>>& summaries);
  /// Shows and selects the tensor; filters of tensors that hide it are removed.
  void select(int tensor);
  int selected() const;
  /// False where filters hide it.
  bool shows(int tensor) const;

 public slots:
  void focus_search();
  void select_next();
  void select_previous();
  void select_worst();

 signals:
  void tensorSelected(int tensor);

 private:
  void fill_kinds();
  void show_label();
  void replace_filter(Filter::Kind kind, const QString& text, const QString& what, const QString& key);
  void show_filters();
  void update_count();
  void step(int direction);

  Workspace& workspace_;
  TensorModel* model_;
  TensorFilter* filter_;
  QLineEdit* search_;
  QComboBox* kind_;
  QComboBox* sort_;
  QTreeView* tree_;
  QLabel* count_;
  QLabel* label_;  ///< of the document
};

}  // namespace quantscope::gui
