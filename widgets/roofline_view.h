#pragma once

#include <QLineF>
#include <QRectF>
#include <QWidget>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/run_style.h"

class QCPPainter;
class QComboBox;
class QCheckBox;

namespace quantscope::widgets {

class ChartFrame;
class LabelPlaces;
class RooflineRoofs;

/// A level of memory: its roof rises with the operations for each byte.
struct RooflineMemory {
  QString name;  ///< "DRAM"
  double bytes_per_second = 0;
};

/// A level roof: the rate of a number format, or of a vector unit.
struct RooflineRate {
  QString name;  ///< "int8"
  double operations_per_second = 0;
};

enum class RooflinePhase { prefill, decode };

/// One operator of one run: a dot.
struct RooflineOperator {
  QString name;  ///< "down_proj"
  int run = 0;   ///< index into RooflineData::runs
  RooflinePhase phase = RooflinePhase::decode;
  std::vector<double> operations_per_byte;  ///< one for each memory; NaN or missing where no bytes move
  double operations_per_second = 0;         ///< reached
  double time_s = 0;                        ///< the dot's area; NaN: the smallest dot
  double operations = 0, bytes = 0;         ///< bytes through the first memory
  double energy_j = 0;
  QString bound;         ///< "memory", "compute", "launch"; read out
  QString details = {};  ///< further lines of the read-out
};

/// What an operator of a pinned run became; drawn as an arrow with the change of its time.
struct RooflineChange {
  int before = 0, after = 0;  ///< indices into RooflineData::operators
};

struct RooflineData {
  std::vector<RunStyle> runs;            ///< the first is the present one: filled dots; the others' are paler
  std::vector<RooflineMemory> memories;  ///< main memory first
  std::vector<RooflineRate> rates;
  std::vector<RooflineOperator> operators;
  std::vector<RooflineChange> changes;
  bool preview = false;
  QString view_key;  ///< data with the same key keep a zoomed view
};

/// Operations per second against operations for each byte, both logarithmic: a sloped roof for each memory
/// and a level one for each number format in use, zones named, a dot an operator with an area proportional to
/// its time (decode circles, prefill squares), dashed arrows from pinned runs. Dots stand at the intensity of
/// one memory, chosen in the options; those of the selected operator at all. Title, sentence, empty text and
/// export name are the owner's, on frame().
class RooflineView : public QWidget {
  Q_OBJECT
 public:
  enum class Phases { both, prefill, decode };

  explicit RooflineView(QWidget* parent = nullptr);

  ChartFrame* frame() const { return frame_; }

  void setData(RooflineData data);
  const RooflineData& data() const { return data_; }

  /// The memory whose bytes the abscissa counts; 0 is the main one.
  void setMemory(int memory);
  int memory() const;
  void setPhases(Phases phases);
  Phases phases() const;
  void setShowsChanges(bool on);
  bool showsChanges() const;

  /// Ringed dot, −1 for none. Emits nothing.
  void setSelectedOperator(int index);
  int selectedOperator() const { return selected_; }

  /// run, phase, operator, ops_per_byte of each memory, ops_per_s, time_s, ops, bytes, energy_j, bound.
  ChartTable table() const;

  /// In frame()->plot(); NaN for what is not drawn.
  QPointF pixelOfOperator(int index) const;
  /// Of its dot, pixels: grows with the square root of the time, from 3 on.
  double radiusOfOperator(int index) const;
  /// Where labels of roofs, zones, dots and arrows stood in the last picture.
  const std::vector<QRectF>& labelRects() const { return label_rects_; }

 signals:
  void operatorChosen(int index);  ///< by a click or Return; selected already
  void memoryChanged(int memory);

 private:
  /// From the centre of one dot to that of another.
  struct Arrow {
    QLineF line;
    double start = 0, reach = 0;  ///< radii of the dots at its ends
    QString text;
    QColor colour;
    bool seen() const { return line.length() - start - reach >= 7; }
  };

  void rebuild();
  void go_home();
  void apply_colours(const Theme& theme);
  void draw(QCPPainter& painter);
  QString readout(QPointF pixel) const;
  QString text_of(int index) const;
  int operator_at(QPointF pixel) const;
  void step(int direction);
  bool drawn(int index) const;
  double intensity(int index, int memory) const;
  QPointF pixel_at(int index, int memory) const;
  QColor dot_colour(int index) const;
  void draw_zones(QCPPainter& painter, const RooflineRoofs& roofs) const;
  void draw_roofs(QCPPainter& painter, const RooflineRoofs& roofs, LabelPlaces& places);
  void draw_along(QCPPainter& painter, const QLineF& line, double above, const QString& text,
                  const QColor& colour, LabelPlaces& places);
  void draw_zone_labels(QCPPainter& painter, const RooflineRoofs& roofs, LabelPlaces& places);
  void draw_dots(QCPPainter& painter) const;
  void draw_dot(QCPPainter& painter, int index, QPointF pixel, double radius, bool solid) const;
  void draw_selection(QCPPainter& painter) const;
  std::vector<Arrow> changes_drawn() const;
  void draw_arrow(QCPPainter& painter, const Arrow& arrow) const;
  void draw_change_labels(QCPPainter& painter, const std::vector<Arrow>& arrows, LabelPlaces& places);
  void draw_dot_labels(QCPPainter& painter, LabelPlaces& places);
  void draw_label(QCPPainter& painter, const QRectF& place, const QString& text, const QColor& colour);

  RooflineData data_;
  std::vector<QRectF> label_rects_;
  std::vector<int> order_;  ///< the longest time first, so that small dots stand above
  double longest_time_ = 0;
  int selected_ = -1;
  ChartFrame* frame_;
  QComboBox* memory_box_;
  QComboBox* phases_box_;
  QCheckBox* changes_box_;
  const Theme* theme_;
};

}  // namespace quantscope::widgets
