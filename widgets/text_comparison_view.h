#pragma once

#include <QString>
#include <QWidget>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/chart_table.h"
#include "widgets/run_style.h"

class QCPPainter;
class QScrollBar;

namespace quantscope::widgets {

class ChartFrame;
class TextCards;

/// A token of a text.
struct ComparedToken {
  int id = 0;
  QString text;          ///< what it adds; may be empty (part of a character)
  bool differs = false;  ///< from the text that others are compared with: marked
  QString note;          ///< of the read-out: what stands in its place there; may be empty
};

/// One text of several.
struct ComparedText {
  RunStyle style;
  std::vector<ComparedToken> tokens;
  QString footer;           ///< below the text: speed, kernels; may have several lines
  QString problem;          ///< why there is no text; in place of it
  bool unfinished = false;  ///< more is to come: hatched edge
};

struct TextComparisonData {
  QString beginning;  ///< that all texts go on from; only its end is shown
  std::vector<ComparedText> texts;
};

/// Texts side by side, as many in a row as can be read, each under its run's marker and name. Tokens that
/// differ have a ground and a line below in the run's colour. Hover reads a token out, a click marks the
/// tokens of this place in all texts; the wheel and the scroll bar move what does not fit, pictures show all
/// of it. Title, sentence, empty text and export name are the owner's, on frame().
class TextComparisonView : public QWidget {
  Q_OBJECT
 public:
  static constexpr int narrowest_text = 190;  ///< pixels that a text has beside another one

  explicit TextComparisonView(QWidget* parent = nullptr);
  ~TextComparisonView() override;

  ChartFrame* frame() const { return frame_; }

  void setData(TextComparisonData data);
  const TextComparisonData& data() const { return data_; }

  /// The place that is marked in all texts; −1 for none. Emits nothing.
  void setSelectedToken(int token);
  int selectedToken() const { return selected_; }

  /// A row a token: run, token, id, text, differs (1 or 0).
  ChartTable table() const;

  /// Of a token (its first line where it has several), in pixels of frame()->plot(); empty where it is not
  /// shown.
  QRectF tokenRect(int text, int token) const;
  /// Height that all texts need at this width.
  int heightFor(int width) const;

 signals:
  void tokenClicked(int text, int token);  ///< selected already

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void draw(QCPPainter& painter);
  const TextCards& cards(QSizeF room) const;
  void show_scroll_bar();
  void apply_colours(const Theme& theme);
  std::optional<std::pair<int, int>> token_at(QPointF pixel) const;
  QString readout(QPointF pixel) const;

  TextComparisonData data_;
  int selected_ = -1;
  ChartFrame* frame_;
  QScrollBar* scroll_;
  const Theme* theme_;
  mutable std::unique_ptr<TextCards> cards_;
};

}  // namespace quantscope::widgets
