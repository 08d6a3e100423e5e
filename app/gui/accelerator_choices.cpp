#include "app/gui/accelerator_choices.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <algorithm>

namespace quantscope::gui {
namespace {

struct ChoiceWords {
  Q_DECLARE_TR_FUNCTIONS(accelerator)
};

constexpr double most_batch = 65536, most_prompt = 1 << 20, most_generated = 1 << 16, most_devices = 512;

base::ParameterSpec whole(const char* id, const QString& label, const QString& unit, double most,
                          double usual, const QString& help) {
  base::ParameterSpec spec;
  spec.id = id;
  spec.label = label.toStdString();
  spec.unit = unit.toStdString();
  spec.help = help.toStdString();
  spec.kind = base::ParameterKind::integer;
  spec.minimum = 1;
  spec.maximum = most;
  spec.logarithmic = true;
  spec.default_value = usual;
  return spec;
}

base::ParameterSpec on_off(const char* id, const QString& label, bool usual, const QString& help) {
  base::ParameterSpec spec;
  spec.id = id;
  spec.label = label.toStdString();
  spec.help = help.toStdString();
  spec.kind = base::ParameterKind::boolean;
  spec.default_value = usual;
  spec.advanced = true;
  return spec;
}

auto law_parameter() {
  base::ParameterSpec spec;
  spec.id = "law";
  spec.label = ChoiceWords::tr("Law").toStdString();
  spec.help = ChoiceWords::tr("How times at the roofs make the time of an operator").toStdString();
  spec.kind = base::ParameterKind::choice;
  spec.default_value = std::string("calibrated");
  spec.advanced = true;
  const auto add = [&](hardware::Law law, const QString& label, const QString& help) {
    spec.choices.push_back({hardware::law_name(law), label.toStdString(), help.toStdString()});
  };
  add(hardware::Law::calibrated, ChoiceWords::tr("calibrated"),
      ChoiceWords::tr("Achievable parts of the rated figures, both times together, a launch floor; "
                      "fitted on measured A100 operators"));
  add(hardware::Law::ideal, ChoiceWords::tr("ideal roofline"),
      ChoiceWords::tr("The longest of compute, memory and link at the rated figures: a lower bound"));
  add(hardware::Law::llm_viewer, QStringLiteral("LLM-Viewer"),
      ChoiceWords::tr("The rules of LLM-Viewer as it was released, with its own table of devices"));
  add(hardware::Law::llm_viewer_fixed, ChoiceWords::tr("LLM-Viewer, fixed"),
      ChoiceWords::tr("LLM-Viewer with the corrections of its pull request 27"));
  return spec;
}

const base::ParameterSpec* parameter(const std::string& id) {
  static const std::vector<base::ParameterSpec> specs = workload_parameters();
  return base::find_parameter(specs, id);
}

bool is_on(const AcceleratorChoices& choices, const char* id) {
  return std::get<bool>(base::value_of(*parameter(id), choices.values));
}

}  // namespace

std::vector<base::ParameterSpec> workload_parameters() {
  std::vector<base::ParameterSpec> specs;
  specs.push_back(whole("batch", ChoiceWords::tr("Batch"), {}, most_batch, 1,
                        ChoiceWords::tr("Sequences that are computed at once")));
  specs.push_back(whole("prompt", ChoiceWords::tr("Prompt"), ChoiceWords::tr("tokens"), most_prompt, 1024,
                        ChoiceWords::tr("Tokens of each prompt, which prefill reads")));
  specs.push_back(
      whole("generated", ChoiceWords::tr("Generated"), ChoiceWords::tr("tokens"), most_generated, 256,
            ChoiceWords::tr("Tokens that each sequence gets; decode is shown for the last of them, "
                            "which sees the prompt and all others")));
  specs.push_back(law_parameter());
  base::ParameterSpec cache = whole("kv_bits", ChoiceWords::tr("KV cache"), ChoiceWords::tr("bits"), 16, 16,
                                    ChoiceWords::tr("Bits of the keys and values that are kept; 16 is f16"));
  cache.minimum = 2;
  cache.allowed = {2, 3, 4, 6, 8, 16};
  cache.logarithmic = false;
  specs.push_back(cache);
  specs.push_back(
      whole("devices", ChoiceWords::tr("Devices"), {}, most_devices, 1,
            ChoiceWords::tr("Devices that share every layer (tensor parallelism, ring all-reduce); "
                            "must divide the heads and the feed-forward size")));
  specs.push_back(on_off("flash_attention", ChoiceWords::tr("FlashAttention"), true,
                         ChoiceWords::tr("Scores stay on the chip; off: they go through the main memory")));
  specs.push_back(on_off("causal_halving", ChoiceWords::tr("Causal halving"), true,
                         ChoiceWords::tr("Prefill computes the allowed half of the scores alone")));
  specs.push_back(
      on_off("sparse_2_4", ChoiceWords::tr("2:4 sparsity"), false,
             ChoiceWords::tr("Linear layers keep two of four weights: half the values and an index of "
                             "2 bits each; twice the rate where the device has it")));
  for (base::ParameterSpec& spec : specs)
    spec.advanced = spec.id != "batch" && spec.id != "prompt" && spec.id != "generated";
  return specs;
}

std::int64_t whole_value(const AcceleratorChoices& choices, const char* id) {
  return static_cast<std::int64_t>(base::number_of(*parameter(id), choices.values));
}

hardware::Law law_of(const AcceleratorChoices& choices) {
  return hardware::law_of_name(std::get<std::string>(base::value_of(*parameter("law"), choices.values)));
}

hardware::WorkloadSettings workload_settings(const AcceleratorChoices& choices, hardware::Phase phase) {
  hardware::WorkloadSettings settings;
  settings.phase = phase;
  settings.batch = whole_value(choices, "batch");
  settings.context = whole_value(choices, "prompt");
  if (phase == hardware::Phase::decode)
    settings.context += std::max<std::int64_t>(whole_value(choices, "generated") - 1, 1);
  settings.key_value_bits = base::number_of(*parameter("kv_bits"), choices.values);
  settings.tensor_parallel = whole_value(choices, "devices");
  settings.attention =
      is_on(choices, "flash_attention") ? hardware::Attention::flash : hardware::Attention::plain;
  settings.causal_halving = is_on(choices, "causal_halving");
  settings.sparse_2_4 = is_on(choices, "sparse_2_4");
  return settings;
}

QJsonObject to_json(const AcceleratorChoices& choices) {
  QJsonObject values;
  for (const auto& [id, value] : choices.values) {
    const QString key = QString::fromStdString(id);
    if (const auto* number = std::get_if<double>(&value)) values[key] = *number;
    if (const auto* on = std::get_if<bool>(&value)) values[key] = *on;
    if (const auto* text = std::get_if<std::string>(&value)) values[key] = QString::fromStdString(*text);
  }
  return {{"workload", choices.workload},
          {"run", choices.run},
          {"accelerator", choices.accelerator},
          {"compared", QJsonArray::fromStringList(choices.compared)},
          {"values", values}};
}

AcceleratorChoices accelerator_choices(const QJsonObject& object, const AcceleratorChoices& present) {
  AcceleratorChoices choices = present;
  choices.workload = object["workload"].toString(present.workload);
  choices.run = object["run"].toString(present.run);
  choices.accelerator = object["accelerator"].toString(present.accelerator);
  if (object["compared"].isArray()) {
    choices.compared.clear();
    for (const QJsonValue& id : object["compared"].toArray())
      if (id.isString() && choices.compared.size() < AcceleratorChoices::most_compared)
        choices.compared << id.toString();
    choices.compared.removeDuplicates();
  }
  const QJsonObject values = object["values"].toObject();
  for (auto each = values.begin(); each != values.end(); ++each) {
    base::ParameterValue value;
    if (each->isDouble())
      value = each->toDouble();
    else if (each->isBool())
      value = each->toBool();
    else
      value = each->toString().toStdString();
    const std::string id = each.key().toStdString();
    if (const base::ParameterSpec* spec = parameter(id); spec && base::why_invalid(*spec, value).empty())
      choices.values[id] = value;
  }
  return choices;
}

QString change_in_words(const AcceleratorChoices& before, const AcceleratorChoices& after) {
  for (const base::ParameterSpec& spec : workload_parameters()) {
    const base::ParameterValue value = base::value_of(spec, after.values);
    if (value == base::value_of(spec, before.values)) continue;
    const QString label = QString::fromStdString(spec.label);
    if (const auto* on = std::get_if<bool>(&value))
      return *on ? ChoiceWords::tr("%1 on").arg(label) : ChoiceWords::tr("%1 off").arg(label);
    return QStringLiteral("%1 %2").arg(label, QString::fromStdString(base::parameter_text(value)));
  }
  if (before.workload != after.workload)
    return after.workload.isEmpty() ? ChoiceWords::tr("workload: the open file")
                                    : ChoiceWords::tr("workload: %1").arg(after.workload);
  if (before.accelerator != after.accelerator)
    return ChoiceWords::tr("accelerator: %1").arg(after.accelerator);
  if (before.compared != after.compared) return ChoiceWords::tr("accelerators beside");
  return ChoiceWords::tr("run in front");
}

}  // namespace quantscope::gui
