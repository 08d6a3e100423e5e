#pragma once

#include "app/gui/accelerator_accuracy.h"
#include "app/gui/accelerator_pricing.h"
#include "widgets/curves_view.h"
#include "widgets/roofline_view.h"
#include "widgets/scatter_view.h"
#include "widgets/stacked_bars_view.h"
#include "widgets/tornado_view.h"

namespace quantscope::gui {

/// Dots of the run in front in both phases; with `arrows_from` ≥ 0 those of that run too, and how each of its
/// operators changed.
widgets::RooflineData roofline_data(const AcceleratorAnswer& answer, int arrows_from);

/// One bar a run and accelerator, by operator and by component.
widgets::StackedBarsData time_bars(const AcceleratorAnswer& answer, hardware::Phase phase);
/// The same of the dynamic energy, or of the board's: static, and what computing and moving adds.
widgets::StackedBarsData energy_bars(const AcceleratorAnswer& answer, hardware::Phase phase, bool board);

/// What a sweep shows on its ordinate.
enum class SweepQuantity { tokens_per_second, time_per_token, energy_per_token };
widgets::CurvesData sweep_curves(const AcceleratorAnswer& answer, SweepQuantity quantity);

/// What accuracy is set against, all of one token: decode, or prefill where there is no decode.
enum class TokenCost { time, board_energy, dynamic_energy };
/// One point a run and accelerator; accelerators without the cost, and runs without the figure, are left out.
widgets::ScatterData accuracy_scatter(const AcceleratorAnswer& answer, const RunAccuracy& accuracy,
                                      TokenCost cost);
/// Runs on the front, or what is missing for one.
QString accuracy_sentence(const widgets::ScatterData& data, const AcceleratorAnswer& answer,
                          const QString& subject);

widgets::TornadoData tornado_data(const AcceleratorAnswer& answer, hardware::Phase phase, bool energy);

}  // namespace quantscope::gui
