#include "core/kernels/few_tokens.h"

#include "core/base/cpu_features.h"

namespace quantscope::kernels {

FewTokensFunction few_tokens_function([[maybe_unused]] int bits, [[maybe_unused]] int rows) {
#if defined(__x86_64__)
  if (base::isa_level() == base::IsaLevel::vnni) return few_tokens_vnni(bits, rows);
#endif
  return nullptr;
}

}  // namespace quantscope::kernels
