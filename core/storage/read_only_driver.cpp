#include "core/storage/read_only_driver.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#if H5_VERSION_GE(1, 14, 0)
#include <H5FDdevelop.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>

#include "core/storage/source_file.h"

namespace quantscope::storage {
namespace {

struct ReadOnlyFile {
  H5FD_t common;  ///< HDF5's own fields come first
  int descriptor;
  haddr_t end_of_allocation;
  haddr_t end_of_file;
  dev_t device;
  ino_t inode;
  std::int64_t modified_ns;
};

ReadOnlyFile* own(H5FD_t* file) {
  return reinterpret_cast<ReadOnlyFile*>(file);
}
const ReadOnlyFile* own(const H5FD_t* file) {
  return reinterpret_cast<const ReadOnlyFile*>(file);
}

H5FD_t* open_file(const char* name, unsigned flags, hid_t, haddr_t) {
  if (flags & (H5F_ACC_RDWR | H5F_ACC_TRUNC | H5F_ACC_CREAT)) return nullptr;
  const int descriptor = ::open(name, O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    if (descriptor >= 0) ::close(descriptor);
    return nullptr;
  }
  auto* file = new ReadOnlyFile{};
  file->descriptor = descriptor;
  file->end_of_file = static_cast<haddr_t>(status.st_size);
  file->device = status.st_dev;
  file->inode = status.st_ino;
  file->modified_ns =
      static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
  return &file->common;
}

herr_t close_file(H5FD_t* file) {
  ::close(own(file)->descriptor);
  delete own(file);
  return 0;
}

int compare_files(const H5FD_t* a, const H5FD_t* b) {
  const auto key = [](const ReadOnlyFile& f) {
    return std::tuple(f.device, f.inode, f.modified_ns, f.end_of_file);
  };
  const auto first = key(*own(a)), second = key(*own(b));
  return first < second ? -1 : first == second ? 0 : 1;
}

herr_t query_features(const H5FD_t*, unsigned long* flags) {
  if (flags) *flags = H5FD_FEAT_ACCUMULATE_METADATA;
  return 0;
}

haddr_t end_of_allocation(const H5FD_t* file, H5FD_mem_t) {
  return own(file)->end_of_allocation;
}

herr_t set_end_of_allocation(H5FD_t* file, H5FD_mem_t, haddr_t address) {
  own(file)->end_of_allocation = address;
  return 0;
}

haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t) {
  return own(file)->end_of_file;
}

/// Walks a global heap collection (HDF5 File Format Specification, III.E) as HDF5 does: objects of 16 bytes
/// of header and their data follow one another; object 0 is the free space with its header.
bool is_sound_heap(std::string_view bytes) {
  constexpr std::size_t header = 16;
  if (bytes.size() < header || !bytes.starts_with("GCOL\1")) return true;
  const auto collection = little_endian<std::uint64_t>(bytes, 8);
  const auto visible = static_cast<std::size_t>(std::min<std::uint64_t>(collection, bytes.size()));
  for (std::uint64_t at = header; at + header <= visible;) {
    const auto index = little_endian<std::uint16_t>(bytes, static_cast<std::size_t>(at));
    const auto size = little_endian<std::uint64_t>(bytes, static_cast<std::size_t>(at) + 8);
    const std::uint64_t room = collection - at;
    if (size > room) return false;
    const std::uint64_t step = index == 0 ? size : header + (size + 7) / 8 * 8;
    if (step < header || step > room) return false;
    at += step;
  }
  return true;
}

herr_t read_file(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, void* buffer) {
  auto* out = static_cast<char*>(buffer);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got =
        ::pread(own(file)->descriptor, out + done, size - done, static_cast<off_t>(address + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  std::memset(out + done, 0, size - done);
  return is_sound_heap({out, size}) ? 0 : -1;
}

herr_t refuse_write(H5FD_t*, H5FD_mem_t, hid_t, haddr_t, std::size_t, const void*) {
  return -1;
}

hid_t registered_driver() {
  H5FD_class_t driver{};
#if H5_VERSION_GE(1, 14, 0)
  driver.version = H5FD_CLASS_VERSION;
  driver.value = 517;  // of the range that HDF5 leaves to programs
#endif
  driver.name = "quantscope-read-only";
  driver.maxaddr = static_cast<haddr_t>(INT64_MAX);
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.open = open_file;
  driver.close = close_file;
  driver.cmp = compare_files;
  driver.query = query_features;
  driver.get_eoa = end_of_allocation;
  driver.set_eoa = set_end_of_allocation;
  driver.get_eof = end_of_file;
  driver.read = read_file;
  driver.write = refuse_write;
  constexpr H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), driver.fl_map);
  return H5FDregister(&driver);
}

}  // namespace

Handle read_only_access() {
  static const hid_t driver = registered_driver();
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  checked(H5Pset_driver(access.get(), driver, nullptr), "cannot prepare the file driver", "HDF5");
  return access;
}

}  // namespace quantscope::storage
