#include "widgets/icons.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include "widgets/theme.h"

namespace quantscope::widgets {
namespace {

/// Draws on a grid of 16 × 16.
void draw(QPainter& painter, Icon which) {
  const auto line = [&](double x1, double y1, double x2, double y2) {
    painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
  };
  const auto polyline = [&](std::initializer_list<QPointF> points) {
    painter.drawPolyline(points.begin(), static_cast<int>(points.size()));
  };
  switch (which) {
    case Icon::copy:
      painter.drawRect(QRectF(5.5, 2.5, 8, 9));
      polyline({{3.5, 5}, {2.5, 5}, {2.5, 13.5}, {10.5, 13.5}, {10.5, 12.5}});
      break;
    case Icon::export_:
      line(8, 2, 8, 10);
      polyline({{4.5, 6.5}, {8, 10}, {11.5, 6.5}});
      polyline({{2.5, 10}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 10}});
      break;
    case Icon::full_size:
      polyline({{2.5, 6}, {2.5, 2.5}, {6, 2.5}});
      polyline({{10, 2.5}, {13.5, 2.5}, {13.5, 6}});
      polyline({{13.5, 10}, {13.5, 13.5}, {10, 13.5}});
      polyline({{6, 13.5}, {2.5, 13.5}, {2.5, 10}});
      break;
    case Icon::table:
      painter.drawRect(QRectF(2.5, 3, 11, 10));
      line(2.5, 6.5, 13.5, 6.5);
      line(2.5, 9.75, 13.5, 9.75);
      line(7, 3, 7, 13);
      break;
    case Icon::reset:
    case Icon::undo:
      painter.drawArc(QRectF(3, 4, 10, 9), -110 * 16, 250 * 16);
      polyline({{2.2, 3}, {4.4, 6.8}, {8, 5}});
      break;
    case Icon::redo:
      painter.drawArc(QRectF(3, 4, 10, 9), 40 * 16, 250 * 16);
      polyline({{13.8, 3}, {11.6, 6.8}, {8, 5}});
      break;
    case Icon::back:
      line(2.5, 8, 13.5, 8);
      polyline({{6.5, 4}, {2.5, 8}, {6.5, 12}});
      break;
    case Icon::forward:
      line(2.5, 8, 13.5, 8);
      polyline({{9.5, 4}, {13.5, 8}, {9.5, 12}});
      break;
    case Icon::close:
      line(4, 4, 12, 12);
      line(12, 4, 4, 12);
      break;
    case Icon::options:
      for (const auto& [y, x] : {std::pair{4.0, 10.0}, {8.0, 5.0}, {12.0, 9.0}}) {
        line(2, y, 14, y);
        painter.save();
        painter.setBrush(painter.pen().color());
        painter.drawEllipse(QPointF(x, y), 1.6, 1.6);
        painter.restore();
      }
      break;
    case Icon::search:
      painter.drawEllipse(QPointF(7, 7), 4.2, 4.2);
      line(10.2, 10.2, 13.8, 13.8);
      break;
    case Icon::open:
      polyline({{2.5, 12.5}, {2.5, 3.5}, {6, 3.5}, {7.5, 5.5}, {12.5, 5.5}, {12.5, 7.5}});
      polyline({{2.5, 12.5}, {5, 7.5}, {14.5, 7.5}, {12, 12.5}, {2.5, 12.5}});
      break;
    case Icon::pin:
      polyline({{6, 2.5}, {10, 2.5}});
      polyline({{7, 2.5}, {6.5, 7}, {4, 9.5}, {12, 9.5}, {9.5, 7}, {9, 2.5}});
      line(8, 9.5, 8, 14);
      break;
    case Icon::theme: {
      painter.drawEllipse(QPointF(8, 8), 5.5, 5.5);
      QPainterPath half;
      half.moveTo(8, 2.5);
      half.arcTo(QRectF(2.5, 2.5, 11, 11), 90, -180);
      half.closeSubpath();
      painter.fillPath(half, painter.pen().color());
      break;
    }
    case Icon::capture:
      line(8, 2, 8, 9.5);
      polyline({{5, 6.5}, {8, 9.5}, {11, 6.5}});
      polyline({{2.5, 9}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 9}});
      break;
    case Icon::help: {
      painter.drawEllipse(QPointF(8, 8), 6, 6);
      QPainterPath mark;
      mark.moveTo(6, 6.4);
      mark.cubicTo(6, 3.6, 10, 3.6, 10, 6.3);
      mark.cubicTo(10, 7.8, 8, 7.8, 8, 9.4);
      painter.drawPath(mark);
      painter.drawPoint(QPointF(8, 11.6));
      break;
    }
    case Icon::details:
      polyline({{4, 6}, {8, 10}, {12, 6}});
      break;
    case Icon::collapse:
      polyline({{6, 4}, {10, 8}, {6, 12}});
      break;
    case Icon::error:
      polyline(
          {{5.5, 2}, {10.5, 2}, {14, 5.5}, {14, 10.5}, {10.5, 14}, {5.5, 14}, {2, 10.5}, {2, 5.5}, {5.5, 2}});
      line(8, 4.8, 8, 8.8);
      painter.drawPoint(QPointF(8, 11.2));
      break;
    case Icon::notice:
      polyline({{8, 2}, {14.5, 13.5}, {1.5, 13.5}, {8, 2}});
      line(8, 6.5, 8, 9.8);
      painter.drawPoint(QPointF(8, 11.8));
      break;
    case Icon::information:
      painter.drawEllipse(QPointF(8, 8), 6, 6);
      line(8, 7.5, 8, 11.5);
      painter.drawPoint(QPointF(8, 4.8));
      break;
  }
}

QColor colour_of(Icon which, QIcon::Mode mode) {
  const Theme& theme = current_theme();
  if (mode == QIcon::Disabled) return theme.palette.color(QPalette::Disabled, QPalette::ButtonText);
  if (mode == QIcon::Selected) return theme.palette.color(QPalette::HighlightedText);
  if (which == Icon::error) return theme.error;
  if (which == Icon::notice) return theme.notice;
  if (which == Icon::information) return theme.information;
  return theme.palette.color(QPalette::ButtonText);
}

class LineIconEngine : public QIconEngine {
 public:
  explicit LineIconEngine(Icon which) : which_(which) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double side = std::min(rect.width(), rect.height());
    painter->translate(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
    painter->scale(side / 16, side / 16);
    painter->setPen(QPen(colour_of(which_, mode), 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    draw(*painter, which_);
    painter->restore();
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
  }

  QIconEngine* clone() const override { return new LineIconEngine(which_); }
  QString key() const override { return QStringLiteral("quantscope_line"); }

 private:
  Icon which_;
};

}  // namespace

QIcon icon(Icon which) {
  return QIcon(new LineIconEngine(which));
}

}  // namespace quantscope::widgets
