// Time from a slider's event to the repaint of the preview, and the start of the window, on the offscreen
// platform:
//   benchmark_live_window [rows columns tokens events]
//   benchmark_live_window --open FILE      the time until the tree of a file is there
// Prints one line a case with median, 95th percentile and maximum in milliseconds.

#include <qcustomplot.h>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QSlider>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "app/gui/distribution_page.h"
#include "app/gui/main_window.h"
#include "app/gui/method_panel.h"
#include "app/gui/navigator.h"
#include "app/gui/sample_model.h"
#include "core/storage/model_writer.h"
#include "core/tensor/half.h"
#include "live_timing.h"
#include "widgets/chart_frame.h"
#include "widgets/histogram_view.h"

namespace {

using namespace quantscope;
using namespace quantscope::benchmarks;

void write_model(const QString& path, std::int64_t rows, std::int64_t columns, std::int64_t tokens) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  storage::ModelWriter writer(path.toStdString(), {});
  const auto write = [&](const std::string& name, std::int64_t count, float scale, std::int64_t outliers) {
    tensor::Tensor values(tensor::ElementType::f16, count, columns);
    auto* out = reinterpret_cast<std::uint16_t*>(values.mutable_data());
    for (std::int64_t i = 0; i < count * columns; ++i)
      out[i] = tensor::f16_from_f32(scale * normal(random) * (i % columns < outliers ? 30.0f : 1.0f));
    writer.write(name, tensor::ElementType::f16, {count, columns}, values.view());
  };
  write("/weights/model.layers.0.mlp.down_proj.weight", rows, 0.02f, 0);
  write("/activations/model.layers.0.mlp.down_proj/input", tokens, 1, 40);
  writer.commit();
}

void measure(gui::MainWindow& window, const char* name, const QString& slider_name, int events) {
  auto* slider = window.panel()->findChild<QSlider*>(slider_name);
  if (!slider) {
    std::printf("%s: there is no slider\n", name);
    return;
  }
  QCustomPlot* plot = window.distribution()->histogram()->frame()->plot();
  Repaints repaints;
  plot->installEventFilter(&repaints);
  quint64 arrived = 0;
  std::vector<double> milliseconds, gui_milliseconds, analysis_milliseconds;
  const auto take = [&](const gui::LiveResult& result) {
    arrived = result.generation;
    analysis_milliseconds.push_back(1000 * result.analysis->seconds);
  };
  // A site small enough to be its own sample gives its full result at once.
  const auto preview = QObject::connect(window.live(), &gui::LiveAnalysis::previewReady, &repaints, take);
  const auto full = QObject::connect(window.live(), &gui::LiveAnalysis::fullReady, &repaints, take);
  slider->setSliderDown(true);
  for (int i = 0; i < events; ++i) {
    const int span = slider->maximum() - slider->minimum();
    const int position = slider->minimum() + span / 2 + (span / 3) * ((i % 20) - 10) / 10 + (i % 2);
    const int painted = repaints.count;
    QElapsedTimer timer;
    timer.start();
    const double gui_start = thread_milliseconds();
    slider->setSliderPosition(position);
    const quint64 wanted = window.live()->generation();
    if (arrived >= wanted) continue;  // the position was the same
    if (!wait_until([&] { return arrived >= wanted; }, 5000)) continue;
    wait_until([&] { return repaints.count > painted; }, 1000);
    milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    gui_milliseconds.push_back(thread_milliseconds() - gui_start);
    QThread::msleep(4);
  }
  slider->setSliderDown(false);
  QObject::disconnect(preview);
  QObject::disconnect(full);
  plot->removeEventFilter(&repaints);
  if (milliseconds.empty())
    std::printf("%s: no preview came\n", name);
  else
    print(name, milliseconds);
  if (!gui_milliseconds.empty()) print("    processor of the GUI thread", gui_milliseconds);
  if (!analysis_milliseconds.empty()) print("    analysis of the sample", analysis_milliseconds);
  QElapsedTimer timer;
  timer.start();
  window.live()->finish_now();
  if (wait_until([&] { return !window.live()->pending(); }))
    std::printf("%-28s full result after %.0f ms (%.0f ms of it computing)\n", name,
                static_cast<double>(timer.elapsed()),
                window.workspace().result() ? 1000 * window.workspace().result()->seconds : 0.0);
}

void choose(gui::MainWindow& window, const QString& method) {
  auto* combo = window.panel()->findChild<QComboBox*>(QStringLiteral("method_combo"));
  combo->setCurrentIndex(combo->findData(method));
  emit combo->activated(combo->currentIndex());
  wait_until([&] { return window.workspace().result() && !window.live()->pending(); });
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QElapsedTimer start;
  start.start();
  QApplication application(argc, argv);
  QStandardPaths::setTestModeEnabled(true);
  QCoreApplication::setOrganizationName(QStringLiteral("quantscope-benchmark"));
  if (argc == 3 && qstrcmp(argv[1], "--open") == 0) {
    gui::MainWindow window({});
    window.show();
    QElapsedTimer timer;
    timer.start();
    window.open_path(QString::fromLocal8Bit(argv[2]));
    wait_until([&] { return window.document() != nullptr; });
    std::printf("%zu tensors in the tree after %lld ms\n", window.document()->tensors().size(),
                static_cast<long long>(timer.elapsed()));
    return 0;
  }
  const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 4096;
  const std::int64_t columns = argc > 2 ? std::atoll(argv[2]) : 11008;
  const std::int64_t tokens = argc > 3 ? std::atoll(argv[3]) : 512;
  const int events = argc > 4 ? std::atoi(argv[4]) : 200;

  gui::WindowOptions options;
  options.theme = widgets::ThemeChoice::light;
  options.sample = gui::sample_model_path();
  {
    gui::MainWindow window(options);
    window.resize(1280, 800);
    window.show();
    Repaints repaints;
    window.installEventFilter(&repaints);
    wait_until([&] { return repaints.count > 0; }, 5000);
    std::printf("window painted               %lld ms after start\n",
                static_cast<long long>(start.elapsed()));
    if (!options.sample.isEmpty()) {
      window.open_sample();
      wait_until([&] { return window.workspace().result() != nullptr; });
      std::printf("sample with full result      %lld ms after start\n",
                  static_cast<long long>(start.elapsed()));
    }
  }

  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("large.h5"));
  write_model(path, rows, columns, tokens);
  gui::MainWindow window(options);
  window.resize(1280, 800);
  window.show();
  start.restart();
  window.select_first(QStringLiteral("model.layers.0.mlp.down_proj.weight"));
  window.open_path(path);
  wait_until([&] { return window.document() != nullptr; });
  std::printf("%lld x %lld opened             %lld ms\n", static_cast<long long>(rows),
              static_cast<long long>(columns), static_cast<long long>(start.elapsed()));
  if (!wait_until([&] { return window.workspace().result() != nullptr; })) return 1;
  std::printf("first full result            %lld ms\n", static_cast<long long>(start.elapsed()));
  wait_until([&] { return !window.statistics_pass()->running(); });

  measure(window, "qllm theta, weights", QStringLiteral("theta_slider"), events);
  measure(window, "qllm weight bits", QStringLiteral("weight_bits_slider"), events);
  choose(window, QStringLiteral("rtn"));
  measure(window, "rtn weight bits", QStringLiteral("weight_bits_slider"), events);
  measure(window, "rtn activation bits", QStringLiteral("activation_bits_slider"), events);
  window.navigator()->select(1 - window.navigator()->selected());
  wait_until([&] { return window.workspace().result() && !window.live()->pending(); });
  measure(window, "rtn activation bits, input", QStringLiteral("activation_bits_slider"), events);
  choose(window, QStringLiteral("qllm"));
  measure(window, "qllm theta, input", QStringLiteral("theta_slider"), events);
  return 0;
}
