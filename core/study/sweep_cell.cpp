#include "core/study/sweep_cell.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace quantscope::study {
namespace {

using Json = nlohmann::ordered_json;

/// The ratio in dB follows from the others and may be infinite, which JSON has no number for.
double sqnr_db(double signal, double error, const Json& stored) {
  if (stored.is_number()) return stored.get<double>();
  return error == 0 && signal > 0 ? std::numeric_limits<double>::infinity()
                                  : std::numeric_limits<double>::quiet_NaN();
}

Json metrics_to_json(const metrics::ErrorMetrics& metrics) {
  return {{"count", metrics.count},
          {"mse", metrics.mse},
          {"sqnr_db", std::isfinite(metrics.sqnr_db) ? Json(metrics.sqnr_db) : Json()},
          {"cosine", metrics.cosine},
          {"max_abs_error", metrics.max_abs_error},
          {"mean_square", metrics.mean_square}};
}

/// null where the figure was not finite.
double number(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

metrics::ErrorMetrics metrics_from_json(const Json& json) {
  metrics::ErrorMetrics metrics;
  metrics.count = json.at("count").get<std::uint64_t>();
  metrics.mse = number(json.at("mse"));
  metrics.cosine = number(json.at("cosine"));
  metrics.max_abs_error = number(json.at("max_abs_error"));
  metrics.mean_square = number(json.at("mean_square"));
  metrics.sqnr_db = sqnr_db(metrics.mean_square, metrics.mse, json.at("sqnr_db"));
  return metrics;
}

}  // namespace

std::string digest(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  return fmt::format("{:016x}", hash);
}

std::string setting_key(const Setting& setting) {
  std::string text = setting.method;
  for (const auto& [id, value] : setting.values) text += ' ' + id + '=' + base::parameter_text(value);
  return text + '\n';
}

Json figures_to_json(const ComparisonFigures& figures) {
  Json json = Json::object();
  if (figures.problem.empty()) {
    json["weight"] = metrics_to_json(figures.error);
    json["output"] = figures.output_error ? metrics_to_json(*figures.output_error) : Json();
    json["outlier_error_share"] = figures.outlier_error_share;
    json["bits_per_weight"] = figures.bits_per_weight;
    json["values"] = figures.values;
    json["chosen"] = Json::object();
    for (const auto& [id, value] : figures.chosen)
      std::visit([&, &key = id](const auto& each) { json["chosen"][key] = each; }, value);
  } else {
    json["problem"] = figures.problem;
  }
  json["notes"] = figures.notes;
  json["time_s"] = figures.seconds;
  return json;
}

ComparisonFigures figures_from_json(const Json& json) {
  ComparisonFigures figures;
  figures.seconds = number(json.at("time_s"));
  figures.notes = json.at("notes").get<std::vector<std::string>>();
  if (json.contains("problem")) {
    figures.problem = json.at("problem").get<std::string>();
    return figures;
  }
  figures.error = metrics_from_json(json.at("weight"));
  if (const Json& output = json.at("output"); !output.is_null())
    figures.output_error = metrics_from_json(output);
  figures.outlier_error_share = number(json.at("outlier_error_share"));
  figures.bits_per_weight = number(json.at("bits_per_weight"));
  figures.values = json.at("values").get<std::int64_t>();
  for (const auto& [id, value] : json.at("chosen").items()) {
    if (value.is_boolean())
      figures.chosen[id] = value.get<bool>();
    else if (value.is_number())
      figures.chosen[id] = value.get<double>();
    else
      figures.chosen[id] = value.get<std::string>();
  }
  return figures;
}

}  // namespace quantscope::study
