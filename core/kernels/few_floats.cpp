#include "core/kernels/few_floats.h"

#include "core/base/cpu_features.h"

namespace quantscope::kernels {

FewFloatsFunction few_floats_function() {
#if defined(__x86_64__)
  if (base::isa_level() >= base::IsaLevel::avx512) return few_floats_avx512;
#endif
  return nullptr;
}

}  // namespace quantscope::kernels
