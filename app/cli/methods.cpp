#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/cli/commands.h"
#include "app/cli/method_choice.h"
#include "core/methods/method.h"

namespace quantscope::cli {
namespace {

using base::ParameterKind;
using base::ParameterSpec;
using Json = nlohmann::ordered_json;

const char* kind_name(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::integer:
      return "integer";
    case ParameterKind::real:
      return "real";
    case ParameterKind::choice:
      return "choice";
    case ParameterKind::boolean:
      break;
  }
  return "boolean";
}

std::string range_text(const ParameterSpec& spec) {
  const std::string unit = spec.unit.empty() ? "" : " " + spec.unit;
  if (!spec.allowed.empty()) return fmt::format("one of {}{}", fmt::join(spec.allowed, ", "), unit);
  std::string choices;
  for (const base::ParameterChoice& choice : spec.choices) {
    if (!choices.empty()) choices += ", ";
    choices += choice.id;
  }
  if (spec.kind == ParameterKind::choice) return "one of " + choices;
  if (spec.kind == ParameterKind::boolean) return "true or false";
  return fmt::format("{} from {} to {}{}", spec.kind == ParameterKind::integer ? "whole number" : "number",
                     spec.minimum, spec.maximum, unit);
}

Json parameter_json(const ParameterSpec& spec) {
  const bool number = spec.kind == ParameterKind::integer || spec.kind == ParameterKind::real;
  Json choices = Json::array();
  for (const base::ParameterChoice& choice : spec.choices)
    choices.push_back({{"id", choice.id}, {"label", choice.label}, {"help", choice.help}});
  Json conditions = Json::array();
  for (const base::EnabledWhen& condition : spec.enabled_when) {
    Json values = Json::array();
    for (const base::ParameterValue& value : condition.values)
      values.push_back(study::to_json({{"value", value}})["value"]);
    conditions.push_back(
        {{"parameter", condition.parameter}, {"values", values}, {"reason", condition.reason}});
  }
  return {{"id", spec.id},
          {"label", spec.label},
          {"help", spec.help},
          {"unit", spec.unit},
          {"kind", kind_name(spec.kind)},
          {"default", study::to_json({{"value", spec.default_value}})["value"]},
          {"minimum", number ? Json(spec.minimum) : Json()},
          {"maximum", number ? Json(spec.maximum) : Json()},
          {"allowed", spec.allowed},
          {"choices", choices},
          {"logarithmic", spec.logarithmic},
          {"enabled_when", conditions},
          {"advanced", spec.advanced},
          {"heavy", spec.heavy}};
}

Json method_json(const methods::Method& method) {
  const methods::MethodDescription description = method.description();
  Json parameters = Json::array();
  for (const ParameterSpec& spec : method.parameters(nullptr)) parameters.push_back(parameter_json(spec));
  return {{"id", description.id},
          {"name", description.name},
          {"summary", description.summary},
          {"source", description.source},
          {"parameters", parameters}};
}

std::string reference_page(const methods::Method& method) {
  const methods::MethodDescription description = method.description();
  std::string text = fmt::format("{}: {}\n{}\nSource: {}\n\nParameters (--set key=value)\n", description.id,
                                 description.name, description.summary, description.source);
  for (const ParameterSpec& spec : method.parameters(nullptr)) {
    text += fmt::format("\n  {}: {}; default {}\n", spec.id, range_text(spec),
                        base::parameter_text(spec.default_value));
    text += fmt::format("      {}. {}\n", spec.label, spec.help);
    for (const base::ParameterChoice& choice : spec.choices)
      if (!choice.help.empty()) text += fmt::format("      {}: {}\n", choice.id, choice.help);
    for (const base::EnabledWhen& condition : spec.enabled_when)
      text += fmt::format("      Not always in effect: {}\n", condition.reason);
  }
  return text;
}

study::Table parameter_table(const methods::Method& method) {
  study::Table table{{"parameter", "label", "kind", "accepted", "unit", "default", "help"}, {}};
  for (const ParameterSpec& spec : method.parameters(nullptr))
    table.rows.push_back({spec.id, spec.label, std::string(kind_name(spec.kind)), range_text(spec), spec.unit,
                          base::parameter_text(spec.default_value), spec.help});
  return table;
}

void list_methods(Session& session) {
  study::Table table{{"id", "name", "summary", "source"}, {}};
  Json document = {{"methods", Json::array()}};
  for (const auto& method : methods::all_methods()) {
    const methods::MethodDescription description = method->description();
    table.rows.push_back({description.id, description.name, description.summary, description.source});
    document["methods"].push_back(method_json(*method));
  }
  session.finish(document, table, study::to_text(study::selected_columns(table, {"id", "name", "summary"})));
}

void show_method(const std::string& id, Session& session) {
  const methods::Method& method = chosen_method(id);
  session.finish({{"methods", Json::array({method_json(method)})}}, parameter_table(method),
                 reference_page(method));
}

}  // namespace

void add_methods(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("methods", "The quantization methods and their parameters");
  auto id = std::make_shared<std::string>();
  command->add_option("ID", *id, "Show the parameters of this method");
  add_common_options(*command, session.options);
  command->callback([id, &session] {
    if (id->empty())
      list_methods(session);
    else
      show_method(*id, session);
  });
}

}  // namespace quantscope::cli
