#pragma once

#include <QAbstractItemModel>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/gui/document.h"
#include "app/gui/tensor_summary.h"

namespace quantscope::gui {

/// The tensors of a document as a tree: transformer blocks (and one group for what lies outside of them), in
/// each its tensors, a layer's captured input beside the weights that it feeds. Figures of a group are the
/// worst of its tensors.
class TensorModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column {
    name_column,
    shape_column,
    type_column,
    absmax_column,
    ratio_column,
    kurtosis_column,
    badness_column,
    column_count
  };
  enum Role {
    sort_role = Qt::UserRole,  ///< number or natural position to sort by
    tensor_role,               ///< index into Document::tensors(); −1 for a group
    path_role,                 ///< full name for searching
    badness_role               ///< [0, 1] of the row; invalid where not known yet
  };

  using QAbstractItemModel::QAbstractItemModel;

  void set_document(std::shared_ptr<const Document> document);
  /// The same file with other captured inputs: figures of the tensors that both have stay.
  void set_inputs(std::shared_ptr<const Document> document);
  const std::shared_ptr<const Document>& document() const { return document_; }

  /// Figures of tensors as they become known, by tensor index; one notification a group.
  void set_summaries(const std::vector<std::pair<int, TensorSummary>>& summaries);
  const std::optional<TensorSummary>& summary(int tensor) const;
  int known_summaries() const { return known_; }

  /// The block of a top-level row; −1 for what lies outside of the blocks.
  int block_at(int row) const { return groups_[static_cast<std::size_t>(row)].block; }
  QModelIndex index_of(int tensor, int column = 0) const;
  /// −1 for a group or an invalid index.
  int tensor_at(const QModelIndex& index) const;
  /// Tensor by tensor in the order of the tree.
  std::vector<int> tensors_in_order() const;
  /// The tensor with the largest badness among those that can be quantized, those with known input first;
  /// −1 where there is none.
  int worst_tensor() const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  struct Group {
    int block = -1;
    std::vector<int> tensors;
    std::optional<TensorSummary> worst;
  };
  struct Place {
    int group = 0;
    int row = 0;
  };

  void build_groups();
  void note(int tensor, const TensorSummary& summary);
  QString origin_text(int tensor) const;
  QVariant group_data(const Group& group, int row, int column, int role) const;
  QVariant tensor_data(int tensor, const Place& place, int column, int role) const;
  QString tensor_label(int tensor) const;
  QString tensor_tip(int tensor, int column) const;

  std::shared_ptr<const Document> document_;
  std::vector<Group> groups_;
  std::vector<Place> places_;  ///< by tensor
  std::vector<std::optional<TensorSummary>> summaries_;
  int known_ = 0;
};

}  // namespace quantscope::gui
