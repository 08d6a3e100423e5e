// A sweep's curves follow a slider: new numbers in, the picture drawn, on the processor's clock of this
// thread against the 16.7 ms of a frame.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <algorithm>
#include <cmath>
#include <ctime>

#include "widgets/chart_frame.h"
#include "widgets/curves_view.h"
#include "widgets/theme.h"

namespace {

using namespace quantscope;

constexpr double frame_ms = 1000.0 / 60;

double own_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// b · rate / √(1 + (b / ridge)²) for batches from 1 to 1024, with bands, a wall and a mark each.
widgets::CurvesData sweep(int curves, int points, double scale) {
  widgets::CurvesData made;
  made.x_name = "batch";
  made.y_name = "throughput";
  made.current_x = 8;
  for (int index = 0; index < curves; ++index) {
    widgets::Curve curve;
    curve.style = {QStringLiteral("run %1").arg(index / 2), index / 2 - 1};
    curve.line = index % 2;
    curve.line_name = QStringLiteral("accelerator %1").arg(index % 2);
    const double ridge = 100.0 * (index + 1);
    for (int at = 0; at < points; ++at) {
      const double batch = std::exp2(10.0 * at / (points - 1));
      const double value = scale * (index + 1) * batch / std::sqrt(1 + std::pow(batch / ridge, 2));
      curve.x.push_back(batch);
      curve.y.push_back(value);
      curve.low.push_back(value * 0.85);
      curve.high.push_back(value * 1.15);
      curve.fits.push_back(batch < ridge * 3);
    }
    curve.marks = {{ridge, QStringLiteral("compute bound from %1").arg(ridge)}};
    made.curves.push_back(std::move(curve));
  }
  return made;
}

void redraw(benchmark::State& state) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  char name[] = "benchmark_curves", *arguments[] = {name, nullptr};
  QApplication application(count, arguments);
  widgets::apply_theme(application, widgets::ThemeChoice::light);
  widgets::CurvesView view;
  view.resize(1400, 700);
  view.show();
  view.setData(sweep(static_cast<int>(state.range(0)), 200, 1));
  std::vector<double> milliseconds;
  double scale = 1;
  for (auto _ : state) {
    auto data = sweep(static_cast<int>(state.range(0)), 200, scale += 0.01);
    const double start = own_seconds();
    view.setData(std::move(data));
    milliseconds.push_back(1e3 * (own_seconds() - start));
  }
  std::ranges::sort(milliseconds);
  const auto quantile = [&](double q) {
    return milliseconds[static_cast<std::size_t>(q * static_cast<double>(milliseconds.size() - 1))];
  };
  state.counters["median_ms"] = quantile(0.5);
  state.counters["p95_ms"] = quantile(0.95);
  state.counters["share_of_frame"] = quantile(0.95) / frame_ms;
}
BENCHMARK(redraw)->ArgName("curves")->Arg(2)->Arg(8)->Unit(benchmark::kMillisecond);

}  // namespace
