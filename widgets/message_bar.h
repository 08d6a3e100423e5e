#pragma once

#include <QFrame>
#include <deque>
#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace quantscope::widgets {

enum class MessageKind { information, notice, error };

struct Message {
  MessageKind kind = MessageKind::information;
  QString text;
  QString details;               ///< shown on demand, can be copied; may be empty
  QString action_text;           ///< button; none where empty
  std::function<void()> action;  ///< called by the button; the message goes away
  QString id;                    ///< a newer message with the same id replaces the older one; may be empty
};

/// Bar for messages that never block. Several queue up, errors first; hidden when there is none.
class MessageBar : public QFrame {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent = nullptr);

  void post(Message message);
  void postError(const QString& text, const QString& details = {});
  void postNotice(const QString& text, const QString& details = {});
  void postInformation(const QString& text, const QString& details = {});
  /// Takes back the message of this id, shown or waiting.
  void withdraw(const QString& id);

  int count() const { return static_cast<int>(messages_.size()); }
  /// The one shown; nullptr where there is none.
  const Message* current() const { return messages_.empty() ? nullptr : &messages_.front(); }
  bool areDetailsVisible() const;

 public slots:
  void dismiss();  ///< the shown message; the next one follows
  void clear();
  void copyDetails();

 signals:
  void dismissed(const QString& id);

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();

  std::deque<Message> messages_;
  QLabel* symbol_;
  QLabel* text_;
  QLabel* waiting_;
  QToolButton* details_button_;
  QToolButton* copy_button_;
  QPushButton* action_button_;
  QToolButton* dismiss_button_;
  QPlainTextEdit* details_;
};

}  // namespace quantscope::widgets
