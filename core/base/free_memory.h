#pragma once

namespace quantscope::base {

/// Gives memory that was freed back to the system, so that the process holds what it uses: the C library
/// keeps pieces below 32 MiB for later. For the end of work that freed much; does nothing where the C library
/// is not glibc.
void return_free_memory();

}  // namespace quantscope::base
