#pragma once

#include <string>

#include "core/storage/hdf5_handle.h"

namespace quantscope::storage {

/// True for a dataset that can hold a document: one text, one opaque value, or a list of 8-bit integers.
bool holds_text(hid_t dataset);

/// The bytes of such a dataset. Throws base::Error naming file and object.
std::string read_bytes(hid_t file, const std::string& path, const std::string& file_name);

}  // namespace quantscope::storage
