#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// Reads a description (format: resources/accelerators/README.md). What an "achievable" section leaves out
/// has the default fit, marked assumed. Throws base::Error naming file and field: missing, not a number,
/// negative or zero where that has no meaning, without mark or source, unknown, or inconsistent with another
/// (check()).
Accelerator read_accelerator(const std::filesystem::path& file);
/// The same from a document in memory; `where` stands for the file in messages.
Accelerator accelerator_from_json(const nlohmann::ordered_json& document, const std::string& where);

/// All that read_accelerator() reads.
nlohmann::ordered_json accelerator_json(const Accelerator& accelerator);
/// Writes it for the user's folder or to hand on; the old file stays whole where that fails. Throws
/// base::Error.
void write_accelerator(const Accelerator& accelerator, const std::filesystem::path& file);

}  // namespace quantscope::hardware
