#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace quantscope::storage {

/// A chunk as it lies in the file after the filters shuffle and deflate, the two of every dataset that we
/// write.
struct PackedChunk {
  std::vector<unsigned char> bytes;
  std::uint32_t skipped_filters =
      0;  ///< HDF5's filter mask: bit 0 where shuffle, bit 1 where deflate was left out
};

/// Packs one whole chunk. Chunks are packed in parallel, which HDF5 itself cannot do. Uses zlib's run-length
/// strategy: on weights it packs as well as matching strings does and several times as fast; any inflate
/// reads it.
PackedChunk pack_chunk(std::span<const std::byte> chunk, std::size_t element_bytes);

/// The reverse: fills `chunk`. False where the bytes are damaged.
bool unpack_chunk(const PackedChunk& packed, std::size_t element_bytes, std::span<std::byte> chunk);

}  // namespace quantscope::storage
