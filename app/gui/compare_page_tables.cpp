#include "app/gui/compare_page_tables.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "app/gui/figure_tables.h"
#include "widgets/chart_frame.h"
#include "widgets/chart_table_model.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

/// Words in place of the names that exports have.
std::map<QString, WordedTableModel::Words> summary_words() {
  return {{QStringLiteral("run"), {CompareTables::tr("Run"), {}}},
          {QStringLiteral("output_sqnr_db"),
           {CompareTables::tr("Output SQNR (dB)"),
            CompareTables::tr("Of all outputs together: energies and squared errors are summed")}},
          {QStringLiteral("worst_output_sqnr_db"),
           {CompareTables::tr("Worst layer (dB)"), CompareTables::tr("Output SQNR of the worst layer")}},
          {QStringLiteral("sqnr_db"),
           {CompareTables::tr("SQNR (dB)"),
            CompareTables::tr("Of all weights together: energies and squared errors are summed")}},
          {QStringLiteral("bits_per_weight"),
           {CompareTables::tr("Bits/weight"),
            CompareTables::tr("All that is stored, over the number of weights")}},
          {QStringLiteral("best_on_layers"),
           {CompareTables::tr("Best on"),
            CompareTables::tr("Layers on which no run is better in the chosen metric")}},
          {QStringLiteral("on_front"),
           {CompareTables::tr("On front"), CompareTables::tr("No run is better in both error and bits")}},
          {QStringLiteral("layers"), {CompareTables::tr("Layers"), CompareTables::tr("Layers with figures")}},
          {QStringLiteral("problems"),
           {CompareTables::tr("Problems"), CompareTables::tr("Layers that the run cannot work on")}}};
}

widgets::ChartTable summary_table(const ShownComparison& shown, const PooledComparison& pooled) {
  std::vector<QString> names, fronts;
  std::vector<double> layers, problems, sqnr, output, worst, bits, best_on;
  for (int run = 0; run < shown.runs(); ++run) {
    const study::RunSummary summary = study::run_summary(shown.comparison, run);
    names.push_back(QString::fromStdString(shown.comparison.runs[static_cast<std::size_t>(run)].name));
    layers.push_back(summary.weights);
    problems.push_back(summary.problems);
    sqnr.push_back(summary.weights > 0 ? summary.sqnr_db : std::nan(""));
    output.push_back(summary.output_sqnr_db.value_or(std::nan("")));
    worst.push_back(summary.worst_output_sqnr_db);
    bits.push_back(summary.weights > 0 ? summary.bits_per_weight : std::nan(""));
    const auto place = std::ranges::find(pooled.runs, run, &PooledRun::run);
    const bool compared = place != pooled.runs.end();
    best_on.push_back(compared ? place->best_on : std::nan(""));
    const int index = static_cast<int>(place - pooled.runs.begin());
    fronts.push_back(!compared ? QString()
                     : std::ranges::find(pooled.front, index) != pooled.front.end()
                         ? QCoreApplication::translate("quantscope::gui::CompareTables", "yes")
                         : QCoreApplication::translate("quantscope::gui::CompareTables", "no"));
  }
  widgets::ChartTable table;
  const auto add = [&](const char* name, auto values) {
    table.columns.push_back({QString::fromLatin1(name), std::move(values)});
  };
  add("run", std::move(names));
  add("output_sqnr_db", std::move(output));
  add("worst_output_sqnr_db", std::move(worst));
  add("sqnr_db", std::move(sqnr));
  add("bits_per_weight", std::move(bits));
  add("best_on_layers", std::move(best_on));
  add("on_front", std::move(fronts));
  add("layers", std::move(layers));
  add("problems", std::move(problems));
  return table;
}

}  // namespace

CompareTables::CompareTables(QWidget* parent)
    : QWidget(parent),
      model_(new ComparisonModel(this)),
      order_(new KnownFirst(ComparisonModel::sort_role, this)),
      summary_(new WordedTableModel(summary_words(), this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  tabs_ = new QTabWidget(this);
  tabs_->setDocumentMode(true);
  cells_ = make_table_view(tabs_, QStringLiteral("comparison_cells"), tr("Figures by tensor and run"));
  order_->setSourceModel(model_);
  order_->setDynamicSortFilter(true);
  cells_->setModel(order_);
  cells_->setSortingEnabled(true);
  cells_->sortByColumn(0, Qt::AscendingOrder);
  runs_ = make_table_view(tabs_, QStringLiteral("comparison_runs"), tr("Figures by run"));
  runs_->setModel(summary_);
  runs_->setSelectionBehavior(QAbstractItemView::SelectRows);
  tabs_->addTab(cells_, tr("By tensor"));
  tabs_->addTab(runs_, tr("By run"));
  auto* copy_button = new QToolButton(tabs_);
  copy_button->setIcon(widgets::icon(widgets::Icon::copy));
  copy_button->setAutoRaise(true);
  copy_button->setToolTip(tr("Copy this table, tab-separated"));
  copy_button->setAccessibleName(tr("Copy table"));
  tabs_->setCornerWidget(copy_button);
  layout->addWidget(tabs_);

  connect(copy_button, &QToolButton::clicked, this, &CompareTables::copy);
  for (QTableView* view : {cells_, runs_}) {
    auto* copy_action = new QAction(tr("Copy table"), view);
    copy_action->setShortcut(QKeySequence::Copy);
    copy_action->setShortcutContext(Qt::WidgetShortcut);
    connect(copy_action, &QAction::triggered, this, &CompareTables::copy);
    view->addAction(copy_action);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* apply_action = new QAction(tr("Apply this run's setting"), view);
    apply_action->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    apply_action->setShortcutContext(Qt::WidgetShortcut);
    connect(apply_action, &QAction::triggered, this, [this, view] { apply(view->currentIndex()); });
    view->insertAction(copy_action, apply_action);
    connect(view, &QTableView::doubleClicked, this, &CompareTables::apply);
  }
  connect(cells_, &QTableView::clicked, this, &CompareTables::choose);
}

void CompareTables::set_comparison(const ShownComparison& shown, const PooledComparison& pooled) {
  model_->set_comparison(shown);
  summary_->set_table(summary_table(shown, pooled));
  QStringList headers;
  for (int column = 0; column < model_->columnCount(); ++column)
    headers << model_->headerData(column, Qt::Horizontal).toString();
  // Figures that arrive must not move the columns under the hand.
  if (headers == headers_) return;
  headers_ = headers;
  cells_->resizeColumnsToContents();
  runs_->resizeColumnsToContents();
}

void CompareTables::show_runs(bool on) {
  tabs_->setCurrentWidget(on ? runs_ : cells_);
}

bool CompareTables::shows_runs() const {
  return tabs_->currentWidget() == runs_;
}

widgets::ChartTable CompareTables::table() const {
  if (shows_runs()) return summary_->table();
  std::vector<int> weights(static_cast<std::size_t>(order_->rowCount()));
  for (int row = 0; row < order_->rowCount(); ++row)
    weights[static_cast<std::size_t>(row)] = order_->mapToSource(order_->index(row, 0)).row();
  return table_of(model_->shown(), weights);
}

void CompareTables::copy() {
  QGuiApplication::clipboard()->setText(widgets::table_tsv(widgets::ChartFrame::labelled(table())));
}

void CompareTables::choose(const QModelIndex& index) {
  const QModelIndex source = order_->mapToSource(index);
  if (source.isValid()) emit cellChosen(source.column() - 1, source.row());
}

void CompareTables::apply(const QModelIndex& index) {
  if (index.model() == summary_) {
    emit runApplied(index.row(), -1);
    return;
  }
  const QModelIndex source = order_->mapToSource(index);
  if (source.isValid() && source.column() > 0) emit runApplied(source.column() - 1, source.row());
}

}  // namespace quantscope::gui
