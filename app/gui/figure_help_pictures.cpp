#include "app/gui/figure_help_entries.h"

namespace quantscope::gui {

std::vector<FigureHelp> FigureHelpEntries::of_pictures() {
  return {
      {QStringLiteral("histogram"), tr("Histogram"),
       tr("How many values lie where: grey the original, blue what the setting in force makes of them, "
          "pinned runs "
          "in their colours. As mass, each bin shows its part of Σx² instead. Values beyond the axis are "
          "counted "
          "in the corner, none is lost."),
       QStringLiteral("count of a bin [a, b) = #( a ≤ x < b );  mass = Σx² of the bin / Σx²"),
       tr("Every value is counted; the axis ends at Tukey's fences of the outer quantiles so that one absurd "
          "value "
          "does not squeeze the rest")},
      {QStringLiteral("histogram_bins"), tr("Number of bins"),
       tr("By hand, by width, or by a rule. A rule gives the width from the spread and the number of "
          "values."),
       tr("width: Freedman–Diaconis 2·IQR/∛n, Scott 3.49·σ/∛n;  number: Sturges log₂n + 1, Rice 2·∛n, root "
          "√n"),
       tr("Rules as in NumPy's histogram_bin_edges")},
      {QStringLiteral("channel_profile"), tr("Channel profile"),
       tr("The largest magnitude of each channel: grey before, blue after, orange-red the outlier channels. "
          "Sort by "
          "magnitude to see how many there are."),
       QStringLiteral("max |x_c| for each channel c"),
       tr("Channels of the layer's input; what QLLM and SmoothQuant (Xiao et al., 2023, figure 4) draw")},
      {QStringLiteral("channel_bands"), tr("Bands of the channel profile"),
       tr("The band goes from the 25th to the 99th percentile of each channel's magnitudes: where it lies "
          "far below "
          "the maximum, the channel has rare spikes, else it is large throughout."),
       QStringLiteral("P25( |x_c| ) … P99( |x_c| )"), tr("Tensors of at most 2²³ values; not in previews")},
      {QStringLiteral("heat_map"), tr("Heat map"),
       tr("Every value in its place: tokens × channels of an input, output × input features of weights. "
          "Zoomed out, "
          "a dot shows the largest magnitude of the values under it, so no outlier is lost between the "
          "dots."),
       QStringLiteral("dot = the value of largest |x| in its block"),
       tr("Colour scales are perceptually uniform and safe for the colour blind")},
      {QStringLiteral("heat_map_error"), tr("Heat map of the error"),
       tr("What quantization did to each value of the weights, signed or by magnitude."),
       QStringLiteral("x̂ − x"), tr("Of the setting in force or of a pinned run")},
      {QStringLiteral("massive_activations"), tr("Massive activations"),
       tr("Few single values, a thousand times as large as the others, at fixed channels and mostly at the "
          "first "
          "token. They act as biases of the attention; setting them to zero breaks the model. Ringed in the "
          "map."),
       QStringLiteral("|x| > 100 and |x| > 1000 · median |x|"),
       tr("Sun et al., Massive Activations in Large Language Models, 2024, section 2")},
      {QStringLiteral("layers"),
       tr("Layer overview"),
       tr("One figure over all layers of a kind, to see where outliers begin and which layers pay for a "
          "setting. "
          "Layers that could not be computed are missing from the line, not zero."),
       {},
       tr("Each figure is the one of the same name, computed layer by layer on the unquantized model's "
          "inputs")},
      {QStringLiteral("small_multiples"), tr("Histograms of all tensors"),
       tr("Many small histograms, on axes of their own or all on the same: shapes, or sizes, side by side."),
       QStringLiteral("as Histogram"), tr("Small multiples: Tufte, Envisioning Information, 1990")},
      {QStringLiteral("compare"),
       tr("Comparison of runs"),
       tr("One figure for each run and layer. Each layer is quantized alone, on the inputs of the "
          "unquantized "
          "model: errors do not add up from layer to layer here."),
       {},
       tr("Every cell is computed by the same code as the figures at the right")},
      {QStringLiteral("pooled"), tr("Figure over all layers"),
       tr("Several layers as if they were one: energies and squared errors are added up first. The mean of "
          "decibels "
          "would let one perfect layer hide a broken one."),
       QStringLiteral("10·log₁₀( Σ_l Σy² / Σ_l Σ(y − ŷ)² );  bits: Σ stored bits / Σ weights"),
       tr("Definition of this program")},
      {QStringLiteral("difference"), tr("Difference to the baseline"),
       tr("The run's figure minus that of the baseline run on the same layer; the colour grows with its "
          "size, the "
          "sign and a word say whether it is better."),
       QStringLiteral("figure(run) − figure(baseline)"), tr("Definition of this program")},
      {QStringLiteral("pareto_front"), tr("Pareto front"),
       tr("Runs that no other run beats: none has fewer bits and less error at once. All others can be left "
          "out, "
          "whatever a bit is worth."),
       QStringLiteral("r is on it ⇔ no s with bits(s) ≤ bits(r), error(s) ≤ error(r), one of them strictly"),
       tr("Pareto efficiency, of bits per weight against the chosen figure")},
      {QStringLiteral("perplexity"), tr("Perplexity"),
       tr("Among how many equally likely tokens the model seems to choose at each step of a text: the lower, "
          "the "
          "better it predicts. The line on a bar is the standard error, from the spread between windows; "
          "differences "
          "between runs on the same text are far surer than it, see KL divergence."),
       QStringLiteral("exp( −1/n · Σ log p( token | tokens before it in the window ) )"),
       tr("Only numbers of the same text, window and beginning can be compared; the protocol stands below "
          "the "
          "picture and in every table")},
      {QStringLiteral("kl_divergence"), tr("KL divergence"),
       tr("How far the predicted odds of all tokens are from the unquantized model's, averaged over the "
          "text. It sees "
          "changes that perplexity averages away, and needs fewer tokens."),
       QStringLiteral("1/n · Σ_t Σ_v p(v)·log( p(v) / q(v) );  p unquantized, q quantized"),
       tr("Kullback and Leibler, 1951; P99 is the 99th percentile over the tokens")},
      {QStringLiteral("top_token_agreement"), tr("Same top token"),
       tr("How often the quantized model's likeliest next token is the unquantized model's."),
       QStringLiteral("#( argmax p = argmax q ) / n"), tr("Definition of this program")},
      {QStringLiteral("layer_errors"), tr("Errors by layer of the running model"),
       tr("Alone: only this layer is quantized and gets the unquantized model's input. All up to here: every "
          "layer is "
          "quantized, so errors of earlier layers come in through the input. A layer that is bad alone is a "
          "culprit; "
          "one that is bad only with the others inherits."),
       QStringLiteral("10·log₁₀( Σy² / Σ(y − ŷ)² ) of the layer's output, over all tokens that were run"),
       tr("Weights and activations alone as in AIMET's QuantAnalyzer; local and cumulative as in layer-wise "
          "SQNR "
          "tools")},
      {QStringLiteral("generated_text"), tr("Generated texts"),
       tr("What each run makes of the same prompt with the same seed. Tokens with a ground and a line below "
          "are not in "
          "the unquantized model's text, or not in this order. After the first other token both go their own "
          "way: "
          "what counts is how far they went together, and whether the text still makes sense."),
       QStringLiteral("marked: not in a longest common subsequence of the two texts' tokens"),
       tr("Differences as in diff (Hunt and McIlroy, 1976)")}};
}

}  // namespace quantscope::gui
