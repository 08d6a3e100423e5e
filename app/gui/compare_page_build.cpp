#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/gui/compare_page.h"
#include "app/gui/compare_page_tables.h"
#include "app/gui/fitting_scroll_area.h"
#include "app/gui/labelled_control.h"
#include "app/gui/runs_panel.h"
#include "widgets/chart_frame.h"
#include "widgets/core_text.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"

namespace quantscope::gui {
ComparePage::ComparePage(Workspace& shared, QWidget* parent)
    : Page(shared, parent), worker_(new ComparisonWorker(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 6, 8, 4);
  layout->setSpacing(4);
  stack_ = new QStackedWidget(this);
  layout->addWidget(stack_);
  auto* area = new FittingScrollArea(stack_);
  auto* content = area->widget();
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  build_controls(content);
  column->addWidget(controls_);
  build_strip(content);
  column->addWidget(strip_);

  splitter_ = new QSplitter(Qt::Vertical, content);
  splitter_->setObjectName(QStringLiteral("compare_splitter"));
  splitter_->setChildrenCollapsible(false);
  bars_ = new widgets::BarChartView(splitter_);
  bars_->frame()->setTitle(tr("Which setting is best?"));
  bars_->frame()->setExportName(QStringLiteral("comparison"));
  below_ = new QSplitter(Qt::Horizontal, splitter_);
  below_->setObjectName(QStringLiteral("compare_splitter_below"));
  below_->setChildrenCollapsible(false);
  scatter_ = new widgets::ScatterView(below_);
  scatter_->frame()->setTitle(tr("What does a bit buy?"));
  scatter_->frame()->setExportName(QStringLiteral("error-against-bits"));
  tables_ = new CompareTables(below_);
  // Where the page is lower than this it scrolls.
  bars_->setMinimumHeight(240);
  below_->setMinimumHeight(240);
  below_->setStretchFactor(0, 1);
  below_->setStretchFactor(1, 1);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 1);
  column->addWidget(splitter_, 1);

  stack_->addWidget(build_empty());
  stack_->addWidget(area);
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  job_delay_.setSingleShot(true);
  job_delay_.setInterval(300);
  connect_workspace();
  connect_worker();
  connect_pictures();
  fill_baselines();
  reload();
}

void ComparePage::build_controls(QWidget* parent) {
  controls_ = new QWidget(parent);
  auto* row = new widgets::FlowLayout(controls_);
  scope_ = add_labelled<QComboBox>(controls_, row, tr("Tensors"), QStringLiteral("compare_scope"),
                                   tr("Which linear weights are compared"));
  scope_->addItem(tr("that the filters keep"), QStringLiteral("filtered"));
  scope_->addItem(tr("of this block"), QStringLiteral("block"));
  scope_->addItem(tr("all"), QStringLiteral("all"));
  metric_ = add_labelled<QComboBox>(controls_, row, tr("Metric"), QStringLiteral("compare_metric"), {});
  for (const study::ComparisonMetric& metric : study::comparison_metrics()) {
    metric_->addItem(widgets::core_text(metric.label), QString::fromStdString(metric.id));
    metric_->setItemData(metric_->count() - 1, widgets::core_text(metric.help), Qt::ToolTipRole);
  }
  grouping_ = add_labelled<QComboBox>(controls_, row, tr("Group by"), QStringLiteral("compare_grouping"),
                                      tr("What stands together in the bars"));
  grouping_->addItem(tr("layer"), QStringLiteral("layer"));
  grouping_->addItem(tr("run"), QStringLiteral("run"));
  order_ = add_labelled<QComboBox>(controls_, row, tr("Order"), QStringLiteral("compare_order"),
                                   tr("Order of the layers, and of the runs where these are the groups"));
  order_->addItem(tr("as in the file"), QStringLiteral("file"));
  order_->addItem(tr("worst first"), QStringLiteral("worst"));
  baseline_ = add_labelled<QComboBox>(controls_, row, tr("Baseline"), QStringLiteral("compare_baseline"),
                                      tr("The pinned run that differences are taken from"));
  baseline_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  baseline_->setMinimumContentsLength(12);
  points_ = add_labelled<QComboBox>(controls_, row, tr("Points"), QStringLiteral("compare_points"),
                                    tr("What a point of error against bits is"));
  points_->addItem(tr("runs"), QStringLiteral("runs"));
  points_->addItem(tr("layers and runs"), QStringLiteral("cells"));
  current_ = new QCheckBox(tr("Current setting"), controls_);
  current_->setObjectName(QStringLiteral("compare_current"));
  current_->setChecked(true);
  row->addWidget(current_);
  metric_->setToolTip(metric_->currentData(Qt::ToolTipRole).toString());

  connect(scope_, &QComboBox::currentIndexChanged, this, [this] {
    if (filling_) return;
    stopped_ = approved_ = false;
    reload();
    start_missing();
  });
  connect(metric_, &QComboBox::currentIndexChanged, this, [this] {
    metric_->setToolTip(metric_->currentData(Qt::ToolTipRole).toString());
    bars_->setValueLogarithmic(
        study::comparison_metric(metric_->currentData().toString().toStdString()).logarithmic);
    if (!filling_) reload();
  });
  for (QComboBox* box : {grouping_, order_, points_})
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
      if (!filling_) reload();
    });
  connect(baseline_, &QComboBox::activated, this,
          [this] { workspace().runs().set_baseline(baseline_->currentData().toInt()); });
  connect(current_, &QCheckBox::toggled, this, [this] {
    if (filling_) return;
    reload();
    start_missing();
  });
}

void ComparePage::build_strip(QWidget* parent) {
  strip_ = new QWidget(parent);
  auto* row = new widgets::FlowLayout(strip_);
  strip_text_ = new QLabel(strip_);
  strip_text_->setObjectName(QStringLiteral("compare_progress"));
  block_button_ = new QPushButton(strip_);
  block_button_->setObjectName(QStringLiteral("compare_block"));
  continue_button_ = new QPushButton(strip_);
  continue_button_->setObjectName(QStringLiteral("compare_continue"));
  row->addWidget(strip_text_);
  row->addWidget(block_button_);
  row->addWidget(continue_button_);
  strip_->hide();
  connect(block_button_, &QPushButton::clicked, this, &ComparePage::compare_block);
  connect(continue_button_, &QPushButton::clicked, this, &ComparePage::continue_comparison);
}

QWidget* ComparePage::build_empty() {
  auto* empty = new QWidget(stack_);
  auto* column = new QVBoxLayout(empty);
  empty_text_ = new QLabel(empty);
  empty_text_->setObjectName(QStringLiteral("compare_empty"));
  empty_text_->setAlignment(Qt::AlignCenter);
  empty_text_->setWordWrap(true);
  empty_text_->setForegroundRole(QPalette::PlaceholderText);
  empty_buttons_ = new QWidget(empty);
  auto* row = new QHBoxLayout(empty_buttons_);
  auto* pin = new QPushButton(widgets::icon(widgets::Icon::pin), tr("Pin the current setting"), empty);
  pin->setObjectName(QStringLiteral("compare_pin"));
  auto* starter = new QPushButton(tr("Pin a starter set: rtn W8, W4, W3, qllm W4"), empty);
  starter->setObjectName(QStringLiteral("compare_starter"));
  row->addStretch(1);
  row->addWidget(pin);
  row->addWidget(starter);
  row->addStretch(1);
  column->addStretch(1);
  column->addWidget(empty_text_);
  column->addWidget(empty_buttons_);
  column->addStretch(1);
  connect(pin, &QPushButton::clicked, this, [this] { pin_current_setting(workspace()); });
  connect(starter, &QPushButton::clicked, this, &ComparePage::pin_starter_set);
  return empty;
}

}  // namespace quantscope::gui
