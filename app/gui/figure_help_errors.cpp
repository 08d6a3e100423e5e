#include "app/gui/figure_help_entries.h"

namespace quantscope::gui {

std::vector<FigureHelp> FigureHelpEntries::of_errors() {
  return {
      {QStringLiteral("output_sqnr_db"), tr("Output SQNR"),
       tr("Signal to quantization noise of what the layer puts out on the captured inputs. The figure to go "
          "by: "
          "an error that the inputs never meet does not count. 6 dB more is half the error, 20 dB a tenth."),
       QStringLiteral("10·log₁₀( Σy² / Σ(y − ŷ)² ) dB,  y = W·x,  ŷ = Ŵ·x̂"),
       tr("The layer's own error is what GPTQ (Frantar et al., 2023, Eq. 1) and QLLM (Liu et al., 2024) "
          "minimise; "
          "in decibels as usual for signals")},
      {QStringLiteral("output_mse"), tr("Output MSE"),
       tr("Mean squared error of what the layer puts out on the captured inputs, in the output's own units: "
          "compare "
          "it within a layer, not between layers."),
       QStringLiteral("Σ(y − ŷ)² / n"), tr("GPTQ (Frantar et al., 2023), Eq. 1, over the number of outputs")},
      {QStringLiteral("output_cosine"), tr("Output cosine"),
       tr("Direction of the output before and after: 1 where it is unchanged. It does not see an error of "
          "scale."),
       QStringLiteral("Σyŷ / √(Σy²·Σŷ²)"), tr("Cosine similarity over all outputs of all captured tokens")},
      {QStringLiteral("sqnr_db"), tr("SQNR"),
       tr("Signal to quantization noise of the values of this tensor, or of the weights. Large values count "
          "most. "
          "Without any error it is ∞."),
       QStringLiteral("10·log₁₀( Σx² / Σ(x − x̂)² ) dB"),
       tr("Over the finite values; a uniform grid gives about 6.02 dB a bit (Bennett, 1948)")},
      {QStringLiteral("mse"), tr("MSE"),
       tr("Mean squared error of the values of this tensor, or of the weights."),
       QStringLiteral("Σ(x − x̂)² / n"), tr("Over the finite values, summed in double precision")},
      {QStringLiteral("cosine"), tr("Cosine"),
       tr("Direction of the values before and after, as one long vector: 1 where it is unchanged."),
       QStringLiteral("Σxx̂ / √(Σx²·Σx̂²)"),
       tr("Over the finite values; 1 where both are zero, 0 where one is")},
      {QStringLiteral("max_abs_error"), tr("Largest error"),
       tr("The largest distance between a value and what became of it. With a clip it is the cut-off part of "
          "the "
          "largest outlier."),
       QStringLiteral("max |x − x̂|"), tr("Over the finite values")},
      {QStringLiteral("outlier_error_share"), tr("Error in outliers"),
       tr("Part of the squared error that lies in outlier channels. Where it is much more than their part of "
          "the "
          "channels, they are what quantization fails at."),
       QStringLiteral("Σ over outlier channels (x − x̂)² / Σ (x − x̂)²"),
       tr("Outlier channels as in \"Outlier channel\"; a merged channel is one where any of its sources is")},
      {QStringLiteral("bits_per_weight"), tr("Bits per weight"),
       tr("All that the method stores for the layer over the number of its weights: codes, scales, zero "
          "points, "
          "indices, tables. More than the nominal bits, never less than what would be in a file."),
       QStringLiteral("Σ stored bits / number of weights"),
       tr("Counted by each method itself, part by part; the tooltip names the parts")},
      {QStringLiteral("operations"),
       tr("Operations per token"),
       tr("Multiplications, shifts, additions and look-ups that one token needs in this layer, by operand "
          "format. "
          "The accelerator model prices exactly these."),
       {},
       tr("Counted by the kernel that runs the method")},
      {QStringLiteral("search_curve"), tr("Search for θ"),
       tr("Error of the layer's output for each θ that was tried; the mark is the one chosen. The search "
          "goes from "
          "the largest channel maximum downwards and ends when too many channels are added."),
       QStringLiteral("argmin over θ of mean( (f(x, W) − f̂(x, W; θ))² )"),
       tr("QLLM (Liu et al., ICLR 2024), Algorithm 1; search of the released code")},
      {QStringLiteral("preview"),
       tr("Preview and full result"),
       tr("While a hand moves a slider, figures come from a fixed sample of rows and are hatched or in "
          "italics. A "
          "moment after it rests they are computed from all values."),
       {},
       tr("The sample takes whole rows spread evenly over the tensor")}};
}

}  // namespace quantscope::gui
