#include "core/model/precision.h"

#include "core/base/error.h"

namespace quantscope::model {

const char* precision_site_name(PrecisionSite site) {
  constexpr std::array<const char*, kPrecisionSites> names = {"qkv",
                                                              "attention_output",
                                                              "gate_up",
                                                              "down",
                                                              "query_key",
                                                              "probability_value",
                                                              "attention_scaling",
                                                              "softmax",
                                                              "activation",
                                                              "norm",
                                                              "residual",
                                                              "head"};
  return names[static_cast<std::size_t>(site)];
}

const char* value_format_name(ValueFormat format) {
  constexpr std::array<const char*, 10> names = {"f32",  "f16",  "bf16",     "int8",     "int4",
                                                 "e4m3", "e5m2", "posit8_0", "posit8_1", "posit8_2"};
  return names[static_cast<std::size_t>(format)];
}

}  // namespace quantscope::model
