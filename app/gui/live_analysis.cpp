#include "app/gui/live_analysis.h"

namespace quantscope::gui {
namespace {

std::shared_ptr<const study::AnalysisResult> analysed(const study::PreparedSite& site,
                                                      const LiveRequest& request, const base::Job& job) {
  study::AnalysisOptions options;
  options.subject = request.subject;
  options.outlier_factor = request.outlier_factor;
  return std::make_shared<const study::AnalysisResult>(
      study::analyse(site, methods::method_by_id(request.method), request.values, options, job));
}

DrawnPair drawn(HistogramDrawing& drawing, const std::shared_ptr<const statistics::ValueCounts>& original,
                const study::AnalysisResult* analysis, const statistics::BinOptions& bins) {
  if (!original || original->finite() == 0) return {};
  return drawing.draw(original, analysis ? &analysis->after.values : nullptr, bins);
}

}  // namespace

LiveAnalysis::LiveAnalysis(QObject* parent) : QObject(parent) {
  rest_.setSingleShot(true);
  rest_.setInterval(rest_ms);
  connect(&rest_, &QTimer::timeout, this, &LiveAnalysis::start_full);
}

LiveAnalysis::~LiveAnalysis() {
  stop_full_.request_stop();
}

void LiveAnalysis::set_original(std::shared_ptr<const statistics::ValueCounts> original) {
  cancel();
  site_.reset();
  shown_ = {};
  original_ = std::move(original);
  draw_again();
}

void LiveAnalysis::set_bins(const statistics::BinOptions& bins) {
  bins_ = bins;
  draw_again();
}

void LiveAnalysis::draw_original() {
  shown_ = {};
  draw_again();
}

void LiveAnalysis::draw_again() {
  const quint64 picture = ++picture_;
  draw_worker_.post_latest([this, picture, generation = shown_.generation, original = original_,
                            shown = shown_, bins = bins_]() mutable {
    shown.drawn = drawn(draw_drawing_, original, shown.analysis.get(), bins);
    deliver(this, [this, picture, generation, shown = std::move(shown)] {
      if (picture != picture_ || generation != shown_.generation) return;
      if (shown.analysis) {
        shown_ = shown;
        emit redrawn(shown);
      } else {
        emit originalDrawn(shown.drawn);
      }
    });
  });
}

quint64 LiveAnalysis::request(LiveRequest request, bool preview) {
  stop_full_.request_stop();
  request_ = std::move(request);
  const quint64 generation = ++generation_;
  if (!site_) return generation;
  pending_ = true;
  rest_.start();
  if (!preview) return generation;
  preview_worker_.post_latest([this, generation, site = site_, asked = request_, original = original_,
                               bins = bins_, picture = picture_] {
    LiveResult result;
    result.generation = generation;
    result.request = asked;
    try {
      result.analysis = analysed(*site->preview, asked, {});
      result.drawn = drawn(preview_drawing_, original, result.analysis.get(), bins);
    } catch (const std::exception&) {
      return;  // the full result says why
    }
    deliver(this, [this, picture, whole = site->preview == site->full, result = std::move(result)] {
      // Shown as long as no full result of it is there; an older preview is still nearer to the hand than
      // none.
      if (picture != picture_ || result.generation <= full_shown_ || result.generation < shown_.generation)
        return;
      shown_ = result;
      if (!whole || result.generation != generation_) {
        emit previewReady(result);
        return;
      }
      // So small a site is its own sample.
      rest_.stop();
      stop_full_.request_stop();
      full_shown_ = result.generation;
      pending_ = false;
      emit fullEnded();
      emit fullReady(result);
    });
  });
  return generation;
}

void LiveAnalysis::finish_now() {
  if (rest_.isActive()) rest_.start(0);
}

void LiveAnalysis::cancel() {
  rest_.stop();
  stop_full_.request_stop();
  preview_worker_.clear();
  full_worker_.clear();
  ++generation_;
  full_shown_ = generation_;
  pending_ = false;
  emit fullEnded();
}

void LiveAnalysis::start_full() {
  if (!site_) return;
  stop_full_.request_stop();
  stop_full_ = std::stop_source();
  full_started_.start();
  full_worker_.post_latest([this, generation = generation_, picture = picture_, site = site_,
                            asked = request_, original = original_, bins = bins_,
                            stop = stop_full_.get_token()] {
    base::Job job;
    job.stop = stop;
    job.progress = [this, generation](double fraction, std::string_view) {
      deliver(this, [this, generation, fraction] {
        if (generation == generation_ && pending_) emit fullProgress(fraction, full_started_.elapsed());
      });
    };
    LiveResult result;
    result.generation = generation;
    result.request = asked;
    QString problem;
    try {
      result.analysis = analysed(*site->full, asked, job);
      result.drawn = drawn(full_drawing_, original, result.analysis.get(), bins);
    } catch (const base::Cancelled&) {
      return;
    } catch (const std::exception& error) {
      problem = QString::fromStdString(error.what());
    }
    deliver(this, [this, picture, problem, result = std::move(result)] {
      if (result.generation != generation_) return;
      pending_ = false;
      emit fullEnded();
      if (!result.analysis) {
        emit failed(problem);
        return;
      }
      shown_ = result;
      full_shown_ = result.generation;
      emit fullReady(result);
      if (picture != picture_) draw_again();
    });
  });
}

}  // namespace quantscope::gui
