#pragma once

#include <QTimer>
#include <vector>

#include "app/gui/layer_errors.h"
#include "app/gui/layers_page_options.h"
#include "app/gui/page.h"
#include "app/gui/tile_pictures.h"

class QImage;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableWidget;

namespace quantscope::widgets {
struct HistogramTile;
struct LayerLine;
class LayerChartView;
class SmallMultiples;
}  // namespace quantscope::widgets

namespace quantscope::gui {

/// "Which layers pay?": a figure of all layers, a line a kind, with the ten worst beside it; or small
/// histograms of all tensors. What filters leave out is left out here. Errors of the setting are computed
/// only while the page is in front and shows them.
class LayersPage : public Page {
  Q_OBJECT

 public:
  static constexpr std::size_t most_worst = 10;

  explicit LayersPage(Workspace& workspace, QWidget* parent = nullptr);
  ~LayersPage() override;

  QString id() const override { return QStringLiteral("layers"); }
  QString title() const override { return tr("Layers"); }
  QList<widgets::ChartFrame*> charts() const override;
  void activate() override;
  bool is_busy() const override;
  QJsonObject choices() const override;
  void set_choices(const QJsonObject& choices) override;

  widgets::LayerChartView* chart() const { return chart_; }
  widgets::SmallMultiples* tiles() const { return tiles_; }
  QTableWidget* worst_table() const { return worst_; }
  LayersPageOptions* options() const { return options_; }
  LayerErrors* errors() const { return errors_; }
  /// The tensor of a dot; −1 where there is none.
  int tensor_at(int line, int block) const;

 protected:
  void hideEvent(QHideEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* build_chart_view();
  QWidget* build_tile_view();
  void connect_workspace();
  /// Soon, once however often it is asked for; only in front.
  void refresh_soon();
  void refresh();
  void settle();
  void load_rows();

  void show_chart();
  void show_statistics();
  void show_errors();
  ComparisonRequest error_request() const;
  /// `state`: what is still missing, in words.
  void show_lines(std::vector<widgets::LayerLine> lines, std::vector<LayerValue> values,
                  const QString& state);
  void show_request();
  void show_selected();
  void show_empty(const QString& text);

  void show_tiles();
  widgets::HistogramTile tile_of(int tensor, const QString& title) const;
  void show_tile_sentence();
  void want_tiles();
  void show_tile_menu(const QPoint& position);
  /// All tiles, those out of sight too.
  QImage tile_picture() const;
  void save_tiles();

  LayersPageOptions* options_;
  QStackedWidget* stack_;
  QSplitter* splitter_;
  widgets::LayerChartView* chart_;
  QWidget* beside_;  ///< the table with its heading
  QTableWidget* worst_;
  QWidget* request_row_;
  QLabel* request_text_;
  QPushButton* request_button_;
  widgets::SmallMultiples* tiles_;
  QLabel* tile_sentence_;
  LayerErrors* errors_;
  TilePictures* pictures_;

  LayerRows all_rows_, rows_;     ///< of the subject; those that are shown
  std::vector<int> row_of_line_;  ///< index into rows_ of each line of the chart
  std::vector<LayerValue> worst_values_;
  QString metric_shown_;  ///< id: another one brings its own scale
  bool in_front_ = false;
  bool maximised_ = false;
  QTimer refresh_;
};

}  // namespace quantscope::gui
