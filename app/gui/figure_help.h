#pragma once

#include <QString>
#include <vector>

class QWidget;

namespace quantscope::widgets {
class MetricTable;
}

namespace quantscope::gui {

/// What a figure on screen says, how it is computed, and where that comes from.
struct FigureHelp {
  QString id;       ///< of the metric ("output_sqnr_db"), else of the picture or column ("histogram")
  QString title;    ///< "Output SQNR"
  QString text;     ///< what it says; HTML
  QString formula;  ///< plain text in Unicode; empty where there is none
  QString source;   ///< paper, or the definition that this program follows
};

/// Every figure that the window shows, in the order in which people meet them.
std::vector<FigureHelp> all_figure_help();
/// Throws base::Error where there is no figure of this id.
FigureHelp figure_help(const QString& id);
/// The figure as one HTML text: title, text, formula, source.
QString figure_help_html(const FigureHelp& help);

/// What's-this text, and the accessible description where the widget has none.
void set_figure_help(QWidget* widget, const QString& id);
/// What's-this text of every row whose metric has one, now and after the rows change.
void set_figure_help(widgets::MetricTable* table);

/// A window with all figures, to be searched; not modal.
void show_figure_help_dialog(QWidget* window);

}  // namespace quantscope::gui
