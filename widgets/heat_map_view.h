#pragma once

#include <QJsonObject>
#include <QWidget>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/statistics/extrema_pyramid.h"
#include "widgets/chart_table.h"
#include "widgets/colour_map.h"
#include "widgets/theme.h"

class QCPColorScale;

namespace quantscope::widgets {

class BrushBand;
class ChartFrame;
class HeatMapLayer;
class HeatMapMargins;
class HeatMapMarks;
class HeatMapOptions;
class ValueMarks;

/// A matrix to look at, [rows, columns] = [tokens, channels] or [output channels, input channels].
struct HeatMapData {
  std::shared_ptr<const statistics::ExtremaPyramid> values;  ///< null: nothing to draw
  QString value_name;                                        ///< "activation", "error"; of the colour bar
  QString unit;                                              ///< usually empty
  QString row_name, column_name;                             ///< singular: "token", "input channel"
  std::vector<statistics::MatrixCell> massive;               ///< cells to ring, largest first
  qint64 massive_count = 0;                                  ///< how many there are in all
  std::vector<int> outliers;                                 ///< columns marked at the edge, ascending
  bool preview = false;
  qint64 sample = 0;
  QString view_key;  ///< data with the same key and extents keep a zoomed view
};

/// Where in a matrix the large values are: colours drawn at any zoom from a pyramid that loses no large
/// value, profiles of rows and columns beside it, a colour bar, massive values ringed. Wheel zooms around the
/// pointer, drag pans, shift-drag brushes columns, click selects one.
class HeatMapView : public QWidget {
  Q_OBJECT
 public:
  static constexpr double fewest_cells = 4;  ///< an axis shows at least

  explicit HeatMapView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  /// Shows the data; the last picture stays until then. Title, sentence and empty text are the frame's.
  void setData(HeatMapData data);
  const HeatMapData& data() const { return data_; }

  bool showsSigned() const;
  void setShowsSigned(bool on);
  bool colourLogarithmic() const;
  void setColourLogarithmic(bool on);
  void setColourMap(const QString& id);  ///< of magnitudes
  void setProfilesVisible(bool on);
  /// Choices as a session keeps them; unknown ones are ignored.
  QJsonObject choices() const;
  void setChoices(const QJsonObject& choices);

  /// The selected column, −1 for none; drawn as a line.
  void setSelectedChannel(int channel);
  int selectedChannel() const { return selected_; }
  /// The column under the pointer elsewhere, −1 for none.
  void setHoveredChannel(int channel);
  /// Columns that a filter keeps; the others are dimmed or left out. None: no filter.
  void setKeptChannels(std::optional<std::vector<int>> channels);
  void setOthersLeftOut(bool on);
  /// First and last brushed column; none clears it. Emits nothing.
  void setBrush(std::optional<std::pair<int, int>> columns);

  /// What is in sight: rows and places of columns (columns unless others are left out).
  statistics::MatrixView visible() const;
  /// Zooms to a part, as the hand does.
  void showPart(const statistics::MatrixView& view);
  const ColourScale& colourScale() const { return scale_; }
  const ColourMap& colours() const;
  /// What is in sight: row, column and value of every cell where that are at most 10^5, else blocks of 2^k ×
  /// 2^k cells with their ranges.
  ChartTable table() const;

  double pixelOfColumn(int column) const;  ///< x pixel of its middle in frame()->plot()
  double pixelOfRow(int row) const;
  /// Text under a pixel of frame()->plot(); empty outside of the matrix.
  QString readout(QPointF pixel) const;
  const HeatMapLayer& layer() const { return *layer_; }
  const HeatMapMarks& marks() const { return *marks_; }

 signals:
  void channelSelected(int channel);  ///< by a click
  void cellSelected(int row, int channel);
  void channelHovered(int channel);  ///< −1: the pointer left
  void readoutChanged(const QString& text);
  void channelsBrushed(int first, int last);  ///< columns of the matrix, at every move
  void brushCleared();
  void viewChanged();
  void choicesChanged();

 private:
  void build_chart();
  void connect_hand();
  void choices_moved();
  void update_scale();
  void update_kept();
  void update_selection();
  void replot_overlay();
  void update_legend(const Theme& theme);
  void go_home();
  void apply_colours(const Theme& theme);
  void brush(double low, double high);
  std::optional<std::pair<int, int>> cell_at(QPointF pixel) const;
  int channel_at(QPointF pixel) const;
  void hover(QPointF pixel);

  HeatMapData data_;
  ColourScale scale_;
  std::optional<std::vector<int>> kept_;
  std::optional<std::pair<int, int>> brush_;
  int selected_ = -1;
  bool drawn_ = false;  ///< at least once
  ChartFrame* frame_;
  HeatMapOptions* options_;
  HeatMapLayer* layer_ = nullptr;
  HeatMapMargins* margins_ = nullptr;
  HeatMapMarks* marks_ = nullptr;
  ValueMarks* selection_ = nullptr;
  BrushBand* band_ = nullptr;
  QCPColorScale* bar_ = nullptr;
};

}  // namespace quantscope::widgets
