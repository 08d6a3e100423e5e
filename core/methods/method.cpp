#include "core/methods/method.h"

#include "core/base/error.h"
#include "core/methods/qllm.h"
#include "core/methods/rtn.h"

namespace quantscope::methods {

std::shared_ptr<const Preparation> Method::prepare(const Site&, const base::Job&) const {
  return nullptr;
}

const std::vector<std::shared_ptr<const Method>>& all_methods() {
  static const std::vector<std::shared_ptr<const Method>> methods = {
      std::make_shared<const RoundToNearest>(),
      std::make_shared<const Qllm>(),
  };
  return methods;
}

const Method& method_by_id(const std::string& id) {
  std::string known;
  for (const auto& method : all_methods()) {
    const std::string each = method->description().id;
    if (each == id) return *method;
    known += (known.empty() ? "" : ", ") + each;
  }
  throw base::Error("there is no method '" + id + "'", {}, "known: " + known);
}

}  // namespace quantscope::methods
