#include "app/gui/layers_page_options.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>

#include "widgets/flow_layout.h"

namespace quantscope::gui {
namespace {

QComboBox* combo(QWidget* parent, QLayout* layout, const char* name, const QString& accessible) {
  auto* box = new QComboBox(parent);
  box->setObjectName(QLatin1String(name));
  box->setAccessibleName(accessible);
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  layout->addWidget(box);
  return box;
}

void choose(QComboBox* box, int index) {
  const QSignalBlocker blocker(box);
  box->setCurrentIndex(index);
}

}  // namespace

LayersPageOptions::LayersPageOptions(QWidget* parent) : QWidget(parent), metrics_(layer_metrics()) {
  auto* layout = new widgets::FlowLayout(this);
  view_ = combo(this, layout, "layers_view", tr("View"));
  view_->addItems({tr("One figure a layer"), tr("Histograms of all tensors")});
  metric_ = combo(this, layout, "layers_metric", tr("Figure"));
  for (const LayerMetric& metric : metrics_) {
    metric_->addItem(metric.label);
    metric_->setItemData(metric_->count() - 1, metric.help, Qt::ToolTipRole);
  }
  subject_ = combo(this, layout, "layers_subject", tr("Weights or inputs"));
  subject_->addItems({tr("of the weights"), tr("of the inputs")});
  kinds_button_ = new QPushButton(this);
  kinds_button_->setObjectName(QStringLiteral("layers_kinds"));
  kinds_button_->setAccessibleName(tr("Kinds of layers"));
  kinds_button_->setToolTip(tr("Which kinds of layers are shown, each with a line of its own"));
  kinds_button_->setMenu(new QMenu(kinds_button_));
  layout->addWidget(kinds_button_);
  axes_ = combo(this, layout, "layers_axes", tr("Axes"));
  axes_->addItems({tr("Own axes"), tr("Common axes")});
  axes_->setToolTip(tr("Each histogram on axes of its own, or all on the same"));
  scale_ = combo(this, layout, "layers_scale", tr("Values"));
  scale_->addItems({tr("Values linear"), tr("|x| logarithmic")});
  counts_ = combo(this, layout, "layers_counts", tr("Counts"));
  counts_->addItems({tr("Counts linear"), tr("Counts logarithmic")});
  counts_->setCurrentIndex(1);  // outliers are few: on a linear scale they cannot be seen
  for (QComboBox* box : {view_, metric_, subject_, axes_, scale_, counts_})
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
      adapt();
      emit changed();
    });
  adapt();
}

LayersPageOptions::View LayersPageOptions::view() const {
  return view_->currentIndex() == 1 ? View::histograms : View::chart;
}
const LayerMetric& LayersPageOptions::metric() const {
  return metrics_[static_cast<std::size_t>(metric_->currentIndex())];
}
LayerSubject LayersPageOptions::subject() const {
  const bool errors = view() == View::chart && metric().of_setting;
  return inputs() && !errors ? LayerSubject::inputs : LayerSubject::weights;
}
bool LayersPageOptions::inputs() const {
  return subject_->currentIndex() == 1;
}
bool LayersPageOptions::common_axes() const {
  return axes_->currentIndex() == 1;
}
bool LayersPageOptions::magnitudes_logarithmic() const {
  return scale_->currentIndex() == 1;
}
bool LayersPageOptions::counts_logarithmic() const {
  return counts_->currentIndex() == 1;
}

void LayersPageOptions::set_view(View view) {
  choose(view_, view == View::histograms ? 1 : 0);
  adapt();
}

void LayersPageOptions::set_metric(const QString& id) {
  const auto found = std::ranges::find(metrics_, id, &LayerMetric::id);
  if (found != metrics_.end()) choose(metric_, static_cast<int>(found - metrics_.begin()));
  adapt();
}

void LayersPageOptions::set_inputs(bool on) {
  choose(subject_, on ? 1 : 0);
}

void LayersPageOptions::set_kinds(std::set<QString> kinds) {
  kinds_ = std::move(kinds);
  fill_kinds();
}

void LayersPageOptions::set_tiles(bool common_axes, bool magnitudes_logarithmic, bool counts_logarithmic) {
  choose(axes_, common_axes);
  choose(scale_, magnitudes_logarithmic);
  choose(counts_, counts_logarithmic);
}

void LayersPageOptions::set_rows(const LayerRows& rows) {
  all_kinds_.clear();
  matrix_kinds_.clear();
  const bool has_matrices = std::ranges::any_of(rows.rows, &LayerRow::matrices);
  if (rows.by_block)
    for (const LayerRow& row : rows.rows) {
      if (!all_kinds_.contains(row.kind)) all_kinds_ << row.kind;
      if (row.matrices || !has_matrices) matrix_kinds_.insert(row.kind);
    }
  fill_kinds();
}

void LayersPageOptions::fill_kinds() {
  QMenu* menu = kinds_button_->menu();
  menu->clear();
  QAction* all = menu->addAction(tr("All layers"));
  all->setCheckable(true);
  all->setChecked(kinds_.empty());
  connect(all, &QAction::triggered, this, [this] { choose_kind({}, true); });
  menu->addSeparator();
  QStringList shown;
  for (const QString& kind : all_kinds_) {
    QAction* action = menu->addAction(kind);
    action->setCheckable(true);
    const bool on = kinds_.empty() ? matrix_kinds_.contains(kind) : kinds_.contains(kind);
    action->setChecked(on);
    if (on) shown << kind;
    connect(action, &QAction::triggered, this, [this, kind](bool checked) { choose_kind(kind, checked); });
  }
  kinds_button_->setText(kinds_.empty()      ? tr("All layers")
                         : shown.size() == 1 ? shown.front()
                                             : tr("%1 of %2 kinds").arg(shown.size()).arg(all_kinds_.size()));
  kinds_button_->setVisible(all_kinds_.size() > 1);
}

void LayersPageOptions::choose_kind(const QString& kind, bool on) {
  if (kind.isEmpty()) {
    kinds_.clear();
  } else if (kinds_.empty() && !on) {
    // All were shown: a click on one of them means this one alone.
    kinds_ = {kind};
  } else if (on) {
    kinds_.insert(kind);
  } else {
    kinds_.erase(kind);
  }
  fill_kinds();
  emit changed();
}

void LayersPageOptions::adapt() {
  const bool chart = view() == View::chart;
  metric_->setVisible(chart);
  metric_->setToolTip(metric().help);
  for (QComboBox* box : {axes_, scale_, counts_}) box->setVisible(!chart);
  const bool errors = chart && metric().of_setting;
  subject_->setEnabled(!errors);
  subject_->setToolTip(errors ? tr("Errors are those of the weights and of what they put out") : QString());
}

}  // namespace quantscope::gui
