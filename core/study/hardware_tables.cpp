#include "core/study/hardware_tables.h"

#include <cmath>
#include <limits>

#include "core/hardware/accelerator_figures.h"
#include "core/hardware/compute_rate.h"

namespace quantscope::study {
namespace {

using namespace hardware;
using Json = nlohmann::ordered_json;

Cell number_or_nothing(const std::optional<double>& value) {
  return value ? Cell(*value) : Cell(std::monostate{});
}

Json json_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json parts_json(const Parts& values, const Accelerator& accelerator) {
  Json object = Json::object();
  for (std::size_t part = 0; part < memory + accelerator.memory.size(); ++part)
    object[part_name(accelerator, part)] = values[part];
  return object;
}

void put_energies(Json& json, const PhaseTotal& total) {
  json["energy_j"] = total.energy_j();
  json["energy_kind"] = total.board_j ? "board" : "dynamic";
  json["energy_per_token_j"] = total.tokens > 0 ? total.energy_j() / total.tokens : 0;
  json["dynamic_energy_j"] = total.dynamic_j;
  json["board_energy_j"] = json_or_null(total.board_j);
}

void put_memory(Json& json, const PhaseResult& result) {
  json["memory_bytes"] = result.need.total();
  json["weight_bytes"] = result.need.weights;
  json["key_value_bytes"] = result.need.key_value;
  json["activation_bytes"] = result.need.activations;
  json["capacity_bytes"] = json_or_null(result.capacity_bytes);
  json["fits"] = result.fits();
  json["missing_bytes"] = result.missing_bytes();
}

}  // namespace

Table operator_table(const PhaseResult& result, const Accelerator& accelerator) {
  Table table{{"name",
               "count",
               "ops",
               "bytes",
               "time_s",
               "energy_j",
               "bound",
               "time_low_s",
               "time_high_s",
               "roof_time_s",
               "compute_time_s",
               "memory_time_s",
               "launch_time_s",
               "ops_per_byte",
               "dynamic_energy_j",
               "board_energy_j",
               "weight_bytes",
               "input_bytes",
               "output_bytes",
               "key_value_read_bytes",
               "key_value_write_bytes",
               "link_bytes",
               "computes_as"},
              {}};
  for (std::size_t i = 0; i < result.operators.size(); ++i) {
    const Operator& op = result.operators[i];
    const OperatorPrice& price = result.prices[i];
    const double bytes = price.bytes[memory];
    table.rows.push_back({op.name,
                          op.count,
                          op.ops(),
                          bytes,
                          price.time_s,
                          price.board_j.value_or(price.dynamic_j),
                          part_name(accelerator, price.bound),
                          price.time_low_s,
                          price.time_high_s,
                          price.roof_s,
                          price.alone_s[compute],
                          price.alone_s[memory],
                          price.alone_s[launch],
                          bytes > 0 ? Cell(op.ops() / bytes) : Cell(std::monostate{}),
                          price.dynamic_j,
                          number_or_nothing(price.board_j),
                          op.traffic.weights,
                          op.traffic.input,
                          op.traffic.output,
                          op.traffic.key_value_read,
                          op.traffic.key_value_write,
                          op.link_bytes,
                          price.fallback});
  }
  return table;
}

Json total_json(const PhaseResult& result, const Accelerator& accelerator) {
  const PhaseTotal& total = result.total;
  Json json = {{"ops", total.ops},
               {"bytes", total.bytes},
               {"time_s", total.time_s},
               {"time_low_s", total.time_low_s},
               {"time_high_s", total.time_high_s},
               {"tokens", total.tokens},
               {"tokens_per_second", total.tokens_per_second()}};
  put_energies(json, total);
  put_memory(json, result);
  json["devices"] = result.devices;
  json["time_of_s"] = parts_json(total.time_of, accelerator);
  json["dynamic_energy_of_j"] = parts_json(total.dynamic_of, accelerator);
  return json;
}

Json total_json(const RequestResult& result, const Accelerator& accelerator) {
  PhaseTotal total = result.prefill.total;
  total.ops += result.decode.ops;
  total.bytes += result.decode.bytes;
  total.time_s += result.decode.time_s;
  total.time_low_s += result.decode.time_low_s;
  total.time_high_s += result.decode.time_high_s;
  total.dynamic_j += result.decode.dynamic_j;
  if (total.board_j) *total.board_j += result.decode.board_j.value_or(0);
  for (std::size_t part = 0; part < parts; ++part) {
    total.time_of[part] += result.decode.time_of[part];
    total.dynamic_of[part] += result.decode.dynamic_of[part];
  }
  // The tokens of a request are those that it gives.
  const double batch = result.prefill.total.tokens / result.prompt;
  total.tokens = batch * result.generated;
  PhaseResult whole = result.last_decode;
  whole.total = total;
  Json json = total_json(whole, accelerator);
  json["time_to_first_token_s"] = result.time_to_first_token_s();
  json["time_per_token_s"] = result.time_per_token_s();
  json["fits"] = result.fits();
  return json;
}

Table sweep_table(const Sweep& sweep, const Accelerator& accelerator) {
  Table table{{sweep.range.variable, "time_s", "time_low_s", "time_high_s", "tokens_per_second",
               "time_per_token_s", "energy_j", "energy_per_token_j", "dynamic_energy_j", "board_energy_j",
               "ops", "bytes", "memory_bytes", "fits", "bound", "bound_changes"},
              {}};
  for (const SweepPoint& point : sweep.points) {
    const PhaseTotal& total = point.total;
    table.rows.push_back({point.value, total.time_s, total.time_low_s, total.time_high_s,
                          total.tokens_per_second(), total.time_s / total.tokens, total.energy_j(),
                          total.energy_j() / total.tokens, total.dynamic_j, number_or_nothing(total.board_j),
                          total.ops, total.bytes, point.need.total(), point.fits,
                          part_name(accelerator, point.bound), point.bound_changes});
  }
  return table;
}

Table sensitivity_table(const std::vector<Sensitivity>& list) {
  Table table{
      {"figure", "label", "value", "unit", "time_elasticity", "energy_elasticity", "time_derivative",
       "energy_derivative", "time_when_lower", "time_when_higher", "energy_when_lower", "energy_when_higher"},
      {}};
  for (const Sensitivity& each : list)
    table.rows.push_back({each.place.path, each.place.label, each.value, each.place.unit,
                          each.time_elasticity, each.energy_elasticity, each.time_derivative,
                          each.energy_derivative, each.time_when_lower, each.time_when_higher,
                          each.energy_when_lower, each.energy_when_higher});
  return table;
}

Table derivation_table(const std::vector<DerivationStep>& steps) {
  Table table{{"quantity", "formula", "filled", "value", "unit"}, {}};
  for (const DerivationStep& step : steps)
    table.rows.push_back({step.quantity, step.formula, step.filled, step.value, step.unit});
  return table;
}

Table device_table(const std::vector<std::shared_ptr<const Accelerator>>& accelerators) {
  Table table{{"id", "name", "category", "f16_ops_per_s", "int8_ops_per_s", "memory_bytes_per_s",
               "memory_bytes", "on_chip_bytes", "power_limit_w", "summary"},
              {}};
  for (const auto& a : accelerators) {
    const auto rate = [&](kernels::Operation operation, int bits) {
      return rate_for(*a, {operation, bits, bits}).operations_per_second;
    };
    const auto value = [](const std::optional<Figure>& figure) {
      return figure ? Cell(figure->value) : Cell(std::monostate{});
    };
    const MemoryLevel* const chip = a->on_chip();
    table.rows.push_back({a->id, a->name, a->category, rate(kernels::Operation::float_mac, 16),
                          rate(kernels::Operation::integer_mac, 8), value(a->main_memory().bandwidth),
                          value(a->main_memory().capacity_bytes), chip ? value(chip->capacity_bytes) : Cell(),
                          a->board ? Cell(a->board->limit_w.value) : Cell(), a->summary});
  }
  return table;
}

Table figure_table(const Accelerator& accelerator) {
  Table table{{"figure", "label", "value", "unit", "mark", "source"}, {}};
  visit_figures(accelerator, [&](const FigurePlace& place, const auto& figure) {
    const auto add = [&](const Figure& each) {
      table.rows.push_back(
          {place.path, place.label, each.value, place.unit, std::string(mark_name(each.mark)), each.source});
    };
    if constexpr (requires { figure.has_value(); }) {
      if (figure) add(*figure);
    } else {
      add(figure);
    }
  });
  return table;
}

}  // namespace quantscope::study
