#include "core/methods/rtn.h"

#include "core/methods/integer_linear.h"
#include "core/methods/quantizer_parameters.h"

namespace quantscope::methods {

MethodDescription RoundToNearest::description() const {
  return {"rtn", "Round to nearest",
          "Rounds weights and inputs to the nearest integer code, half to even; the baseline to beat.",
          "the baseline of the quantization literature; scale = absmax/(2^(b−1)−1) where symmetric", false};
}

std::vector<base::ParameterSpec> RoundToNearest::parameters(const Site*) const {
  return quantizer_parameters({});
}

std::string RoundToNearest::why_unsuitable(const Site& site) const {
  if (!site.consumers.empty() || site.input.has_samples()) return {};
  if (site.input.has_ranges())
    return "Only the maxima of this input's channels are known: there are no values to round.";
  return "There are neither weights nor input samples to round.";
}

QuantizedSite RoundToNearest::quantize(const Site& site, const base::ParameterValues& values,
                                       const Preparation*, const base::Job& job) const {
  const base::ParameterValues all = base::completed(parameters(&site), values);
  return quantized_site(site, quantizer_options(all, formats::RangeRule::includes_zero), nullptr, job);
}

}  // namespace quantscope::methods
