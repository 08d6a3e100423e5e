#pragma once

#include "core/storage/hdf5_handle.h"

namespace quantscope::storage {

/// File access through a driver of our own: opens for reading only, takes no lock, and refuses damaged heaps
/// of variable-length data, over which HDF5 up to 1.14 loops forever or reads beyond its memory. A file that
/// was changed on disk since it was opened is a new file to HDF5, even under the same name.
Handle read_only_access();

}  // namespace quantscope::storage
