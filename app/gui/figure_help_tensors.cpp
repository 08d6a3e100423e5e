#include "app/gui/figure_help_entries.h"

namespace quantscope::gui {

std::vector<FigureHelp> FigureHelpEntries::of_tensors() {
  return {
      {QStringLiteral("absmax"), tr("Largest magnitude"),
       tr("The largest |x| of the tensor. A grid without a clip has to reach it, so it decides the step."),
       QStringLiteral("max |x|"), tr("Over the finite values")},
      {QStringLiteral("outlier_channel"), tr("Outlier channel"),
       tr("A channel whose largest magnitude is more than k times that of the median channel; k is set above "
          "the "
          "channel profile. Channels are columns of the layer's input."),
       QStringLiteral("max |x_c| > k · median over channels of max |x_c|"),
       tr("Outlier features lie in few, fixed channels: LLM.int8() (Dettmers et al., 2022) finds them by |x| "
          "≥ 6, "
          "a bound that suits one model; relative to the median it suits any")},
      {QStringLiteral("outlier_ratio"), tr("Outlier ratio"),
       tr("How far the worst channel stands out: its largest magnitude over that of the median channel. With "
          "one "
          "scale for all, log₂ of it is the number of bits that the median channel loses."),
       QStringLiteral("max over c of max |x_c| / median over c of max |x_c|"),
       tr("SmoothQuant (Xiao et al., 2023), section 3: about 100 in the activations of large models")},
      {QStringLiteral("kurtosis"), tr("Kurtosis"),
       tr("Weight of the tails: 3 for a normal distribution, 1.8 for a uniform one, more where few values "
          "are far "
          "out. No unit."),
       QStringLiteral("n·Σ(x − x̄)⁴ / (Σ(x − x̄)²)²"), tr("Pearson's, of the population, not the excess")},
      {QStringLiteral("badness"), tr("Badness"),
       tr("The bar beside a tensor: how hard it is to quantize with one scale. Empty where all channels are "
          "alike, "
          "full from an outlier ratio of 100 on."),
       QStringLiteral("log₁₀(outlier ratio) / 2, within 0 and 1"), tr("Definition of this program")},
      {QStringLiteral("outlier_share"), tr("Share of outlier channels"),
       tr("How many of the channels are outlier channels. Few, and splitting or keeping them apart is "
          "cheap."),
       QStringLiteral("number of outlier channels / number of channels"),
       tr("LLM.int8() (Dettmers et al., 2022): about 0.1 % of the features in the models that they looked "
          "at")},
      {QStringLiteral("theta"), tr("θ"),
       tr("Channels of the input whose largest magnitude exceeds θ are split into equal pieces; similar "
          "channels "
          "are merged to make room. Drag the dashed line."),
       QStringLiteral("T_c = ⌈ max |x_c| / θ ⌉ pieces"), tr("QLLM (Liu et al., ICLR 2024), section 4.1.1")},
      {QStringLiteral("levels"), tr("Levels"),
       tr("Ticks at the values that the grid has. With several scales the ticks are those of the median "
          "scale."),
       QStringLiteral("x̂ = s·(q − z),  q = 0 … 2ᵇ − 1"),
       tr("Uniform quantization, asymmetric or symmetric (z = 0 and q from −2ᵇ⁻¹), rounding half to even")},
      {QStringLiteral("clip"), tr("Clip limits"),
       tr("Values beyond the limits take the last level. A tighter clip makes the step finer for all the "
          "others."),
       QStringLiteral("x̂ = s·(clamp(round(x/s) + z, 0, 2ᵇ − 1) − z)"),
       tr("By percentile, or by the least squared error over a grid of limits")},
      {QStringLiteral("quantiles"), tr("P99.9 and other quantiles"),
       tr("The magnitude below which this share of the values lies. A large distance between P99.9 and the "
          "maximum "
          "means that one value in a thousand decides the scale."),
       QStringLiteral("smallest t with #( |x| ≤ t ) ≥ 0.999·n"), tr("Of |x|, over the finite values")}};
}

}  // namespace quantscope::gui
