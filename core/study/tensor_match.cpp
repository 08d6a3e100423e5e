#include "core/study/tensor_match.h"

#include <fnmatch.h>

namespace quantscope::study {

bool matches(const std::string& pattern, const storage::TensorInfo& info) {
  for (const std::string* text : {&info.name, &info.path, &info.module})
    if (::fnmatch(pattern.c_str(), text->c_str(), 0) == 0) return true;
  return false;
}

bool is_quantizable(const storage::TensorInfo& info) {
  using storage::TensorRole;
  return (info.role == TensorRole::weight || info.role == TensorRole::other) && info.shape.size() >= 2 &&
         tensor::element_count(info.shape) > 0;
}

}  // namespace quantscope::study
