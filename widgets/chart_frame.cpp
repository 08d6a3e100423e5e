#include "widgets/chart_frame.h"

#include <qcustomplot.h>

#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include "widgets/axis_tickers.h"
#include "widgets/chart_interaction.h"
#include "widgets/chart_table_model.h"
#include "widgets/icons.h"
#include "widgets/preview_badge.h"

namespace quantscope::widgets {
namespace {

QToolButton* tool_button(Icon which, const QString& text, const char* name) {
  auto* button = new QToolButton;
  button->setIcon(icon(which));
  button->setAutoRaise(true);
  button->setToolTip(text);
  button->setAccessibleName(text);
  button->setObjectName(name);
  return button;
}

constexpr ExportFormat formats[] = {ExportFormat::png, ExportFormat::svg, ExportFormat::pdf,
                                    ExportFormat::csv, ExportFormat::json};

}  // namespace

ChartFrame::ChartFrame(QWidget* parent)
    : QWidget(parent),
      plot_(new QCustomPlot),
      interaction_(new ChartInteraction(plot_)),
      title_(new QLabel),
      legend_(new QLabel),
      sentence_(new QLabel),
      empty_(new QLabel),
      badge_(new PreviewBadge(plot_)),
      stack_(new QStackedWidget),
      table_view_(new QTableView),
      options_holder_(new QWidget),
      options_button_(tool_button(Icon::options, tr("Axes and bins"), "chart_options")),
      table_button_(tool_button(Icon::table, tr("Show the numbers as a table"), "chart_table")),
      full_size_button_(tool_button(Icon::full_size, tr("Full size"), "chart_full_size")),
      export_name_(QStringLiteral("chart")) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 4, 6, 4);
  layout->setSpacing(3);
  build_header(layout);
  options_holder_->setVisible(false);
  options_button_->setVisible(false);
  auto* options_layout = new QVBoxLayout(options_holder_);
  options_layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(options_holder_);

  legend_->setTextFormat(Qt::RichText);
  legend_->setWordWrap(true);
  legend_->setObjectName("legend");
  layout->addWidget(legend_);

  plot_->setMinimumSize(160, 110);
  plot_->setNoAntialiasingOnDrag(true);
  plot_->setNotAntialiasedElements(QCP::aeGrid | QCP::aeSubGrid | QCP::aeAxes | QCP::aeFills);
  plot_->setPlottingHint(QCP::phFastPolylines);
  plot_->setPlottingHint(QCP::phCacheLabels);
  plot_->axisRect()->setMinimumMargins(QMargins(48, 8, 22, 30));
  plot_->setContextMenuPolicy(Qt::CustomContextMenu);
  plot_->setObjectName("plot");
  plot_->installEventFilter(this);

  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  table_view_->setModel(new ChartTableModel(table_view_));
  table_view_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  table_view_->horizontalHeader()->setStretchLastSection(false);
  table_view_->setObjectName("table_view");
  stack_->addWidget(plot_);
  stack_->addWidget(empty_);
  stack_->addWidget(table_view_);
  layout->addWidget(stack_, 1);

  sentence_->setWordWrap(true);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  sentence_->setObjectName("sentence");
  sentence_->setMinimumHeight(fontMetrics().height() + 4);
  layout->addWidget(sentence_);

  connect(plot_, &QCustomPlot::beforeReplot, this, [this] { fit_ticks(plot_, plot_->viewport().size()); });
  connect(plot_, &QWidget::customContextMenuRequested, this, &ChartFrame::show_menu);
  connect(interaction_, &ChartInteraction::hovered, this, &ChartFrame::show_readout);
  connect(interaction_, &ChartInteraction::left, this, [] { QToolTip::hideText(); });
  connect(interaction_, &ChartInteraction::view_reset, this, &ChartFrame::viewReset);
  connect(&theme_notifier(), &ThemeNotifier::changed, this, [this] {
    apply_colours(current_theme(), font());
    plot_->replot(QCustomPlot::rpQueuedReplot);
  });
  apply_colours(current_theme(), font());
}

void ChartFrame::build_header(QVBoxLayout* layout) {
  auto* header = new QHBoxLayout;
  header->setSpacing(2);
  QFont bold = font();
  bold.setBold(true);
  title_->setFont(bold);
  title_->setWordWrap(true);
  title_->setObjectName("title");
  header->addWidget(title_, 1);

  auto* copy = tool_button(Icon::copy, tr("Copy picture"), "chart_copy");
  auto* save = tool_button(Icon::export_, tr("Export picture or table"), "chart_export");
  auto* menu = new QMenu(save);
  for (const ExportFormat format : formats)
    menu->addAction(is_table(format) ? tr("Table as %1…").arg(format_name(format).toUpper())
                                     : tr("Picture as %1…").arg(format_name(format).toUpper()),
                    this, [this, format] { ask_export(format); });
  save->setMenu(menu);
  save->setPopupMode(QToolButton::InstantPopup);
  options_button_->setCheckable(true);
  table_button_->setCheckable(true);
  full_size_button_->setCheckable(true);
  for (QToolButton* button : {options_button_, table_button_, copy, save, full_size_button_}) {
    button->setIconSize(QSize(16, 16));
    header->addWidget(button, 0, Qt::AlignTop);
  }
  layout->addLayout(header);

  connect(copy, &QToolButton::clicked, this, &ChartFrame::copyPicture);
  connect(options_button_, &QToolButton::toggled, options_holder_, &QWidget::setVisible);
  connect(table_button_, &QToolButton::toggled, this, &ChartFrame::setTableVisible);
  connect(full_size_button_, &QToolButton::toggled, this, [this](bool on) {
    setMaximised(on);
    emit maximiseToggled(on);
  });
}

void ChartFrame::setTitle(const QString& title) {
  title_->setText(title);
  plot_->setAccessibleName(title);
  setAccessibleName(title);
}

void ChartFrame::setLegend(const QString& rich_text) {
  if (rich_text != legend_->text()) legend_->setText(rich_text);
}

QString ChartFrame::title() const {
  return title_->text();
}

void ChartFrame::setSentence(const QString& sentence) {
  if (sentence == sentence_->text()) return;
  sentence_->setText(sentence);
  plot_->setAccessibleDescription(sentence);
}

QString ChartFrame::sentence() const {
  return sentence_->text();
}

void ChartFrame::setPreview(bool preview, qint64 sample) {
  badge_->setPreview(preview, sample);
  place_badge();
}

/// In the corner of the chart where marks are rarest.
void ChartFrame::place_badge() {
  constexpr int gap = 4;
  badge_->resize(badge_->sizeHint());
  badge_->move(plot_->axisRect()->right() - badge_->width() - gap,
               plot_->axisRect()->bottom() - badge_->height() - gap);
}

void ChartFrame::showData(bool same_view, bool preview, qint64 sample) {
  setPreview(preview, sample);
  if (same_view)
    interaction_->refresh_home();
  else
    interaction_->go_home();
  tableChanged();
  replotNow();
}

bool ChartFrame::isPreview() const {
  return badge_->isPreview();
}

void ChartFrame::setEmptyText(const QString& text) {
  empty_->setText(text);
  update_stack();
}

QString ChartFrame::emptyText() const {
  return empty_->text();
}

void ChartFrame::setOptionsWidget(QWidget* options) {
  options_holder_->layout()->addWidget(options);
  options_button_->setVisible(true);
  options_button_->setChecked(true);
}

void ChartFrame::setOptionsVisible(bool visible) {
  options_button_->setChecked(visible);
}

bool ChartFrame::isOptionsVisible() const {
  return options_button_->isChecked();
}

void ChartFrame::setTableSource(std::function<ChartTable()> source) {
  table_source_ = std::move(source);
}

ChartTable ChartFrame::table() const {
  return table_source_ ? table_source_() : ChartTable{};
}

void ChartFrame::setTableVisible(bool visible) {
  if (visible == table_visible_) return;
  table_visible_ = visible;
  table_button_->setChecked(visible);
  update_stack();
  tableChanged();
  if (visible) table_view_->resizeColumnsToContents();
}

void ChartFrame::tableChanged() {
  if (table_visible_) static_cast<ChartTableModel*>(table_view_->model())->set_table(table());
}

void ChartFrame::setReadout(std::function<QString(QPointF)> readout) {
  readout_ = std::move(readout);
}

void ChartFrame::setExportName(const QString& name) {
  export_name_ = name;
}

QString ChartFrame::exportName() const {
  return export_name_;
}

void ChartFrame::setMaximised(bool maximised) {
  const QSignalBlocker quiet(full_size_button_);
  full_size_button_->setChecked(maximised);
  const QString text = maximised ? tr("Back to all charts") : tr("Full size");
  full_size_button_->setToolTip(text);
  full_size_button_->setAccessibleName(text);
}

void ChartFrame::resetView() {
  interaction_->reset_view();
}

void ChartFrame::replotNow() {
  plot_->replot(QCustomPlot::rpImmediateRefresh);
}

void ChartFrame::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  plot_->setBufferDevicePixelRatio(devicePixelRatioF());
}

bool ChartFrame::eventFilter(QObject* watched, QEvent* event) {
  if (watched == plot_ && (event->type() == QEvent::ScreenChangeInternal || event->type() == QEvent::Paint) &&
      plot_->bufferDevicePixelRatio() != plot_->devicePixelRatioF()) {
    plot_->setBufferDevicePixelRatio(plot_->devicePixelRatioF());
    plot_->replot(QCustomPlot::rpQueuedReplot);
  }
  if (watched == plot_ && event->type() == QEvent::Resize)
    QTimer::singleShot(0, this, &ChartFrame::place_badge);
  return QWidget::eventFilter(watched, event);
}

void ChartFrame::apply_colours(const Theme& theme, const QFont& font) {
  plot_->setBackground(theme.chart_background);
  plot_->setProperty("quantscope_background", theme.chart_background);
  for (QCPAxisRect* rect : plot_->axisRects()) {
    for (QCPAxis* axis : rect->axes()) {
      axis->setBasePen(QPen(theme.axis));
      axis->setTickPen(QPen(theme.axis));
      axis->setSubTickPen(QPen(theme.axis));
      axis->setTickLabelColor(theme.axis_text);
      axis->setLabelColor(theme.axis_text);
      axis->setTickLabelFont(font);
      axis->setLabelFont(font);
      axis->setLabelPadding(2);
      axis->grid()->setPen(QPen(theme.grid));
      axis->grid()->setZeroLinePen(QPen(theme.grid));
      axis->grid()->setSubGridVisible(false);
    }
  }
  emit recolour(theme);
}

void ChartFrame::show_menu(const QPoint& position) {
  QMenu menu;
  menu.addAction(tr("Copy picture"), this, &ChartFrame::copyPicture);
  menu.addAction(tr("Copy table"), this, &ChartFrame::copyTable);
  menu.addSeparator();
  for (const ExportFormat format : formats)
    menu.addAction(tr("Export as %1…").arg(format_name(format).toUpper()), this,
                   [this, format] { ask_export(format); });
  menu.addSeparator();
  QAction* table = menu.addAction(tr("Table"), this, [this] { setTableVisible(!table_visible_); });
  table->setCheckable(true);
  table->setChecked(table_visible_);
  if (options_button_->isVisibleTo(this)) {
    QAction* axes = menu.addAction(options_button_->toolTip(), options_button_, &QToolButton::toggle);
    axes->setCheckable(true);
    axes->setChecked(options_button_->isChecked());
  }
  QAction* undo =
      menu.addAction(tr("Undo zoom") + QStringLiteral("\tBackspace"), interaction_, &ChartInteraction::undo);
  undo->setEnabled(interaction_->can_undo());
  menu.addAction(tr("Reset view"), this, &ChartFrame::resetView);
  menu.exec(plot_->mapToGlobal(position));
}

void ChartFrame::show_readout(QPointF pixel) {
  const bool inside = plot_->axisRect()->rect().contains(pixel.toPoint());
  const QString text = readout_ && inside ? readout_(pixel) : QString();
  if (text.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(plot_->mapToGlobal(pixel.toPoint() + QPoint(12, 12)), text, plot_);
}

void ChartFrame::showReadoutAt(QPointF pixel) {
  show_readout(pixel);
  if (readout_) plot_->setAccessibleDescription(readout_(pixel));
}

void ChartFrame::update_stack() {
  QWidget* page = plot_;
  if (!empty_->text().isEmpty())
    page = empty_;
  else if (table_visible_)
    page = table_view_;
  stack_->setCurrentWidget(page);
}

}  // namespace quantscope::widgets
