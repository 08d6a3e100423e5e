#include "widgets/theme.h"

#include <QDir>
#include <QEvent>
#include <QPainter>
#include <QProxyStyle>
#include <QSettings>
#include <QStyleOption>

namespace quantscope::widgets {
namespace {

std::vector<QColor> okabe_ito(bool dark) {
  // Okabe & Ito's eight; the one that would vanish into the background gives way to grey.
  return {QColor("#e69f00"), QColor("#56b4e9"), QColor("#009e73"), QColor("#f0e442"),
          QColor("#0072b2"), QColor("#d55e00"), QColor("#cc79a7"), QColor(dark ? "#f2f2f2" : "#000000")};
}

struct PaletteColours {
  const char *window, *base, *alternate, *text, *button, *border, *disabled, *highlight, *highlighted_text,
      *link, *tooltip, *placeholder;
};

QPalette palette_from(const PaletteColours& colours) {
  QPalette palette;
  const auto set = [&palette](QPalette::ColorRole role, const char* name) {
    palette.setColor(role, QColor(name));
  };
  set(QPalette::Window, colours.window);
  set(QPalette::WindowText, colours.text);
  set(QPalette::Base, colours.base);
  set(QPalette::AlternateBase, colours.alternate);
  set(QPalette::Text, colours.text);
  set(QPalette::Button, colours.button);
  set(QPalette::ButtonText, colours.text);
  set(QPalette::BrightText, colours.highlighted_text);
  set(QPalette::Highlight, colours.highlight);
  set(QPalette::HighlightedText, colours.highlighted_text);
  set(QPalette::Link, colours.link);
  set(QPalette::LinkVisited, colours.link);
  set(QPalette::ToolTipBase, colours.tooltip);
  set(QPalette::ToolTipText, colours.text);
  set(QPalette::PlaceholderText, colours.placeholder);
  const QColor border(colours.border), button(colours.button);
  palette.setColor(QPalette::Light, button.lighter(115));
  palette.setColor(QPalette::Midlight, button.lighter(107));
  palette.setColor(QPalette::Mid, border);
  palette.setColor(QPalette::Dark, border.darker(125));
  palette.setColor(QPalette::Shadow, border.darker(180));
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, QColor(colours.disabled));
  palette.setColor(QPalette::Disabled, QPalette::Highlight, border);
  return palette;
}

Theme make_light() {
  Theme theme;
  theme.palette = palette_from({"#f3f4f6", "#ffffff", "#f6f7f9", "#1c2128", "#e9ebee", "#b8bec7", "#8c939d",
                                "#1f6fb4", "#ffffff", "#1b66a8", "#ffffff", "#656c75"});
  theme.chart_background = QColor("#ffffff");
  theme.axis = QColor("#6b737e");
  theme.axis_text = QColor("#2b323b");
  theme.grid = QColor("#e6e9ed");
  theme.muted_text = QColor("#5c6570");
  theme.original = QColor("#8a919b");
  theme.original_fill = QColor("#ccd0d6");
  theme.now = QColor("#0b64b0");
  theme.now_fill = QColor(11, 100, 176, 40);
  theme.outlier = QColor("#c43e08");
  theme.theta = QColor("#7a2e8e");
  theme.quantile = QColor("#3d454f");
  theme.level = QColor("#0b64b0");
  theme.brush = QColor(240, 180, 0, 60);
  theme.split = QColor("#0072b2");
  theme.merged = QColor("#00805c");
  theme.preview_hatch = QColor("#9a7b1e");
  theme.better = QColor("#00704f");
  theme.worse = QColor("#bf3d0a");
  theme.error = QColor("#c92a2a");
  theme.notice = QColor("#b8860b");
  theme.information = QColor("#1f6fb4");
  theme.pinned = okabe_ito(false);
  return theme;
}

Theme make_dark() {
  Theme theme;
  theme.dark = true;
  theme.palette = palette_from({"#1d2126", "#15181c", "#1a1e23", "#dfe3e8", "#2a2f36", "#454c56", "#727a85",
                                "#2976b8", "#ffffff", "#6db5f0", "#2a2f36", "#8b939e"});
  theme.chart_background = QColor("#15181c");
  theme.axis = QColor("#7d8692");
  theme.axis_text = QColor("#cdd3da");
  theme.grid = QColor("#272c33");
  theme.muted_text = QColor("#9aa3ae");
  theme.original = QColor("#8d959f");
  theme.original_fill = QColor("#434a53");
  theme.now = QColor("#5fb2f5");
  theme.now_fill = QColor(95, 178, 245, 46);
  theme.outlier = QColor("#ff7a3d");
  theme.theta = QColor("#d79bea");
  theme.quantile = QColor("#b9c1ca");
  theme.level = QColor("#5fb2f5");
  theme.brush = QColor(255, 212, 59, 48);
  theme.split = QColor("#56b4e9");
  theme.merged = QColor("#2fc79a");
  theme.preview_hatch = QColor("#d8b24a");
  theme.better = QColor("#3ecf9f");
  theme.worse = QColor("#ff8a55");
  theme.error = QColor("#ff6b6b");
  theme.notice = QColor("#e0b03a");
  theme.information = QColor("#5fb2f5");
  theme.pinned = okabe_ito(true);
  return theme;
}

constexpr char choice_property[] = "quantscope_theme_choice";

/// Follows the desktop while the choice is `system`.
class DesktopFollower : public QObject {
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::ThemeChange && theme_choice() == ThemeChoice::system && !applying_) {
      applying_ = true;
      apply_theme(*qApp, ThemeChoice::system);
      applying_ = false;
    }
    return QObject::eventFilter(watched, event);
  }

 private:
  bool applying_ = false;
};

/// Fusion with outlines that stay visible on a dark ground.
class OutlinedFusion : public QProxyStyle {
 public:
  OutlinedFusion() : QProxyStyle(QStringLiteral("Fusion")) {}

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_IndicatorCheckBox || element == PE_FrameLineEdit)
      outline(option, option->rect, painter);
  }

  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox) outline(option, option->rect, painter);
  }

 private:
  static void outline(const QStyleOption* option, const QRect& rect, QPainter* painter) {
    if (option->palette.color(QPalette::Window).lightness() >= 128 || (option->state & State_HasFocus))
      return;
    painter->save();
    painter->setPen(option->palette.color(QPalette::Mid));
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->restore();
  }
};

}  // namespace

const Theme& light_theme() {
  static const Theme theme = make_light();
  return theme;
}

const Theme& dark_theme() {
  static const Theme theme = make_dark();
  return theme;
}

const Theme& current_theme() {
  return QApplication::palette().color(QPalette::Window).lightness() < 128 ? dark_theme() : light_theme();
}

bool desktop_prefers_dark() {
  const QString gtk_theme = qEnvironmentVariable("GTK_THEME");
  if (!gtk_theme.isEmpty()) return gtk_theme.endsWith("dark", Qt::CaseInsensitive);
  const QString configuration = qEnvironmentVariable("XDG_CONFIG_HOME", QDir::homePath() + "/.config");
  for (const char* version : {"gtk-4.0", "gtk-3.0"}) {
    const QSettings settings(configuration + "/" + version + "/settings.ini", QSettings::IniFormat);
    const QString prefer = settings.value("Settings/gtk-application-prefer-dark-theme").toString();
    if (prefer == "1" || prefer == "true") return true;
    if (settings.value("Settings/gtk-theme-name").toString().endsWith("dark", Qt::CaseInsensitive))
      return true;
  }
  const QColor window = qApp->property("quantscope_desktop_window").value<QColor>();
  return window.isValid() && window.lightness() < 128;
}

void apply_theme(QApplication& application, ThemeChoice choice) {
  ThemeNotifier& notifier = theme_notifier();
  if (!application.property("quantscope_desktop_window").isValid())
    application.setProperty("quantscope_desktop_window", QApplication::palette().color(QPalette::Window));
  application.setProperty(choice_property, static_cast<int>(choice));
  const bool dark = choice == ThemeChoice::dark || (choice == ThemeChoice::system && desktop_prefers_dark());
  if (!dynamic_cast<OutlinedFusion*>(QApplication::style())) QApplication::setStyle(new OutlinedFusion);
  QApplication::setPalette(dark ? dark_theme().palette : light_theme().palette);
  emit notifier.changed();
}

ThemeChoice theme_choice() {
  const QVariant choice = qApp->property(choice_property);
  return choice.isValid() ? static_cast<ThemeChoice>(choice.toInt()) : ThemeChoice::system;
}

ThemeNotifier& theme_notifier() {
  if (auto* existing = qApp->findChild<ThemeNotifier*>({}, Qt::FindDirectChildrenOnly)) return *existing;
  auto* notifier = new ThemeNotifier(qApp);
  qApp->installEventFilter(new DesktopFollower(qApp));
  return *notifier;
}

}  // namespace quantscope::widgets
