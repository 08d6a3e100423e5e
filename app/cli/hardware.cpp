#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/hardware_choice.h"
#include "app/cli/hardware_options.h"
#include "app/cli/method_choice.h"
#include "core/base/error.h"
#include "core/hardware/accelerator_parameters.h"
#include "core/hardware/diagnosis.h"
#include "core/study/hardware_tables.h"
#include "core/study/method_costs.h"

namespace quantscope::cli {
namespace {

using Json = nlohmann::ordered_json;

/// All that a question consists of.
struct Question {
  std::shared_ptr<const hardware::Accelerator> accelerator;
  hardware::ModelShape shape;
  hardware::WorkloadSettings settings;
  hardware::PriceOptions options;
  hardware::TilingCache tilings;
  Json head;  ///< first keys of the document: what was asked
  std::vector<std::string> notes;
};

std::shared_ptr<const hardware::Accelerator> changed_device(
    std::shared_ptr<const hardware::Accelerator> device, const std::vector<std::string>& settings) {
  if (settings.empty()) return device;
  const auto specs = hardware::accelerator_parameters(*device);
  base::ParameterValues values;
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      throw UsageError(fmt::format("--device-set '{}' is not accepted (use figure=value)", setting));
    const std::string id = setting.substr(0, equals);
    const base::ParameterSpec* spec = base::find_parameter(specs, id);
    if (!spec)
      throw UsageError(fmt::format("--device-set '{}': {} has no figure '{}' (`devices {}` lists them)",
                                   setting, device->id, id, device->id));
    try {
      values[id] = base::parse_parameter(*spec, setting.substr(equals + 1));
    } catch (const base::Error& error) {
      throw UsageError(fmt::format("--device-set '{}': {}", setting, error.what()));
    }
  }
  try {
    return std::make_shared<const hardware::Accelerator>(hardware::with_values(*device, values));
  } catch (const base::Error& error) {
    throw UsageError(std::string("--device-set: ") + error.what());
  }
}

void price_by_method(const HardwareOptions& options, const ChosenModel& model, const base::Job& job,
                     Question& question) {
  if (options.bits_given)
    throw UsageError("--weight-bits and --activation-bits say what --method does too (use one of both)");
  const methods::Method& method = chosen_method(options.method);
  const base::ParameterValues values = chosen_values(method, options.settings);
  for (const std::string& note : idle_settings(method, values)) question.notes.push_back(note);
  const study::MethodCosts costs = model.file ? study::method_costs(*model.file, method, values, job)
                                              : study::method_costs(model.shape, method, values, job);
  question.settings.costs = costs.costs;
  question.notes.insert(question.notes.end(), costs.notes.begin(), costs.notes.end());
  question.head["method"] = options.method;
  question.head["set"] = study::to_json(values);
  question.head["cost_source"] = costs.exact ? "model file" : "random layers, scaled";
  question.head["bits_per_weight"] = costs.bits_per_weight;
}

void ask(const HardwareOptions& o, const base::Job& job, Question& q) {
  if (o.phase == "request" && o.generate == 0)
    throw UsageError("--phase request needs --generate N, the tokens that it gives");
  if (o.phase != "request" && o.generate != 0) throw UsageError("--generate belongs to --phase request");
  if (o.method.empty() && !o.settings.empty()) throw UsageError("--set needs --method ID");
  q.options.law = hardware::law_of_name(o.law);
  q.options.tilings = &q.tilings;
  const ChosenDevice device = chosen_device(o.device, job);
  q.accelerator = changed_device(device.accelerator, o.device_settings);
  const ChosenModel model = chosen_model(o.model);
  q.shape = model.shape;
  q.notes = device.faults;

  hardware::WorkloadSettings& s = q.settings;
  s.phase = o.phase == "decode" ? hardware::Phase::decode : hardware::Phase::prefill;
  s.batch = o.batch;
  s.context = o.context;
  s.weight_bits = o.weight_bits;
  s.activation_bits = o.activation_bits;
  s.key_value_bits = o.key_value_bits;
  s.head_bits = o.head_bits;
  s.tensor_parallel = o.tensor_parallel;
  s.attention = o.flash_attention == "on" ? hardware::Attention::flash : hardware::Attention::plain;
  s.causal_halving = o.causal_halving == "on";
  s.sparse_2_4 = o.sparse;
  q.head = {{"device", q.accelerator->id},
            {"model", q.shape.id},
            {"phase", o.phase},
            {"law", o.law},
            {"batch", o.batch},
            {"context", o.context},
            {"tensor_parallel", o.tensor_parallel},
            {"flash_attention", o.flash_attention == "on"}};
  if (o.generate > 0) q.head["generate"] = o.generate;
  if (!o.method.empty()) {
    price_by_method(o, model, job, q);
  } else {
    q.head["weight_bits"] = o.weight_bits;
    q.head["activation_bits"] = o.activation_bits;
  }
  q.head["kv_bits"] = o.key_value_bits;
  q.head["notes"] = Json::array();
  if (o.context > q.shape.context)
    q.notes.push_back(fmt::format("{} was made for {} tokens", q.shape.name, q.shape.context));
}

std::string total_text(const Json& total) {
  const auto value = [&](const char* key) { return total[key].get<double>(); };
  const auto si = hardware::with_unit;
  std::string text =
      fmt::format("time {} ({} to {}), {:.4g} tokens/s, {} energy {} ({} a token)\n",
                  si(value("time_s"), "s"), si(value("time_low_s"), "s"), si(value("time_high_s"), "s"),
                  value("tokens_per_second"), total["energy_kind"].get<std::string>(),
                  si(value("energy_j"), "J"), si(value("energy_per_token_j"), "J"));
  if (total["energy_kind"] == "board")
    text += fmt::format("dynamic energy {}, another quantity: operations and bits moved alone\n",
                        si(value("dynamic_energy_j"), "J"));
  text += fmt::format("memory {} on each device", si(value("memory_bytes"), "B"));
  if (!total["capacity_bytes"].is_null()) {
    text += fmt::format(" of {}", si(value("capacity_bytes"), "B"));
    if (!total["fits"].get<bool>()) text += fmt::format(": {} too much", si(value("missing_bytes"), "B"));
  }
  return text + "\n";
}

void finish(Question& q, const Json& rest, const study::Table& table, const std::string& text,
            Session& session) {
  Json document = q.head;
  document["notes"] = q.notes;
  document.update(rest);
  session.finish(document, table, text, q.notes);
}

study::Table shown_columns(const study::Table& table) {
  return study::selected_columns(
      table, {"name", "count", "ops", "bytes", "time_s", "energy_j", "bound", "computes_as"});
}

void answer_sweep(const HardwareOptions& o, Question& q, Session& session) {
  if (o.phase == "request") throw UsageError("--sweep prices one phase (use --phase prefill or decode)");
  hardware::SweepRange range;
  try {
    range = hardware::parse_sweep(o.sweep);
  } catch (const base::Error& error) {
    throw UsageError(std::string("--sweep: ") + error.what());
  }
  const bool bits = range.variable == "weight-bits" || range.variable == "activation-bits";
  if (bits && !o.method.empty()) throw UsageError("--sweep of bits that --method decides (use --set)");
  const hardware::Sweep sweep = hardware::run_sweep(q.shape, q.settings, *q.accelerator, q.options, range);
  const study::Table table = study::sweep_table(sweep, *q.accelerator);
  std::string text =
      study::to_text(study::selected_columns(table, {range.variable, "time_s", "tokens_per_second",
                                                     "energy_per_token_j", "memory_bytes", "fits", "bound"}));
  if (sweep.memory_wall)
    text += fmt::format("memory wall: {} sequences of this context fit\n", *sweep.memory_wall);
  finish(q,
         {{"sweep", range.variable},
          {"memory_wall_batch", sweep.memory_wall ? Json(*sweep.memory_wall) : Json()},
          {"points", study::to_json(table)}},
         table, text, session);
}

void answer_request(const HardwareOptions& o, Question& q, Session& session) {
  if (o.sensitivity || !o.derive.empty())
    throw UsageError("--sensitivity and --derive look at one phase (use --phase prefill or decode)");
  const hardware::RequestResult result =
      hardware::price_request(q.shape, q.settings, o.context, o.generate, *q.accelerator, q.options);
  q.notes.insert(q.notes.end(), result.prefill.notes.begin(), result.prefill.notes.end());
  const study::Table table = study::operator_table(result.prefill, *q.accelerator);
  const Json total = study::total_json(result, *q.accelerator);
  const Json prefill = study::total_json(result.prefill, *q.accelerator);
  const Json last = study::total_json(result.last_decode, *q.accelerator);
  std::string text = fmt::format("first token after {}, then {} a token\n",
                                 hardware::with_unit(result.time_to_first_token_s(), "s"),
                                 hardware::with_unit(result.time_per_token_s(), "s"));
  text += total_text(total);
  finish(
      q,
      {{"operators", study::to_json(table)}, {"prefill", prefill}, {"last_decode", last}, {"total", total}},
      table, text, session);
}

std::vector<hardware::DerivationStep> derivation(const HardwareOptions& o,
                                                 const hardware::PhaseResult& result,
                                                 const hardware::Accelerator& accelerator) {
  if (o.derive == "total") return hardware::derive_total(result, accelerator);
  std::string known = "total";
  for (std::size_t i = 0; i < result.operators.size(); ++i) {
    if (result.operators[i].name == o.derive) return hardware::derive(result, i, accelerator);
    known += ", " + result.operators[i].name;
  }
  throw UsageError(fmt::format("--derive: there is no operator '{}' (known: {})", o.derive, known));
}

void answer_phase(const HardwareOptions& o, Question& q, Session& session) {
  const hardware::PhaseResult result = hardware::price_phase(q.shape, q.settings, *q.accelerator, q.options);
  q.notes.insert(q.notes.end(), result.notes.begin(), result.notes.end());
  const auto answers = hardware::sensitivities(q.shape, q.settings, *q.accelerator, q.options);
  const std::string diagnosis =
      hardware::diagnosis_text(result, hardware::diagnose(result, answers), *q.accelerator);
  study::Table table = study::operator_table(result, *q.accelerator);
  const Json total = study::total_json(result, *q.accelerator);
  Json rest = {{"operators", study::to_json(table)}, {"total", total}, {"diagnosis", diagnosis}};
  std::string text = study::to_text(shown_columns(table)) + total_text(total) + diagnosis + "\n";
  if (!o.derive.empty()) {
    const auto steps = derivation(o, result, *q.accelerator);
    table = study::derivation_table(steps);
    rest["derivation"] = study::to_json(table);
    text = hardware::derivation_text(steps);
  }
  if (o.sensitivity) {
    table = study::sensitivity_table(answers);
    rest["sensitivity"] = study::to_json(table);
    text = study::to_text(
               study::selected_columns(table, {"figure", "value", "unit", "time_elasticity",
                                               "energy_elasticity", "time_when_lower", "time_when_higher"})) +
           diagnosis + "\n";
  }
  finish(q, rest, table, text, session);
}

void run(const HardwareOptions& options, Session& session) {
  Question question;
  ask(options, session.job(), question);
  try {
    if (!options.sweep.empty())
      answer_sweep(options, question, session);
    else if (options.phase == "request")
      answer_request(options, question, session);
    else
      answer_phase(options, question, session);
  } catch (const base::Error& error) {
    // What the workload refuses stood on the command line.
    constexpr const char* options_of_workload[] = {"batch",           "context", "phase",
                                                   "tensor_parallel", "prompt",  "generated"};
    for (const char* name : options_of_workload)
      if (error.where() == name) throw UsageError(error.what());
    throw;
  }
}

}  // namespace

void add_hardware(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand(
      "hardware", "Time, energy and memory of a model on an accelerator, operator by operator");
  auto options = std::make_shared<HardwareOptions>();
  add_hardware_options(*command, *options);
  add_common_options(*command, session.options);
  command->callback([command, options, &session] {
    options->bits_given = command->count("--weight-bits") + command->count("--activation-bits") > 0;
    run(*options, session);
  });
}

}  // namespace quantscope::cli
