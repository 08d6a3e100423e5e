#include "app/gui/command_palette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QSettings>
#include <QVBoxLayout>

#include "app/gui/palette_model.h"
#include "widgets/number_text.h"

namespace quantscope::gui {
namespace {

constexpr int widest = 720, most_visible_rows = 12;
const QString recent_commands_key = QStringLiteral("palette/recent");

}  // namespace

CommandPalette::CommandPalette(QWidget* window) : QFrame(window), model_(new PaletteModel(this)) {
  setObjectName(QStringLiteral("command_palette"));
  setAccessibleName(tr("Command palette"));
  setAutoFillBackground(true);
  setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 6);
  input_ = new QLineEdit(this);
  input_->setObjectName(QStringLiteral("palette_input"));
  input_->setPlaceholderText(tr("An action, tensor, page, run, method, or \"weight bits 4\""));
  input_->setAccessibleName(tr("Search actions, tensors, pages, runs, methods and parameters"));
  input_->setClearButtonEnabled(true);
  input_->installEventFilter(this);
  list_ = new QListView(this);
  list_->setObjectName(QStringLiteral("palette_list"));
  list_->setAccessibleName(tr("Matches"));
  list_->setModel(model_);
  list_->setItemDelegate(new PaletteDelegate(model_, list_));
  list_->setUniformItemSizes(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  nothing_ = new QLabel(this);
  nothing_->setObjectName(QStringLiteral("palette_nothing"));
  nothing_->setWordWrap(true);
  nothing_->setTextFormat(Qt::PlainText);
  nothing_->setAlignment(Qt::AlignCenter);
  nothing_->setContentsMargins(16, 16, 16, 16);
  nothing_->hide();
  foot_ = new QLabel(this);
  foot_->setObjectName(QStringLiteral("palette_foot"));
  foot_->setForegroundRole(QPalette::PlaceholderText);
  layout->addWidget(input_);
  layout->addWidget(list_, 1);
  layout->addWidget(nothing_, 1);
  layout->addWidget(foot_);
  hide();
  connect(input_, &QLineEdit::textChanged, this, &CommandPalette::search);
  connect(list_, &QListView::clicked, this, &CommandPalette::run_current);
}

std::vector<const PaletteItem*> CommandPalette::shown() const {
  std::vector<const PaletteItem*> items;
  for (const PaletteIndex::Hit& hit : model_->hits()) items.push_back(hit.item);
  return items;
}

void CommandPalette::open() {
  if (isVisible()) {
    input_->setFocus(Qt::ShortcutFocusReason);
    input_->selectAll();
    return;
  }
  focus_before_ = QApplication::focusWidget();
  std::vector<PaletteItems> lists;
  for (const Source& source : sources_) lists.push_back(source());
  std::vector<QString> recent;
  for (const QString& key : QSettings().value(recent_commands_key).toStringList()) recent.push_back(key);
  model_->set_hits({});
  index_.set_items(lists, recent);
  input_->clear();
  search({});
  place();
  show();
  raise();
  input_->setFocus(Qt::ShortcutFocusReason);
  qApp->installEventFilter(this);
}

void CommandPalette::leave() {
  if (!isVisible()) return;
  hide();
  if (focus_before_) focus_before_->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::hideEvent(QHideEvent* event) {
  qApp->removeEventFilter(this);
  QFrame::hideEvent(event);
}

void CommandPalette::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::Mid));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void CommandPalette::search(const QString& query) {
  std::vector<PaletteItem> answered;
  for (const Answer& answer : answers_)
    for (PaletteItem& item : answer(query)) answered.push_back(std::move(item));
  std::vector<PaletteIndex::Hit> found = index_.find(query, most_rows), hits;
  for (const PaletteItem& item : answered) hits.push_back({&item, {}});
  hits.insert(hits.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  const bool empty = hits.empty();
  model_->set_hits(std::move(hits));
  answered_ = std::move(answered);  // a moved vector keeps its elements where they are
  if (!empty) list_->setCurrentIndex(model_->index(0));
  list_->setVisible(!empty);
  nothing_->setVisible(empty);
  if (empty)
    nothing_->setText(
        tr("Nothing is called \"%1\". Type a part of the name of an action, a tensor, a page, a "
           "run or a method, or a parameter with a value, as in \"weight bits 4\".")
            .arg(query.simplified().left(60)));
  const QString count =
      index_.matches() > most_rows
          ? tr("the best %1 of %2").arg(most_rows).arg(widgets::format_count(index_.matches()))
          : tr("%n match(es)", nullptr, model_->rowCount());
  foot_->setText(tr("%1 · ↑ ↓ choose · Enter do · Esc leave").arg(count));
  list_->setAccessibleDescription(empty ? nothing_->text() : count);
}

void CommandPalette::place() {
  const QWidget* window = parentWidget();
  const int width = std::min(widest, window->width() - 40);
  const int row = list_->itemDelegate()->sizeHint(QStyleOptionViewItem(), {}).height();
  const int height =
      std::min(row * most_visible_rows + input_->sizeHint().height() + foot_->sizeHint().height() + 36,
               window->height() - 40);
  setGeometry((window->width() - width) / 2, std::min(60, (window->height() - height) / 2), width, height);
}

void CommandPalette::move_by(int rows) {
  const int count = model_->rowCount();
  if (count == 0) return;
  const int row = list_->currentIndex().row();
  // One step goes around the ends, a page stops there.
  const int next = std::abs(rows) == 1 ? (row + rows + count) % count : std::clamp(row + rows, 0, count - 1);
  list_->setCurrentIndex(model_->index(next));
}

void CommandPalette::run_current() {
  const int row = list_->currentIndex().row();
  if (row < 0 || row >= model_->rowCount()) return;
  const PaletteItem item = *model_->hits()[static_cast<std::size_t>(row)].item;
  if (!item.enabled) {
    foot_->setText(tr("Not now: %1").arg(item.reason));
    return;
  }
  const bool answer = row < static_cast<int>(answered_.size());
  if (!answer) remember(item);
  leave();
  if (item.run) item.run();
}

void CommandPalette::remember(const PaletteItem& item) {
  QSettings settings;
  QStringList recent = settings.value(recent_commands_key).toStringList();
  recent.removeAll(PaletteIndex::key_of(item));
  recent.prepend(PaletteIndex::key_of(item));
  settings.setValue(recent_commands_key, QStringList(recent.mid(0, most_recent)));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched == input_ && event->type() == QEvent::KeyPress) {
    switch (static_cast<QKeyEvent*>(event)->key()) {
      case Qt::Key_Up:
        move_by(-1);
        return true;
      case Qt::Key_Down:
        move_by(1);
        return true;
      case Qt::Key_PageUp:
        move_by(-(most_visible_rows - 1));
        return true;
      case Qt::Key_PageDown:
        move_by(most_visible_rows - 1);
        return true;
      case Qt::Key_Return:
      case Qt::Key_Enter:
        run_current();
        return true;
      case Qt::Key_Escape:
        leave();
        return true;
      case Qt::Key_Tab:
      case Qt::Key_Backtab:
        return true;
      default:
        break;
    }
  }
  // Letters such as Esc and arrows must not be taken as shortcuts of the window while the palette is open.
  if (watched == input_ && event->type() == QEvent::ShortcutOverride) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape || key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
        key == Qt::Key_PageDown)
      event->accept();
  }
  if (watched == parentWidget() && event->type() == QEvent::Resize) place();
  if (isVisible() && event->type() == QEvent::MouseButtonPress) {
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget && widget != this && !isAncestorOf(widget) && widget->window() == window()) leave();
  }
  return QFrame::eventFilter(watched, event);
}

}  // namespace quantscope::gui
