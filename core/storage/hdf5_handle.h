#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

namespace quantscope::storage {

/// Owns one HDF5 identifier and closes it. Create, use and destroy on the input/output thread only.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() { reset(); }

  hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }
  /// Closes now; false when HDF5 reports a failure (data that could not be flushed).
  bool reset() {
    const hid_t id = std::exchange(id_, H5I_INVALID_HID);
    return id < 0 || close_(id) >= 0;
  }

 private:
  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

/// The innermost reason on HDF5's error stack as one sentence without its debugging details; clears the
/// stack.
std::string hdf5_reason();

/// Throws base::Error: "where: doing: HDF5's reason (remedy)".
[[noreturn]] void hdf5_fail(const std::string& doing, const std::string& where,
                            const std::string& remedy = {});

/// The handle of a call that returned an identifier; throws as hdf5_fail() where it is negative.
Handle checked(hid_t id, Handle::Close close, const char* doing, const std::string& where);
/// Throws as hdf5_fail() where the status is negative.
void checked(herr_t status, const char* doing, const std::string& where);

/// "FILE: OBJECT", the place that errors name.
std::string place(const std::string& file, const std::string& object);

}  // namespace quantscope::storage
