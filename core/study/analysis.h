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
  double outlier_factor = 6;
};

/// Values before or after, counted for histograms, with the channel profile.
struct ValuePicture {
  statistics::ValueCounts values;
  std::vector<float> channel_absmax;
  std::vector<float> band_low,
      band_high;  ///< percentiles 25 and 99 of |x| by channel, where they are known; else empty
};

/// Everything that the window shows and the command line prints about one setting on one subject. Immutable.
struct AnalysisResult {
  std::string method;
  base::ParameterValues parameters;  ///< all of them, with what the method chose
  bool sampled = false;
  std::int64_t values_seen = 0;  ///< of the subject, in a preview

  metrics::ErrorMetrics error;  ///< of the subject: dequantized against original
  std::optional<metrics::ErrorMetrics>
      output_error;                ///< of the consumer's (of the first consumer's for an input) output
  double outlier_error_share = 0;  ///< of the subject's error, in outlier channels, [0, 1]
  std::int64_t outlier_channels = 0;
  double bits_per_weight = 0;  ///< of the consumer; 0 where there is none
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
  ~PreparedSite();

 private:
  methods::Site site_;
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

/// Quantizes the site and measures. Thread-safe. Throws base::Error, base::Cancelled.
AnalysisResult analyse(const PreparedSite& site, const methods::Method& method,
                       const base::ParameterValues& values, const AnalysisOptions& options,
                       const base::Job& job = {});

}  // namespace quantscope::study
