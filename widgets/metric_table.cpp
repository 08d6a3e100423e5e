#include "widgets/metric_table.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <cmath>

#include "widgets/number_text.h"
#include "widgets/theme.h"

namespace quantscope::widgets {
namespace {

enum Column { label_column, before_column, after_column, verdict_column, column_count };

enum class Verdict { better, worse, same, open };

Verdict verdict_of(const MetricRow& row) {
  if (row.direction == MetricDirection::neither || !row.before || !row.after) return Verdict::open;
  if (*row.before == *row.after) return Verdict::same;
  const bool lower = *row.after < *row.before;
  return lower == (row.direction == MetricDirection::lower_is_better) ? Verdict::better : Verdict::worse;
}

QString verdict_text(const MetricRow& row) {
  const QString arrow =
      row.before && row.after && *row.after > *row.before ? QStringLiteral("▲ ") : QStringLiteral("▼ ");
  switch (verdict_of(row)) {
    case Verdict::better:
      return arrow + MetricTable::tr("better");
    case Verdict::worse:
      return arrow + MetricTable::tr("worse");
    case Verdict::same:
      return QStringLiteral("= ") + MetricTable::tr("same");
    case Verdict::open:
      break;
  }
  return {};
}

QString figure(const std::optional<double>& value, const QString& unit) {
  return value ? format_si(*value, unit) : QStringLiteral("–");
}

}  // namespace

MetricTable::MetricTable(QWidget* parent) : QTableWidget(0, column_count, parent) {
  setHorizontalHeaderLabels({tr("error"), tr("before"), tr("after"), QString()});
  setAccessibleName(tr("Error figures"));
  verticalHeader()->hide();
  verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 6);
  verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(label_column, QHeaderView::Stretch);
  horizontalHeader()->setHighlightSections(false);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setShowGrid(false);
  setAlternatingRowColors(true);
  setWordWrap(true);
  setTextElideMode(Qt::ElideNone);
  connect(verticalHeader(), &QHeaderView::geometriesChanged, this, &QWidget::updateGeometry);
  connect(verticalHeader(), &QHeaderView::sectionResized, this, [this] { updateGeometry(); });
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void MetricTable::setRows(std::vector<MetricRow> rows, bool preview) {
  const bool same_size = rows.size() == rows_.size();
  rows_ = std::move(rows);
  preview_ = preview;
  if (!same_size) {
    setRowCount(static_cast<int>(rows_.size()));
    for (int row = 0; row < rowCount(); ++row)
      for (int column = 0; column < column_count; ++column) {
        auto* cell = new QTableWidgetItem;
        if (column == before_column || column == after_column)
          cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        setItem(row, column, cell);
      }
    updateGeometry();
  }
  fill();
}

void MetricTable::setBefore(const QString& name) {
  QTableWidgetItem* header = horizontalHeaderItem(before_column);
  header->setText(name.isEmpty() ? tr("before") : tr("baseline"));
  header->setToolTip(name.isEmpty() ? tr("The setting before the last change") : name);
}

void MetricTable::fill() {
  const Theme& theme = current_theme();
  QFont upright = font(), italic = font();
  italic.setItalic(true);
  for (int index = 0; index < rowCount(); ++index) {
    const MetricRow& row = rows_[static_cast<std::size_t>(index)];
    const QString texts[column_count] = {row.label, figure(row.before, row.unit), figure(row.after, row.unit),
                                         verdict_text(row)};
    QString tip = row.formula;
    if (preview_)
      tip += (tip.isEmpty() ? QString() : QStringLiteral("\n")) +
             tr("Preview of a sample; the full result follows.");
    for (int column = 0; column < column_count; ++column) {
      QTableWidgetItem* cell = item(index, column);
      if (cell->text() != texts[column]) cell->setText(texts[column]);
      if (cell->toolTip() != tip) cell->setToolTip(tip);
    }
    if (const QFont& wanted = preview_ ? italic : upright;
        item(index, after_column)->font().italic() != wanted.italic())
      item(index, after_column)->setFont(wanted);
    const Verdict verdict = verdict_of(row);
    const QColor colour = verdict == Verdict::better  ? theme.better
                          : verdict == Verdict::worse ? theme.worse
                                                      : theme.muted_text;
    if (item(index, verdict_column)->foreground().color() != colour)
      item(index, verdict_column)->setForeground(colour);
  }
}

ChartTable MetricTable::table() const {
  std::vector<QString> names, units;
  std::vector<double> before, after;
  for (const MetricRow& row : rows_) {
    names.push_back(row.id.isEmpty() ? row.label : row.id);
    units.push_back(row.unit);
    before.push_back(row.before.value_or(std::nan("")));
    after.push_back(row.after.value_or(std::nan("")));
  }
  return {{{"metric", std::move(names)},
           {"unit", std::move(units)},
           {"before", std::move(before)},
           {"after", std::move(after)}}};
}

QSize MetricTable::sizeHint() const {
  const int rows = std::max(verticalHeader()->length(), verticalHeader()->minimumSectionSize());
  return {280, horizontalHeader()->sizeHint().height() + rows + 2 * frameWidth() + 2};
}

QSize MetricTable::minimumSizeHint() const {
  return {200, sizeHint().height()};
}

void MetricTable::copy() {
  QApplication::clipboard()->setText(table_tsv(table()));
}

void MetricTable::changeEvent(QEvent* event) {
  QTableWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) fill();
}

void MetricTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    copy();
  else
    QTableWidget::keyPressEvent(event);
}

void MetricTable::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  menu.addAction(tr("Copy table"), this, &MetricTable::copy);
  menu.exec(event->globalPos());
}

}  // namespace quantscope::widgets
