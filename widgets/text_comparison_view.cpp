#include "widgets/text_comparison_view.h"

#include <qcustomplot.h>

#include <QHBoxLayout>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "widgets/chart_frame.h"
#include "widgets/chart_interaction.h"
#include "widgets/painted_layer.h"
#include "widgets/text_cards.h"

namespace quantscope::widgets {
namespace {

constexpr int edge = 2;           // pixels around the texts
constexpr int wheel_step = 48;    // pixels that a notch of the wheel moves
constexpr double smallest = 0.4;  // texts of a picture are not made smaller than this

}  // namespace

TextComparisonView::TextComparisonView(QWidget* parent)
    : QWidget(parent),
      frame_(new ChartFrame),
      scroll_(new QScrollBar(Qt::Vertical)),
      theme_(&current_theme()) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(frame_, 1);
  layout->addWidget(scroll_);
  scroll_->setVisible(false);
  scroll_->setSingleStep(wheel_step / 3);
  scroll_->setAccessibleName(tr("texts in sight"));
  frame_->setExportName(QStringLiteral("texts"));
  frame_->setTableSource([this] { return table(); });
  frame_->setReadout([this](QPointF pixel) { return readout(pixel); });
  frame_->setExportSizeSource([this](QSize screen) {
    const int width = std::max(screen.width(), 640);
    return QSize(width, std::max(160, heightFor(width)));
  });

  QCustomPlot* plot = frame_->plot();
  for (QCPAxis* axis : plot->axisRect()->axes()) axis->setVisible(false);
  plot->axisRect()->setAutoMargins(QCP::msNone);
  plot->axisRect()->setMinimumMargins({});
  plot->axisRect()->setMargins(QMargins(edge, edge, edge, edge));
  new PaintedLayer(plot->axisRect(), QStringLiteral("main"), [this](QCPPainter& painter) { draw(painter); });
  plot->installEventFilter(this);

  ChartInteraction* hand = frame_->interaction();
  hand->set_zoom_inside({});
  hand->set_home([this] { scroll_->setValue(0); });
  connect(hand, &ChartInteraction::clicked, this, [this](QPointF pixel) {
    const auto token = token_at(pixel);
    setSelectedToken(token ? token->second : -1);
    if (token) emit tokenClicked(token->first, token->second);
  });
  connect(scroll_, &QScrollBar::valueChanged, plot, [plot] { plot->replot(QCustomPlot::rpQueuedReplot); });
  connect(frame_, &ChartFrame::recolour, this, &TextComparisonView::apply_colours);
}

TextComparisonView::~TextComparisonView() = default;

void TextComparisonView::setData(TextComparisonData data) {
  data_ = std::move(data);
  cards_.reset();
  int longest = 0;
  for (const ComparedText& text : data_.texts)
    longest = std::max(longest, static_cast<int>(text.tokens.size()));
  if (selected_ >= longest) selected_ = -1;
  show_scroll_bar();
  frame_->tableChanged();
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void TextComparisonView::setSelectedToken(int token) {
  selected_ = std::max(token, -1);
  frame_->plot()->replot(QCustomPlot::rpQueuedReplot);
}

void TextComparisonView::apply_colours(const Theme& theme) {
  theme_ = &theme;
  cards_.reset();
}

const TextCards& TextComparisonView::cards(QSizeF room) const {
  const QFont font = frame_->plot()->font();
  if (!cards_ || cards_->width() != room.width())
    cards_ = std::make_unique<TextCards>(data_, room.width(), font, *theme_);
  return *cards_;
}

int TextComparisonView::heightFor(int width) const {
  return static_cast<int>(std::ceil(cards(QSizeF(width - 2 * edge, 0)).height())) + 2 * edge;
}

void TextComparisonView::show_scroll_bar() {
  const QSize room = frame_->plot()->size();
  const int hidden = heightFor(room.width()) - room.height();
  scroll_->setRange(0, std::max(0, hidden));
  scroll_->setPageStep(std::max(1, room.height()));
  scroll_->setVisible(hidden > 0 && frame_->emptyText().isEmpty());
}

void TextComparisonView::draw(QCPPainter& painter) {
  const QCustomPlot* plot = frame_->plot();
  const QRectF chart = plot->axisRect()->rect();
  const TextCards* shown = &cards(chart.size());
  painter.save();
  painter.translate(chart.topLeft());
  // A picture of another size than the one on screen shows all texts.
  const bool on_screen = plot->viewport().size() == plot->size();
  if (on_screen) {
    painter.translate(0, -scroll_->value());
  } else {
    double scale = 1;
    while (shown->height() > chart.height() / scale && scale > smallest) {
      scale *= 0.95;
      shown = &cards(chart.size() / scale);
    }
    painter.scale(scale, scale);
  }
  shown->draw(painter, on_screen ? selected_ : -1);
  painter.restore();
  if (!on_screen) cards_.reset();
}

bool TextComparisonView::eventFilter(QObject* watched, QEvent* event) {
  if (watched != frame_->plot()) return QWidget::eventFilter(watched, event);
  switch (event->type()) {
    case QEvent::Resize:
      QMetaObject::invokeMethod(this, &TextComparisonView::show_scroll_bar, Qt::QueuedConnection);
      return false;
    case QEvent::Wheel: {
      auto* wheel = static_cast<QWheelEvent*>(event);
      const int before = scroll_->value();
      scroll_->setValue(before - wheel->angleDelta().y() * wheel_step / 120);
      // At the end of the texts the page goes on.
      wheel->setAccepted(scroll_->value() != before);
      return true;
    }
    case QEvent::KeyPress:
      switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
          scroll_->triggerAction(QAbstractSlider::SliderSingleStepSub);
          return true;
        case Qt::Key_Down:
          scroll_->triggerAction(QAbstractSlider::SliderSingleStepAdd);
          return true;
        case Qt::Key_PageUp:
          scroll_->triggerAction(QAbstractSlider::SliderPageStepSub);
          return true;
        case Qt::Key_PageDown:
          scroll_->triggerAction(QAbstractSlider::SliderPageStepAdd);
          return true;
        default:
          return false;
      }
    default:
      return false;
  }
}

std::optional<std::pair<int, int>> TextComparisonView::token_at(QPointF pixel) const {
  const QRectF chart = frame_->plot()->axisRect()->rect();
  return cards(chart.size()).token_at(pixel - chart.topLeft() + QPointF(0, scroll_->value()));
}

QRectF TextComparisonView::tokenRect(int text, int token) const {
  const QRectF chart = frame_->plot()->axisRect()->rect();
  const QRectF rect = cards(chart.size()).token_rect(text, token);
  return rect.isEmpty() ? rect : rect.translated(chart.topLeft() - QPointF(0, scroll_->value()));
}

QString TextComparisonView::readout(QPointF pixel) const {
  const auto at = token_at(pixel);
  if (!at) return {};
  const ComparedText& text = data_.texts[static_cast<std::size_t>(at->first)];
  const ComparedToken& token = text.tokens[static_cast<std::size_t>(at->second)];
  QString shown = token.text;
  shown.replace(QLatin1Char('\n'), QStringLiteral("↵"));
  QString words =
      tr("%1\ntoken %2: “%3”, id %4").arg(text.style.name).arg(at->second + 1).arg(shown).arg(token.id);
  if (!token.note.isEmpty()) words += QLatin1Char('\n') + token.note;
  return words;
}

ChartTable TextComparisonView::table() const {
  std::vector<QString> runs, words;
  std::vector<double> places, ids, differs;
  for (const ComparedText& text : data_.texts)
    for (std::size_t token = 0; token < text.tokens.size(); ++token) {
      runs.push_back(text.style.name);
      places.push_back(static_cast<double>(token));
      ids.push_back(text.tokens[token].id);
      words.push_back(text.tokens[token].text);
      differs.push_back(text.tokens[token].differs ? 1 : 0);
    }
  ChartTable made;
  made.columns.push_back({QStringLiteral("run"), std::move(runs)});
  made.columns.push_back({QStringLiteral("token"), std::move(places)});
  made.columns.push_back({QStringLiteral("id"), std::move(ids)});
  made.columns.push_back({QStringLiteral("text"), std::move(words)});
  made.columns.push_back({QStringLiteral("differs"), std::move(differs)});
  return made;
}

}  // namespace quantscope::widgets
