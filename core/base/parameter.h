#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace quantscope::base {

/// Value of one parameter: a number (integers are whole doubles), a switch, or the id of a choice.
using ParameterValue = std::variant<double, bool, std::string>;

/// Values by parameter id. What is missing has its default.
using ParameterValues = std::map<std::string, ParameterValue>;

enum class ParameterKind { integer, real, choice, boolean };

/// One choice of a ParameterKind::choice.
struct ParameterChoice {
  std::string id;     ///< what scripts and session files say
  std::string label;  ///< what people read
  std::string help;
};

/// Enabled while another parameter has one of the values, else greyed with `reason`.
struct EnabledWhen {
  std::string parameter;
  std::vector<ParameterValue> values;
  std::string reason;  ///< "only with group granularity"
};

/// A parameter described as data. From this one description come the editor in the window, the validation,
/// `--set`, the session file and the reference page.
struct ParameterSpec {
  std::string id;
  std::string label;
  std::string help;  ///< one or two sentences, with the source
  std::string unit;  ///< "bits", "channels", "%"; empty where there is none
  ParameterKind kind = ParameterKind::real;
  double minimum = 0;  ///< of integer and real, inclusive
  double maximum = 0;
  /// If not empty, the only numbers accepted, ascending; the slider steps over them ("2 … 8, 16 = off").
  std::vector<double> allowed;
  double step = 1;           ///< of spin boxes and of the keyboard on sliders
  bool logarithmic = false;  ///< the slider runs over the logarithm, a minimum of 0 before it
  ParameterValue default_value = 0.0;
  std::vector<ParameterChoice> choices;
  std::vector<EnabledWhen> enabled_when;  ///< all must hold
  bool advanced = false;
  bool heavy = false;  ///< too slow for a preview at every move: the full result alone follows
};

/// The value of a parameter or its default.
const ParameterValue& value_of(const ParameterSpec& spec, const ParameterValues& values);
double number_of(const ParameterSpec& spec, const ParameterValues& values);
/// "6.2", "true", "channel": the shortest text that parse_parameter() reads back to the same value.
std::string parameter_text(const ParameterValue& value);

/// Reads a value from text ("4", "true", "channel"). Throws Error naming the parameter, the text and what is
/// accepted.
ParameterValue parse_parameter(const ParameterSpec& spec, const std::string& text);

/// Empty when the value is of the right kind and inside the range, else the sentence that says what is
/// accepted.
std::string why_invalid(const ParameterSpec& spec, const ParameterValue& value);

/// Empty when the parameter has effect with these values, else the reason why it has none.
std::string why_disabled(const ParameterSpec& spec, const std::vector<ParameterSpec>& all,
                         const ParameterValues& values);

/// All parameters with defaults filled in. Throws Error on an unknown id or an invalid value.
ParameterValues completed(const std::vector<ParameterSpec>& specs, const ParameterValues& values);

const ParameterSpec* find_parameter(const std::vector<ParameterSpec>& specs, const std::string& id);

}  // namespace quantscope::base
