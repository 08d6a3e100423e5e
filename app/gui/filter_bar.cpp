#include "app/gui/filter_bar.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

#include "app/gui/document.h"
#include "app/gui/workspace.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

using Kind = Filter::Kind;

/// Counting goes through all tensors: statistics that arrive one by one are counted together.
constexpr int recount_ms = 200;
constexpr int most_kinds = 60;

/// Magnitudes of the values of a range.
std::pair<double, double> magnitudes(const std::pair<double, double>& values) {
  const double a = std::abs(values.first), b = std::abs(values.second);
  const bool holds_zero = values.first <= 0 && values.second >= 0;
  return {holds_zero ? 0.0 : std::min(a, b), std::max(a, b)};
}

QToolButton* flat_button(QWidget* parent, const QString& name, const QString& text) {
  auto* button = new QToolButton(parent);
  button->setObjectName(name);
  button->setText(text);
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

/// A frame with rounded ends around the buttons of one filter.
class Chip : public QFrame {
 public:
  Chip(const Filter& filter, int index, QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("filter_chip_%1").arg(index));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(0);
    const QString label = filter.label();
    flip = flat_button(this, QStringLiteral("filter_flip_%1").arg(index),
                       fontMetrics().elidedText(label, Qt::ElideMiddle, 320));
    flip->setToolTip(filter.excluded ? FilterBar::tr("%1\nClick: keep these again").arg(label)
                                     : FilterBar::tr("%1\nClick: keep all but these").arg(label));
    flip->setAccessibleName(FilterBar::tr("Filter %1").arg(label));
    flip->setAccessibleDescription(filter.excluded ? FilterBar::tr("Keeps all but these")
                                                   : FilterBar::tr("Keeps these alone"));
    remove = flat_button(this, QStringLiteral("filter_remove_%1").arg(index), {});
    remove->setIcon(widgets::icon(widgets::Icon::close));
    remove->setIconSize(QSize(12, 12));
    remove->setToolTip(FilterBar::tr("Remove this filter"));
    remove->setAccessibleName(FilterBar::tr("Remove the filter %1").arg(label));
    layout->addWidget(flip);
    layout->addWidget(remove);
  }

  QToolButton* flip;
  QToolButton* remove;

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Button));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  }
};

}  // namespace

FilterBar::FilterBar(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), row_(new QWidget(this)), menu_(new QMenu(this)) {
  setObjectName(QStringLiteral("filter_bar"));
  setAccessibleName(tr("Filters"));
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(8, 2, 8, 2);
  outer->addWidget(row_);
  auto* flow = new widgets::FlowLayout(row_);
  button_ = flat_button(row_, QStringLiteral("add_filter"), tr("Add filter ▾"));
  button_->setAccessibleName(tr("Add filter"));
  button_->setToolTip(tr("Narrow what all pages show"));
  menu_->setObjectName(QStringLiteral("filter_menu"));
  menu_->setToolTipsVisible(true);
  pattern_ = new QLineEdit(row_);
  pattern_->setObjectName(QStringLiteral("filter_pattern"));
  pattern_->setPlaceholderText(tr("*.down_proj* · Enter adds"));
  pattern_->setAccessibleName(tr("Pattern of tensor names"));
  pattern_->setMinimumWidth(180);
  pattern_->installEventFilter(this);
  pattern_->hide();
  clear_ = flat_button(row_, QStringLiteral("clear_filters"), tr("Clear all"));
  clear_->setToolTip(tr("Remove all filters"));
  kept_ = new QLabel(row_);
  kept_->setObjectName(QStringLiteral("filter_kept"));
  kept_->setForegroundRole(QPalette::PlaceholderText);
  kept_->setContentsMargins(4, 4, 4, 4);
  for (QWidget* each : {static_cast<QWidget*>(button_), static_cast<QWidget*>(pattern_),
                        static_cast<QWidget*>(clear_), static_cast<QWidget*>(kept_)})
    flow->addWidget(each);

  connect(button_, &QToolButton::clicked, this,
          [this] { menu_->popup(button_->mapToGlobal(QPoint(0, button_->height()))); });
  connect(menu_, &QMenu::aboutToShow, this, &FilterBar::fill_menu);
  connect(clear_, &QToolButton::clicked, this, &FilterBar::clear);
  connect(&workspace_.linked(), &LinkedView::changed, this, [this] {
    if (workspace_.linked().state().filters != shown_) rebuild();
  });
  connect(&workspace_, &Workspace::documentChanged, this, [this] {
    channels_.reset();
    count();
  });
  connect(&workspace_, &Workspace::tensorChanged, this, [this] { set_channels(std::nullopt); });
  connect(&workspace_, &Workspace::summariesChanged, this, [this] {
    if (shown_.empty() || std::exchange(counting_, true)) return;
    QTimer::singleShot(recount_ms, this, [this] {
      counting_ = false;
      count();
    });
  });
  rebuild();
}

void FilterBar::set_channels(std::optional<std::pair<int, int>> kept_of_all) {
  if (channels_ == kept_of_all) return;
  channels_ = kept_of_all;
  count();
}

void FilterBar::rebuild() {
  shown_ = workspace_.linked().state().filters;
  for (QWidget* chip : chips_) {
    chip->hide();
    chip->deleteLater();
  }
  chips_.clear();
  auto* flow = row_->layout();
  // Chips stand before the button, which the row began with.
  QList<QLayoutItem*> rest;
  while (QLayoutItem* item = flow->takeAt(0)) {
    const QWidget* widget = item->widget();
    const bool stays = widget == button_ || widget == pattern_ || widget == clear_ || widget == kept_;
    if (stays)
      rest.push_back(item);
    else
      delete item;
  }
  for (int index = 0; index < static_cast<int>(shown_.size()); ++index) {
    auto* chip = new Chip(shown_[static_cast<std::size_t>(index)], index, row_);
    connect(chip->flip, &QToolButton::clicked, this, [this, index] { flip(index); });
    connect(chip->remove, &QToolButton::clicked, this, [this, index] { remove(index); });
    flow->addWidget(chip);
    chip->show();
    chips_.push_back(chip);
  }
  for (QLayoutItem* item : rest) flow->addItem(item);
  clear_->setVisible(!shown_.empty());
  QWidget* before = nullptr;
  for (QWidget* chip : chips_) {
    if (before) setTabOrder(before, chip);
    before = chip;
  }
  if (before) setTabOrder(before, button_);
  count();
}

void FilterBar::count() {
  const bool any = !shown_.empty() && workspace_.document();
  kept_->setVisible(any);
  if (any) {
    const int all = static_cast<int>(workspace_.document()->tensors().size());
    QStringList parts;
    const bool about_tensors =
        std::ranges::any_of(shown_, [](const Filter& filter) { return !filter.about_channels(); });
    if (about_tensors)
      parts << tr("%1 of %n tensor(s)", nullptr, all)
                   .arg(widgets::format_count(static_cast<qint64>(workspace_.kept_tensors().size())));
    if (has_channel_filter(shown_) && channels_)
      parts << tr("%1 of %n channel(s)", nullptr, channels_->second)
                   .arg(widgets::format_count(channels_->first));
    kept_->setText(parts.join(QStringLiteral(" · ")));
  }
  row_->layout()->invalidate();
  updateGeometry();
}

void FilterBar::add(const Filter& filter) {
  Filters filters = workspace_.linked().state().filters;
  if (std::ranges::find(filters, filter) != filters.end()) return;
  filters.push_back(filter);
  workspace_.edit_filters(std::move(filters), tr("filter %1").arg(filter.label()));
}

void FilterBar::flip(int index) {
  Filters filters = shown_;
  Filter& filter = filters.at(static_cast<std::size_t>(index));
  filter.excluded = !filter.excluded;
  const QString what = tr("filter %1").arg(filter.label());
  workspace_.edit_filters(std::move(filters), what);
}

void FilterBar::remove(int index) {
  Filters filters = shown_;
  const QString what = tr("remove filter %1").arg(filters.at(static_cast<std::size_t>(index)).label());
  filters.erase(filters.begin() + index);
  workspace_.edit_filters(std::move(filters), what);
  button_->setFocus();
}

void FilterBar::clear() {
  workspace_.edit_filters({}, tr("clear filters"));
  button_->setFocus();
}

void FilterBar::add_choice(QMenu* menu, const char* name, const QString& text, const Filter& filter,
                           const QString& why_not) {
  QAction* action = menu->addAction(text);
  action->setObjectName(QLatin1String(name));
  const bool there = std::ranges::find(shown_, filter) != shown_.end();
  const QString reason = there ? tr("This filter is there already") : why_not;
  action->setEnabled(reason.isEmpty());
  action->setToolTip(reason);
  connect(action, &QAction::triggered, this, [this, filter] { add(filter); });
}

void FilterBar::fill_menu() {
  menu_->clear();
  const QString no_file = workspace_.document() ? QString() : tr("Open a file first");
  const QString no_theta = workspace_.theta() ? QString() : tr("The method in force has no θ set by hand");
  add_choice(menu_, "filter_outlier_channels", tr("Only outlier channels"),
             {Kind::outlier_channels, {}, 0, 0, false}, no_file);
  add_choice(menu_, "filter_above_theta", tr("Only channels above θ"), {Kind::above_theta, {}, 0, 0, false},
             no_file.isEmpty() ? no_theta : no_file);
  menu_->addSeparator();
  const auto& brush = workspace_.linked().state().values;
  const auto [low, high] = magnitudes(brush.value_or(std::pair(0.0, 0.0)));
  const QString no_brush =
      brush ? QString() : tr("Brush a range of values in the histogram first: shift and drag");
  const QString range =
      brush ? tr("%1 to %2").arg(widgets::format_three(low, false), widgets::format_three(high, false))
            : tr("the brushed range");
  add_choice(menu_, "filter_keep_brush", tr("Keep channels with absmax in %1").arg(range),
             {Kind::magnitude, {}, low, high, false}, no_brush);
  add_choice(menu_, "filter_exclude_brush", tr("Leave out channels with absmax in %1").arg(range),
             {Kind::magnitude, {}, low, high, true}, no_brush);
  menu_->addSeparator();
  add_choice(menu_, "filter_outlier_tensors", tr("Only tensors with outlier channels"),
             {Kind::outlier_tensors, {}, 0, 0, false}, no_file);
  QAction* pattern = menu_->addAction(tr("Tensors by a pattern of names…"), this, &FilterBar::ask_pattern);
  pattern->setObjectName(QStringLiteral("filter_ask_pattern"));
  QMenu* kinds = menu_->addMenu(tr("Tensors of a kind"));
  kinds->setObjectName(QStringLiteral("filter_kinds"));
  kinds->setEnabled(workspace_.document() != nullptr);
  fill_kinds(kinds);
}

void FilterBar::fill_kinds(QMenu* kinds) {
  if (!workspace_.document()) return;
  add_choice(kinds, "filter_role_weight", tr("weights"),
             {Kind::tensor_kind, QStringLiteral("role:weight"), 0, 0, false});
  add_choice(kinds, "filter_role_input", tr("inputs"),
             {Kind::tensor_kind, QStringLiteral("role:input"), 0, 0, false});
  kinds->addSeparator();
  std::set<std::string> names;
  for (const storage::TensorInfo& info : workspace_.document()->tensors())
    if (names.size() < most_kinds) names.insert(info.kind);
  for (const std::string& name : names)
    if (!name.empty())
      add_choice(kinds, ("filter_kind_" + name).c_str(), QString::fromStdString(name).replace('&', "&&"),
                 {Kind::tensor_kind, QString::fromStdString(name), 0, 0, false});
}

void FilterBar::ask_pattern() {
  pattern_->clear();
  pattern_->show();
  row_->layout()->invalidate();
  pattern_->setFocus(Qt::OtherFocusReason);
}

void FilterBar::finish_pattern(bool take) {
  const QString text = pattern_->text().simplified();
  pattern_->hide();
  if (take && !text.isEmpty()) add({Kind::name, text, 0, 0, false});
  button_->setFocus();
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched == pattern_ && pattern_->isVisible()) {
    const int key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride
                        ? static_cast<QKeyEvent*>(event)->key()
                        : 0;
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (event->type() == QEvent::ShortcutOverride && (enter || key == Qt::Key_Escape)) event->accept();
    if (event->type() == QEvent::KeyPress && (enter || key == Qt::Key_Escape)) {
      finish_pattern(enter);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace quantscope::gui
