#pragma once

#include <string>

namespace quantscope::cli {

/// Throws UsageError where --out is a file that the command reads.
void refuse_to_overwrite(const std::string& target, const std::string& source);

}  // namespace quantscope::cli
