#pragma once

#include <functional>
#include <string>

namespace quantscope::storage {

/// Runs `call` in a forked child first and throws base::Error naming `where` if that ends in a crash or loops
/// for more than 30 s of processor time: HDF5 1.10 trusts some of the lengths that a damaged file gives, and
/// then takes the process down. What `call` throws or changes stays in the child; the caller runs it again.
/// Call it on the input/output thread, where no HDF5 call is under way. `call` must not need another thread.
/// Does nothing where the system has no room for a child.
void try_in_child(const std::function<void()>& call, const std::string& where);

}  // namespace quantscope::storage
