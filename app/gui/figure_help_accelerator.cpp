#include "app/gui/figure_help_entries.h"

namespace quantscope::gui {

std::vector<FigureHelp> FigureHelpEntries::of_accelerators() {
  return {
      {QStringLiteral("roofline"), tr("Roofline"),
       tr("What an accelerator can reach at most: left of the ridge its memory is the limit, right of it its "
          "units. A dot is an operator, its area its share of the time; how far it lies below the roof is "
          "what "
          "launches, the law's achievable parts or an array's shape cost. Arrows go from another run to the "
          "one in front."),
       QStringLiteral("P = min( peak, I · B );  I = operations / bytes,  ridge = peak / B"),
       tr("Williams, Waterman and Patterson, 2009; one roof for each memory level and number format in use")},
      {QStringLiteral("where_time_goes"), tr("Where the time goes"),
       tr("The time of one pass, stacked by operator or by what bounds it: compute, each memory level, the "
          "link, launches. Modelled by the law that is named; the band is that of the achievable parts."),
       QStringLiteral("t = Σ count · t(operator);  calibrated: t = √(t_compute² + t_memory²) + launch"),
       tr("Operators of one transformer block and the head, as LLM-Viewer counts them; the calibrated law is "
          "fitted on measured A100 operators")},
      {QStringLiteral("where_energy_goes"), tr("Where the energy goes"),
       tr("Two different quantities that are never added: dynamic energy of the operations and of the bits "
          "moved by level, and energy of the whole board, static and dynamic power over the time."),
       QStringLiteral(
           "E_dyn = Σ operations · e + Σ bits · e(level);  E_board = t · min(P_max, P₀ + a·u + b·v)"),
       tr("Energies of operations: Horowitz, ISSCC 2014 (45 nm), scaled after Stillmaker and Baas, 2017; "
          "board "
          "law: fit on measured H100 servers")},
      {QStringLiteral("hardware_sweep"),
       tr("Sweep"),
       tr("One value varied, all others as they are. A mark stands where another part becomes the bound; "
          "where "
          "the model no longer fits the memory the curve is in the shaded part."),
       {},
       tr("Each point is priced in full, by the same law as the rest of the page")},
      {QStringLiteral("accuracy_cost"), tr("Accuracy against cost"),
       tr("Each run once: how good it is, as the pages Compare and Inference measured it, against what it "
          "costs on the accelerators. Runs on the line are not beaten in both by any other."),
       QStringLiteral("on the front: no other run with at most this cost and a better figure"),
       tr("Pareto efficiency; the cost is modelled, the figure is measured")},
      {QStringLiteral("tornado"), tr("What would help"),
       tr("How time or energy answers to each figure of the accelerator, lowered and raised by a fifth, the "
          "largest answer first."),
       QStringLiteral("t(0.8·x)/t − 1,  t(1.2·x)/t − 1"),
       tr("One figure at a time; whole numbers move by at least one")}};
}

}  // namespace quantscope::gui
