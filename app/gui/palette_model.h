#pragma once

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include "app/gui/palette_match.h"

namespace quantscope::gui {

/// The matches that the palette shows.
class PaletteModel : public QAbstractListModel {
  Q_OBJECT

 public:
  using QAbstractListModel::QAbstractListModel;

  void set_hits(std::vector<PaletteIndex::Hit> hits);
  const std::vector<PaletteIndex::Hit>& hits() const { return hits_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  std::vector<PaletteIndex::Hit> hits_;
};

/// Title with the matched letters in bold, what it belongs to behind it, group and keys at the right end.
class PaletteDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  PaletteDelegate(const PaletteModel* model, QObject* parent) : QStyledItemDelegate(parent), model_(model) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const PaletteModel* model_;
};

}  // namespace quantscope::gui
