#include "widgets/text_cards.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace quantscope::widgets {
namespace {

constexpr double padding = 8, gap = 8, header_gap = 4;
constexpr qsizetype longest_beginning = 160;  // letters of the beginning that are shown

/// Line ends as people see them in one paragraph.
QString in_lines(QString text) {
  text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
  text.replace(QLatin1Char('\t'), QLatin1String("  "));
  return text.replace(QLatin1Char('\n'), QStringLiteral("↵\u2028"));
}

QString end_of(const QString& beginning) {
  return beginning.size() <= longest_beginning ? beginning
                                               : QStringLiteral("…") + beginning.right(longest_beginning);
}

QColor mixed(const QColor& colour, const QColor& ground, double share) {
  const auto mix = [share](int a, int b) {
    return static_cast<int>(std::lround(share * a + (1 - share) * b));
  };
  return {mix(colour.red(), ground.red()), mix(colour.green(), ground.green()),
          mix(colour.blue(), ground.blue())};
}

double text_height(const QFontMetrics& metrics, const QString& text, double width) {
  if (text.isEmpty()) return 0;
  return metrics.boundingRect(QRect(0, 0, static_cast<int>(width), 100000), Qt::TextWordWrap, text).height();
}

}  // namespace

TextCards::TextCards(const TextComparisonData& data, double width, const QFont& font, const Theme& theme)
    : data_(data), width_(width), font_(font), theme_(theme) {
  const int count = static_cast<int>(data.texts.size());
  if (count == 0) return;
  const int fitting =
      std::max(1, static_cast<int>((width + gap) / (TextComparisonView::narrowest_text + gap)));
  const int rows = (count + fitting - 1) / fitting, columns = (count + rows - 1) / rows;
  const double each = (width - gap * (columns - 1)) / columns;
  double top = 0;
  for (int row = 0; row < rows; ++row) {
    const int first = row * columns, end = std::min(count, first + columns);
    double tallest = 0;
    for (int index = first; index < end; ++index) {
      cards_.push_back(card_of(data.texts[static_cast<std::size_t>(index)], each));
      Card& card = cards_.back();
      card.rect.translate((index - first) * (each + gap), top);
      card.body.translate((index - first) * (each + gap), top);
      tallest = std::max(tallest, card.rect.height());
    }
    for (int index = first; index < end; ++index)
      cards_[static_cast<std::size_t>(index)].rect.setHeight(tallest);
    top += tallest + gap;
  }
  height_ = top - gap;
}

TextCards::Card TextCards::card_of(const ComparedText& text, double width) const {
  Card card;
  const QFontMetrics metrics(font_);
  const double inner = width - 2 * padding;
  QString words = in_lines(end_of(data_.beginning));
  const int beginning = static_cast<int>(words.size());
  QList<QTextLayout::FormatRange> formats;
  const auto add_format = [&](int start, int length, const QTextCharFormat& format) {
    if (length > 0) formats << QTextLayout::FormatRange{start, length, format};
  };
  QTextCharFormat given;
  given.setForeground(theme_.muted_text);
  add_format(0, beginning, given);
  for (const ComparedToken& token : text.tokens) {
    card.starts.push_back(static_cast<int>(words.size()));
    words += in_lines(token.text);
    if (!token.differs) continue;
    QTextCharFormat mark;
    mark.setBackground(mixed(run_colour(text.style, theme_), theme_.chart_background, 0.28));
    add_format(card.starts.back(), static_cast<int>(words.size()) - card.starts.back(), mark);
  }
  card.starts.push_back(static_cast<int>(words.size()));
  if (!text.problem.isEmpty()) {
    words += (words.isEmpty() ? QString() : QStringLiteral("\u2028")) + text.problem;
    QTextCharFormat wrong;
    wrong.setForeground(theme_.error);
    add_format(card.starts.back(), static_cast<int>(words.size()) - card.starts.back(), wrong);
  } else if (text.unfinished) {
    words += QStringLiteral(" …");
  }
  card.layout = std::make_unique<QTextLayout>(words, font_);
  QTextOption option;
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  card.layout->setTextOption(option);
  card.layout->setFormats(formats);
  card.layout->setCacheEnabled(true);
  card.layout->beginLayout();
  double bottom = 0;
  for (QTextLine line = card.layout->createLine(); line.isValid(); line = card.layout->createLine()) {
    line.setLineWidth(std::max(1.0, inner));
    line.setPosition({0, bottom});
    bottom += line.height() + 1;
  }
  card.layout->endLayout();
  const double header = metrics.height() + header_gap;
  card.footer = text.footer;
  const double footer = text_height(metrics, card.footer, inner);
  card.body = QRectF(padding, padding + header, inner, std::max<double>(bottom, metrics.height()));
  card.rect = QRectF(0, 0, width, card.body.bottom() + (footer > 0 ? footer + padding : 0) + padding);
  return card;
}

std::vector<QRectF> TextCards::rects_of(const Card& card, int token) const {
  std::vector<QRectF> rects;
  const int start = card.starts[static_cast<std::size_t>(token)],
            end = card.starts[static_cast<std::size_t>(token) + 1];
  for (int index = 0; index < card.layout->lineCount(); ++index) {
    const QTextLine line = card.layout->lineAt(index);
    const int from = std::max(start, line.textStart()),
              to = std::min(end, line.textStart() + line.textLength());
    if (from >= to) continue;
    const double left = line.cursorToX(from), right = line.cursorToX(to);
    rects.emplace_back(card.body.left() + std::min(left, right), card.body.top() + line.y(),
                       std::max(3.0, std::abs(right - left)), line.height());
  }
  return rects;
}

QRectF TextCards::token_rect(int text, int token) const {
  if (text < 0 || text >= static_cast<int>(cards_.size())) return {};
  const Card& card = cards_[static_cast<std::size_t>(text)];
  if (token < 0 || token + 1 >= static_cast<int>(card.starts.size())) return {};
  const std::vector<QRectF> rects = rects_of(card, token);
  return rects.empty() ? QRectF() : rects.front();
}

std::optional<std::pair<int, int>> TextCards::token_at(QPointF place) const {
  for (std::size_t index = 0; index < cards_.size(); ++index) {
    const Card& card = cards_[index];
    if (!card.rect.contains(place)) continue;
    const QPointF inside = place - card.body.topLeft();
    for (int each = 0; each < card.layout->lineCount(); ++each) {
      const QTextLine line = card.layout->lineAt(each);
      if (inside.y() < line.y() || inside.y() > line.y() + line.height()) continue;
      if (inside.x() < 0 || inside.x() > line.naturalTextWidth()) return std::nullopt;
      const int at = line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
      const auto after = std::ranges::upper_bound(card.starts, at);
      if (after == card.starts.begin() || after == card.starts.end()) return std::nullopt;
      return std::pair{static_cast<int>(index), static_cast<int>(after - card.starts.begin()) - 1};
    }
  }
  return std::nullopt;
}

void TextCards::draw(QPainter& painter, int selected) const {
  for (int index = 0; index < static_cast<int>(cards_.size()); ++index) draw_card(painter, index, selected);
}

void TextCards::draw_card(QPainter& painter, int index, int selected) const {
  const Card& card = cards_[static_cast<std::size_t>(index)];
  const ComparedText& text = data_.texts[static_cast<std::size_t>(index)];
  const QColor line = run_line_colour(text.style, theme_);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(theme_.grid, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(card.rect.adjusted(0.5, 0.5, -0.5, -0.5));
  const QRectF edge(card.rect.left(), card.rect.top(), card.rect.width(), 3);
  painter.fillRect(edge, text.unfinished ? QBrush(line, Qt::BDiagPattern) : QBrush(line));

  QFont bold = font_;
  bold.setBold(true);
  painter.setFont(bold);
  const QFontMetrics metrics(bold);
  const double middle = card.rect.top() + padding + metrics.height() / 2.0;
  painter.setRenderHint(QPainter::Antialiasing, true);
  draw_run_marker(painter, text.style, theme_, {card.rect.left() + padding + 5, middle}, 9);
  const double left = card.rect.left() + padding + 16;
  painter.setPen(theme_.axis_text);
  painter.drawText(QPointF(left, card.rect.top() + padding + metrics.ascent()),
                   metrics.elidedText(text.style.name, Qt::ElideMiddle,
                                      static_cast<int>(card.rect.right() - padding - left)));

  painter.setFont(font_);
  painter.setPen(theme_.axis_text);
  card.layout->draw(&painter, card.body.topLeft());
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (std::size_t token = 0; token < text.tokens.size(); ++token) {
    const bool chosen = static_cast<int>(token) == selected;
    if (!text.tokens[token].differs && !chosen) continue;
    for (const QRectF& rect : rects_of(card, static_cast<int>(token))) {
      if (text.tokens[token].differs) {
        painter.setPen(QPen(line, 2));
        painter.drawLine(QLineF(rect.left() + 1, rect.bottom(), rect.right() - 1, rect.bottom()));
      }
      if (!chosen) continue;
      painter.setPen(QPen(theme_.palette.color(QPalette::Highlight), 2));
      painter.drawRect(rect.adjusted(-1, -1, 1, 1));
    }
  }
  if (card.footer.isEmpty()) return;
  painter.setPen(theme_.muted_text);
  const double top = card.body.bottom() + padding;
  painter.drawText(QRectF(card.body.left(), top, card.body.width(), card.rect.bottom() - top - padding / 2),
                   Qt::TextWordWrap | Qt::AlignBottom, card.footer);
}

}  // namespace quantscope::widgets
