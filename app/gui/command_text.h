#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/base/parameter.h"

namespace quantscope::gui {

/// One word of a POSIX shell, quoted where needed.
QString shell_quoted(const QString& word);

/// The `quantscope-cli quantize` line that gives the same figures: `tensor` is a weight's name; parameters
/// that have no effect with these values are left out, theta and what differs from the defaults is said.
/// `inputs`: the file of captured inputs that was joined; empty for none.
QString quantize_command(const QString& file, const QString& tensor, const std::string& method,
                         const std::vector<base::ParameterSpec>& specs, const base::ParameterValues& values,
                         const QString& inputs = {});

}  // namespace quantscope::gui
