#include "app/gui/palette_sources.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <QToolBar>
#include <algorithm>

#include "app/gui/document.h"
#include "app/gui/page.h"
#include "app/gui/workspace.h"
#include "core/base/error.h"
#include "core/methods/method.h"
#include "widgets/core_text.h"
#include "widgets/parameter_form.h"

namespace quantscope::gui {
namespace {

struct PaletteText {
  Q_DECLARE_TR_FUNCTIONS(quantscope::gui::CommandPalette)
};

/// Without the sign of the access key: "&Open", "열기(&O)".
QString plain_text(QString text) {
  static const QRegularExpression key_in_brackets(QStringLiteral("\\(&.\\)"));
  text.remove(key_in_brackets);
  text.replace(QStringLiteral("&&"), QStringLiteral("\1"));
  text.remove('&');
  return text.replace('\1', '&').trimmed();
}

class ActionCollector {
 public:
  void add_menu(QMenu& menu, const QString& path) {
    emit menu.aboutToShow();
    for (QAction* action : menu.actions()) add(action, path);
  }

  void add(QAction* action, const QString& path) {
    if (action->isSeparator() || !action->isVisible() || action->text().isEmpty()) return;
    if (QMenu* menu = action->menu()) {
      const QString name = plain_text(menu->title());
      add_menu(*menu, path.isEmpty() ? name : QStringLiteral("%1 → %2").arg(path, name));
      return;
    }
    if (seen_.contains(action) || action->objectName() == QLatin1String("action_palette")) return;
    seen_.insert(action);
    PaletteItem item;
    item.title = plain_text(action->text());
    item.subtitle = path;
    if (action->isCheckable() && action->isChecked())
      item.subtitle = path.isEmpty() ? PaletteText::tr("on") : PaletteText::tr("%1 · on").arg(path);
    item.shortcut = action->shortcut().toString(QKeySequence::NativeText);
    item.group = PaletteText::tr("Action");
    item.enabled = action->isEnabled();
    item.reason = action->property(disabled_reason).toString();
    if (!item.enabled && item.reason.isEmpty()) item.reason = PaletteText::tr("not available now");
    item.run = [action = QPointer<QAction>(action)] {
      if (action) action->trigger();
    };
    items.push_back(std::move(item));
  }

  std::vector<PaletteItem> items;

 private:
  QSet<const QAction*> seen_;
};

PaletteItems shared(std::vector<PaletteItem> items) {
  return std::make_shared<const std::vector<PaletteItem>>(std::move(items));
}

void focus_editor(widgets::ParameterForm& form, const base::ParameterSpec& spec) {
  if (spec.advanced) form.setAdvancedVisible(true);
  for (const char* part : {"_spin", "_combo", "_check", "_slider"})
    if (auto* editor = form.findChild<QWidget*>(QString::fromStdString(spec.id + part))) {
      for (QWidget* above = form.parentWidget(); above; above = above->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(above)) area->ensureWidgetVisible(editor);
      editor->setFocus(Qt::ShortcutFocusReason);
      return;
    }
}

/// The text as parse_parameter() reads it: "off" of a switch, the label of a choice.
std::string value_text(const base::ParameterSpec& spec, const QString& typed) {
  const QString text = typed.trimmed().toLower();
  if (spec.kind == base::ParameterKind::boolean) {
    if (text == QLatin1String("on") || text == QLatin1String("yes")) return "true";
    if (text == QLatin1String("off") || text == QLatin1String("no")) return "false";
  }
  for (const base::ParameterChoice& choice : spec.choices)
    if (text == widgets::core_text(choice.label).toLower() ||
        text == QString::fromStdString(choice.id).toLower())
      return choice.id;
  return typed.trimmed().toStdString();
}

/// How well a name means the parameter: 2 its id or label, 1 all words of it begin words of these.
int names_parameter(const base::ParameterSpec& spec, const QString& name) {
  const QString plain = QString(name).replace('_', ' ').simplified().toLower();
  const QString id = QString::fromStdString(spec.id).replace('_', ' ').toLower();
  const QString label = widgets::core_text(spec.label).toLower();
  if (plain.isEmpty()) return 0;
  if (plain == id || plain == label) return 2;
  const QStringList words = (id + ' ' + label).split(' ');
  for (const QString& part : plain.split(' '))
    if (std::ranges::none_of(words, [&](const QString& word) { return word.startsWith(part); })) return 0;
  return 1;
}

}  // namespace

PaletteItems action_items(QMainWindow& window) {
  ActionCollector collector;
  for (QAction* action : window.menuBar()->actions()) collector.add(action, {});
  for (const QToolBar* bar : window.findChildren<QToolBar*>())
    for (QAction* action : bar->actions()) collector.add(action, {});
  for (QAction* action : window.actions()) collector.add(action, {});
  return shared(std::move(collector.items));
}

std::function<PaletteItems()> tensor_source(Workspace& workspace) {
  return [&workspace, known = std::weak_ptr<const Document>(), items = PaletteItems()]() mutable {
    const std::shared_ptr<const Document>& document = workspace.document();
    if (!document) return shared({});
    if (items && known.lock() == document) return items;
    const QString group = PaletteText::tr("Tensor");
    std::vector<PaletteItem> list;
    list.reserve(document->tensors().size());
    for (const storage::TensorInfo& info : document->tensors()) {
      const int index = static_cast<int>(list.size());
      PaletteItem item;
      item.title = QString::fromStdString(info.name);
      item.group = group;
      item.run = [&workspace, index] { workspace.ask_tensor(index); };
      list.push_back(std::move(item));
    }
    known = document;
    items = shared(std::move(list));
    return items;
  };
}

PaletteItems page_items(Workspace& workspace, const QList<Page*>& pages) {
  std::vector<PaletteItem> items;
  for (const Page* page : pages) {
    PaletteItem item;
    item.title = page->title();
    item.group = PaletteText::tr("Page");
    item.run = [&workspace, id = page->id()] { workspace.ask_page(id); };
    items.push_back(std::move(item));
  }
  return shared(std::move(items));
}

PaletteItems method_items(Workspace& workspace) {
  std::vector<PaletteItem> items;
  for (const auto& method : methods::all_methods()) {
    const methods::MethodDescription description = method->description();
    PaletteItem item;
    item.title = QString::fromStdString(description.name);
    item.subtitle = QString::fromStdString(description.id);
    item.group = PaletteText::tr("Method");
    item.run = [&workspace, id = description.id] { workspace.ask_setting({id, {}}); };
    items.push_back(std::move(item));
  }
  return shared(std::move(items));
}

PaletteItems run_items(Workspace& workspace) {
  std::vector<PaletteItem> items;
  for (const PinnedRun& run : workspace.runs().runs()) {
    PaletteItem item;
    item.title = run.name;
    item.subtitle = PaletteText::tr("use its setting");
    item.group = PaletteText::tr("Run");
    item.run = [&workspace, setting = run.setting] { workspace.ask_setting(setting); };
    items.push_back(std::move(item));
  }
  return shared(std::move(items));
}

PaletteItems parameter_items(widgets::ParameterForm& form) {
  std::vector<PaletteItem> items;
  const base::ParameterValues values = form.values();
  for (const base::ParameterSpec& spec : form.specs()) {
    PaletteItem item;
    item.title = widgets::core_text(spec.label);
    item.subtitle = QStringLiteral("%1 = %2").arg(
        QString::fromStdString(spec.id),
        QString::fromStdString(base::parameter_text(base::value_of(spec, values))));
    item.group = PaletteText::tr("Parameter");
    item.reason = form.isEnabled() ? widgets::core_text(base::why_disabled(spec, form.specs(), values))
                                   : PaletteText::tr("choose a tensor that the method can work on");
    item.enabled = item.reason.isEmpty();
    item.run = [&form, spec] { focus_editor(form, spec); };
    items.push_back(std::move(item));
  }
  return shared(std::move(items));
}

std::vector<PaletteItem> parameter_answers(Workspace& workspace, const widgets::ParameterForm& form,
                                           const QString& query) {
  QString text = query.simplified();
  text.replace(QRegularExpression(QStringLiteral("\\s*=\\s*")), QStringLiteral(" "));
  const QStringList words = text.split(' ', Qt::SkipEmptyParts);
  std::vector<PaletteItem> sets, refusals;
  int best = 0;
  for (qsizetype split = words.size() - 1; split > 0; --split) {
    const QString name = words.mid(0, split).join(' '), typed = words.mid(split).join(' ');
    for (const base::ParameterSpec& spec : form.specs()) {
      const int how_well = names_parameter(spec, name);
      if (how_well == 0 || how_well < best) continue;
      PaletteItem item;
      item.group = PaletteText::tr("Parameter");
      const QString label = widgets::core_text(spec.label);
      try {
        const base::ParameterValue value = base::parse_parameter(spec, value_text(spec, typed));
        const QString value_name = QString::fromStdString(base::parameter_text(value));
        item.title = PaletteText::tr("Set %1 to %2").arg(label, value_name);
        item.subtitle = QStringLiteral("%1 = %2").arg(QString::fromStdString(spec.id), value_name);
        item.reason = form.isEnabled()
                          ? widgets::core_text(base::why_disabled(spec, form.specs(), form.values()))
                          : PaletteText::tr("choose a tensor that the method can work on");
        item.enabled = item.reason.isEmpty();
        item.run = [&workspace, id = spec.id, value] {
          study::Setting setting = workspace.setting();
          setting.values[id] = value;
          workspace.ask_setting(setting);
        };
        if (how_well > best) sets.clear();
        sets.push_back(std::move(item));
        best = how_well;
      } catch (const base::Error& error) {
        item.title = PaletteText::tr("%1 cannot be \"%2\"").arg(label, typed);
        item.reason = QString::fromStdString(error.remedy());
        item.enabled = false;
        if (how_well == 2) refusals.push_back(std::move(item));
      }
    }
  }
  // "theta mode" is the name of a parameter, not a wrong theta.
  const bool only_a_name = std::ranges::any_of(
      form.specs(), [&](const base::ParameterSpec& spec) { return names_parameter(spec, text) > 0; });
  return sets.empty() && !only_a_name ? refusals : sets;
}

}  // namespace quantscope::gui
