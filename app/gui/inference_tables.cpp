#include "app/gui/inference_tables.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPainter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "app/gui/figure_tables.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

/// Columns of study::perplexity_table() that stand on the page; all are in what is copied.
const char* const shown_columns[] = {"run",
                                     "perplexity",
                                     "perplexity_standard_error",
                                     "mean_nll",
                                     "kl_divergence_mean",
                                     "kl_divergence_p99",
                                     "top_token_agreement",
                                     "bits_per_weight",
                                     "weight_bytes",
                                     "tokens_per_second",
                                     "tokens",
                                     "kernels"};

std::map<QString, WordedTableModel::Words> run_words() {
  return {
      {QStringLiteral("run"), {InferenceTables::tr("Run"), {}}},
      {QStringLiteral("perplexity"),
       {InferenceTables::tr("Perplexity"), InferenceTables::tr("exp of the mean negative log-likelihood")}},
      {QStringLiteral("perplexity_standard_error"),
       {InferenceTables::tr("±"),
        InferenceTables::tr("Standard error of the perplexity, from the spread between windows")}},
      {QStringLiteral("mean_nll"),
       {InferenceTables::tr("NLL"), InferenceTables::tr("Mean negative log-likelihood, in nats")}},
      {QStringLiteral("kl_divergence_mean"),
       {InferenceTables::tr("KL"),
        InferenceTables::tr("Mean KL divergence from the unquantized model's predictions, in nats")}},
      {QStringLiteral("kl_divergence_p99"),
       {InferenceTables::tr("KL P99"),
        InferenceTables::tr("99 % of the predictions diverge less than this, in nats")}},
      {QStringLiteral("top_token_agreement"),
       {InferenceTables::tr("Same top"),
        InferenceTables::tr("Share of predictions whose likeliest token is the unquantized model's")}},
      {QStringLiteral("bits_per_weight"),
       {InferenceTables::tr("Bits/weight"),
        InferenceTables::tr("All that is stored of the quantized layers, over their weights")}},
      {QStringLiteral("weight_bytes"),
       {InferenceTables::tr("Memory"),
        InferenceTables::tr("Weights in memory, embeddings and norms among them")}},
      {QStringLiteral("tokens_per_second"),
       {InferenceTables::tr("Tokens/s"),
        InferenceTables::tr("Tokens of the text in a second, read many at once; of this run's model alone")}},
      {QStringLiteral("tokens"),
       {InferenceTables::tr("Tokens"), InferenceTables::tr("Predicted tokens of the text")}},
      {QStringLiteral("kernels"),
       {InferenceTables::tr("Kernels"), InferenceTables::tr("What the linear layers ran on")}}};
}

std::map<QString, WordedTableModel::Words> layer_words() {
  return {{QStringLiteral("module"), {InferenceTables::tr("Layer"), {}}},
          {QStringLiteral("local_sqnr_db"),
           {InferenceTables::tr("Alone (dB)"),
            InferenceTables::tr("Output SQNR with this layer quantized alone")}},
          {QStringLiteral("cumulative_sqnr_db"),
           {InferenceTables::tr("All up to here (dB)"),
            InferenceTables::tr("Output SQNR with all layers before quantized too")}},
          {QStringLiteral("weight_only_sqnr_db"),
           {InferenceTables::tr("Weights (dB)"),
            InferenceTables::tr("Alone, with its weights quantized and its input left as it is")}},
          {QStringLiteral("activation_only_sqnr_db"),
           {InferenceTables::tr("Activations (dB)"),
            InferenceTables::tr("Alone, with its input quantized and its weights left as they are")}}};
}

/// Marker and line of a run, as in the charts.
QPixmap swatch(const widgets::RunStyle& style, int height, double ratio) {
  const int width = height * 2;
  QPixmap picture(QSize(width, height) * ratio);
  picture.setDevicePixelRatio(ratio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  const widgets::Theme& theme = widgets::current_theme();
  painter.setPen(widgets::run_pen(style, theme, 2));
  painter.drawLine(QLineF(0, height / 2.0, width, height / 2.0));
  widgets::draw_run_marker(painter, style, theme, {width / 2.0, height / 2.0}, height * 0.6);
  return picture;
}

/// Figures of runs with the runs' looks; what is not finished says so.
class RunFiguresModel : public WordedTableModel {
 public:
  using WordedTableModel::WordedTableModel;

  void set_shown(const ShownInference& shown) {
    shown_ = shown;
    const widgets::ChartTable all = run_table(shown);
    widgets::ChartTable part;
    for (const char* name : shown_columns)
      for (const widgets::ChartColumn& column : all.columns)
        if (column.name == QLatin1String(name)) part.columns.push_back(column);
    set_table(std::move(part));
  }

  QVariant data(const QModelIndex& index, int role) const override {
    const QVariant plain = WordedTableModel::data(index, role);
    const auto row = static_cast<std::size_t>(index.row());
    if (!index.isValid() || row >= shown_.figures.size()) return plain;
    const study::RunFigures& figures = shown_.figures[row];
    const QString& column = table().columns[static_cast<std::size_t>(index.column())].name;
    if (column == QLatin1String("run")) {
      if (role == Qt::DecorationRole)
        return swatch(shown_.styles[row], QFontMetrics(QApplication::font()).height(),
                      qApp->devicePixelRatio());
      if (role == Qt::ToolTipRole && !figures.problem.empty()) return QString::fromStdString(figures.problem);
      return plain;
    }
    if (role == Qt::FontRole && figures.result && !figures.is_complete()) {
      QFont slanted = QApplication::font();
      slanted.setItalic(true);
      return slanted;
    }
    if (role != Qt::DisplayRole) return plain;
    if (column == QLatin1String("tokens") && figures.result && !figures.is_complete())
      return InferenceTables::tr("%1 of %2")
          .arg(widgets::format_count(figures.result->predictions),
               widgets::format_count(figures.result->planned));
    const auto* numbers =
        std::get_if<std::vector<double>>(&table().columns[static_cast<std::size_t>(index.column())].values);
    if (!numbers || row >= numbers->size() || std::isnan((*numbers)[row])) return plain;
    const double value = (*numbers)[row];
    if (column == QLatin1String("top_token_agreement"))
      return widgets::format_three(100 * value) + QStringLiteral(" %");
    if (column == QLatin1String("weight_bytes")) return widgets::format_si(value, QStringLiteral("B"));
    return plain;
  }

 private:
  ShownInference shown_;
};

}  // namespace

widgets::ChartTable run_table(const ShownInference& shown) {
  std::vector<study::ModelRun> runs = shown.request.runs;
  // By their names on screen.
  for (std::size_t run = 0; run < runs.size(); ++run) runs[run].name = shown.styles[run].name.toStdString();
  return chart_table(
      study::perplexity_table(runs, shown.figures, shown.protocol.value_or(model::EvaluationText())));
}

widgets::ChartTable layer_table(const ShownInference& shown) {
  return chart_table(study::layer_error_table(shown.layers.layers));
}

InferenceTables::InferenceTables(QWidget* parent)
    : QWidget(parent),
      run_model_(new RunFiguresModel(run_words(), this)),
      layer_model_(new WordedTableModel(layer_words(), this)),
      order_(new KnownFirst(Qt::EditRole, this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  tabs_ = new QTabWidget(this);
  tabs_->setDocumentMode(true);
  runs_ = make_table_view(tabs_, QStringLiteral("inference_runs"), tr("Figures by run"));
  runs_->setModel(run_model_);
  runs_->setSelectionBehavior(QAbstractItemView::SelectRows);
  layers_ = make_table_view(tabs_, QStringLiteral("inference_layers"), tr("Errors by layer"));
  order_->setSourceModel(layer_model_);
  order_->setSortRole(Qt::EditRole);
  layers_->setModel(order_);
  layers_->setSortingEnabled(true);
  layers_->setSelectionBehavior(QAbstractItemView::SelectRows);
  tabs_->addTab(runs_, tr("By run"));
  tabs_->addTab(layers_, tr("By layer"));
  auto* copy_button = new QToolButton(tabs_);
  copy_button->setIcon(widgets::icon(widgets::Icon::copy));
  copy_button->setAutoRaise(true);
  copy_button->setToolTip(tr("Copy this table with all its columns, tab-separated"));
  copy_button->setAccessibleName(tr("Copy table"));
  tabs_->setCornerWidget(copy_button);
  layout->addWidget(tabs_);

  connect(copy_button, &QToolButton::clicked, this, &InferenceTables::copy);
  for (QTableView* view : {runs_, layers_}) {
    auto* copy_action = new QAction(tr("Copy table"), view);
    copy_action->setShortcut(QKeySequence::Copy);
    copy_action->setShortcutContext(Qt::WidgetShortcut);
    connect(copy_action, &QAction::triggered, this, &InferenceTables::copy);
    view->addAction(copy_action);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
  }
  auto* apply_action = new QAction(tr("Apply this run's setting"), runs_);
  apply_action->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
  apply_action->setShortcutContext(Qt::WidgetShortcut);
  connect(apply_action, &QAction::triggered, this, [this] {
    if (runs_->currentIndex().isValid()) emit runApplied(runs_->currentIndex().row());
  });
  runs_->insertAction(runs_->actions().constFirst(), apply_action);
  connect(runs_, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { emit runApplied(index.row()); });
  const auto choose = [this](const QModelIndex& index) {
    const QModelIndex source = order_->mapToSource(index);
    if (source.isValid()) emit layerChosen(source.row());
  };
  connect(layers_, &QTableView::clicked, this, choose);
  connect(layers_, &QTableView::activated, this, choose);
}

void InferenceTables::set_shown(const ShownInference& shown) {
  static_cast<RunFiguresModel*>(run_model_)->set_shown(shown);
  run_table_ = run_table(shown);
  layer_model_->set_table(layer_table(shown));
  for (int column = 0; column < layer_model_->columnCount(); ++column) {
    const QString& name = layer_model_->table().columns[static_cast<std::size_t>(column)].name;
    layers_->setColumnHidden(column, !layer_words().contains(name));
  }
  // Figures that arrive must not move the columns under the hand.
  int known = 0;
  for (const study::RunFigures& figures : shown.figures) known += figures.result ? 1 : 0;
  if (std::exchange(fitted_runs_, known) != known) runs_->resizeColumnsToContents();
  if (const int rows = layer_model_->rowCount(); std::exchange(fitted_layers_, rows) != rows) {
    layers_->resizeColumnsToContents();
    // The worst first.
    layers_->sortByColumn(2, Qt::AscendingOrder);
  }
}

void InferenceTables::show_layers(bool on) {
  tabs_->setCurrentWidget(on ? layers_ : runs_);
}

bool InferenceTables::shows_layers() const {
  return tabs_->currentWidget() == layers_;
}

widgets::ChartTable InferenceTables::table() const {
  return shows_layers() ? layer_model_->table() : run_table_;
}

void InferenceTables::copy() {
  QGuiApplication::clipboard()->setText(widgets::table_tsv(table()));
}

}  // namespace quantscope::gui
