#include "core/study/report_commands.h"

#include <algorithm>
#include <set>

#include "core/study/markup_text.h"

namespace quantscope::study {
namespace {

/// ".q_proj.weight"; empty where the name is not of blocks.
std::string ending_of(const storage::TensorInfo& info) {
  const std::size_t found = info.block < 0 ? std::string::npos : info.name.rfind('.' + info.kind);
  return found == std::string::npos || info.kind.empty() ? std::string() : info.name.substr(found);
}

}  // namespace

std::string literal_pattern(const std::string& name) {
  std::string pattern;
  for (const char c : name) {
    if (c == '*' || c == '?' || c == '[')
      pattern.append("[").append(1, c).append("]");
    else if (c == '\\')
      pattern += "\\\\";
    else
      pattern += c;
  }
  return pattern;
}

std::vector<std::string> tensor_patterns(const storage::ModelFile& file, const std::vector<int>& weights) {
  const std::set<int> chosen(weights.begin(), weights.end());
  const auto& tensors = file.tensors();
  const auto chooses_others = [&](const std::string& ending) {
    for (std::size_t i = 0; i < tensors.size(); ++i)
      if (tensors[i].shape.size() >= 2 && tensors[i].name.ends_with(ending) &&
          !chosen.contains(static_cast<int>(i)) && tensors[i].role != storage::TensorRole::activation)
        return true;
    return false;
  };
  std::vector<std::string> patterns;
  for (const int weight : weights) {
    const storage::TensorInfo& info = tensors[static_cast<std::size_t>(weight)];
    const std::string ending = ending_of(info);
    const std::string pattern = ending.empty() || chooses_others(ending)
                                    ? literal_pattern(info.name)
                                    : literal_pattern(ending).insert(0, 1, '*');
    if (std::ranges::find(patterns, pattern) == patterns.end()) patterns.push_back(pattern);
  }
  return patterns;
}

std::string method_argument(const Setting& setting) {
  std::string text = setting.method;
  char separator = ':';
  for (const auto& [id, value] : setting.values) {
    text.append(1, separator).append(id).append("=").append(base::parameter_text(value));
    separator = ',';
  }
  return text;
}

std::string quantize_command(const std::string& file, const std::vector<std::string>& patterns,
                             const Setting& setting) {
  std::string line = "quantscope-cli quantize " + shell_word(file);
  for (const std::string& pattern : patterns) line += " --tensor " + shell_word(pattern);
  line += " --method " + shell_word(setting.method);
  for (const auto& [id, value] : setting.values)
    line += " --set " + shell_word(id + "=" + base::parameter_text(value));
  return line;
}

std::string comparison_command(const std::string& command, const std::string& file,
                               const std::vector<std::string>& patterns, const std::vector<Run>& runs,
                               const std::string& folder, const std::vector<std::string>& further) {
  std::string line = "quantscope-cli " + command + ' ' + shell_word(file);
  for (const std::string& pattern : patterns) line += " --tensor " + shell_word(pattern);
  for (const Run& run : runs) line += " --method " + shell_word(method_argument(run.setting));
  line += " --out " + shell_word(folder);
  for (const std::string& word : further) line += ' ' + shell_word(word);
  return line;
}

}  // namespace quantscope::study
