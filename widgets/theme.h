#pragma once

#include <QApplication>
#include <QColor>
#include <QObject>
#include <QPalette>
#include <vector>

namespace quantscope::widgets {

enum class ThemeChoice { system, light, dark };

/// All colours of the window and of the charts. Grey is the original, blue is now, orange-red is an outlier
/// or over the limit. Colours never carry a meaning alone: line style, marker or label says it too.
struct Theme {
  bool dark = false;
  QPalette palette;

  QColor chart_background, axis, axis_text, grid, muted_text;
  QColor original, original_fill, now, now_fill, outlier, theta, quantile, level, brush;
  QColor split, merged;               ///< channels after reassembly
  QColor preview_hatch;               ///< of previews and modelled values
  QColor better, worse;               ///< arrows in tables
  QColor error, notice, information;  ///< stripes of messages
  std::vector<QColor> pinned;         ///< Okabe–Ito in order, for pinned runs
};

const Theme& light_theme();
const Theme& dark_theme();

/// Colours in force: those of the application's palette as apply_theme() left it.
const Theme& current_theme();

/// What the desktop prefers, as far as Qt 6.4 lets know: the platform's palette and GTK's settings.
bool desktop_prefers_dark();

/// Tells when the colours changed. Belongs to the application object.
class ThemeNotifier : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 signals:
  void changed();
};

/// Sets Fusion style and palette; with `system`, follows the desktop's changes from then on. Widgets get
/// QEvent::PaletteChange, and theme_notifier() emits changed().
void apply_theme(QApplication& application, ThemeChoice choice);
ThemeChoice theme_choice();
/// Needs a QApplication; created on first use.
ThemeNotifier& theme_notifier();

}  // namespace quantscope::widgets
