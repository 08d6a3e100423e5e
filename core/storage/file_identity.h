#pragma once

#include <filesystem>

#include "core/storage/model_file.h"

namespace quantscope::storage {

/// Identity of a regular file as it is now. Throws base::Error where it is missing, unreadable or a folder.
FileIdentity identity_of(const std::filesystem::path& path);

}  // namespace quantscope::storage
