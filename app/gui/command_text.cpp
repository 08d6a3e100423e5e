#include "app/gui/command_text.h"

#include "core/methods/method.h"
#include "core/study/markup_text.h"
#include "core/study/report_commands.h"

namespace quantscope::gui {

QString shell_quoted(const QString& word) {
  return QString::fromStdString(study::shell_word(word.toStdString()));
}

QString quantize_command(const QString& file, const QString& tensor, const std::string& method,
                         const std::vector<base::ParameterSpec>& specs, const base::ParameterValues& values,
                         const QString& inputs) {
  const QString pattern = QString::fromStdString(study::literal_pattern(tensor.toStdString()));
  QStringList words = {
      QStringLiteral("quantscope-cli"), QStringLiteral("quantize"), shell_quoted(file),
      QStringLiteral("--tensor"),       shell_quoted(pattern),      QStringLiteral("--method"),
      QString::fromStdString(method)};
  // A site bounds some defaults; the command line starts from the site's too, so theta is always said.
  const std::vector<base::ParameterSpec> general = methods::method_by_id(method).parameters(nullptr);
  for (const base::ParameterSpec& spec : specs) {
    if (!base::why_disabled(spec, specs, values).empty()) continue;
    const base::ParameterValue& value = base::value_of(spec, values);
    const base::ParameterSpec* usual = base::find_parameter(general, spec.id);
    const bool depends_on_site = !usual || usual->default_value != spec.default_value;
    if (value == spec.default_value && !depends_on_site) continue;
    words << QStringLiteral("--set")
          << shell_quoted(QString::fromStdString(spec.id + "=" + base::parameter_text(value)));
  }
  if (!inputs.isEmpty()) words << QStringLiteral("--calibration") << shell_quoted(inputs);
  return words.join(' ');
}

}  // namespace quantscope::gui
