#include <algorithm>
#include <cmath>

#include "core/study/model_run.h"

namespace quantscope::study {
namespace {

Cell known(double figure) {
  return std::isnan(figure) ? Cell() : Cell(figure);
}

std::string joined(const std::vector<std::string>& texts, const char* between) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
  return all;
}

const char* begin_name(model::BeginningMode mode) {
  switch (mode) {
    case model::BeginningMode::each:
      return "each";
    case model::BeginningMode::once:
      return "once";
    case model::BeginningMode::none:
      break;
  }
  return "none";
}

}  // namespace

Table perplexity_table(const std::vector<ModelRun>& runs, const std::vector<RunFigures>& figures,
                       const model::EvaluationText& text) {
  Table table{{"run",
               "method",
               "perplexity",
               "perplexity_standard_error",
               "mean_nll",
               "mean_nll_standard_error",
               "kl_divergence_mean",
               "kl_divergence_p50",
               "kl_divergence_p95",
               "kl_divergence_p99",
               "kl_divergence_max",
               "top_token_agreement",
               "mean_nll_difference",
               "mean_nll_difference_standard_error",
               "bits_per_weight",
               "weight_bytes",
               "tokens",
               "tokens_planned",
               "window",
               "bos",
               "seconds",
               "tokens_per_second",
               "quantize_seconds",
               "kernels",
               "parameters",
               "notes"},
              {}};
  for (std::size_t i = 0; i < runs.size() && i < figures.size(); ++i) {
    const RunFigures& each = figures[i];
    std::vector<Cell> row = {runs[i].name, runs[i].setting ? Cell(runs[i].setting->method) : Cell()};
    if (each.result) {
      const model::PerplexityResult& result = *each.result;
      for (const double figure :
           {result.perplexity(), result.perplexity_standard_error(), result.mean_nll, result.standard_error})
        row.push_back(known(figure));
      if (result.divergence)
        for (const double figure :
             {result.divergence->kl_mean, result.divergence->kl_p50, result.divergence->kl_p95,
              result.divergence->kl_p99, result.divergence->kl_max, result.divergence->top_token_agreement,
              result.mean_nll - result.divergence->reference_mean_nll,
              result.divergence->difference_standard_error})
          row.push_back(known(figure));
    }
    row.resize(14);
    const bool ran = each.problem.empty() && each.model.weight_bytes > 0;
    row.push_back(ran ? Cell(each.model.bits_per_weight) : Cell());
    row.push_back(ran ? Cell(static_cast<std::int64_t>(each.model.weight_bytes)) : Cell());
    row.push_back(each.result ? Cell(each.result->predictions) : Cell());
    row.push_back(each.result ? Cell(each.result->planned) : Cell());
    row.push_back(text.window);
    row.push_back(std::string(begin_name(text.begin)));
    row.push_back(each.result ? Cell(each.result->seconds) : Cell());
    row.push_back(each.result ? Cell(each.result->tokens_per_second()) : Cell());
    row.push_back(ran ? Cell(each.model.quantize_seconds) : Cell());
    row.push_back(joined(each.model.kernels, "; "));
    row.push_back(runs[i].setting ? Cell(runs[i].setting->values) : Cell());
    row.push_back(each.problem.empty() ? joined(each.model.notes, "; ") : each.problem);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table layer_error_table(const RunLayers& layers) {
  Table table{{"module", "block", "local_sqnr_db", "cumulative_sqnr_db", "weight_only_sqnr_db",
               "activation_only_sqnr_db", "local_mse", "cumulative_mse", "local_cosine", "cumulative_cosine"},
              {}};
  for (const model::LayerError& layer : layers.layers) {
    const auto sqnr = [](const std::optional<metrics::ErrorMetrics>& error) {
      return error ? known(error->sqnr_db) : Cell();
    };
    table.rows.push_back({layer.module, std::int64_t{layer.block}, known(layer.local.sqnr_db),
                          known(layer.cumulative.sqnr_db), sqnr(layer.weight_only),
                          sqnr(layer.activation_only), layer.local.mse, layer.cumulative.mse,
                          layer.local.cosine, layer.cumulative.cosine});
  }
  return table;
}

}  // namespace quantscope::study
