#include "app/gui/layers_page.h"

#include <QEvent>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/gui/workspace.h"
#include "widgets/chart_frame.h"
#include "widgets/layer_chart_view.h"
#include "widgets/small_multiples.h"

namespace quantscope::gui {
namespace {

/// Signals come in bursts: filters, runs and the setting of an undone step.
constexpr int refresh_ms = 20;

QLabel* bold_label(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  return label;
}

}  // namespace

LayersPage::LayersPage(Workspace& workspace, QWidget* parent) : Page(workspace, parent) {
  options_ = new LayersPageOptions(this);
  errors_ = new LayerErrors(workspace, this);
  pictures_ = new TilePictures(this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 4);
  layout->setSpacing(4);
  layout->addWidget(options_);
  stack_ = new QStackedWidget(this);
  stack_->addWidget(build_chart_view());
  stack_->addWidget(build_tile_view());
  layout->addWidget(stack_, 1);

  refresh_.setSingleShot(true);
  refresh_.setInterval(refresh_ms);
  connect(&refresh_, &QTimer::timeout, this, &LayersPage::refresh);
  connect(options_, &LayersPageOptions::changed, this, [this] {
    load_rows();
    refresh();
  });
  connect(errors_, &LayerErrors::changed, this, [this] {
    if (errors_->state() != LayerErrors::State::idle) refresh_soon();
  });
  connect(pictures_, &TilePictures::arrived, this, [this](const std::vector<int>& tensors) {
    for (const widgets::HistogramTile& tile : std::vector(tiles_->tiles()))
      if (std::ranges::find(tensors, tile.id) != tensors.end()) tiles_->setTile(tile_of(tile.id, tile.title));
    show_tile_sentence();
    settle();
  });
  connect_workspace();
  pictures_->set_store(workspace.statistics_store());
  load_rows();
}

LayersPage::~LayersPage() = default;

QWidget* LayersPage::build_chart_view() {
  auto* view = new QWidget(stack_);
  auto* layout = new QVBoxLayout(view);
  layout->setContentsMargins(0, 0, 0, 0);
  request_row_ = new QWidget(view);
  auto* request = new QHBoxLayout(request_row_);
  request->setContentsMargins(0, 0, 0, 0);
  request_text_ = new QLabel(request_row_);
  request_text_->setWordWrap(true);
  request_button_ = new QPushButton(request_row_);
  request_button_->setObjectName(QStringLiteral("layers_compute"));
  request->addWidget(request_text_, 1);
  request->addWidget(request_button_);
  request_row_->hide();
  layout->addWidget(request_row_);
  connect(request_button_, &QPushButton::clicked, errors_, &LayerErrors::start);

  splitter_ = new QSplitter(Qt::Horizontal, view);
  splitter_->setObjectName(QStringLiteral("layers_splitter"));
  splitter_->setChildrenCollapsible(false);
  chart_ = new widgets::LayerChartView(splitter_);
  chart_->frame()->setTitle(tr("Which layers pay?"));
  beside_ = new QWidget(splitter_);
  beside_->hide();
  auto* column = new QVBoxLayout(beside_);
  column->setContentsMargins(0, 0, 0, 0);
  auto* heading = bold_label(tr("The ten worst"), beside_);
  worst_ = new QTableWidget(0, 2, beside_);
  worst_->setObjectName(QStringLiteral("layers_worst"));
  worst_->setAccessibleName(heading->text());
  worst_->setSelectionBehavior(QAbstractItemView::SelectRows);
  worst_->setSelectionMode(QAbstractItemView::SingleSelection);
  worst_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  worst_->setTextElideMode(Qt::ElideMiddle);
  worst_->setShowGrid(false);
  worst_->setWordWrap(false);
  worst_->verticalHeader()->setDefaultSectionSize(worst_->fontMetrics().height() + 8);
  worst_->verticalHeader()->hide();
  worst_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  worst_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  worst_->setMinimumWidth(170);
  column->addWidget(heading);
  column->addWidget(worst_, 1);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 0);
  splitter_->setSizes({700, 230});
  layout->addWidget(splitter_, 1);

  connect(chart_, &widgets::LayerChartView::pointClicked, this, [this](int line, int block) {
    if (const int tensor = tensor_at(line, block); tensor >= 0) this->workspace().ask_tensor(tensor);
  });
  connect(chart_->frame(), &widgets::ChartFrame::maximiseToggled, this, [this](bool on) {
    maximised_ = on;
    beside_->setVisible(!on && !worst_values_.empty());
  });
  const auto tensor_of_row = [this](int row) {
    return worst_values_.at(static_cast<std::size_t>(row)).tensor;
  };
  connect(worst_, &QTableWidget::cellClicked, this,
          [this, tensor_of_row](int row, int) { this->workspace().ask_tensor(tensor_of_row(row)); });
  connect(worst_, &QTableWidget::cellActivated, this, [this, tensor_of_row](int row, int) {
    this->workspace().ask_tensor(tensor_of_row(row));
    this->workspace().ask_page(QStringLiteral("distribution"));
  });
  return view;
}

QWidget* LayersPage::build_tile_view() {
  auto* view = new QWidget(stack_);
  auto* layout = new QVBoxLayout(view);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(bold_label(tr("How are the values of each tensor spread?"), view));
  tiles_ = new widgets::SmallMultiples(view);
  tiles_->setObjectName(QStringLiteral("layers_tiles"));
  tile_sentence_ = new QLabel(view);
  tile_sentence_->setObjectName(QStringLiteral("layers_tile_sentence"));
  tile_sentence_->setWordWrap(true);
  layout->addWidget(tiles_, 1);
  layout->addWidget(tile_sentence_);
  const auto ask = [this](int tensor) { this->workspace().ask_tensor(tensor); };
  connect(tiles_, &widgets::SmallMultiples::tileClicked, this, ask);
  connect(tiles_, &widgets::SmallMultiples::currentChanged, this, ask);
  connect(tiles_, &widgets::SmallMultiples::visibleChanged, this, &LayersPage::want_tiles);
  tiles_->viewport()->installEventFilter(this);
  tiles_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(tiles_, &QWidget::customContextMenuRequested, this, &LayersPage::show_tile_menu);
  return view;
}

void LayersPage::connect_workspace() {
  Workspace& shared = workspace();
  connect(&shared, &Workspace::documentChanged, this, [this](bool same_file) {
    errors_->stop();
    pictures_->set_store(workspace().statistics_store());
    if (!same_file) options_->set_kinds({});
    load_rows();
    refresh_soon();
  });
  connect(&shared, &Workspace::tensorChanged, this, [this] {
    if (in_front_) show_selected();
  });
  connect(&shared, &Workspace::summariesChanged, this, &LayersPage::refresh_soon);
  connect(&shared, &Workspace::outlierFactorChanged, this, &LayersPage::refresh_soon);
  const auto refresh_errors = [this] {
    if (options_->metric().of_setting) refresh_soon();
  };
  connect(&shared, &Workspace::settingChanged, this, refresh_errors);
  connect(&shared.runs(), &RunList::changed, this, refresh_errors);
  connect(&shared.linked(), &LinkedView::changed, this, [this](const ViewState& before) {
    if (before.filters != workspace().linked().state().filters) refresh_soon();
  });
}

QList<widgets::ChartFrame*> LayersPage::charts() const {
  return {chart_->frame()};
}

void LayersPage::activate() {
  in_front_ = true;
  refresh();
}

void LayersPage::hideEvent(QHideEvent* event) {
  in_front_ = false;
  refresh_.stop();
  errors_->stop();
  pictures_->want({});
  Page::hideEvent(event);
}

bool LayersPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched == tiles_->viewport() && event->type() == QEvent::MouseButtonDblClick &&
      tiles_->selected() >= 0)
    workspace().ask_page(QStringLiteral("distribution"));
  return Page::eventFilter(watched, event);
}

bool LayersPage::is_busy() const {
  using State = LayerErrors::State;
  if (refresh_.isActive()) return true;
  if (options_->view() == LayersPageOptions::View::histograms) return pictures_->busy();
  return errors_->state() == State::resting || errors_->state() == State::running;
}

void LayersPage::settle() {
  if (!is_busy()) emit settled();
}

void LayersPage::refresh_soon() {
  if (in_front_ && !refresh_.isActive()) refresh_.start();
}

void LayersPage::load_rows() {
  all_rows_ = workspace().document() ? layer_rows(*workspace().document(), options_->subject()) : LayerRows();
  options_->set_rows(all_rows_);
}

void LayersPage::refresh() {
  refresh_.stop();
  if (!in_front_) return;
  rows_ = workspace().document() ? chosen_rows(all_rows_, options_->kinds(), workspace().kept_tensors())
                                 : LayerRows();
  const bool histograms = options_->view() == LayersPageOptions::View::histograms;
  stack_->setCurrentIndex(histograms ? 1 : 0);
  if (histograms || !options_->metric().of_setting) errors_->stop();
  if (histograms) {
    show_tiles();
  } else {
    pictures_->want({});
    show_chart();
  }
  settle();
}

int LayersPage::tensor_at(int line, int block) const {
  if (line < 0 || line >= static_cast<int>(row_of_line_.size()) || block < 0) return -1;
  const LayerRow& row = rows_.rows[static_cast<std::size_t>(row_of_line_[static_cast<std::size_t>(line)])];
  return block < static_cast<int>(row.tensors.size()) ? row.tensors[static_cast<std::size_t>(block)] : -1;
}

QJsonObject LayersPage::choices() const {
  QJsonArray kinds;
  for (const QString& kind : options_->kinds()) kinds << kind;
  return {{QStringLiteral("view"), options_->view() == LayersPageOptions::View::histograms
                                       ? QStringLiteral("histograms")
                                       : QStringLiteral("chart")},
          {QStringLiteral("metric"), options_->metric().id},
          {QStringLiteral("inputs"), options_->inputs()},
          {QStringLiteral("kinds"), kinds},
          {QStringLiteral("logarithmic"), chart_->valueLogarithmic()},
          {QStringLiteral("common_axes"), options_->common_axes()},
          {QStringLiteral("logarithmic_magnitudes"), options_->magnitudes_logarithmic()},
          {QStringLiteral("logarithmic_counts"), options_->counts_logarithmic()}};
}

void LayersPage::set_choices(const QJsonObject& choices) {
  const auto text = [&](const char* key) { return choices[QLatin1String(key)].toString(); };
  const auto is_on = [&](const char* key, bool otherwise) {
    return choices[QLatin1String(key)].toBool(otherwise);
  };
  if (text("view") == QLatin1String("histograms")) options_->set_view(LayersPageOptions::View::histograms);
  if (text("view") == QLatin1String("chart")) options_->set_view(LayersPageOptions::View::chart);
  options_->set_metric(text("metric"));
  options_->set_inputs(is_on("inputs", options_->inputs()));
  options_->set_tiles(is_on("common_axes", options_->common_axes()),
                      is_on("logarithmic_magnitudes", options_->magnitudes_logarithmic()),
                      is_on("logarithmic_counts", options_->counts_logarithmic()));
  load_rows();
  if (choices[QLatin1String("kinds")].isArray()) {
    std::set<QString> kinds;
    for (const QJsonValue& kind : choices[QLatin1String("kinds")].toArray())
      if (options_->all_kinds().contains(kind.toString())) kinds.insert(kind.toString());
    options_->set_kinds(std::move(kinds));
  }
  metric_shown_ = options_->metric().id;
  chart_->setValueLogarithmic(is_on("logarithmic", options_->metric().logarithmic));
  refresh_soon();
}

}  // namespace quantscope::gui
