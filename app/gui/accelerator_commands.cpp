#include "app/gui/accelerator_commands.h"

#include <QStringList>

#include "app/gui/command_text.h"

namespace quantscope::gui {

QString hardware_command(const AcceleratorChoices& choices, hardware::Phase phase, const QString& file,
                         const study::Setting* setting) {
  const hardware::WorkloadSettings settings = workload_settings(choices, phase);
  QStringList words{
      QStringLiteral("quantscope-cli"), QStringLiteral("hardware"),
      QStringLiteral("--device"),       shell_quoted(choices.accelerator),
      QStringLiteral("--model"),        shell_quoted(choices.workload.isEmpty() ? file : choices.workload)};
  const auto add = [&](const char* option, const QString& value) {
    words << QString::fromLatin1(option) << value;
  };
  add("--phase", QString::fromLatin1(hardware::phase_name(phase)));
  add("--batch", QString::number(settings.batch));
  add("--context", QString::number(settings.context));
  const hardware::WorkloadSettings usual;
  if (settings.key_value_bits != usual.key_value_bits)
    add("--kv-bits", QString::number(settings.key_value_bits));
  if (settings.tensor_parallel != usual.tensor_parallel)
    add("--tensor-parallel", QString::number(settings.tensor_parallel));
  if (settings.attention != usual.attention) add("--flash-attention", QStringLiteral("off"));
  if (settings.causal_halving != usual.causal_halving) add("--causal-halving", QStringLiteral("off"));
  if (settings.sparse_2_4) words << QStringLiteral("--sparse-2-4");
  add("--law", QString::fromLatin1(hardware::law_name(law_of(choices))));
  if (setting) {
    add("--method", shell_quoted(QString::fromStdString(setting->method)));
    for (const auto& [id, value] : setting->values)
      add("--set", shell_quoted(QString::fromStdString(id + "=" + base::parameter_text(value))));
  }
  return words.join(' ');
}

}  // namespace quantscope::gui
