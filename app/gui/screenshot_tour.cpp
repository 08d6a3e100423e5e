#include "app/gui/screenshot_tour.h"

#include <QDir>
#include <QFileInfo>
#include <cstdio>

#include "app/gui/live_analysis.h"
#include "app/gui/main_window.h"
#include "app/gui/page.h"
#include "app/gui/starter_runs.h"

namespace quantscope::gui {
namespace {

constexpr int poll_ms = 50;
/// A page that asks for nothing for so long has its layout done.
constexpr int quiet_ms = 400;

}  // namespace

ScreenshotTour::ScreenshotTour(MainWindow& window, QString folder)
    : QObject(&window), window_(window), folder_(std::move(folder)) {
  poll_.setInterval(poll_ms);
  connect(&poll_, &QTimer::timeout, this, &ScreenshotTour::look);
}

void ScreenshotTour::start() {
  if (!QDir().mkpath(folder_)) {
    emit finished({}, tr("the folder %1 cannot be made").arg(folder_));
    return;
  }
  if (window_.workspace().runs().runs().empty()) pin_starter_runs(window_.workspace().runs());
  for (const widgets::ThemeChoice theme : {widgets::ThemeChoice::light, widgets::ThemeChoice::dark})
    for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
      for (const Page* page : window_.pages()) stops_.push_back({theme, size, page->id()});
  go_to_next();
}

void ScreenshotTour::go_to_next() {
  if (next_ == stops_.size()) {
    emit finished(files_, {});
    return;
  }
  const Stop& stop = stops_[next_];
  window_.set_theme(stop.theme);
  window_.resize(stop.size);
  window_.show_page(stop.page);
  window_.current_page()->compute();
  waiting_.start();
  quiet_.start();
  poll_.start();
}

void ScreenshotTour::look() {
  const bool busy = window_.current_page()->is_busy() || window_.live()->pending();
  if (busy) quiet_.restart();
  const bool too_long = waiting_.elapsed() > patience_ms;
  if (!too_long && quiet_.elapsed() < quiet_ms) return;
  poll_.stop();
  if (too_long)
    std::fprintf(stderr, "quantscope: page %s is still busy, pictured as it is\n",
                 qPrintable(stops_[next_].page));
  take();
}

void ScreenshotTour::take() {
  const Stop& stop = stops_[next_++];
  const QString name = QStringLiteral("%1-%2-%3x%4.png")
                           .arg(stop.page, stop.theme == widgets::ThemeChoice::dark ? QStringLiteral("dark")
                                                                                    : QStringLiteral("light"))
                           .arg(stop.size.width())
                           .arg(stop.size.height());
  const QString path = QDir(folder_).filePath(name);
  if (!window_.grab().save(path)) {
    emit finished(files_, tr("%1 cannot be written").arg(path));
    return;
  }
  files_ << path;
  go_to_next();
}

}  // namespace quantscope::gui
