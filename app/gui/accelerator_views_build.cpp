#include <QComboBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "app/gui/accelerator_pictures.h"
#include "app/gui/accelerator_views.h"
#include "app/gui/labelled_control.h"
#include "widgets/chart_frame.h"
#include "widgets/flow_layout.h"

namespace quantscope::gui {
namespace {

/// In pixels: below it both bars stand one above the other.
constexpr int bars_beside_width = 900;
constexpr int lowest_chart = 400;

}  // namespace

QString AcceleratorViews::id_of(View view) {
  switch (view) {
    case View::roofline:
      return QStringLiteral("roofline");
    case View::bars:
      return QStringLiteral("bars");
    case View::sweeps:
      return QStringLiteral("sweeps");
    case View::accuracy:
      return QStringLiteral("accuracy");
    case View::tornado:
      break;
  }
  return QStringLiteral("tornado");
}

QString AcceleratorViews::name_of(View view) {
  switch (view) {
    case View::roofline:
      return tr("Roofline");
    case View::bars:
      return tr("Time and energy");
    case View::sweeps:
      return tr("Sweeps");
    case View::accuracy:
      return tr("Accuracy against cost");
    case View::tornado:
      break;
  }
  return tr("What would help");
}

QString AcceleratorViews::question_of(View view) {
  switch (view) {
    case View::roofline:
      return tr("What bounds each operator, and how far is it from the roof?");
    case View::bars:
      return tr("Where does the time go, and where the energy?");
    case View::sweeps:
      return tr("What becomes of it with more or fewer of one thing?");
    case View::accuracy:
      return tr("What does accuracy cost on these chips?");
    case View::tornado:
      break;
  }
  return tr("Which figure of the accelerator is worth changing?");
}

AcceleratorViews::AcceleratorViews(QWidget* parent)
    : QWidget(parent),
      tabs_(new QTabBar(this)),
      phase_(nullptr),
      stack_(new QStackedWidget(this)),
      bars_(new QSplitter(Qt::Horizontal)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  build_tabs();
  column->addWidget(tabs_);
  column->addWidget(build_options());
  column->addWidget(stack_, 1);
  build_pictures();
  connect_pictures();
  show_options();
}

void AcceleratorViews::build_tabs() {
  tabs_->setObjectName(QStringLiteral("accelerator_views"));
  tabs_->setAccessibleName(tr("Pictures"));
  tabs_->setExpanding(false);
  tabs_->setDrawBase(false);
  tabs_->setUsesScrollButtons(true);
  for (const View each : all_views) {
    tabs_->addTab(name_of(each));
    tabs_->setTabToolTip(tabs_->count() - 1, question_of(each));
  }
}

QWidget* AcceleratorViews::build_options() {
  auto* holder = new QWidget(this);
  auto* row = new widgets::FlowLayout(holder);
  const auto add = [&](std::initializer_list<View> views, const QString& label, const char* name,
                       const QString& tip, const QStringList& items) {
    auto* box = add_labelled<QComboBox>(holder, row, label, QLatin1String(name), tip);
    box->addItems(items);
    for (const View view : views) options_.emplace_back(view, box->parentWidget());
    return box;
  };
  phase_ = add({View::bars, View::sweeps, View::tornado}, tr("Phase"), "accelerator_phase",
               tr("Prefill reads the prompts; decode makes one token of each sequence"),
               {tr("prefill"), tr("decode")});
  phase_->setCurrentIndex(1);
  arrows_ = add({View::roofline}, tr("Arrows from"), "accelerator_arrows",
                tr("The run whose operators the arrows come from, with the change of their times"), {});
  arrows_->addItem(tr("no run"), -1);
  energy_kind_ =
      add({View::bars}, tr("Energy"), "accelerator_energy_kind",
          tr("Of the whole board over the time, or of operations and moved bits alone: two different "
             "quantities"),
          {tr("of the board"), tr("dynamic")});
  variable_ = add({View::sweeps}, tr("Against"), "accelerator_variable", tr("What is varied"), {});
  for (const auto& [id, label] :
       {std::pair("batch", tr("batch")), std::pair("context", tr("context")),
        std::pair("weight-bits", tr("bits of weights")),
        std::pair("activation-bits", tr("bits of activations")),
        std::pair("kv-bits", tr("bits of the KV cache")), std::pair("bandwidth", tr("memory bandwidth")),
        std::pair("compute", tr("compute")), std::pair("on-chip", tr("on-chip memory"))})
    variable_->addItem(label, QLatin1String(id));
  quantity_ = add({View::sweeps}, tr("Figure"), "accelerator_quantity", tr("What the curves show"),
                  {tr("tokens a second"), tr("time per token"), tr("energy per token")});
  metric_ = add({View::accuracy}, tr("Accuracy"), "accelerator_metric",
                tr("A figure of the runs that the pages Inference or Compare have measured"), {});
  metric_->setEnabled(false);
  metric_->setMinimumContentsLength(12);
  cost_ = add({View::accuracy}, tr("Cost"), "accelerator_cost", tr("What one token costs"),
              {tr("time"), tr("energy of the board"), tr("dynamic energy")});
  tornado_of_ = add({View::tornado}, tr("Of"), "accelerator_tornado_of", tr("What is to become less"),
                    {tr("time"), tr("energy")});

  connect(phase_, &QComboBox::currentIndexChanged, this, [this] {
    if (filling_) return;
    dirty_.insert({View::bars, View::tornado, View::sweeps});
    draw(view());
    emit sweepChanged();
  });
  connect(variable_, &QComboBox::currentIndexChanged, this, [this] {
    if (!filling_) emit sweepChanged();
  });
  connect(arrows_, &QComboBox::activated, this, [this] {
    wanted_arrows_ = arrows_->currentText();
    option_changed(View::roofline);
  });
  connect(metric_, &QComboBox::activated, this, [this] {
    wanted_metric_ = metric_->currentData().toString();
    option_changed(View::accuracy);
  });
  for (const auto& [box, view] : {std::pair(energy_kind_, View::bars), std::pair(quantity_, View::sweeps),
                                  std::pair(cost_, View::accuracy), std::pair(tornado_of_, View::tornado)})
    connect(box, &QComboBox::currentIndexChanged, this, [this, changed = view] { option_changed(changed); });
  return holder;
}

void AcceleratorViews::build_pictures() {
  roofline_ = new widgets::RooflineView(stack_);
  time_ = new widgets::StackedBarsView(bars_);
  energy_ = new widgets::StackedBarsView(bars_);
  bars_->setObjectName(QStringLiteral("accelerator_bars"));
  bars_->setChildrenCollapsible(false);
  curves_ = new widgets::CurvesView(stack_);
  scatter_ = new widgets::ScatterView(stack_);
  tornado_ = new widgets::TornadoView(stack_);
  for (QWidget* each : std::initializer_list<QWidget*>{roofline_, bars_, curves_, scatter_, tornado_})
    stack_->addWidget(each);
  const auto dress = [](widgets::ChartFrame* frame, const QString& title, const char* name) {
    frame->setTitle(title);
    frame->setExportName(QLatin1String(name));
  };
  dress(roofline_->frame(), question_of(View::roofline), "roofline");
  dress(time_->frame(), tr("Where does the time go?"), "time");
  dress(energy_->frame(), tr("Where does the energy go?"), "energy");
  dress(curves_->frame(), question_of(View::sweeps), "sweep");
  dress(scatter_->frame(), question_of(View::accuracy), "accuracy-cost");
  dress(tornado_->frame(), question_of(View::tornado), "tornado");
  for (QWidget* each :
       std::initializer_list<QWidget*>{roofline_, time_, energy_, curves_, scatter_, tornado_})
    each->setMinimumHeight(lowest_chart);
  give_room_to_shown();
}

/// Hidden pictures ask for no room: both bars one above the other would make all views as high.
void AcceleratorViews::give_room_to_shown() {
  for (int i = 0; i < stack_->count(); ++i) {
    const auto policy = i == stack_->currentIndex() ? QSizePolicy::Expanding : QSizePolicy::Ignored;
    stack_->widget(i)->setSizePolicy(policy, policy);
  }
}

void AcceleratorViews::connect_pictures() {
  connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
    stack_->setCurrentIndex(tab);
    give_room_to_shown();
    show_options();
    draw(view());
  });
  connect(roofline_, &widgets::RooflineView::operatorChosen, this, [this](int index) {
    if (index < 0 || index >= static_cast<int>(roofline_->data().operators.size())) return;
    const widgets::RooflineOperator& chosen = roofline_->data().operators[static_cast<std::size_t>(index)];
    chosen_operator_ = chosen.name;
    emit operatorChosen(
        chosen.phase == widgets::RooflinePhase::prefill ? hardware::Phase::prefill : hardware::Phase::decode,
        chosen.name);
  });
  connect(time_, &widgets::StackedBarsView::segmentChosen, this,
          [this](int row, int part) { choose_row_part(row, part, false); });
  connect(energy_, &widgets::StackedBarsView::segmentChosen, this,
          [this](int row, int part) { choose_row_part(row, part, true); });
  connect(curves_, &widgets::CurvesView::currentMoved, this, [this](double value, bool finished) {
    emit valueMoved(variable_->currentData().toString(), value, finished);
  });
  for (widgets::ChartFrame* frame : charts())
    connect(frame, &widgets::ChartFrame::maximiseToggled, this,
            [this, frame](bool on) { maximise(frame, on); });
}

void AcceleratorViews::show_options() {
  for (const auto& [view, widget] : options_) widget->hide();
  for (const auto& [each, widget] : options_)
    if (each == view()) widget->show();
}

AcceleratorViews::View AcceleratorViews::view() const {
  return all_views[std::max(tabs_->currentIndex(), 0)];
}

void AcceleratorViews::set_view(View view) {
  tabs_->setCurrentIndex(static_cast<int>(view));
}

hardware::Phase AcceleratorViews::phase() const {
  return phase_->currentIndex() == 0 ? hardware::Phase::prefill : hardware::Phase::decode;
}

void AcceleratorViews::set_phase(hardware::Phase phase) {
  phase_->setCurrentIndex(phase == hardware::Phase::prefill ? 0 : 1);
}

void AcceleratorViews::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  bars_->setOrientation(width() < bars_beside_width ? Qt::Vertical : Qt::Horizontal);
}

void AcceleratorViews::maximise(widgets::ChartFrame* frame, bool on) {
  time_->setVisible(!on || frame != energy_->frame());
  energy_->setVisible(!on || frame != time_->frame());
  tabs_->setVisible(!on);
}

}  // namespace quantscope::gui
