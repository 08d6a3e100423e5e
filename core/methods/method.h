#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/parameter.h"
#include "core/methods/quantized_linear.h"
#include "core/methods/site.h"

namespace quantscope::methods {

struct MethodDescription {
  std::string id;            ///< "qllm"
  std::string name;          ///< "QLLM"
  std::string summary;       ///< one sentence
  std::string source;        ///< paper, year; which of paper and released code this follows
  bool uses_hessian = true;  ///< InputKnowledge::hessian is worth reading (in_features² values a site)
};

/// A curve that a method found on its way, for a chart: the adaptive search over theta and its error.
struct SearchCurve {
  std::string x_name, y_name;
  std::vector<double> x, y;
  double chosen_x = 0;
};

/// All that quantizing a site gives. Immutable once returned.
struct QuantizedSite {
  std::vector<std::shared_ptr<const QuantizedLinear>> consumers;  ///< one for each of the site's
  std::shared_ptr<const InputTransform> input;                    ///< never null
  /// Values in force where the method chose them itself ("theta" of the adaptive search).
  base::ParameterValues chosen;
  std::vector<SearchCurve> curves;
  std::vector<std::string>
      notes;  ///< what the user should know: "no input samples: channels are split but none merged"
};

/// What a method learned of a site once, to answer changed parameters quickly. Opaque.
class Preparation {
 public:
  virtual ~Preparation() = default;
};

/// One quantization method. Stateless and thread-safe; parameters are data.
class Method {
 public:
  virtual ~Method() = default;
  virtual MethodDescription description() const = 0;
  /// `site` bounds what depends on it (theta by the channel maxima); nullptr for the general reference.
  virtual std::vector<base::ParameterSpec> parameters(const Site* site) const = 0;
  /// Empty when the method can work on this site, else what is missing.
  virtual std::string why_unsuitable(const Site& site) const = 0;
  /// Work that does not depend on live parameters; may be null. Reused for every quantize() of the same site.
  virtual std::shared_ptr<const Preparation> prepare(const Site& site, const base::Job& job) const;
  /// `values` are completed with defaults and validated (base::Error names the parameter). `preparation` is
  /// null or what prepare() gave for this very site. Throws base::Error, base::Cancelled.
  virtual QuantizedSite quantize(const Site& site, const base::ParameterValues& values,
                                 const Preparation* preparation, const base::Job& job) const = 0;
};

/// The methods, in the order in which lists show them. One line a method.
const std::vector<std::shared_ptr<const Method>>& all_methods();
/// Throws base::Error naming the known ids.
const Method& method_by_id(const std::string& id);

}  // namespace quantscope::methods
