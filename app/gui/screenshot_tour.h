#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSize>
#include <QStringList>
#include <QTimer>
#include <vector>

#include "widgets/theme.h"

namespace quantscope::gui {

class MainWindow;

/// Pictures of every page of the open file in both themes at two sizes, "heat-map-dark-1920x1080.png". Pins a
/// few runs first where none is pinned, so that pages that compare have something to show. What the user
/// chose is not put back: the program ends after it.
class ScreenshotTour : public QObject {
  Q_OBJECT

 public:
  /// A page that is busy for longer is pictured as it is, with a line on stderr that says so.
  static constexpr int patience_ms = 60000;

  ScreenshotTour(MainWindow& window, QString folder);

  /// Call once the first tensor shows its result.
  void start();

 signals:
  /// `problem` is empty where all pictures were written.
  void finished(const QStringList& files, const QString& problem);

 private:
  struct Stop {
    widgets::ThemeChoice theme;
    QSize size;
    QString page;
  };

  void go_to_next();
  void look();
  void take();

  MainWindow& window_;
  QString folder_;
  std::vector<Stop> stops_;
  std::size_t next_ = 0;
  QStringList files_;
  QTimer poll_;
  QElapsedTimer waiting_, quiet_;
};

}  // namespace quantscope::gui
