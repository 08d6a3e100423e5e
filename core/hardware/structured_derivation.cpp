#include "core/hardware/structured_derivation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/hardware/compute_rate.h"
#include "core/hardware/derivation.h"
#include "core/hardware/scaling_submatrix.h"
#include "core/hardware/systolic_array.h"
#include "core/hardware/tensor_contraction.h"

namespace quantscope::hardware {
namespace {

std::string joined(const std::string& text, const std::string& next) {
  return text.empty() ? next : text + " + " + next;
}

/// Which axes stream, fill rows and fill columns.
struct DataflowAxes {
  const char* formula;
  double stream, down, across, rows_twice;
};

DataflowAxes axes_of(Dataflow dataflow, const ProductShape& p) {
  switch (dataflow) {
    case Dataflow::weight_stationary:
      return {"(m + 2h + w − 2 + shifts) · ⌈products · ⌈k/h⌉ · ⌈n/w⌉ / arrays⌉ − 1", p.m, p.k, p.n, 2};
    case Dataflow::input_stationary:
      return {"(n + 2h + w − 2 + shifts) · ⌈products · ⌈k/h⌉ · ⌈m/w⌉ / arrays⌉ − 1", p.n, p.k, p.m, 2};
    case Dataflow::output_stationary:
      break;
  }
  return {"(k + h + w − 2 + shifts) · ⌈products · ⌈m/h⌉ · ⌈n/w⌉ / arrays⌉ − 1", p.k, p.m, p.n, 1};
}

StructuredDerivation of_systolic(const SystolicArray& array, const Accelerator& accelerator,
                                 const Operator& op, double compute_s) {
  const double macs = op.macs(), vector_s = 2 * macs / vector_rate(accelerator);
  if (compute_s == vector_s)
    return {"2 · MACs / vector rate, which is quicker than the array here",
            fmt::format("2 · {} / {}", with_unit(macs, "MAC"), with_unit(vector_rate(accelerator), "op/s"))};
  const ProductShape& p = op.product;
  const DataflowAxes axes = axes_of(array.dataflow, p);
  const std::string clock = with_unit(array.clock_hz.value, "Hz");
  std::string filled;
  for (const auto& [kind, number] : op.operations) {
    if (!is_mac(kind)) continue;
    const ArrayForm form = array_form(array, kind);
    std::string cycles = fmt::format(
        "({:.0f} + {:.0f} + {:.0f} − 2 + {:.0f}) · ⌈{:.0f} · {:.0f} · {:.0f} / {:.0f}⌉ − 1", axes.stream,
        axes.rows_twice * form.rows, form.columns, boundary_cycles(array), p.products,
        std::ceil(axes.down / form.rows), std::ceil(axes.across / form.columns), array.arrays.value);
    if (form.repeats > 1 || number != macs)
      cycles = fmt::format("{:.4g} · ({})", form.repeats * number / macs, cycles);
    filled = joined(filled, fmt::format("({}) / {}", cycles, clock));
  }
  return {std::string("cycles / clock, cycles = ") + axes.formula, filled};
}

StructuredDerivation of_tiles(const TileArray& array, const Operator& op, Phase phase, double compute_s) {
  const bool decode = phase == Phase::decode;
  const double rows = decode ? array.decode_rows.value : array.prefill_rows.value;
  const double columns = decode ? array.decode_columns.value : array.prefill_columns.value;
  const ProductShape& p = op.product;
  const double along = std::ceil(p.k / array.dot_product.value), down = std::ceil(p.n / rows),
               across = std::ceil(p.m / columns);
  const double each = compute_s * array.clock_hz.value / (p.products * along * down * across);
  return {"products · ⌈k/dot⌉ · ⌈n/rows⌉ · ⌈m/columns⌉ · cycles of a tile / clock",
          fmt::format("{:.0f} · {:.0f} · {:.0f} · {:.0f} · {:.0f} / {}", p.products, along, down, across,
                      each, with_unit(array.clock_hz.value, "Hz"))};
}

StructuredDerivation of_submatrix(const ScalingSubmatrix& part, const Accelerator& accelerator,
                                  const Operator& op) {
  double operations = 0;
  for (const auto& [kind, number] : op.operations)
    if (is_mac(kind)) operations += 2 * number * rate_for(accelerator, kind).passes;
  const std::string all = with_unit(operations, "op"), peak = with_unit(submatrix_peak(part), "op/s");
  if (op.kind != OperatorKind::linear && op.kind != OperatorKind::head)
    return {"2 · MACs · passes / peak", fmt::format("{} / {}", all, peak)};
  const double share = part.source_share.value, side = std::max(part.rows.value, part.columns.value);
  return {"2 · MACs · passes · (s + (1 − s) / r) / peak, a share s of sources, sub-matrices of side r",
          fmt::format("{} · ({:.4g} + {:.4g} / {:.0f}) / {}", all, share, 1 - share, side, peak)};
}

StructuredDerivation of_contraction(const TensorContraction& part, const Accelerator& accelerator,
                                    const Operator& op) {
  const AxisMapping mapping = best_mapping(part, op.product);
  const ProductShape& p = op.product;
  std::string filled;
  for (const auto& [kind, number] : op.operations) {
    if (!is_mac(kind)) continue;
    const ChosenRate rate = rate_for(accelerator, kind, op.sparse);
    filled = joined(filled, fmt::format("2 · {} / ({} · {:.4g})", with_unit(number, "MAC"),
                                        with_unit(rate.operations_per_second, "op/s"), mapping.utilisation));
  }
  return {"Σ 2 · MACs / (rate · utilisation), utilisation = m · n · k / (⌈m/a⌉a · ⌈n/b⌉b · ⌈k/c⌉c)",
          fmt::format("{}; {:.0f} · {:.0f} · {:.0f} on {:.0f} · {:.0f} · {:.0f} parts", filled, p.m, p.n, p.k,
                      mapping.m_parts, mapping.n_parts, mapping.k_parts)};
}

}  // namespace

StructuredDerivation derive_structured(const Accelerator& accelerator, const Operator& op, Phase phase,
                                       double compute_s) {
  if (accelerator.systolic) return of_systolic(*accelerator.systolic, accelerator, op, compute_s);
  if (accelerator.tiles) return of_tiles(*accelerator.tiles, op, phase, compute_s);
  if (accelerator.submatrix) return of_submatrix(*accelerator.submatrix, accelerator, op);
  if (accelerator.contraction) return of_contraction(*accelerator.contraction, accelerator, op);
  return {
      "the tiling with the least (E − Emin)/Emax + (L − Lmin)/Lmax of all that fit, ShiftAddLLM's Eyeriss "
      "model",
      fmt::format("{:.0f} · [{:.0f} × {:.0f}] · [{:.0f} × {:.0f}]", op.product.products, op.product.m,
                  op.product.k, op.product.k, op.product.n)};
}

}  // namespace quantscope::hardware
