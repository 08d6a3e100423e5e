#include "core/hardware/accelerator_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/hardware/accelerator_figures.h"
#include "core/hardware/json_object.h"

namespace quantscope::hardware {
namespace {

using Json = nlohmann::ordered_json;

constexpr KernelClass kernel_classes[] = {KernelClass::product,  KernelClass::norm,
                                          KernelClass::residual, KernelClass::activation,
                                          KernelClass::rotary,   KernelClass::embedding};
constexpr Dataflow dataflows[] = {Dataflow::output_stationary, Dataflow::weight_stationary,
                                  Dataflow::input_stationary};

template <typename Value, std::size_t size, typename Name>
Value named(const JsonObject& object, const std::string& key, const Value (&values)[size], Name name_of) {
  const std::string text = object.text(key);
  std::string known;
  for (const Value value : values) {
    if (text == name_of(value)) return value;
    known += (known.empty() ? "" : ", ") + std::string(name_of(value));
  }
  object.refuse(key, "is '" + text + "'", "use one of " + known);
}

Figure read_figure(const JsonObject& figure, FigureRange range) {
  figure.accept_only({"value", "mark", "source"});
  constexpr Mark marks[] = {Mark::measured, Mark::published, Mark::assumed};
  Figure result{figure.number("value"), named(figure, "mark", marks, mark_name), figure.text("source")};
  if (const std::string remedy = why_unsuitable(range, result.value); !remedy.empty())
    figure.refuse("value", fmt::format("is {}", result.value), remedy);
  return result;
}

/// Sections with what is no figure in them; the figures are filled in afterwards.
void read_skeleton(const JsonObject& object, Accelerator& a) {
  const JsonObject rates = object.object("rates");
  for (const std::string& name : rates.keys()) {
    const auto format = parse_format(name);
    if (!format) rates.refuse(name, "is no format", "as f16, f8, int8, int4xint8 or int4xf16");
    a.rates.push_back({*format, {}});
  }
  const JsonObject memory = object.object("memory");
  for (const std::string& id : memory.keys()) {
    if (id.find('.') != std::string::npos) memory.refuse(id, "has a dot in its name");
    a.memory.push_back({id, {}, {}, {}, {}});
  }
  if (object.has("achievable")) {
    const JsonObject given = object.object("achievable");
    std::vector<std::string> known;
    for (const KernelClass kernel : kernel_classes) known.push_back(kernel_class_name(kernel));
    given.accept_only(known);
  }
  for (const KernelClass kernel : kernel_classes)
    a.achievable.emplace_back(kernel, default_achievable(kernel));
  if (object.has("mac_pj")) {
    const JsonObject energies = object.object("mac_pj");
    for (const std::string& name : energies.keys()) {
      const auto format = parse_format(name);
      if (!format) energies.refuse(name, "is no format", "as f16, int8 or int4xint8");
      a.mac_pj.emplace_back(*format, Figure{});
    }
  }
  if (object.has("board")) a.board.emplace();
  if (object.has("link")) a.link.emplace();
  if (object.has("network")) a.network.emplace();
  if (object.has("systolic")) {
    a.systolic.emplace();
    a.systolic->dataflow = named(object.object("systolic"), "dataflow", dataflows, dataflow_name);
  }
  if (object.has("tiles")) {
    a.tiles.emplace();
    a.tiles->bit_serial = object.object("tiles").flag_or("bit_serial", false);
  }
  if (object.has("eyeriss")) a.eyeriss.emplace();
  if (object.has("submatrix")) a.submatrix.emplace();
  if (object.has("in_memory")) {
    constexpr MemoryMode modes[] = {MemoryMode::blocked, MemoryMode::concurrent};
    a.in_memory.emplace();
    a.in_memory->mode = named(object.object("in_memory"), "mode", modes, memory_mode_name);
  }
  if (object.has("contraction")) a.contraction.emplace();
  if (object.has("llm_viewer")) a.llm_viewer.emplace();
}

/// The object at a path with dots, and the last part of the path; nothing where it is not there.
std::optional<JsonObject> at_path(const JsonObject& object, const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string key = path.substr(0, dot);
  if (!object.has(key)) return {};
  const JsonObject inner = object.object(key);
  return dot == std::string::npos ? inner : at_path(inner, path.substr(dot + 1));
}

/// Names that no figure stands under are misspelt ones.
void refuse_unknown(const JsonObject& object, const std::string& prefix, const std::set<std::string>& known) {
  for (const std::string& key : object.keys()) {
    const std::string path = prefix + key;
    if (known.contains(path)) continue;
    const auto below = known.lower_bound(path + ".");
    if (below == known.end() || !below->starts_with(path + ".")) object.refuse(key, "is not known");
    refuse_unknown(object.object(key), path + ".", known);
  }
}

/// Bounds that a description leaves out keep their ratio to the value.
void scale_bounds(Accelerator& a, const std::set<std::string>& given) {
  for (auto& [kernel, part] : a.achievable) {
    const std::string path = std::string("achievable.") + kernel_class_name(kernel) + ".";
    const Achievable usual = default_achievable(kernel);
    const auto scale = [&](const char* name, const Figure& value, const Figure& usual_value, Figure& low,
                           const Figure& usual_low, Figure& high, const Figure& usual_high) {
      const auto bound = [&](const char* suffix, Figure& figure, const Figure& usual_bound) {
        if (given.contains(path + name + suffix) || !given.contains(path + name)) return;
        const double scaled = value.value * usual_bound.value / usual_value.value;
        figure = {std::min(scaled, std::max(1.0, value.value)), Mark::assumed,
                  "as far from the value as " + usual_bound.source};
      };
      bound("_low", low, usual_low);
      bound("_high", high, usual_high);
    };
    scale("compute", part.compute, usual.compute, part.compute_low, usual.compute_low, part.compute_high,
          usual.compute_high);
    scale("bandwidth", part.bandwidth, usual.bandwidth, part.bandwidth_low, usual.bandwidth_low,
          part.bandwidth_high, usual.bandwidth_high);
  }
}

Json figure_json(const Figure& figure) {
  return {{"value", figure.value}, {"mark", mark_name(figure.mark)}, {"source", figure.source}};
}

void put(Json& document, const std::string& path, const Json& value) {
  Json* target = &document;
  std::size_t start = 0;
  for (std::size_t dot; (dot = path.find('.', start)) != std::string::npos; start = dot + 1)
    target = &(*target)[path.substr(start, dot - start)];
  (*target)[path.substr(start)] = value;
}

}  // namespace

Accelerator accelerator_from_json(const Json& document, const std::string& where) {
  const JsonObject object(document, where);
  if (object.text("format") != "quantscope-accelerator")
    object.refuse("format", "is '" + object.text("format") + "'", "use quantscope-accelerator");
  if (object.count("format_version") != 1)
    object.refuse("format_version", "is newer than this program", "version 1 is known");
  Accelerator a;
  a.id = object.text("id");
  a.name = object.text("name");
  a.summary = object.text_or("summary", "");
  a.category = object.text("category");
  a.aliases = object.texts("aliases");
  a.keeps_on_chip = object.flag_or("keeps_on_chip", false);
  a.overlaps_loads = object.flag_or("overlaps_loads", false);
  read_skeleton(object, a);

  std::set<std::string> known{"format",
                              "format_version",
                              "id",
                              "name",
                              "summary",
                              "category",
                              "aliases",
                              "keeps_on_chip",
                              "overlaps_loads",
                              "systolic.dataflow",
                              "tiles.bit_serial",
                              "in_memory.mode"};
  std::set<std::string> given;
  visit_figures(a, [&](const FigurePlace& place, auto& figure) {
    known.insert(place.path);
    const auto found = at_path(object, place.path);
    if (found) {
      given.insert(place.path);
      figure = read_figure(*found, place.range);
      return;
    }
    constexpr bool optional = requires {
      figure.has_value();
    };
    if (!optional && !place.path.starts_with("achievable.")) object.refuse(place.path, "is missing");
  });
  refuse_unknown(object, "", known);
  scale_bounds(a, given);
  check(a, where);
  return a;
}

Accelerator read_accelerator(const std::filesystem::path& file) {
  return accelerator_from_json(read_json_object(file), file.string());
}

Json accelerator_json(const Accelerator& a) {
  Json document = {
      {"format", "quantscope-accelerator"}, {"format_version", 1}, {"id", a.id}, {"name", a.name}};
  if (!a.summary.empty()) document["summary"] = a.summary;
  document["category"] = a.category;
  document["aliases"] = a.aliases;
  document["keeps_on_chip"] = a.keeps_on_chip;
  document["overlaps_loads"] = a.overlaps_loads;
  for (const MemoryLevel& level : a.memory) document["memory"][level.id] = Json::object();
  if (a.systolic) document["systolic"]["dataflow"] = dataflow_name(a.systolic->dataflow);
  if (a.tiles) document["tiles"]["bit_serial"] = a.tiles->bit_serial;
  if (a.in_memory) document["in_memory"]["mode"] = memory_mode_name(a.in_memory->mode);
  visit_figures(a, [&](const FigurePlace& place, const auto& figure) {
    if constexpr (requires { figure.has_value(); }) {
      if (figure) put(document, place.path, figure_json(*figure));
    } else {
      put(document, place.path, figure_json(figure));
    }
  });
  return document;
}

void write_accelerator(const Accelerator& accelerator, const std::filesystem::path& file) {
  check(accelerator, file.string());
  base::write_file_atomically(file, accelerator_json(accelerator).dump(2) + "\n");
}

}  // namespace quantscope::hardware
