#include "app/cli/output_file.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/cli/session.h"

namespace quantscope::cli {

void refuse_to_overwrite(const std::string& target, const std::string& source) {
  std::error_code ignored;
  if (std::filesystem::equivalent(target, source, ignored))
    throw UsageError(fmt::format("--out '{}' is a file that is read (use another name)", target));
}

}  // namespace quantscope::cli
