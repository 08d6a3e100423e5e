// Time from the batch slider of the page Accelerator to the repaint with new figures, LLaMA-2 70B on two
// GPUs, five runs pinned, on the offscreen platform:
//   benchmark_live_accelerator [events]
// Prints one line a picture with median, 95th percentile and maximum in milliseconds.
#include <qcustomplot.h>

#include <QApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QSlider>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <cstdlib>

#include "app/gui/accelerator_controls.h"
#include "app/gui/accelerator_page.h"
#include "app/gui/main_window.h"
#include "app/gui/sample_model.h"
#include "app/gui/starter_runs.h"
#include "live_timing.h"
#include "widgets/chart_frame.h"
#include "widgets/curves_view.h"
#include "widgets/roofline_view.h"

namespace {

using namespace quantscope;
using namespace quantscope::benchmarks;

void measure(gui::AcceleratorPage& page, const char* name, QCustomPlot* plot, int events) {
  auto* slider = page.findChild<QSlider*>(QStringLiteral("batch_slider"));
  Repaints repaints;
  plot->installEventFilter(&repaints);
  int answers = 0;
  QObject::connect(&page, &gui::AcceleratorPage::updated, &repaints, [&] { ++answers; });
  std::vector<double> milliseconds, gui_milliseconds;
  slider->setSliderDown(true);
  for (int i = 0; i < events; ++i) {
    const int answered = answers, painted = repaints.count;
    QElapsedTimer timer;
    timer.start();
    const double gui_start = thread_milliseconds();
    const auto before = page.controls()->choices();
    slider->setSliderPosition(slider->minimum() + (i * 7 + 1) % (slider->maximum() - slider->minimum()));
    if (page.controls()->choices() == before) continue;  // the position was the same batch
    const bool came = wait_until([&] { return answers > answered && repaints.count > painted; }, 5000);
    if (!came) continue;
    milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    gui_milliseconds.push_back(thread_milliseconds() - gui_start);
    QThread::msleep(4);
  }
  slider->setSliderDown(false);
  plot->removeEventFilter(&repaints);
  if (milliseconds.empty()) {
    std::printf("%s: no answer came\n", name);
    return;
  }
  print(name, milliseconds);
  print("    processor of the GUI thread", gui_milliseconds);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setOrganizationName(QStringLiteral("quantscope-benchmark"));
  const int events = argc > 1 ? std::atoi(argv[1]) : 200;
  QTemporaryDir folder;
  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  options.sample = gui::sample_model_path();
  options.accelerator_folder = folder.filePath(QStringLiteral("accelerators"));
  gui::MainWindow window(options);
  window.resize(1280, 800);
  window.show();
  window.open_sample();
  if (!wait_until([&] { return window.workspace().result() != nullptr; })) return 1;
  gui::pin_starter_runs(window.workspace().runs());
  window.show_page(QStringLiteral("accelerator"));
  auto* page = qobject_cast<gui::AcceleratorPage*>(window.current_page());
  if (!page) return 1;
  const auto choose = [&](const char* view) {
    page->set_choices({{"workload", "llama-2-70b"},
                       {"run", "/current"},
                       {"compared", QJsonArray{"h100-sxm"}},
                       {"values", QJsonObject{{"devices", 2}}},
                       {"view", view}});
    wait_until([&] { return !page->is_busy() && page->answer(); });
  };
  choose("roofline");
  measure(*page, "roofline", page->views()->roofline()->frame()->plot(), events);
  choose("sweeps");
  measure(*page, "sweeps against the batch", page->views()->curves()->frame()->plot(), events);
  return 0;
}
