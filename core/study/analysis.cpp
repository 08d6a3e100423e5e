#include "core/study/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <numeric>

#include "core/base/error.h"
#include "core/study/subject_pass.h"
#include "core/study/value_picture.h"

namespace quantscope::study {
namespace {

using methods::KernelChannel;

/// Levels, limits and number of the scales of some codes; the scale in the middle of all by size stands for
/// all.
void describe_scales(const formats::IntegerMatrix& codes, AnalysisResult& result) {
  result.scales = static_cast<std::int64_t>(codes.scales.size());
  if (codes.scales.empty() || codes.format.bits > 8) return;
  std::vector<formats::AffineScale> scales = codes.scales;
  const auto middle = scales.begin() + static_cast<std::ptrdiff_t>(scales.size() / 2);
  std::nth_element(scales.begin(), middle, scales.end(),
                   [](const auto& a, const auto& b) { return a.scale < b.scale; });
  result.levels = formats::levels(codes.format, *middle);
  result.clip = formats::clip_limits(codes.format, *middle);
}

/// Kernel channels that contain one of these original channels.
std::vector<std::int64_t> kernel_channels_with(const std::vector<KernelChannel>& kernel_channels,
                                               const std::vector<std::int64_t>& originals) {
  if (kernel_channels.empty()) return originals;
  std::vector<std::int64_t> sorted = originals;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::int64_t> result;
  for (std::size_t k = 0; k < kernel_channels.size(); ++k)
    if (std::ranges::any_of(kernel_channels[k].sources, [&](std::int32_t source) {
          return std::binary_search(sorted.begin(), sorted.end(), std::int64_t{source});
        }))
      result.push_back(static_cast<std::int64_t>(k));
  return result;
}

void measure_weights(const PreparedSite& prepared, const methods::QuantizedLinear& quantized,
                     const AnalysisOptions& options, const base::Job& job, AnalysisResult& result) {
  const methods::Site& site = prepared.site();
  const int index = options.subject.consumer;
  const tensor::TensorView original = site.consumers[static_cast<std::size_t>(index)].weights.view();
  SubjectPass pass = pass_over_weights(original, quantized, job, options.pictures);
  result.error = pass.error;
  result.after = std::move(pass.after);
  result.values_seen = original.rows * original.columns;
  if (options.pictures && !site.sampled)
    fill_bands(
        quantized.shape(),
        [&](std::int64_t first, std::int64_t count, float* out) {
          quantized.dequantize_rows(first, count, out);
        },
        result.after, job);
  const std::vector<float>& channels =
      site.input.has_ranges() ? site.input.channel_absmax : *prepared.column_absmax(index, job);
  const statistics::OutlierSummary outliers = statistics::outliers(channels, options.outlier_factor);
  result.outlier_channels = static_cast<std::int64_t>(outliers.outlier_channels.size());
  result.outlier_error_share = metrics::error_share(pass.column_squared_error, outliers.outlier_channels);
  if (options.pictures) describe_scales(*quantized.codes(), result);
}

/// Bounds of the kernel channels' absmax from the maxima of the original channels: exact for what is
/// unchanged or split, at most the mean of the members' for what is merged.
std::vector<float> bounded_absmax(const std::vector<float>& absmax,
                                  const std::vector<KernelChannel>& channels) {
  if (channels.empty()) return absmax;
  std::vector<float> result;
  for (const KernelChannel& channel : channels) {
    double sum = 0;
    for (const std::int32_t source : channel.sources)
      sum += static_cast<double>(absmax.at(static_cast<std::size_t>(source)));
    const double members = static_cast<double>(std::max<std::size_t>(channel.sources.size(), 1));
    result.push_back(static_cast<float>(sum / (members * static_cast<double>(std::max(channel.pieces, 1)))));
  }
  return result;
}

void measure_input(const methods::Site& site, const methods::InputTransform& transform,
                   const AnalysisOptions& options, const base::Job& job, AnalysisResult& result) {
  const statistics::OutlierSummary outliers =
      statistics::outliers(site.input.channel_absmax, options.outlier_factor);
  result.outlier_channels = static_cast<std::int64_t>(outliers.outlier_channels.size());
  if (!site.input.has_samples()) {
    if (!site.input.has_ranges()) throw base::Error("nothing is known of the input", site.name);
    result.after.channel_absmax = bounded_absmax(site.input.channel_absmax, transform.channels());
    result.notes.push_back("only the channels' maxima are known: no samples, so no histogram and no error");
    return;
  }
  const tensor::Matrix transformed = transform.transformed(*site.input.samples);
  job.check();
  const std::vector<formats::IntegerMatrix> codes = transform.quantized(transformed);
  job.check();
  SubjectPass pass = pass_over_input(transformed, codes, job, options.pictures);
  result.error = pass.error;
  result.after = std::move(pass.after);
  result.values_seen = site.input.samples->count();
  result.outlier_error_share = metrics::error_share(
      pass.column_squared_error, kernel_channels_with(transform.channels(), outliers.outlier_channels));
  if (options.pictures && !site.sampled && codes.size() <= 1)
    fill_bands(
        {transformed.rows(), transformed.columns()},
        [&](std::int64_t first, std::int64_t count, float* out) {
          if (codes.empty())
            std::copy_n(transformed.row(first), count * transformed.columns(), out);
          else
            codes.front().dequantize_rows(first, count, out);
        },
        result.after, job);
  if (options.pictures && !codes.empty()) describe_scales(codes.front(), result);
  if (!transform.channels().empty())
    result.notes.push_back(
        "the input's error is measured in kernel channels, between the reassembled input and its codes; "
        "the output error tells what reassembly and codes cost together");
}

}  // namespace

methods::QuantizedSite quantize_site(const PreparedSite& prepared, const methods::Method& method,
                                     const base::ParameterValues& values, const base::Job& job) {
  const methods::Site& site = prepared.site();
  const std::string id = method.description().id;
  if (const std::string reason = method.why_unsuitable(site); !reason.empty())
    throw base::Error(id + " cannot work here: " + reason, site.name);
  const auto preparation = prepared.preparation(method, job.part(0, 0.3));
  job.check();
  methods::QuantizedSite quantized = method.quantize(site, values, preparation.get(), job.part(0.3, 1));
  if (quantized.consumers.size() != site.consumers.size() || !quantized.input)
    throw base::Error(id + " did not quantize every consumer", site.name);
  return quantized;
}

AnalysisResult measure(const PreparedSite& prepared, const methods::Method& method,
                       const base::ParameterValues& values, const methods::QuantizedSite& quantized,
                       const AnalysisOptions& options, const base::Job& job) {
  const auto start = std::chrono::steady_clock::now();
  const methods::Site& site = prepared.site();
  const Subject& subject = options.subject;
  if (!subject.input && (subject.consumer < 0 || subject.consumer >= static_cast<int>(site.consumers.size())))
    throw base::Error(fmt::format("there is no consumer number {}", subject.consumer), site.name);

  AnalysisResult result;
  result.method = method.description().id;
  for (const base::ParameterSpec& spec : method.parameters(&site))
    result.parameters[spec.id] = base::value_of(spec, values);
  for (const auto& [id, value] : quantized.chosen) result.parameters[id] = value;
  result.sampled = site.sampled;
  result.kernel_channels = quantized.input->channels();
  result.curves = quantized.curves;
  result.notes = quantized.notes;

  const std::size_t consumer = subject.input ? 0 : static_cast<std::size_t>(subject.consumer);
  if (subject.input)
    measure_input(site, *quantized.input, options, job, result);
  else
    measure_weights(prepared, *quantized.consumers[consumer], options, job, result);
  job.report(0.5, "measuring");

  if (consumer < site.consumers.size()) {
    const methods::QuantizedLinear& linear = *quantized.consumers[consumer];
    result.cost = linear.cost();
    result.bits_per_weight = linear.bits_per_weight();
    if (options.output_error && site.input.has_samples()) {
      const auto expected = prepared.float_output(static_cast<int>(consumer), job);
      job.check();
      result.output_error = metrics::error_between(*expected, linear.forward(*site.input.samples, job));
    }
  }
  job.report(1, "measuring");
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

AnalysisResult analyse(const PreparedSite& prepared, const methods::Method& method,
                       const base::ParameterValues& values, const AnalysisOptions& options,
                       const base::Job& job) {
  const auto start = std::chrono::steady_clock::now();
  const methods::QuantizedSite quantized = quantize_site(prepared, method, values, job.part(0, 0.5));
  AnalysisResult result = measure(prepared, method, values, quantized, options, job.part(0.5, 1));
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace quantscope::study
