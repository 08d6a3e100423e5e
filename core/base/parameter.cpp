#include "core/base/parameter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/error.h"

namespace quantscope::base {
namespace {

std::string accepted(const ParameterSpec& spec) {
  const std::string unit = spec.unit.empty() ? "" : " " + spec.unit;
  if (!spec.allowed.empty()) return fmt::format("one of {}{}", fmt::join(spec.allowed, ", "), unit);
  switch (spec.kind) {
    case ParameterKind::integer:
      return fmt::format("a whole number from {:g} to {:g}{}", spec.minimum, spec.maximum, unit);
    case ParameterKind::real:
      return fmt::format("a number from {:g} to {:g}{}", spec.minimum, spec.maximum, unit);
    case ParameterKind::boolean:
      return "true or false";
    case ParameterKind::choice: {
      std::string names;
      for (const ParameterChoice& choice : spec.choices) names += (names.empty() ? "" : ", ") + choice.id;
      return "one of " + names;
    }
  }
  return {};
}

}  // namespace

const ParameterValue& value_of(const ParameterSpec& spec, const ParameterValues& values) {
  const auto found = values.find(spec.id);
  return found == values.end() ? spec.default_value : found->second;
}

double number_of(const ParameterSpec& spec, const ParameterValues& values) {
  return std::get<double>(value_of(spec, values));
}

std::string parameter_text(const ParameterValue& value) {
  if (const double* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const bool* on = std::get_if<bool>(&value)) return *on ? "true" : "false";
  return std::get<std::string>(value);
}

ParameterValue parse_parameter(const ParameterSpec& spec, const std::string& text) {
  const auto refuse = [&]() -> ParameterValue {
    throw Error(fmt::format("'{}' is not accepted", text), spec.id, "use " + accepted(spec));
  };
  ParameterValue value;
  switch (spec.kind) {
    case ParameterKind::boolean:
      if (text != "true" && text != "false") return refuse();
      value = text == "true";
      break;
    case ParameterKind::choice:
      value = text;
      break;
    default: {
      double number = 0;
      const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (code != std::errc() || end != text.data() + text.size()) return refuse();
      value = number;
    }
  }
  if (!why_invalid(spec, value).empty()) return refuse();
  return value;
}

std::string why_invalid(const ParameterSpec& spec, const ParameterValue& value) {
  bool valid = false;
  switch (spec.kind) {
    case ParameterKind::integer:
    case ParameterKind::real:
      if (const double* number = std::get_if<double>(&value)) {
        valid = std::isfinite(*number) && *number >= spec.minimum && *number <= spec.maximum &&
                (spec.kind == ParameterKind::real || *number == std::round(*number)) &&
                (spec.allowed.empty() || std::ranges::find(spec.allowed, *number) != spec.allowed.end());
      }
      break;
    case ParameterKind::boolean:
      valid = std::holds_alternative<bool>(value);
      break;
    case ParameterKind::choice:
      if (const std::string* id = std::get_if<std::string>(&value))
        for (const ParameterChoice& choice : spec.choices) valid = valid || choice.id == *id;
      break;
  }
  return valid ? "" : fmt::format("{} = {}: use {}", spec.id, parameter_text(value), accepted(spec));
}

std::string why_disabled(const ParameterSpec& spec, const std::vector<ParameterSpec>& all,
                         const ParameterValues& values) {
  for (const EnabledWhen& condition : spec.enabled_when) {
    const ParameterSpec* other = find_parameter(all, condition.parameter);
    if (!other) continue;
    const ParameterValue& current = value_of(*other, values);
    bool holds = false;
    for (const ParameterValue& wanted : condition.values) holds = holds || wanted == current;
    if (!holds) return condition.reason;
  }
  return {};
}

ParameterValues completed(const std::vector<ParameterSpec>& specs, const ParameterValues& values) {
  for (const auto& [id, value] : values) {
    const ParameterSpec* spec = find_parameter(specs, id);
    if (!spec) {
      std::string known;
      for (const ParameterSpec& each : specs) known += (known.empty() ? "" : ", ") + each.id;
      throw Error("there is no parameter '" + id + "'", {}, "known: " + known);
    }
    if (const std::string reason = why_invalid(*spec, value); !reason.empty()) throw Error(reason);
  }
  ParameterValues all;
  for (const ParameterSpec& spec : specs) all[spec.id] = value_of(spec, values);
  return all;
}

const ParameterSpec* find_parameter(const std::vector<ParameterSpec>& specs, const std::string& id) {
  for (const ParameterSpec& spec : specs)
    if (spec.id == id) return &spec;
  return nullptr;
}

}  // namespace quantscope::base
