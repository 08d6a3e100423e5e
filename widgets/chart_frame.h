#pragma once

#include <QWidget>
#include <functional>
#include <optional>

#include "widgets/chart_export.h"
#include "widgets/chart_table.h"
#include "widgets/theme.h"

class QCustomPlot;
class QLabel;
class QMenu;
class QStackedWidget;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace quantscope::widgets {

class ChartInteraction;
class PreviewBadge;

/// Frame of every chart: title, buttons (copy, export, table, full size), the plot, one sentence below,
/// preview badge, empty state, hover read-out, context menu, exports. The owner draws into plot().
class ChartFrame : public QWidget {
  Q_OBJECT
 public:
  explicit ChartFrame(QWidget* parent = nullptr);

  QCustomPlot* plot() const { return plot_; }
  ChartInteraction* interaction() const { return interaction_; }

  void setTitle(const QString& title);
  QString title() const;
  /// Rich text that names the series by colour and shape; on screen above the chart, and in pictures.
  void setLegend(const QString& rich_text);
  /// One sentence that says in words, with figures, what the picture shows now.
  void setSentence(const QString& sentence);
  QString sentence() const;
  /// Hatched badge "preview: sample of N values"; without N where `sample` is 0.
  void setPreview(bool preview, qint64 sample = 0);
  bool isPreview() const;
  /// Text in place of the chart and what to do about it; empty shows the chart.
  void setEmptyText(const QString& text);
  QString emptyText() const;
  /// Row of choices between title and chart, shown by the button "axes".
  void setOptionsWidget(QWidget* options);
  void setOptionsVisible(bool visible);
  bool isOptionsVisible() const;

  /// The numbers behind the chart, asked for when shown, copied or exported.
  void setTableSource(std::function<ChartTable()> source);
  ChartTable table() const;
  void setTableVisible(bool visible);
  /// New data are drawn: badge, table, and a repaint at once. `same_view`: axes that the user moved stay.
  void showData(bool same_view, bool preview, qint64 sample);
  /// Call when the numbers changed: refreshes a visible table.
  void tableChanged();

  /// Text under the pointer; empty shows none.
  void setReadout(std::function<QString(QPointF pixel)> readout);
  /// The read-out of a place that the keyboard went to; also told to screen readers.
  void showReadoutAt(QPointF pixel);
  /// Offered file name without extension.
  void setExportName(const QString& name);
  QString exportName() const;

  /// Writes a picture (PNG, SVG, PDF) or the table (CSV, JSON). Emits exported() or exportFailed(). Works
  /// without a screen and without having been shown.
  bool exportTo(const QString& path, ExportFormat format, const PictureOptions& options = {});
  /// Format from the file name's ending.
  bool exportTo(const QString& path);
  /// What exportTo() would write. GUI thread. Throws base::Error.
  QByteArray exportContent(ExportFormat format, const PictureOptions& options = {});
  /// The picture that these options give, fitted into `most` pixels.
  QImage exportPreview(const PictureOptions& options, QSize most);
  /// Size of pictures whose options give none, in CSS pixels.
  QSize exportSize() const;
  /// Gives this size from that of the chart on screen, where the contents know a better one.
  void setExportSizeSource(std::function<QSize(QSize screen)> source) { export_size_ = std::move(source); }
  /// Texts that every PNG of every frame carries, asked for at each export ("quantscope-session" → the
  /// session); an empty function ends it. GUI thread.
  static void setMetadataSource(std::function<std::map<QString, QString>()> source);
  /// What every export of every frame must say beside its data, asked for at each: pictures in their heading,
  /// tables in a column "label". An empty function or text says nothing. GUI thread.
  static void setLabelSource(std::function<QString()> source);
  /// A table as exports write it: with its column "label" where there is one.
  static ChartTable labelled(ChartTable table);

  /// Marks the frame as full size, so that its button says how to come back.
  void setMaximised(bool maximised);

 public slots:
  void copyPicture();
  void copyTable();
  void resetView();
  /// Repaints at once (a preview frame must not wait for the queue).
  void replotNow();

 signals:
  void maximiseToggled(bool maximised);
  void exported(const QString& path);
  void exportFailed(const QString& what, const QString& details);
  void viewReset();
  /// Owners recolour their series; sent by theme changes and around exports in other colours. Do not replot.
  void recolour(const quantscope::widgets::Theme& theme);

 protected:
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build_header(QVBoxLayout* layout);
  void apply_colours(const Theme& theme, const QFont& font);
  void show_menu(const QPoint& position);
  void ask_export(ExportFormat format);
  void show_readout(QPointF pixel);
  void update_stack();
  void place_badge();
  class Dressed;
  PictureOptions complete(PictureOptions options) const;

  QCustomPlot* plot_;
  ChartInteraction* interaction_;
  QLabel* title_;
  QLabel* legend_;
  QLabel* sentence_;
  QLabel* empty_;
  PreviewBadge* badge_;
  QStackedWidget* stack_;
  QTableView* table_view_;
  QWidget* options_holder_;
  QToolButton* options_button_;
  QToolButton* table_button_;
  QToolButton* full_size_button_;
  std::function<ChartTable()> table_source_;
  std::function<QString(QPointF)> readout_;
  std::function<QSize(QSize)> export_size_;
  QString export_name_;
  bool table_visible_ = false;
};

}  // namespace quantscope::widgets
