#include <fmt/format.h>

#include "core/study/model_run.h"

namespace quantscope::study {

std::vector<std::string> perplexity_columns(bool divergence) {
  std::vector<std::string> columns = {"perplexity",
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
                                      "mean_nll_difference_standard_error"};
  if (!divergence) columns.resize(4);
  return columns;
}

std::vector<Cell> perplexity_cells(const model::PerplexityResult& result) {
  std::vector<Cell> cells = {known(result.perplexity()), known(result.perplexity_standard_error()),
                             known(result.mean_nll), known(result.standard_error)};
  if (const auto& divergence = result.divergence)
    for (const double figure :
         {divergence->kl_mean, divergence->kl_p50, divergence->kl_p95, divergence->kl_p99, divergence->kl_max,
          divergence->top_token_agreement, result.mean_nll - divergence->reference_mean_nll,
          divergence->difference_standard_error})
      cells.push_back(known(figure));
  return cells;
}

Table perplexity_table(const std::vector<ModelRun>& runs, const std::vector<RunFigures>& figures,
                       const model::EvaluationText& text) {
  Table table{{"run", "method"}, {}};
  const auto add_columns = [&](const std::vector<std::string>& columns) {
    table.columns.insert(table.columns.end(), columns.begin(), columns.end());
  };
  add_columns(perplexity_columns());
  add_columns({"bits_per_weight", "weight_bytes", "tokens", "tokens_planned", "window", "bos", "seconds",
               "tokens_per_second", "quantize_seconds", "kernels", "parameters", "notes"});
  for (std::size_t i = 0; i < runs.size() && i < figures.size(); ++i) {
    const RunFigures& each = figures[i];
    std::vector<Cell> row = {runs[i].name, runs[i].setting ? Cell(runs[i].setting->method) : Cell()};
    if (each.result) {
      const std::vector<Cell> figures_of = perplexity_cells(*each.result);
      row.insert(row.end(), figures_of.begin(), figures_of.end());
    }
    row.resize(2 + perplexity_columns().size());
    const bool ran = each.problem.empty() && each.model.weight_bytes > 0;
    row.push_back(ran ? Cell(each.model.bits_per_weight) : Cell());
    row.push_back(ran ? Cell(static_cast<std::int64_t>(each.model.weight_bytes)) : Cell());
    row.push_back(each.result ? Cell(each.result->predictions) : Cell());
    row.push_back(each.result ? Cell(each.result->planned) : Cell());
    row.push_back(text.window);
    row.push_back(std::string(model::beginning_mode_name(text.begin)));
    row.push_back(each.result ? Cell(each.result->seconds) : Cell());
    row.push_back(each.result ? Cell(each.result->tokens_per_second()) : Cell());
    row.push_back(ran ? Cell(each.model.quantize_seconds) : Cell());
    row.push_back(fmt::format("{}", fmt::join(each.model.kernels, "; ")));
    row.push_back(runs[i].setting ? Cell(runs[i].setting->values) : Cell());
    row.push_back(each.problem.empty() ? fmt::format("{}", fmt::join(each.model.notes, "; ")) : each.problem);
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table layer_error_table(const std::vector<model::LayerError>& layers) {
  Table table{{"module", "block", "local_sqnr_db", "cumulative_sqnr_db", "weight_only_sqnr_db",
               "activation_only_sqnr_db", "local_mse", "cumulative_mse", "local_cosine", "cumulative_cosine"},
              {}};
  for (const model::LayerError& layer : layers) {
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
