#include "app/gui/language_menu.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QSettings>

#include "app/gui/translation.h"
#include "widgets/message_bar.h"

namespace quantscope::gui {
namespace {

struct LanguageText {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::LanguageMenu)
};

const QString system_language = QStringLiteral("system");

}  // namespace

void fill_language_menu(QMenu& menu, widgets::MessageBar& messages) {
  auto* group = new QActionGroup(&menu);
  const QString now = QSettings().value(language_setting, system_language).toString();
  for (const QString& code : QStringList{system_language} + available_languages()) {
    const QString name = code == system_language ? LanguageText::tr("Like the desktop") : language_name(code);
    QAction* action = menu.addAction(name);
    action->setObjectName(QStringLiteral("language_") + code);
    action->setCheckable(true);
    action->setChecked(code == now);
    group->addAction(action);
    QObject::connect(action, &QAction::triggered, &messages, [&messages, code, name] {
      QSettings().setValue(language_setting, code);
      widgets::Message message;
      message.id = QStringLiteral("language");
      message.text = LanguageText::tr("Language: %1, from the next start on").arg(name);
      messages.post(std::move(message));
    });
  }
}

}  // namespace quantscope::gui
