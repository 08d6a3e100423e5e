#include "app/gui/heat_map_source.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "core/base/error.h"

namespace quantscope::gui {
namespace {

using statistics::MatrixSource;

/// Reads a rectangle from rows that can only be made whole.
template <typename MakeRows>
auto part_of_rows(std::int64_t columns, MakeRows make) {
  return [columns, make](std::int64_t row, std::int64_t rows, std::int64_t first, std::int64_t count,
                         float* out) {
    if (first == 0 && count == columns) {
      make(row, rows, out);
      return;
    }
    std::vector<float> whole(static_cast<std::size_t>(columns));
    for (std::int64_t i = 0; i < rows; ++i) {
      make(row + i, 1, whole.data());
      std::copy_n(whole.data() + first, count, out + i * count);
    }
  };
}

MatrixSource of_matrix(std::shared_ptr<const tensor::Matrix> values) {
  return {{values->rows(), values->columns()},
          [values](std::int64_t row, std::int64_t rows, std::int64_t first, std::int64_t count, float* out) {
            for (std::int64_t i = 0; i < rows; ++i)
              std::copy_n(values->row(row + i) + first, count, out + i * count);
          }};
}

const methods::Consumer& consumer_of(const HeatMapSubject& subject) {
  return subject.loaded->site->full->site()
      .consumers[static_cast<std::size_t>(subject.loaded->subject.consumer)];
}

MatrixSource values_of(const HeatMapSubject& subject) {
  if (!subject.loaded->subject.input) return statistics::source_of(consumer_of(subject).weights);
  return of_matrix(subject.loaded->site->full->site().input.samples);
}

/// quantized − original of the weights.
MatrixSource weight_error(const tensor::Tensor& weights,
                          std::shared_ptr<const methods::QuantizedLinear> quantized) {
  const tensor::MatrixShape shape{weights.rows(), weights.columns()};
  return {shape, part_of_rows(shape.columns, [weights, quantized = std::move(quantized)](
                                                 std::int64_t row, std::int64_t rows, float* out) {
            const tensor::TensorView view = weights.view();
            std::vector<float> original(static_cast<std::size_t>(view.columns));
            quantized->dequantize_rows(row, rows, out);
            for (std::int64_t i = 0; i < rows; ++i, out += view.columns) {
              tensor::read_row_f32(view, row + i, 0, view.columns, original.data());
              for (std::int64_t c = 0; c < view.columns; ++c) out[c] -= original[static_cast<std::size_t>(c)];
            }
          })};
}

/// Codes' values − the input as the kernel sees it. Throws base::Error where the setting leaves it alone.
MatrixSource input_error(const methods::InputTransform& transform, const tensor::Matrix& samples) {
  const auto transformed = std::make_shared<const tensor::Matrix>(transform.transformed(samples));
  const auto codes =
      std::make_shared<const std::vector<formats::IntegerMatrix>>(transform.quantized(*transformed));
  if (codes->empty())
    throw base::Error("this setting leaves the input at 16 bits, so it makes no error of it", {},
                      "choose fewer activation bits");
  const std::int64_t columns = transformed->columns();
  return {
      {transformed->rows(), columns},
      part_of_rows(columns, [transformed, codes, columns](std::int64_t row, std::int64_t rows, float* out) {
        for (std::int64_t i = 0; i < rows; ++i, out += columns) {
          float* part_out = out;
          for (const formats::IntegerMatrix& part : *codes) {
            part.dequantize_rows(row + i, 1, part_out);
            part_out += part.shape.columns;
          }
          const float* original = transformed->row(row + i);
          for (std::int64_t c = 0; c < columns; ++c) out[c] -= original[c];
        }
      })};
}

MatrixSource error_of(const HeatMapSubject& subject, bool& kernel_channels, const base::Job& job) {
  const study::PreparedSite& site = *subject.loaded->site->full;
  const methods::Method& method = methods::method_by_id(subject.setting->method);
  const methods::QuantizedSite quantized = study::quantize_site(site, method, subject.setting->values, job);
  if (!subject.loaded->subject.input)
    return weight_error(consumer_of(subject).weights,
                        quantized.consumers[static_cast<std::size_t>(subject.loaded->subject.consumer)]);
  kernel_channels = !quantized.input->channels().empty();
  return input_error(*quantized.input, *site.site().input.samples);
}

void find_massive(HeatMapResult& result, const base::Job& job) {
  const auto limit = std::max(HeatMapSource::massive_value, HeatMapSource::massive_ratio * result.median);
  result.massive = result.values->cells_above(static_cast<float>(limit), HeatMapSource::most_listed, job);
  std::map<std::int64_t, std::int64_t> by_channel;
  for (const statistics::MatrixCell& cell : result.massive.cells) ++by_channel[cell.column];
  for (const auto& [channel, count] : by_channel)
    if (count > result.massive_in_channel) {
      result.massive_in_channel = count;
      result.massive_channel = static_cast<int>(channel);
    }
}

std::shared_ptr<const HeatMapResult> make(const HeatMapSubject& subject, std::uint64_t budget,
                                          const base::Job& job) {
  auto result = std::make_shared<HeatMapResult>();
  result->subject = subject;
  const bool of_error = subject.setting.has_value();
  MatrixSource source =
      of_error ? error_of(subject, result->kernel_channels, job.part(0, 0.7)) : values_of(subject);
  statistics::PyramidOptions options;
  options.keep_cells = statistics::ExtremaPyramid::bytes_needed(source.shape) <= budget;
  result->values =
      statistics::ExtremaPyramid::build(std::move(source), options, job.part(of_error ? 0.7 : 0, 0.95));
  const bool known = !of_error && subject.loaded->statistics != nullptr;
  result->median =
      known ? subject.loaded->statistics->p50 : static_cast<double>(result->values->magnitude_quantile(0.5));
  if (!of_error) find_massive(*result, job.part(0.95, 1));
  const float absmax = result->values->whole().absmax();
  const auto largest = result->values->cells_above(std::nextafter(absmax, 0.0f), 1, job);
  if (!largest.cells.empty()) result->largest = largest.cells.front();
  return result;
}

}  // namespace

QString why_no_heat_map(const HeatMapSubject& subject) {
  const LoadedTensor& loaded = *subject.loaded;
  if (!loaded.site) return HeatMapSource::tr("This tensor has no rows and columns to draw.");
  const methods::Site& site = loaded.site->full->site();
  if (loaded.subject.input && !site.input.has_samples())
    return HeatMapSource::tr(
        "This file knows only the largest magnitude of each channel.\n"
        "There are no captured tokens, so there is no map of them.");
  if (!subject.setting) return {};
  const auto method = loaded.site->methods.find(subject.setting->method);
  if (method != loaded.site->methods.end() && !method->second.unsuitable.empty())
    return HeatMapSource::tr("There is no error to show: this method cannot work here.\n%1")
        .arg(QString::fromStdString(method->second.unsuitable));
  return {};
}

HeatMapSource::HeatMapSource(QObject* parent) : QObject(parent) {}

HeatMapSource::~HeatMapSource() {
  stop_.request_stop();
  worker_.clear();
}

void HeatMapSource::request(HeatMapSubject subject, std::uint64_t budget) {
  drop();
  const auto known =
      std::ranges::find_if(recent_, [&](const auto& each) { return each->subject == subject; });
  if (known != recent_.end()) {
    recent_.splice(recent_.begin(), recent_, known);
    busy_ = false;
    emit ready(recent_.front());
    emit ended();
    return;
  }
  busy_ = true;
  stop_ = std::stop_source();
  const int generation = ++generation_;
  const auto tell = [this, generation](auto call) {
    deliver(this, [this, generation, call] {
      if (generation == generation_) call();
    });
  };
  worker_.post_latest([this, subject = std::move(subject), budget, stop = stop_.get_token(), tell] {
    base::Job job;
    job.stop = stop;
    job.progress = [this, tell](double fraction, std::string_view) {
      tell([this, fraction] { emit progress(fraction); });
    };
    try {
      const auto result = make(subject, budget, job);
      tell([this, result, budget] {
        remember(result, budget);
        busy_ = false;
        emit ready(result);
        emit ended();
      });
    } catch (const base::Cancelled&) {
      // Newer requests and cancel() have told so.
    } catch (const std::exception& error) {
      tell([this, problem = QString::fromStdString(error.what())] {
        busy_ = false;
        emit failed(problem);
        emit ended();
      });
    }
  });
}

void HeatMapSource::drop() {
  ++generation_;
  stop_.request_stop();
  worker_.clear();
}

void HeatMapSource::cancel() {
  drop();
  if (std::exchange(busy_, false)) emit ended();
}

void HeatMapSource::clear() {
  cancel();
  recent_.clear();
}

void HeatMapSource::remember(const std::shared_ptr<const HeatMapResult>& result, std::uint64_t budget) {
  recent_.push_front(result);
  std::uint64_t bytes = 0;
  std::size_t kept = 0;
  for (auto each = recent_.begin(); each != recent_.end();) {
    bytes += (*each)->values->bytes();
    const bool fits = kept == 0 || (kept < most_kept && bytes <= budget);
    kept += fits ? 1 : 0;
    each = fits ? std::next(each) : recent_.erase(each);
  }
}

}  // namespace quantscope::gui
