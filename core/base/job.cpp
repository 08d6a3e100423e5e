#include "core/base/job.h"

namespace quantscope::base {

Job Job::part(double begin, double end) const {
  Job inner = *this;
  if (progress) {
    inner.progress = [outer = progress, begin, end](double fraction, std::string_view activity) {
      outer(begin + (end - begin) * fraction, activity);
    };
  }
  return inner;
}

}  // namespace quantscope::base
