#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/gui/fitting_scroll_area.h"
#include "app/gui/generation_controls.h"
#include "app/gui/inference_controls.h"
#include "app/gui/inference_page.h"
#include "app/gui/inference_tables.h"
#include "app/gui/labelled_control.h"
#include "widgets/chart_frame.h"

namespace quantscope::gui {

InferencePage::InferencePage(Workspace& shared, QWidget* parent)
    : Page(shared, parent), worker_(new InferenceWorker(this)), metrics_(inference_metrics()) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 4);
  layout->setSpacing(4);
  stack_ = new QStackedWidget(this);
  layout->addWidget(stack_);
  stack_->addWidget(build_empty());
  stack_->addWidget(build_content());
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect_controls();
  connect_workspace();
  connect_worker();
  connect_pictures();
  controls_->set_model(shared.document(), nullptr);
  reload();
}

QWidget* InferencePage::build_empty() {
  auto* holder = new QWidget(stack_);
  auto* column = new QVBoxLayout(holder);
  empty_ = new QLabel(holder);
  empty_->setObjectName(QStringLiteral("inference_empty"));
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  empty_->setForegroundRole(QPalette::PlaceholderText);
  empty_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(empty_);
  return holder;
}

QWidget* InferencePage::build_content() {
  auto* area = new FittingScrollArea(stack_);
  auto* content = area->widget();
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  controls_ = new InferenceControls(content);
  column->addWidget(controls_);
  state_ = new QLabel(content);
  state_->setObjectName(QStringLiteral("inference_state"));
  state_->setWordWrap(true);
  column->addWidget(state_);

  splitter_ = new QSplitter(Qt::Vertical, content);
  splitter_->setObjectName(QStringLiteral("inference_splitter"));
  splitter_->setChildrenCollapsible(false);
  above_ = new QSplitter(Qt::Horizontal, splitter_);
  above_->setObjectName(QStringLiteral("inference_splitter_above"));
  above_->setChildrenCollapsible(false);
  bars_ = new widgets::BarChartView(above_);
  bars_->frame()->setTitle(tr("Does it still speak?"));
  bars_->frame()->setExportName(QStringLiteral("perplexity"));
  layers_ = new widgets::LayerChartView(above_);
  layers_->frame()->setTitle(tr("Which layer is to blame?"));
  layers_->frame()->setExportName(QStringLiteral("layer-errors"));
  build_chart_options();
  tables_ = new InferenceTables(splitter_);
  texts_ = new widgets::TextComparisonView(splitter_);
  texts_->frame()->setTitle(tr("What does it say?"));
  texts_->frame()->setExportName(QStringLiteral("texts"));
  generation_ = new GenerationControls;
  texts_->frame()->setOptionsWidget(generation_);
  // Where the page is lower than this it scrolls.
  for (QWidget* chart : std::initializer_list<QWidget*>{bars_, layers_}) chart->setMinimumHeight(250);
  tables_->setMinimumHeight(110);
  texts_->setMinimumHeight(270);
  above_->setStretchFactor(0, 1);
  above_->setStretchFactor(1, 1);
  splitter_->setStretchFactor(0, 4);
  splitter_->setStretchFactor(1, 2);
  splitter_->setStretchFactor(2, 4);
  column->addWidget(splitter_, 1);
  return area;
}

void InferencePage::build_chart_options() {
  metric_ = new QComboBox;
  metric_->setObjectName(QStringLiteral("inference_metric"));
  metric_->setAccessibleName(tr("Figure"));
  metric_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (const InferenceMetric& metric : metrics_) {
    metric_->addItem(metric.label, metric.id);
    metric_->setItemData(metric_->count() - 1, metric.help, Qt::ToolTipRole);
  }
  metric_->setToolTip(metrics_.front().help);
  bars_->addOption(metric_);
  layers_of_ = new QComboBox;
  layers_of_->setObjectName(QStringLiteral("inference_layers_of"));
  layers_of_->setAccessibleName(tr("Run whose layers are shown"));
  layers_of_->setToolTip(tr("The run whose layers are measured and shown"));
  layers_of_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  layers_of_->setMinimumContentsLength(14);
  layers_->addOption(layers_of_);
  parts_ = new QCheckBox(tr("Weights and activations alone"));
  parts_->setObjectName(QStringLiteral("inference_parts"));
  parts_->setChecked(true);
  parts_->setToolTip(
      tr("Measures each layer with only its weights, and with only its input quantized too: two more "
         "quantizations of the model"));
  layers_->addOption(parts_);
}

}  // namespace quantscope::gui
