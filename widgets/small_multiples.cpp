#include "widgets/small_multiples.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace quantscope::widgets {
namespace {

constexpr int least_export_width = 640, highest_export = 16000;  // pixels

}  // namespace

SmallMultiples::SmallMultiples(QWidget* parent) : QAbstractScrollArea(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFrameShape(QFrame::NoFrame);
  setAccessibleName(tr("Histograms of many tensors"));
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  connect(&theme_notifier(), &ThemeNotifier::changed, viewport(), QOverload<>::of(&QWidget::update));
}

void SmallMultiples::setTiles(std::vector<HistogramTile> tiles) {
  const bool same = std::ranges::equal(tiles, tiles_, {}, &HistogramTile::id, &HistogramTile::id);
  tiles_ = std::move(tiles);
  position_.clear();
  for (std::size_t position = 0; position < tiles_.size(); ++position)
    position_[tiles_[position].id] = static_cast<int>(position);
  if (!position_.contains(selected_)) selected_ = -1;
  measure_tiles();
  update_scroll_bar();
  if (!same) {
    verticalScrollBar()->setValue(0);
    visible_ = {0, -1};
  }
  update_visible();
  viewport()->update();
}

void SmallMultiples::setTile(HistogramTile tile) {
  const int position = position_of(tile.id);
  if (position < 0) return;
  const auto index = static_cast<std::size_t>(position);
  tiles_[index] = std::move(tile);
  update_tile(position);
}

void SmallMultiples::setNow(int id, std::optional<statistics::DrawnHistogram> now) {
  const int position = position_of(id);
  if (position < 0) return;
  tiles_[static_cast<std::size_t>(position)].now = std::move(now);
  update_tile(position);
}

void SmallMultiples::update_tile(int position) {
  const auto index = static_cast<std::size_t>(position);
  own_axes_[index] = axes_of(tiles_[index]);
  const Axes before = common_;
  update_common_axes();
  const bool same = before.low == common_.low && before.high == common_.high &&
                    before.bottom == common_.bottom && before.top == common_.top;
  if (common_axes_ && !same)
    viewport()->update();
  else
    viewport()->update(tileRect(position));
}

void SmallMultiples::setValueScale(const AxisScale& scale) {
  scale_ = scale;
  measure_tiles();
  viewport()->update();
}

void SmallMultiples::setCommonAxes(bool common) {
  common_axes_ = common;
  viewport()->update();
}

void SmallMultiples::setCountLogarithmic(bool on) {
  count_logarithmic_ = on;
  measure_tiles();
  viewport()->update();
}

void SmallMultiples::setTileSize(QSize size) {
  tile_size_ = size.expandedTo(QSize(60, 48));
  update_scroll_bar();
  update_visible();
  viewport()->update();
}

void SmallMultiples::setEmptyText(const QString& text) {
  empty_text_ = text;
  viewport()->update();
}

void SmallMultiples::setSelected(int id) {
  const int position = position_of(id);
  selected_ = position < 0 ? -1 : id;
  setAccessibleDescription(position < 0 ? QString() : tooltip(tiles_[static_cast<std::size_t>(position)]));
  if (position >= 0) {
    const QRect rect = tileRect(position);
    const int top = rect.top() + verticalScrollBar()->value();
    if (rect.top() < 0)
      verticalScrollBar()->setValue(top);
    else if (rect.bottom() > viewport()->height())
      verticalScrollBar()->setValue(top + rect.height() - viewport()->height());
  }
  viewport()->update();
}

std::pair<int, int> SmallMultiples::visibleRange() const {
  const Grid cells = grid(viewport()->width());
  const auto count = static_cast<int>(tiles_.size());
  const double top = verticalScrollBar()->value(), bottom = top + viewport()->height();
  if (count == 0 || bottom <= top) return {0, -1};
  const int first_row = static_cast<int>(top / cells.height);
  const int last_row = static_cast<int>(std::ceil(bottom / cells.height)) - 1;
  const int first = std::min(first_row * cells.columns, count - 1);
  return {first, std::min((last_row + 1) * cells.columns - 1, count - 1)};
}

QRect SmallMultiples::tileRect(int position) const {
  return grid(viewport()->width())
      .cell(position)
      .translated(0, -verticalScrollBar()->value())
      .toAlignedRect();
}

QSize SmallMultiples::exportSize() const {
  const Grid cells = export_grid();
  const int rows = (static_cast<int>(tiles_.size()) + cells.columns - 1) / cells.columns;
  return {static_cast<int>(std::ceil(cells.columns * cells.width)),
          static_cast<int>(std::ceil(std::max(rows, 1) * cells.height))};
}

void SmallMultiples::paintAll(QPainter& painter, const Theme& theme) const {
  const Grid cells = export_grid();
  painter.save();
  painter.setFont(font());
  painter.fillRect(QRect(QPoint(), exportSize()), theme.chart_background);
  for (int position = 0; position < static_cast<int>(tiles_.size()); ++position)
    paint_tile(painter, theme, position, cells.cell(position));
  painter.restore();
}

ChartTable SmallMultiples::table() const {
  std::vector<QString> names, figures, problems;
  std::vector<double> low, high, count, now;
  for (const HistogramTile& tile : tiles_) {
    const auto begin_row = [&] {
      names.push_back(tile.full_name.isEmpty() ? tile.title : tile.full_name);
      figures.push_back(tile.figures);
      problems.push_back(tile.problem);
    };
    // Now has its own rows where its bins are others.
    const bool same = tile.original && tile.now && tile.original->edges == tile.now->edges;
    const auto add = [&](const statistics::DrawnHistogram& drawn, bool original) {
      for (std::size_t bin = 0; bin + 1 < drawn.edges.size() && bin < drawn.counts.size(); ++bin) {
        begin_row();
        low.push_back(drawn.edges[bin]);
        high.push_back(drawn.edges[bin + 1]);
        count.push_back(original ? drawn.counts[bin] : std::nan(""));
        now.push_back(!original                               ? drawn.counts[bin]
                      : same && bin < tile.now->counts.size() ? tile.now->counts[bin]
                                                              : std::nan(""));
      }
    };
    const std::size_t before = names.size();
    if (tile.original) add(*tile.original, true);
    if (tile.now && !same) add(*tile.now, false);
    if (names.size() > before) continue;
    begin_row();
    for (std::vector<double>* column : {&low, &high, &count, &now}) column->push_back(std::nan(""));
  }
  ChartTable made;
  made.columns.push_back({"tensor", std::move(names)});
  made.columns.push_back({"bin_low", std::move(low)});
  made.columns.push_back({"bin_high", std::move(high)});
  made.columns.push_back({"count", std::move(count)});
  made.columns.push_back({"now_count", std::move(now)});
  const auto any = [](const std::vector<QString>& texts) {
    return std::ranges::any_of(texts, [](const QString& text) { return !text.isEmpty(); });
  };
  if (any(figures)) made.columns.push_back({"figures", std::move(figures)});
  if (any(problems)) made.columns.push_back({"problem", std::move(problems)});
  return made;
}

void SmallMultiples::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  const Theme& theme = current_theme();
  painter.fillRect(event->rect(), theme.chart_background);
  painter.setFont(font());
  if (tiles_.empty()) {
    painter.setPen(theme.muted_text);
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                     empty_text_);
    return;
  }
  const auto [first, last] = visibleRange();
  for (int position = first; position <= last; ++position) {
    const QRect rect = tileRect(position);
    if (rect.intersects(event->rect())) paint_tile(painter, theme, position, rect);
  }
}

void SmallMultiples::resizeEvent(QResizeEvent*) {
  const auto [first, last] = visible_;
  update_scroll_bar();
  // Another number of columns must not lose the place.
  if (last >= first && verticalScrollBar()->value() > 0)
    verticalScrollBar()->setValue(static_cast<int>(grid(viewport()->width()).cell(first).top()));
  update_visible();
}

void SmallMultiples::showEvent(QShowEvent* event) {
  QAbstractScrollArea::showEvent(event);
  update_visible();
}

void SmallMultiples::scrollContentsBy(int dx, int dy) {
  viewport()->scroll(dx, dy);
  update_visible();
}

void SmallMultiples::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const int position = position_at(event->position().toPoint());
  if (position < 0) return;
  const int id = tiles_[static_cast<std::size_t>(position)].id;
  setSelected(id);
  emit tileClicked(id);
}

void SmallMultiples::keyPressEvent(QKeyEvent* event) {
  const Grid cells = grid(viewport()->width());
  const int page = std::max(1, static_cast<int>(viewport()->height() / cells.height)) * cells.columns;
  const int now = position_of(selected_);
  switch (event->key()) {
    case Qt::Key_Left:
      return make_current(now - 1);
    case Qt::Key_Right:
      return make_current(now + 1);
    case Qt::Key_Up:
      return make_current(now < cells.columns ? now : now - cells.columns);
    case Qt::Key_Down:
      return make_current(now < 0 ? 0 : now + cells.columns);
    case Qt::Key_PageUp:
      return make_current(now - page);
    case Qt::Key_PageDown:
      return make_current(now + page);
    case Qt::Key_Home:
      return make_current(0);
    case Qt::Key_End:
      return make_current(static_cast<int>(tiles_.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (now >= 0) emit tileClicked(selected_);
      return;
    default:
      QAbstractScrollArea::keyPressEvent(event);
  }
}

bool SmallMultiples::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int position = position_at(help->pos());
    if (position < 0)
      QToolTip::hideText();
    else
      QToolTip::showText(help->globalPos(), tooltip(tiles_[static_cast<std::size_t>(position)]), viewport(),
                         tileRect(position));
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

QRectF SmallMultiples::Grid::cell(int position) const {
  return {(position % columns) * width, (position / columns) * height, width, height};
}

SmallMultiples::Grid SmallMultiples::grid(int width) const {
  const int columns = std::max(1, width / tile_size_.width());
  return {columns, std::max<double>(width, tile_size_.width()) / columns,
          static_cast<double>(tile_size_.height())};
}

SmallMultiples::Grid SmallMultiples::export_grid() const {
  const Grid cells = grid(std::max(viewport()->width(), least_export_width));
  const int rows = std::max(1, highest_export / tile_size_.height());
  const int least_columns = (static_cast<int>(tiles_.size()) + rows - 1) / rows;
  return cells.columns >= least_columns ? cells : grid(least_columns * tile_size_.width());
}

void SmallMultiples::update_scroll_bar() {
  const Grid cells = grid(viewport()->width());
  const int rows = (static_cast<int>(tiles_.size()) + cells.columns - 1) / cells.columns;
  const int height = static_cast<int>(std::ceil(rows * cells.height));
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setSingleStep(std::max(1, tile_size_.height() / 3));
  verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
}

void SmallMultiples::update_visible() {
  const std::pair<int, int> now = visibleRange();
  if (now == visible_) return;
  visible_ = now;
  emit visibleChanged(now.first, now.second);
}

int SmallMultiples::position_of(int id) const {
  const auto found = position_.find(id);
  return found == position_.end() ? -1 : found->second;
}

int SmallMultiples::position_at(QPoint pixel) const {
  const Grid cells = grid(viewport()->width());
  const auto column = static_cast<int>(pixel.x() / cells.width);
  const auto row = static_cast<int>((pixel.y() + verticalScrollBar()->value()) / cells.height);
  const int position = row * cells.columns + column;
  return pixel.x() < 0 || pixel.y() < 0 || column >= cells.columns ||
                 position >= static_cast<int>(tiles_.size())
             ? -1
             : position;
}

void SmallMultiples::make_current(int position) {
  if (tiles_.empty()) return;
  const int held = std::clamp(position, 0, static_cast<int>(tiles_.size()) - 1);
  const int id = tiles_[static_cast<std::size_t>(held)].id;
  if (id == selected_) return;
  setSelected(id);
  emit currentChanged(id);
}

QString SmallMultiples::tooltip(const HistogramTile& tile) const {
  QStringList lines = {tile.full_name.isEmpty() ? tile.title : tile.full_name};
  if (!tile.figures.isEmpty()) lines << tile.figures;
  if (!tile.problem.isEmpty())
    lines << tile.problem;
  else if (!tile.original)
    lines << tr("not computed yet");
  return lines.join('\n');
}

}  // namespace quantscope::widgets
