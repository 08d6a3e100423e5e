#pragma once

namespace quantscope::storage {

/// Teaches HDF5 to read the filter 32000, "lzf", that h5py has and HDF5 itself lacks. Reading only.
void register_lzf_filter();

}  // namespace quantscope::storage
