#pragma once

#include <qcustomplot.h>

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStringList>
#include <QStyle>
#include <QStyleOptionButton>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocument>
#include <QToolButton>
#include <QWidget>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace quantscope::tests {

inline QString described(const QWidget* widget) {
  QString path = QString::fromLatin1(widget->metaObject()->className());
  if (!widget->objectName().isEmpty()) path += '#' + widget->objectName();
  if (const QWidget* parent = widget->parentWidget())
    path = QString::fromLatin1(parent->metaObject()->className()) + '/' + path;
  return path;
}

/// Width that the text of a label needs on one line.
inline int text_width(const QLabel& label) {
  if (Qt::mightBeRichText(label.text())) {
    QTextDocument document;
    document.setDefaultFont(label.font());
    document.setDocumentMargin(0);
    document.setHtml(label.text());
    return static_cast<int>(std::ceil(document.idealWidth()));
  }
  const int flags = label.buddy() ? Qt::TextShowMnemonic : 0;
  return label.fontMetrics().size(flags, label.text()).width();
}

/// Height that a label which wraps its text needs at the width it has.
inline int text_height(const QLabel& label) {
  QTextDocument document;
  document.setDefaultFont(label.font());
  document.setDocumentMargin(0);
  if (Qt::mightBeRichText(label.text()))
    document.setHtml(label.text());
  else
    document.setPlainText(label.text());
  document.setTextWidth(label.contentsRect().width());
  return static_cast<int>(std::floor(document.size().height()));
}

/// Visible texts that have less room than they need. An elided text is none of them: it says so by its dots.
inline QStringList clipped_texts(const QWidget& window) {
  constexpr int tolerance = 1;
  QStringList clipped;
  const auto complain = [&](const QWidget* widget, const QString& text, int needs, int has) {
    clipped << QStringLiteral("%1 \"%2\" needs %3, has %4")
                   .arg(described(widget), text.left(60))
                   .arg(needs)
                   .arg(has);
  };
  for (const QLabel* label : window.findChildren<QLabel*>()) {
    if (!label->isVisibleTo(&window) || label->text().isEmpty() || label->width() <= 0) continue;
    if (label->wordWrap()) {
      if (const int needs = text_height(*label);
          needs > label->contentsRect().height() + label->fontMetrics().leading() + 2)
        complain(label, label->text(), needs, label->contentsRect().height());
    } else if (const int needs = text_width(*label); needs > label->contentsRect().width() + tolerance) {
      complain(label, label->text(), needs, label->contentsRect().width());
    }
  }
  for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
    if (!button->isVisibleTo(&window) || button->text().isEmpty()) continue;
    const auto* tool = qobject_cast<const QToolButton*>(button);
    if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull()) continue;
    const int needs = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
    if (needs > button->width() + tolerance) complain(button, button->text(), needs, button->width());
    if (const int wished = button->minimumSizeHint().width(); !tool && wished > button->width() + tolerance)
      complain(button, button->text(), wished, button->width());
  }
  for (const QComboBox* combo : window.findChildren<QComboBox*>()) {
    if (!combo->isVisibleTo(&window) || combo->currentText().isEmpty()) continue;
    QStyleOptionComboBox option;
    option.initFrom(combo);
    option.editable = combo->isEditable();
    const int room = combo->style()
                         ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo)
                         .width();
    const int needs = combo->fontMetrics().horizontalAdvance(combo->currentText());
    if (needs > room + tolerance) complain(combo, combo->currentText(), needs, room);
  }
  for (const QCustomPlot* plot : window.findChildren<QCustomPlot*>()) {
    if (!plot->isVisibleTo(&window)) continue;
    for (const QCPAxisRect* rect : plot->axisRects())
      for (const QCPAxis* axis : rect->axes()) {
        if (!axis->visible() || axis->label().isEmpty()) continue;
        const int needs = QFontMetrics(axis->labelFont()).size(0, axis->label()).width();
        const int has =
            axis->orientation() == Qt::Horizontal ? plot->viewport().width() : plot->viewport().height();
        if (needs > has + tolerance) complain(plot, axis->label(), needs, has);
      }
  }
  for (const QTabBar* tabs : window.findChildren<QTabBar*>()) {
    if (!tabs->isVisibleTo(&window)) continue;
    for (int i = 0; i < tabs->count(); ++i) {
      const int needs = tabs->fontMetrics().size(Qt::TextShowMnemonic, tabs->tabText(i)).width();
      if (needs > tabs->tabRect(i).width()) complain(tabs, tabs->tabText(i), needs, tabs->tabRect(i).width());
    }
  }
  return clipped;
}

/// WCAG 2: (L1 + 0.05) / (L2 + 0.05) of relative luminances.
inline double contrast(const QColor& a, const QColor& b) {
  const auto luminance = [](const QColor& colour) {
    const auto linear = [](double channel) {
      return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
  };
  const double first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// Enabled labels and buttons whose text stands out less than `least` from what is behind it, as painted: the
/// pixel that differs most from the most frequent one.
inline QStringList faint_texts(QWidget& window, double least) {
  QStringList faint;
  const QImage picture = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
  const double ratio = picture.devicePixelRatio();
  std::vector<const QWidget*> texts;
  for (const QLabel* label : window.findChildren<QLabel*>())
    if (!label->text().isEmpty() && label->pixmap().isNull()) texts.push_back(label);
  for (const QAbstractButton* button : window.findChildren<QAbstractButton*>())
    if (!button->text().isEmpty() && qobject_cast<const QPushButton*>(button)) texts.push_back(button);
  for (const QWidget* widget : texts) {
    if (!widget->isVisibleTo(&window) || !widget->isEnabled()) continue;
    const QRegion seen = widget->visibleRegion();
    // Of a text at the edge of a scrolled area too little is seen to judge.
    if (seen.boundingRect().height() < widget->height()) continue;
    const QRect rect = seen.boundingRect().translated(widget->mapTo(&window, QPoint(0, 0)));
    const QRect pixels(QPoint(int(rect.x() * ratio), int(rect.y() * ratio)),
                       QSize(int(rect.width() * ratio), int(rect.height() * ratio)));
    if (pixels.width() < 4 || pixels.height() < 4) continue;
    std::map<QRgb, int> colours;
    for (int y = pixels.top(); y <= pixels.bottom() && y < picture.height(); ++y)
      for (int x = pixels.left(); x <= pixels.right() && x < picture.width(); ++x)
        if (x >= 0 && y >= 0) ++colours[picture.pixel(x, y)];
    if (colours.size() < 2) continue;
    QRgb background = 0;
    int most = 0;
    for (const auto& [colour, count] : colours)
      if (count > most) {
        most = count;
        background = colour;
      }
    double best = 1;
    for (const auto& [colour, count] : colours) best = std::max(best, contrast(colour, background));
    if (best < least)
      faint << QStringLiteral("%1 has contrast %2").arg(described(widget)).arg(best, 0, 'f', 2);
  }
  return faint;
}

/// What of the window cannot be read, a line each; empty where all can. Saves its picture as NAME.png in the
/// folder that QUANTSCOPE_SCREENSHOTS names, if it does. 4.5 : 1 is WCAG 2 level AA for text; antialiasing
/// takes some of what thin strokes have, and where no font has a language's signs thin boxes stand for them.
inline QByteArray unreadable(QWidget& window, const QString& name, bool has_font = true) {
  if (const QString folder = qEnvironmentVariable("QUANTSCOPE_SCREENSHOTS"); !folder.isEmpty())
    window.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
  const QStringList lines = clipped_texts(window) + faint_texts(window, has_font ? 4.0 : 3.0);
  return lines.isEmpty() ? QByteArray() : (name + '\n' + lines.join('\n')).toUtf8();
}

/// Number of different colours, up to `enough`: an empty picture has few.
inline int colours_of(const QImage& picture, int enough) {
  std::set<QRgb> colours;
  for (int y = 0; y < picture.height(); y += 2)
    for (int x = 0; x < picture.width(); x += 2) {
      colours.insert(picture.pixel(x, y));
      if (static_cast<int>(colours.size()) >= enough) return enough;
    }
  return static_cast<int>(colours.size());
}

}  // namespace quantscope::tests
