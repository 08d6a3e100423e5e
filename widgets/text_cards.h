#pragma once

#include <QFont>
#include <QRectF>
#include <QTextLayout>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/text_comparison_view.h"

class QPainter;

namespace quantscope::widgets {

/// Texts laid out in rows of cards of equal width for one width, font and theme.
class TextCards {
 public:
  TextCards(const TextComparisonData& data, double width, const QFont& font, const Theme& theme);

  double width() const { return width_; }
  double height() const { return height_; }  ///< of all rows

  /// With the cards' upper left corner at the painter's origin.
  void draw(QPainter& painter, int selected) const;
  /// Text and token at a place.
  std::optional<std::pair<int, int>> token_at(QPointF place) const;
  QRectF token_rect(int text, int token) const;

 private:
  struct Card {
    QRectF rect, body;  ///< the text stands in the body
    std::unique_ptr<QTextLayout> layout;
    std::vector<int> starts;  ///< of each token in the layout's text, and the end
    QString footer;           ///< in lines that fit
  };

  Card card_of(const ComparedText& text, double width) const;
  void draw_card(QPainter& painter, int index, int selected) const;
  std::vector<QRectF> rects_of(const Card& card, int token) const;

  const TextComparisonData& data_;
  double width_, height_ = 0;
  QFont font_;
  const Theme& theme_;
  std::vector<Card> cards_;
};

}  // namespace quantscope::widgets
