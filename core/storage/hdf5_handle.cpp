#include "core/storage/hdf5_handle.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace quantscope::storage {
namespace {

herr_t take_innermost(unsigned depth, const H5E_error2_t* entry, void* reason) {
  if (depth == 0 && entry->desc) *static_cast<std::string*>(reason) = entry->desc;
  return 0;
}

}  // namespace

std::string hdf5_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, &reason);
  H5Eclear2(H5E_DEFAULT);
  // Failures of the file system read "…, error message = 'No space left on device', buf = 0x…".
  constexpr std::string_view message = "error message = '";
  if (const auto begin = reason.find(message); begin != std::string::npos) {
    const auto text = begin + message.size();
    return reason.substr(text, reason.find('\'', text) - text);
  }
  return reason.empty() ? "the HDF5 library gave no reason" : reason;
}

void hdf5_fail(const std::string& doing, const std::string& where, const std::string& remedy) {
  throw base::Error(fmt::format("{}: {}", doing, hdf5_reason()), where, remedy);
}

Handle checked(hid_t id, Handle::Close close, const char* doing, const std::string& where) {
  if (id < 0) hdf5_fail(doing, where);
  return {id, close};
}

void checked(herr_t status, const char* doing, const std::string& where) {
  if (status < 0) hdf5_fail(doing, where);
}

std::string place(const std::string& file, const std::string& object) {
  return file + ": " + object;
}

}  // namespace quantscope::storage
