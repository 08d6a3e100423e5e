#include "core/storage/lzf_filter.h"

#include <hdf5.h>

#include <cstdlib>
#include <cstring>
#include <span>

namespace quantscope::storage {
namespace {

constexpr H5Z_filter_t lzf = 32000;
constexpr std::size_t largest_chunk = std::size_t{1} << 32;

/// Bytes written to `out`; 0 where the input is damaged or needs more room. The format of LibLZF: a control
/// byte below 32 is followed by that many literals and one; any other holds a length in its upper three bits
/// (7: one more byte is added) and with the next byte a distance of 13 bits back, from where length + 2 bytes
/// are repeated.
std::size_t unpack(std::span<const unsigned char> in, std::span<unsigned char> out) {
  std::size_t at = 0, done = 0;
  while (at < in.size()) {
    const unsigned control = in[at++];
    if (control < 32) {
      const std::size_t literals = control + 1;
      if (literals > in.size() - at || literals > out.size() - done) return 0;
      std::memcpy(out.data() + done, in.data() + at, literals);
      at += literals;
      done += literals;
      continue;
    }
    std::size_t length = (control >> 5) + 2;
    if (control >> 5 == 7) {
      if (at == in.size()) return 0;
      length += in[at++];
    }
    if (at == in.size()) return 0;
    const std::size_t distance = ((control & 31u) << 8) + in[at++] + 1;
    if (distance > done || length > out.size() - done) return 0;
    for (; length > 0; --length, ++done) out[done] = out[done - distance];
  }
  return done;
}

/// HDF5's filter interface: h5py stores the size of a whole chunk as third value.
std::size_t filter(unsigned flags, std::size_t values, const unsigned* value, std::size_t bytes,
                   std::size_t* buffer_bytes, void** buffer) {
  if (!(flags & H5Z_FLAG_REVERSE)) return 0;
  std::size_t room = values >= 3 && value[2] > 0 ? value[2] : *buffer_bytes;
  while (room <= largest_chunk) {
    auto* out = static_cast<unsigned char*>(std::malloc(room));
    if (!out) return 0;
    const std::size_t done = unpack({static_cast<const unsigned char*>(*buffer), bytes}, {out, room});
    if (done > 0) {
      std::free(*buffer);
      *buffer = out;
      *buffer_bytes = room;
      return done;
    }
    std::free(out);
    if (values >= 3 && value[2] > 0) return 0;
    room *= 2;
  }
  return 0;
}

}  // namespace

void register_lzf_filter() {
  H5Z_class2_t description{};
  description.version = H5Z_CLASS_T_VERS;
  description.id = lzf;
  description.decoder_present = 1;
  description.name = "lzf";
  description.filter = filter;
  H5Zregister(&description);
}

}  // namespace quantscope::storage
