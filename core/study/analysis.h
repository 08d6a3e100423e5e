#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/methods/method.h"
#include "core/metrics/error_metrics.h"
#include "core/statistics/tensor_statistics.h"

namespace quantscope::study {

/// What is looked at: a consumer's weights, or the site's input.
struct Subject {
  bool input = false;
  int consumer = 0;  ///< index into Site::consumers where input is false
};

/// Parts of a result that cost time; the live preview leaves out what its page does not show.
struct AnalysisOptions {
  Subject subject;
  bool output_error = true;  ///< run forward() on the samples against the float product
  /// How many times the median absmax makes an outlier channel. Channels are the site's input channels,
  /// judged by the input's maxima where they are known (they are what the method sees), else by the weights'
  /// own column maxima.
  double outlier_factor = 6;
  /// Fill in `after`, `levels`, `clip` and `scales`, which only charts need; the figures are the same
  /// without.
  bool pictures = true;
};

/// Values before or after, counted for histograms, with the channel profile.
struct ValuePicture {
  statistics::ValueCounts values;
  std::vector<float> channel_absmax;
  /// Percentiles 25 and 99 of |x| by channel; empty in previews, of maxima alone and of more than 2^23
  /// values.
  std::vector<float> band_low, band_high;
};

/// Everything that the window shows and the command line prints about one setting on one subject. Immutable.
struct AnalysisResult {
  std::string method;
  base::ParameterValues parameters;  ///< all of them, with what the method chose
  bool sampled = false;
  std::int64_t values_seen = 0;  ///< of the subject, in a preview

  /// Of the subject. Weights: dequantized against original, both [out_features, in_features]. Input:
  /// quantized against transformed, in kernel channels; what it costs in original channels is what
  /// output_error tells. Nothing (count 0) where only maxima of the input are known.
  metrics::ErrorMetrics error;
  std::optional<metrics::ErrorMetrics>
      output_error;  ///< of the consumer's (of the first consumer's for an input) output
  /// Of the subject's squared error, in outlier channels, [0, 1]; a kernel channel is one where any of its
  /// sources is.
  double outlier_error_share = 0;
  std::int64_t outlier_channels = 0;  ///< number of original channels
  double bits_per_weight = 0;         ///< of the consumer; 0 where there is none
  std::optional<methods::Cost> cost;

  ValuePicture after;  ///< the subject's dequantized values; kernel channels for an input
  std::vector<methods::KernelChannel> kernel_channels;  ///< empty where unchanged
  std::vector<double> levels;  ///< of the median scale, ascending; empty where left alone
  formats::Range clip;         ///< limits of the median scale; empty where left alone
  std::int64_t scales = 0;     ///< number of scales; levels are exact for all values where it is 1

  std::vector<methods::SearchCurve> curves;
  std::vector<std::string> notes;
  double seconds = 0;
};

/// What does not depend on the parameters, kept between settings of one site: the method's preparation and
/// the float product of the samples.
class PreparedSite {
 public:
  explicit PreparedSite(methods::Site site);
  const methods::Site& site() const { return site_; }
  std::shared_ptr<const methods::Preparation> preparation(const methods::Method& method,
                                                          const base::Job& job) const;
  /// samples · Wᵀ of a consumer in f32; computed once. Empty where there are no samples.
  std::shared_ptr<const tensor::Matrix> float_output(int consumer, const base::Job& job) const;
  /// Absmax of the consumer's columns (input channels) over its finite values; computed once.
  std::shared_ptr<const std::vector<float>> column_absmax(int consumer, const base::Job& job) const;
  ~PreparedSite();
  PreparedSite(const PreparedSite&) = delete;
  PreparedSite& operator=(const PreparedSite&) = delete;

 private:
  methods::Site site_;
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

/// The subject as it is before any method: counts by the element type's own key, channel profile, band.
ValuePicture original_picture(const PreparedSite& site, const Subject& subject, const base::Job& job = {});

/// Quantizes all consumers of the site. Throws base::Error naming what the method misses here.
methods::QuantizedSite quantize_site(const PreparedSite& site, const methods::Method& method,
                                     const base::ParameterValues& values, const base::Job& job = {});

/// Measures one subject of a site that quantize_site() quantized with these very values.
AnalysisResult measure(const PreparedSite& site, const methods::Method& method,
                       const base::ParameterValues& values, const methods::QuantizedSite& quantized,
                       const AnalysisOptions& options, const base::Job& job = {});

/// Quantizes the site and measures: quantize_site() and measure(). Thread-safe. Throws base::Error,
/// base::Cancelled.
AnalysisResult analyse(const PreparedSite& site, const methods::Method& method,
                       const base::ParameterValues& values, const AnalysisOptions& options,
                       const base::Job& job = {});

}  // namespace quantscope::study
