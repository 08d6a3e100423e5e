#include "core/study/study_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"
#include "core/methods/method.h"
#include "core/study/tensor_match.h"

namespace quantscope::study {
namespace {

using Json = nlohmann::ordered_json;

/// A value of the file and where it stands, for errors.
struct Place {
  const Json& value;
  std::string path;
  const std::string& file;

  [[noreturn]] void fail(const std::string& what, const std::string& remedy = {}) const {
    throw base::Error(path.empty() ? what : path + ": " + what, file, remedy);
  }
  Place at(const std::string& key) const {
    return {value.at(key), path.empty() ? key : path + "." + key, file};
  }
  Place at(std::size_t index) const { return {value.at(index), fmt::format("{}[{}]", path, index), file}; }
  std::string text() const {
    if (!value.is_string()) fail(shown() + " is no text");
    return value.get<std::string>();
  }
  std::string shown() const {
    constexpr std::size_t most = 40;
    const std::string all = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    return all.size() <= most ? all : all.substr(0, most) + "…";
  }
  void require_object(const std::vector<std::string>& keys) const {
    if (!value.is_object()) fail(shown() + " is no object", "use {…}");
    for (const auto& [key, each] : value.items())
      if (std::ranges::find(keys, key) == keys.end())
        fail("there is no key '" + key + "'", fmt::format("known: {}", fmt::join(keys, ", ")));
  }
  void require_list() const {
    if (!value.is_array() || value.empty()) fail(shown() + " is no list with something in it", "use […]");
  }
};

base::ParameterValue parameter_value(const Place& place, const base::ParameterSpec& spec) {
  base::ParameterValue value;
  if (place.value.is_number())
    value = place.value.get<double>();
  else if (place.value.is_boolean())
    value = place.value.get<bool>();
  else if (place.value.is_string())
    value = place.value.get<std::string>();
  else
    place.fail(place.shown() + " is no number, no word and neither true nor false");
  if (const std::string reason = base::why_invalid(spec, value); !reason.empty())
    place.fail(place.shown() + " is not accepted", reason);
  return value;
}

StudyPlan::Axis parse_axis(const Place& place, const base::ParameterSpec& spec) {
  StudyPlan::Axis axis{spec.id, {}};
  if (!place.value.is_array()) {
    axis.second.push_back(parameter_value(place, spec));
    return axis;
  }
  place.require_list();
  for (std::size_t i = 0; i < place.value.size(); ++i) {
    const base::ParameterValue value = parameter_value(place.at(i), spec);
    if (std::ranges::find(axis.second, value) != axis.second.end())
      place.at(i).fail(place.at(i).shown() + " stands here twice");
    axis.second.push_back(value);
  }
  return axis;
}

StudyPlan::Grid parse_grid(const Place& place) {
  place.require_object({"id", "parameters"});
  if (!place.value.contains("id")) place.fail("\"id\" of the method is missing");
  StudyPlan::Grid grid;
  grid.method = place.at("id").text();
  std::string known;
  for (const auto& method : methods::all_methods())
    known += (known.empty() ? "" : ", ") + method->description().id;
  const auto method = std::ranges::find_if(
      methods::all_methods(), [&](const auto& each) { return each->description().id == grid.method; });
  if (method == methods::all_methods().end())
    place.at("id").fail("there is no method '" + grid.method + "'", "known: " + known);
  if (!place.value.contains("parameters")) return grid;
  const std::vector<base::ParameterSpec> specs = (*method)->parameters(nullptr);
  std::vector<std::string> ids;
  for (const base::ParameterSpec& spec : specs) ids.push_back(spec.id);
  const Place parameters = place.at("parameters");
  parameters.require_object(ids);
  for (const auto& [id, value] : parameters.value.items())
    grid.axes.push_back(parse_axis(parameters.at(id), *base::find_parameter(specs, id)));
  return grid;
}

/// Saturates far above most_study_cells.
std::int64_t settings_in(const StudyPlan::Grid& grid) {
  std::int64_t count = 1;
  for (const StudyPlan::Axis& axis : grid.axes) {
    const auto values = static_cast<std::int64_t>(axis.second.size());
    count = count > std::numeric_limits<std::int64_t>::max() / 1024 / values
                ? std::numeric_limits<std::int64_t>::max() / 1024
                : count * values;
  }
  return count;
}

/// Without the parameters that have no effect beside the others.
base::ParameterValues in_effect(const std::vector<base::ParameterSpec>& specs, base::ParameterValues values) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const base::ParameterSpec& spec : specs)
      if (values.contains(spec.id) && !base::why_disabled(spec, specs, values).empty())
        changed = values.erase(spec.id) > 0;
  }
  return values;
}

void require_reasonable(std::int64_t settings, std::int64_t tensors, const std::string& where) {
  if (settings <= most_study_cells / std::max<std::int64_t>(tensors, 1)) return;
  throw base::Error(fmt::format("the study asks for {} settings on {} tensors", settings, tensors), where,
                    fmt::format("at most {} cells; use fewer values or fewer tensors", most_study_cells));
}

}  // namespace

StudyPlan parse_study_plan(std::string_view text, const std::string& place,
                           const std::filesystem::path& folder) {
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string what = error.what();
    const std::size_t start = what.find("parse error");
    throw base::Error("is not JSON: " + (start == std::string::npos ? what : what.substr(start)), place);
  }
  const Place root{document, "", place};
  root.require_object({"format", "format_version", "name", "model", "tensors", "methods"});
  const auto need = [&](const char* key) {
    if (!document.contains(key)) root.fail(fmt::format("\"{}\" is missing", key));
    return root.at(key);
  };
  if (need("format").text() != "quantscope-study")
    root.at("format").fail("this is no study", "use \"quantscope-study\"");
  if (const Place version = need("format_version"); version.value != 1)
    version.fail("version " + version.shown() + " is not known", "this program reads version 1");
  StudyPlan plan;
  if (document.contains("name")) plan.name = root.at("name").text();
  plan.model = need("model").text();
  if (plan.model.empty()) root.at("model").fail("the path of the model is empty");
  plan.model_path = folder / plan.model;
  if (document.contains("tensors")) {
    const Place tensors = root.at("tensors");
    tensors.require_list();
    for (std::size_t i = 0; i < tensors.value.size(); ++i) plan.tensors.push_back(tensors.at(i).text());
  }
  const Place methods = need("methods");
  methods.require_list();
  for (std::size_t i = 0; i < methods.value.size(); ++i) plan.grids.push_back(parse_grid(methods.at(i)));
  require_reasonable(asked_settings(plan), 1, place);
  return plan;
}

std::int64_t asked_settings(const StudyPlan& plan) {
  std::int64_t count = 0;
  for (const StudyPlan::Grid& grid : plan.grids)
    count = std::min(count + settings_in(grid), std::numeric_limits<std::int64_t>::max() / 2048);
  return count;
}

std::vector<Setting> settings_of(const StudyPlan& plan) {
  std::vector<Setting> settings;
  std::set<std::pair<std::string, base::ParameterValues>> known;
  for (const StudyPlan::Grid& grid : plan.grids) {
    const std::vector<base::ParameterSpec> specs = methods::method_by_id(grid.method).parameters(nullptr);
    const std::int64_t count = settings_in(grid);
    for (std::int64_t i = 0; i < count; ++i) {
      base::ParameterValues values;
      std::int64_t rest = i;
      for (auto axis = grid.axes.rbegin(); axis != grid.axes.rend(); ++axis) {
        const auto size = static_cast<std::int64_t>(axis->second.size());
        values[axis->first] = axis->second[static_cast<std::size_t>(rest % size)];
        rest /= size;
      }
      values = in_effect(specs, values);
      if (known.emplace(grid.method, values).second) settings.push_back({grid.method, std::move(values)});
    }
  }
  return settings;
}

std::vector<int> weights_of(const StudyPlan& plan, const storage::ModelFile& file) {
  if (plan.tensors.empty()) {
    std::vector<int> weights = linear_weights(file);
    if (weights.empty())
      throw base::Error("has no linear weights", file.path().string(), "name its tensors in the study");
    return weights;
  }
  std::set<int> weights;
  for (std::size_t p = 0; p < plan.tensors.size(); ++p) {
    bool any = false;
    for (std::size_t i = 0; i < file.tensors().size(); ++i) {
      const storage::TensorInfo& info = file.tensors()[i];
      if (!is_quantizable(info) || !matches(plan.tensors[p], info)) continue;
      weights.insert(static_cast<int>(i));
      any = true;
    }
    if (!any)
      throw base::Error(
          fmt::format("tensors[{}]: no weight matrix of the model matches '{}'", p, plan.tensors[p]),
          file.path().string());
  }
  return {weights.begin(), weights.end()};
}

}  // namespace quantscope::study
