#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <vector>

#include "core/base/parameter.h"
#include "core/hardware/price.h"

namespace quantscope::gui {

/// Names that stand for runs which are not pinned; no pinned run can be called so: names are trimmed.
inline const QString current_run = QStringLiteral("/current"), unquantized_run = QStringLiteral("/float");

/// What is asked on the page "Accelerator", as its controls say it; a value, for sessions and undo.
struct AcceleratorChoices {
  static constexpr qsizetype most_compared = 8;

  QString workload;  ///< id of a model shape; empty: the open file
  QString run = current_run;
  QString accelerator = QStringLiteral("a100-80gb");
  QStringList compared;          ///< ids of further accelerators
  base::ParameterValues values;  ///< of workload_parameters(); what is missing has its default

  bool operator==(const AcceleratorChoices&) const = default;
};

/// batch, prompt, generated; then advanced: law, kv_bits, devices, flash_attention, causal_halving,
/// sparse_2_4. Labels and helps are in the window's language.
std::vector<base::ParameterSpec> workload_parameters();

/// Phase and context are those of `phase`: the prompt, or the last generated token.
hardware::WorkloadSettings workload_settings(const AcceleratorChoices& choices, hardware::Phase phase);
hardware::Law law_of(const AcceleratorChoices& choices);
std::int64_t whole_value(const AcceleratorChoices& choices, const char* id);

QJsonObject to_json(const AcceleratorChoices& choices);
/// What is unknown or wrong keeps the value of `present`.
AcceleratorChoices accelerator_choices(const QJsonObject& object, const AcceleratorChoices& present);

/// What one step changed, for the history: "batch 16".
QString change_in_words(const AcceleratorChoices& before, const AcceleratorChoices& after);

}  // namespace quantscope::gui
