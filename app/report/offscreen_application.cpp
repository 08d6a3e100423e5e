#include "app/report/offscreen_application.h"

#include <QApplication>

#include "widgets/theme.h"

namespace quantscope::report {
namespace {

void stay_silent(QtMsgType, const QMessageLogContext&, const QString&) {}

}  // namespace

OffscreenApplication::OffscreenApplication() {
  if (QCoreApplication::instance()) return;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qInstallMessageHandler(stay_silent);
  application_ = std::make_unique<QApplication>(argument_count_, arguments_);
  widgets::apply_theme(*application_, widgets::ThemeChoice::light);
}

OffscreenApplication::~OffscreenApplication() {
  if (!application_) return;
  application_.reset();
  qInstallMessageHandler(nullptr);
}

}  // namespace quantscope::report
