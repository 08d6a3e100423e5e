#include <rapidcheck.h>

#include <QTest>
#include <random>
#include <vector>

#include "core/base/cpu_features.h"
#include "core/kernels/code_planes.h"
#include "tests/quantscope_test.h"

namespace test_code_planes {

using namespace quantscope;
using namespace quantscope::kernels;

namespace {

std::vector<std::uint8_t> any_codes(int bits, std::int64_t quads, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(quads * kQuadBytes));
  for (std::uint8_t& code : codes) code = static_cast<std::uint8_t>(random() % (1u << bits));
  return codes;
}

}  // namespace

class TestCodePlanes : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void codes_come_back_at_every_level() {
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      for (int bits = 1; bits <= 8; ++bits) {
        for (std::int64_t quads : {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 21}) {
          const auto codes = any_codes(bits, quads, static_cast<std::uint32_t>(bits * 100 + quads));
          std::vector<std::uint8_t> planes(static_cast<std::size_t>(plane_bytes(bits, quads)));
          std::vector<std::uint8_t> unpacked(codes.size());
          pack_planes(codes.data(), bits, quads, planes.data());
          unpack_planes(planes.data(), bits, quads, unpacked.data());
          QCOMPARE(unpacked, codes);
          for (std::int64_t quad = 0; quad < quads; ++quad)
            for (std::int64_t i = 0; i < kQuadBytes; ++i)
              QCOMPARE(code_in_planes(planes.data(), bits, quads, quad, i),
                       int{codes[static_cast<std::size_t>(quad * kQuadBytes + i)]});
        }
      }
    }
  }

  void whole_chunks_take_exactly_their_bits() {
    QVERIFY(rc::check("bytes", [] {
      const int bits = *rc::gen::inRange(1, 9);
      const std::int64_t chunks = *rc::gen::inRange(0, 50);
      RC_ASSERT(plane_bytes(bits, chunks * kChunkQuads) * 8 == chunks * kChunkQuads * kQuadBytes * bits);
    }));
  }

  void a_part_of_a_chunk_takes_whole_vectors() {
    // 5 quads of 7 bits: 3 vectors of nibbles, 2 of two bits, 1 of one bit.
    QCOMPARE(plane_bytes(7, 5), 6 * kQuadBytes);
    QCOMPARE(plane_bytes(3, 8 + 1), (3 + 2) * kQuadBytes);
  }

  void the_symmetric_format_of_one_bit_has_two_codes_two_apart() {
    QCOMPARE(stored_bits({1, true}), 2);
    QCOMPARE(stored_bits({1, false}), 1);
    for (int bits = 2; bits <= 8; ++bits) QCOMPARE(stored_bits({bits, true}), bits);
  }
};

QUANTSCOPE_TEST(TestCodePlanes)

}  // namespace test_code_planes

#include "test_code_planes.moc"
