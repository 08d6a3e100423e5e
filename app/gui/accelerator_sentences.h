#pragma once

#include <QString>

#include "app/gui/accelerator_accuracy.h"
#include "app/gui/accelerator_pricing.h"

namespace quantscope::gui {

QString phase_word(hardware::Phase phase);  ///< "decode"
/// "compute", "main memory", the name of an inner level.
QString part_word(const hardware::Accelerator& accelerator, std::size_t part);
QString law_word(hardware::Law law);
/// A figure of an accelerator in the window's language: "dram bandwidth".
QString figure_label(const hardware::FigurePlace& place);
/// "rtn W4A8 on A100".
QString case_name(const AcceleratorQuestion& question, int run, int accelerator);

/// What bounds the phase, how far from the roof it is, what would help most; what does not fit, computes
/// otherwise, or is not known.
QString phase_sentence(const AcceleratorAnswer& answer, hardware::Phase phase);
/// Whether it fits on the accelerator, or by how much not.
QString fit_sentence(const hardware::PhaseResult& result);
/// Fallbacks of operand formats, and where the method's cost comes from; empty where there is none.
QString notes_sentence(const AcceleratorAnswer& answer);

/// The quickest case of a phase against the slowest, and where the front one's time goes.
QString time_sentence(const AcceleratorAnswer& answer, hardware::Phase phase);
/// The same of the energy, dynamic or of the board.
QString energy_sentence(const AcceleratorAnswer& answer, hardware::Phase phase, bool board);
/// Where the bound changes, and the memory wall.
QString sweep_sentence(const AcceleratorAnswer& answer);
/// What would help most and least.
QString tornado_sentence(const AcceleratorAnswer& answer, hardware::Phase phase, bool energy);

/// The totals in one line of rich text, each a link to its derivation: "prefill", "decode", "request".
QString totals_html(const AcceleratorAnswer& answer);

}  // namespace quantscope::gui
