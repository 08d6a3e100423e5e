#pragma once

#include "core/methods/method.h"

namespace quantscope::methods {

/// Round to nearest: weights and inputs rounded to integers, nothing else. The baseline of every paper.
class RoundToNearest : public Method {
 public:
  MethodDescription description() const override;
  std::vector<base::ParameterSpec> parameters(const Site* site) const override;
  std::string why_unsuitable(const Site& site) const override;
  QuantizedSite quantize(const Site& site, const base::ParameterValues& values,
                         const Preparation* preparation, const base::Job& job) const override;
};

}  // namespace quantscope::methods
