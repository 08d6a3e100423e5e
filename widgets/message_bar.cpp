#include "widgets/message_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/icons.h"
#include "widgets/theme.h"

namespace quantscope::widgets {
namespace {

Icon icon_of(MessageKind kind) {
  switch (kind) {
    case MessageKind::error:
      return Icon::error;
    case MessageKind::notice:
      return Icon::notice;
    case MessageKind::information:
      break;
  }
  return Icon::information;
}

QColor colour_of(MessageKind kind) {
  const Theme& theme = current_theme();
  return kind == MessageKind::error    ? theme.error
         : kind == MessageKind::notice ? theme.notice
                                       : theme.information;
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      symbol_(new QLabel),
      text_(new QLabel),
      waiting_(new QLabel),
      details_button_(new QToolButton),
      copy_button_(new QToolButton),
      action_button_(new QPushButton),
      dismiss_button_(new QToolButton),
      details_(new QPlainTextEdit) {
  text_->setWordWrap(true);
  text_->setTextFormat(Qt::PlainText);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text_->setObjectName("message_text");
  details_button_->setText(tr("Details"));
  details_button_->setCheckable(true);
  details_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  details_button_->setIcon(icon(Icon::details));
  details_button_->setObjectName("message_details_button");
  copy_button_->setIcon(icon(Icon::copy));
  copy_button_->setToolTip(tr("Copy message and details"));
  copy_button_->setObjectName("message_copy");
  action_button_->setObjectName("message_action");
  dismiss_button_->setIcon(icon(Icon::close));
  dismiss_button_->setToolTip(tr("Dismiss"));
  dismiss_button_->setObjectName("message_dismiss");
  for (QToolButton* button : {details_button_, copy_button_, dismiss_button_}) {
    button->setAutoRaise(true);
    if (!button->toolTip().isEmpty()) button->setAccessibleName(button->toolTip());
  }
  details_->setReadOnly(true);
  details_->setMaximumHeight(110);
  details_->setObjectName("message_details");
  details_->setAccessibleName(tr("Details"));

  auto* line = new QHBoxLayout;
  line->addWidget(symbol_, 0, Qt::AlignTop);
  line->addWidget(text_, 1);
  for (QWidget* widget : std::initializer_list<QWidget*>{waiting_, action_button_, details_button_,
                                                         copy_button_, dismiss_button_})
    line->addWidget(widget, 0, Qt::AlignTop);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 4, 6, 4);
  layout->addLayout(line);
  layout->addWidget(details_);

  connect(details_button_, &QToolButton::toggled, details_, &QWidget::setVisible);
  connect(copy_button_, &QToolButton::clicked, this, &MessageBar::copyDetails);
  connect(dismiss_button_, &QToolButton::clicked, this, &MessageBar::dismiss);
  connect(action_button_, &QPushButton::clicked, this, [this] {
    if (messages_.empty()) return;
    const auto action = messages_.front().action;
    dismiss();
    if (action) action();
  });
  refresh();
}

void MessageBar::post(Message message) {
  if (!message.id.isEmpty())
    std::erase_if(messages_, [&](const Message& each) { return each.id == message.id; });
  // Errors go before the rest; among equals the older one waits its turn first.
  const auto place =
      std::ranges::find_if(messages_, [&](const Message& each) { return each.kind < message.kind; });
  messages_.insert(place, std::move(message));
  refresh();
}

void MessageBar::postError(const QString& text, const QString& details) {
  post({MessageKind::error, text, details, {}, {}, {}});
}

void MessageBar::postNotice(const QString& text, const QString& details) {
  post({MessageKind::notice, text, details, {}, {}, {}});
}

void MessageBar::postInformation(const QString& text, const QString& details) {
  post({MessageKind::information, text, details, {}, {}, {}});
}

void MessageBar::withdraw(const QString& id) {
  std::erase_if(messages_, [&](const Message& each) { return each.id == id; });
  refresh();
}

bool MessageBar::areDetailsVisible() const {
  return details_->isVisibleTo(this);
}

void MessageBar::dismiss() {
  if (messages_.empty()) return;
  const QString id = messages_.front().id;
  messages_.pop_front();
  refresh();
  emit dismissed(id);
}

void MessageBar::clear() {
  messages_.clear();
  refresh();
}

void MessageBar::copyDetails() {
  if (messages_.empty()) return;
  const Message& shown = messages_.front();
  QApplication::clipboard()->setText(shown.details.isEmpty() ? shown.text
                                                             : shown.text + '\n' + shown.details);
}

void MessageBar::refresh() {
  setVisible(!messages_.empty());
  if (messages_.empty()) return;
  const Message& shown = messages_.front();
  const QString kinds[] = {tr("Information"), tr("Notice"), tr("Error")};
  symbol_->setPixmap(icon(icon_of(shown.kind)).pixmap(QSize(18, 18), devicePixelRatioF()));
  symbol_->setAccessibleName(kinds[static_cast<int>(shown.kind)]);
  setAccessibleName(kinds[static_cast<int>(shown.kind)] + QStringLiteral(": ") + shown.text);
  if (text_->text() != shown.text || details_->toPlainText() != shown.details) {
    text_->setText(shown.text);
    details_->setPlainText(shown.details);
    details_button_->setChecked(false);
  }
  details_->setVisible(details_button_->isChecked());
  details_button_->setVisible(!shown.details.isEmpty());
  action_button_->setVisible(!shown.action_text.isEmpty());
  action_button_->setText(shown.action_text);
  waiting_->setVisible(messages_.size() > 1);
  waiting_->setText(tr("1 of %1").arg(messages_.size()));
  update();
}

void MessageBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) refresh();
}

void MessageBar::paintEvent(QPaintEvent*) {
  if (messages_.empty()) return;
  const QColor stripe = colour_of(messages_.front().kind);
  QColor ground = stripe;
  ground.setAlpha(28);
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  painter.fillRect(rect(), ground);
  painter.fillRect(QRect(0, 0, 4, height()), stripe);
}

}  // namespace quantscope::widgets
