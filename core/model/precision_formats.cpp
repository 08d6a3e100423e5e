#include "core/model/precision_formats.h"

#include <fmt/format.h>

#include <vector>

#include "core/base/error.h"
#include "core/formats/integer_span.h"
#include "core/formats/value_rounding.h"

namespace quantscope::model {
namespace {

void round_through_codes(int bits, float* row, std::int64_t columns) {
  formats::IntegerFormat format;
  format.bits = bits;
  const formats::AffineScale scale = formats::scale_for(format, formats::range_of(row, columns));
  thread_local std::vector<std::int8_t> codes;
  codes.resize(static_cast<std::size_t>(columns));
  formats::quantize_span(format, scale, row, columns, codes.data());
  formats::dequantize_span(scale, codes.data(), columns, row);
}

kernels::RoundValues rounding_of_scores(const PrecisionPlan& plan, PrecisionSite site) {
  if (integer_bits(plan[site]) > 0)
    throw base::Error(
        fmt::format("{} cannot be {}", precision_site_name(site), value_format_name(plan[site])), plan.id,
        "scores come in tiles without a scale of their own: choose a float or posit format");
  return rounding_of(plan[site]);
}

}  // namespace

int integer_bits(ValueFormat format) {
  return format == ValueFormat::int8 ? 8 : format == ValueFormat::int4 ? 4 : 0;
}

bool within_bf16(ValueFormat format) {
  return format != ValueFormat::f32 && format != ValueFormat::f16 && integer_bits(format) == 0;
}

kernels::RoundValues rounding_of(ValueFormat format) {
  switch (format) {
    case ValueFormat::f32:
    case ValueFormat::int8:
    case ValueFormat::int4:
      break;
    case ValueFormat::f16:
      return formats::round_to_f16;
    case ValueFormat::bf16:
      return formats::round_to_bf16;
    case ValueFormat::e4m3:
      return formats::round_to_e4m3;
    case ValueFormat::e5m2:
      return formats::round_to_e5m2;
    case ValueFormat::posit8_0:
      return formats::round_to_posit8_0;
    case ValueFormat::posit8_1:
      return formats::round_to_posit8_1;
    case ValueFormat::posit8_2:
      return formats::round_to_posit8_2;
  }
  return nullptr;
}

void round_rows(ValueFormat format, const kernels::RowSpan& rows, const base::Job& job) {
  if (format == ValueFormat::f32) return;
  const int bits = integer_bits(format);
  const kernels::RoundValues round = rounding_of(format);
  kernels::for_each_row(rows.rows, rows.columns, job, [&](std::int64_t row) {
    if (bits > 0)
      round_through_codes(bits, rows.row(row), rows.columns);
    else
      round(rows.row(row), rows.columns);
  });
}

void set_formats(const PrecisionPlan& plan, kernels::AttentionOptions& options) {
  options.query_key_bits = integer_bits(plan[PrecisionSite::query_key]);
  options.probability_value_bits = integer_bits(plan[PrecisionSite::probability_value]);
  options.round_query_key = rounding_of(plan[PrecisionSite::query_key]);
  options.round_probability_value = rounding_of(plan[PrecisionSite::probability_value]);
  options.round_scaling = rounding_of_scores(plan, PrecisionSite::attention_scaling);
  options.round_softmax = rounding_of_scores(plan, PrecisionSite::softmax);
}

}  // namespace quantscope::model
