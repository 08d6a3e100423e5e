#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QPixmap>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <cstdio>

#include "app/gui/figures.h"
#include "app/gui/file_opener.h"
#include "app/gui/headless_report.h"
#include "app/gui/main_window.h"
#include "app/gui/sample_model.h"
#include "app/gui/screenshot_tour.h"
#include "app/gui/translation.h"
#include "core/hardware/catalogue.h"
#include "core/storage/import_model.h"

namespace {

using namespace quantscope;

int usage_error(const QString& message) {
  std::fprintf(stderr, "quantscope: %s\n", qPrintable(message));
  return 2;
}

int report(const QString& file, const QString& folder) {
  try {
    QString model = file;
    if (gui::needs_import(file)) {
      QDir().mkpath(folder);
      model = QDir(folder).filePath(QFileInfo(gui::import_target(file, folder)).fileName());
      storage::import_model(file.toStdString(), model.toStdString(), {}, {});
    }
    const auto document = gui::Document::open(model);
    for (const QString& path : gui::write_report(*document, folder, {}))
      std::printf("%s\n", qPrintable(path));
    std::printf("Report of %s: %s\n", qPrintable(document->display_name()),
                qPrintable(QDir(folder).absolutePath()));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "quantscope: %s\n", error.what());
    return 1;
  }
}

/// Saves the window's picture once it shows all of the first tensor, and ends.
void save_screenshot(gui::MainWindow& window, const QString& path) {
  QObject::connect(&window, &gui::MainWindow::openingFailed, &window, [](const QString& file) {
    std::fprintf(stderr, "quantscope: %s could not be opened\n", qPrintable(file));
    QCoreApplication::exit(1);
  });
  QObject::connect(
      &window, &gui::MainWindow::settled, &window,
      [&window, path] {
        // Layouts that the result changed settle first.
        QTimer::singleShot(250, &window, [&window, path] {
          const bool saved = window.grab().save(path);
          if (!saved) std::fprintf(stderr, "quantscope: %s could not be written\n", qPrintable(path));
          QCoreApplication::exit(saved ? 0 : 1);
        });
      },
      Qt::SingleShotConnection);
}

/// Saves pictures of all pages once the first tensor shows its result, and ends.
void save_all_screenshots(gui::MainWindow& window, const QString& folder) {
  auto* tour = new gui::ScreenshotTour(window, folder);
  QObject::connect(&window, &gui::MainWindow::openingFailed, &window, [](const QString& file) {
    std::fprintf(stderr, "quantscope: %s could not be opened\n", qPrintable(file));
    QCoreApplication::exit(1);
  });
  QObject::connect(&window, &gui::MainWindow::settled, tour, &gui::ScreenshotTour::start,
                   Qt::SingleShotConnection);
  QObject::connect(tour, &gui::ScreenshotTour::finished, &window,
                   [](const QStringList& files, const QString& problem) {
                     for (const QString& file : files) std::printf("%s\n", qPrintable(file));
                     if (!problem.isEmpty()) std::fprintf(stderr, "quantscope: %s\n", qPrintable(problem));
                     QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
                   });
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication::setOrganizationName(QStringLiteral("quantscope"));
  QCoreApplication::setApplicationName(QStringLiteral("quantscope"));
  QCoreApplication::setApplicationVersion(QStringLiteral(QUANTSCOPE_VERSION));
  // Help, version and reports need no display.
  for (int i = 1; i < argc; ++i)
    for (const char* word : {"--help", "-h", "--help-all", "--version", "-v"})
      if (qstrcmp(argv[i], word) == 0) qputenv("QT_QPA_PLATFORM", "offscreen");
  for (int i = 1; i < argc; ++i)
    if (QByteArray(argv[i]).startsWith("--headless-report")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/quantscope.svg")));
  QGuiApplication::setDesktopFileName(QStringLiteral("quantscope"));
  gui::install_language(application, QSettings().value(gui::language_setting).toString());

  QCommandLineParser parser;
  parser.setApplicationDescription(
      QCoreApplication::translate("main", "Explore the quantization of large language models."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(
      QStringLiteral("FILE"),
      QCoreApplication::translate("main",
                                  "Model file, or what can be imported; the sample model where missing."),
      QStringLiteral("[FILE]"));
  const QCommandLineOption theme(QStringLiteral("theme"),
                                 QCoreApplication::translate("main", "system, light or dark."),
                                 QStringLiteral("NAME"));
  const QCommandLineOption budget(
      QStringLiteral("memory-budget"),
      QCoreApplication::translate("main", "Memory for tensors, for example 512MiB or 4GiB."),
      QStringLiteral("SIZE"));
  const QCommandLineOption screenshot(
      QStringLiteral("screenshot"),
      QCoreApplication::translate("main", "Save a picture of the window with its first result, and end."),
      QStringLiteral("FILE.png"));
  const QCommandLineOption screenshots(
      QStringLiteral("screenshots"),
      QCoreApplication::translate("main",
                                  "Save pictures of every page in both themes at two sizes, and end."),
      QStringLiteral("FOLDER"));
  const QCommandLineOption fresh(
      QStringLiteral("fresh"),
      QCoreApplication::translate("main", "Open the sample model instead of the last session."));
  const QCommandLineOption size(QStringLiteral("size"),
                                QCoreApplication::translate("main", "Size of the window."),
                                QStringLiteral("WxH"));
  const QCommandLineOption tensor(QStringLiteral("tensor"),
                                  QCoreApplication::translate("main", "Tensor to select first."),
                                  QStringLiteral("NAME"));
  const QCommandLineOption headless(
      QStringLiteral("headless-report"),
      QCoreApplication::translate("main",
                                  "Write charts and tables of the file into a folder, without a window."),
      QStringLiteral("FOLDER"));
  parser.addOptions({theme, budget, screenshot, screenshots, fresh, size, tensor, headless});
  parser.process(application);
  if (parser.positionalArguments().size() > 1) return usage_error(QStringLiteral("one file at a time"));

  gui::WindowOptions options;
  options.sample = gui::sample_model_path();
  options.cache_folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
  const bool pictures_only = parser.isSet(screenshot) || parser.isSet(screenshots);
  if (!pictures_only) {
    options.session_folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    // Where the command line looks for them too: beside the settings.
    options.accelerator_folder = QString::fromStdString(hardware::user_accelerator_folder().string());
  }
  if (parser.isSet(theme)) {
    options.theme = gui::theme_from_name(parser.value(theme));
    if (!options.theme)
      return usage_error(
          QStringLiteral("--theme '%1' is none of system, light, dark").arg(parser.value(theme)));
  }
  if (parser.isSet(budget)) {
    const qint64 bytes = gui::bytes_from_text(parser.value(budget));
    if (bytes < gui::MainWindow::smallest_memory_budget)
      return usage_error(
          QStringLiteral("--memory-budget '%1' is no size of at least 16 MiB").arg(parser.value(budget)));
    options.memory_budget = bytes;
  }
  QSize window_size;
  if (parser.isSet(size)) {
    const QStringList parts = parser.value(size).split('x');
    if (parts.size() == 2) window_size = QSize(parts[0].toInt(), parts[1].toInt());
    if (window_size.isEmpty())
      return usage_error(QStringLiteral("--size '%1' is not of the form 1280x800").arg(parser.value(size)));
  }
  const QString file = parser.positionalArguments().value(0, options.sample);
  if (parser.isSet(headless)) {
    if (file.isEmpty()) return usage_error(QStringLiteral("there is no sample model: name a file"));
    return report(file, parser.value(headless));
  }

  gui::MainWindow window(std::move(options));
  if (window_size.isValid()) window.resize(window_size);
  if (parser.isSet(screenshot)) save_screenshot(window, parser.value(screenshot));
  if (parser.isSet(screenshots)) save_all_screenshots(window, parser.value(screenshots));
  if (parser.isSet(tensor)) window.select_first(parser.value(tensor));
  window.show();
  // The window stands before the file is read.
  const bool go_on = parser.positionalArguments().isEmpty() && !pictures_only && !parser.isSet(fresh) &&
                     !parser.isSet(tensor);
  QTimer::singleShot(0, &window, [&window, file, go_on] {
    if (go_on && window.restore_last_session()) return;
    if (!file.isEmpty()) window.open_path(file);
  });
  return QApplication::exec();
}
