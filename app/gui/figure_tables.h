#pragma once

#include <QSortFilterProxyModel>
#include <QString>
#include <map>

#include "core/study/table.h"
#include "widgets/chart_table_model.h"

class QTableView;

namespace quantscope::gui {

/// A read-only table of a page, one line a row.
QTableView* make_table_view(QWidget* parent, const QString& name, const QString& accessible_name);

/// A table whose columns are called by words in place of the names that exports have.
class WordedTableModel : public widgets::ChartTableModel {
  Q_OBJECT

 public:
  struct Words {
    QString header, tip;
  };

  WordedTableModel(std::map<QString, Words> words, QObject* parent)
      : widgets::ChartTableModel(parent), words_(std::move(words)) {}
  /// Columns without words show nothing.
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::map<QString, Words> words_;
};

/// Sorts by the numbers of a role; what is not known stands last in either order.
class KnownFirst : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  KnownFirst(int role, QObject* parent) : QSortFilterProxyModel(parent), role_(role) {}

 protected:
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

 private:
  int role_;
};

/// Columns of numbers where all that is known is a number, else of texts.
widgets::ChartTable chart_table(const study::Table& table);

}  // namespace quantscope::gui
