#include "core/study/code_counts.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace quantscope::study {
namespace {

/// Several tables, so that equal codes in a row do not wait for each other.
constexpr int tables = 4;
using CountTable = std::array<std::uint32_t, 256>;

void count_bytes(const std::int8_t* codes, std::int64_t count, CodeCounts& counts) {
  std::array<CountTable, tables> partial{};
  std::int64_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, codes + i, 8);
    for (int k = 0; k < 8; ++k) ++partial[static_cast<std::size_t>(k % tables)][(eight >> (8 * k)) & 0xff];
  }
  for (; i < count; ++i) ++partial[0][static_cast<std::uint8_t>(codes[i])];
  for (int code = -128; code < 128; ++code)
    for (const CountTable& table : partial)
      counts[static_cast<std::size_t>(code + 128)] += table[static_cast<std::uint8_t>(code)];
}

/// Codes of −8 … 7: two neighbours make one index of eight bits.
void count_pairs(const std::int8_t* codes, std::int64_t count, CodeCounts& counts) {
  std::array<CountTable, tables> partial{};
  std::int64_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, codes + i, 8);
    std::uint64_t nibbles = (eight ^ 0x0808080808080808ull) & 0x0f0f0f0f0f0f0f0full;
    nibbles |= nibbles >> 4;
    for (int k = 0; k < 4; ++k) ++partial[static_cast<std::size_t>(k)][(nibbles >> (16 * k)) & 0xff];
  }
  for (; i < count; ++i) ++counts[static_cast<std::size_t>(codes[i] + 128)];
  for (std::size_t pair = 0; pair < 256; ++pair) {
    std::uint64_t both = 0;
    for (const CountTable& table : partial) both += table[pair];
    counts[(pair & 15) + 120] += both;
    counts[(pair >> 4) + 120] += both;
  }
}

}  // namespace

void count_codes(const std::int8_t* codes, std::int64_t count, int bits, CodeCounts& counts) {
  // The tables count in 32 bits: no span of a matrix may overflow them.
  constexpr std::int64_t most = std::int64_t{1} << 31;
  for (std::int64_t done = 0; done < count; done += most) {
    const std::int64_t now = std::min(most, count - done);
    if (bits <= 4)
      count_pairs(codes + done, now, counts);
    else
      count_bytes(codes + done, now, counts);
  }
}

bool pays_to_count_codes(const formats::IntegerMatrix& matrix) {
  return matrix.format.bits <= 8 && matrix.group_size >= 2 * (std::int64_t{1} << matrix.format.bits) &&
         matrix.group_size >= 256;
}

void count_rows(const formats::IntegerMatrix& matrix, std::int64_t first, std::int64_t count,
                statistics::ValueCounts& values) {
  const std::int64_t columns = matrix.shape.columns;
  for (std::int64_t row = first; row < first + count; ++row) {
    for (std::int64_t start = 0; start < columns; start += matrix.group_size) {
      CodeCounts counts{};
      count_codes(matrix.codes.data() + row * columns + start, std::min(matrix.group_size, columns - start),
                  matrix.format.bits, counts);
      const formats::AffineScale scale = matrix.scale_at(row, start);
      for (int code = matrix.format.lowest_code(); code <= matrix.format.highest_code(); ++code)
        if (const std::uint64_t times = counts[static_cast<std::size_t>(code + 128)])
          values.add(formats::dequantize(scale, code), times);
    }
  }
}

void count_values(const float* x, std::int64_t count, statistics::ValueCounts& values) {
  std::uint64_t* counters = values.counters().data();
  for (std::int64_t i = 0; i < count; ++i) ++counters[std::bit_cast<std::uint32_t>(x[i]) >> 14];
}

}  // namespace quantscope::study
