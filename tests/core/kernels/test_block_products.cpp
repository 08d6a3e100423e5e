#include <rapidcheck.h>

#include <QTest>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "core/base/cpu_features.h"
#include "core/kernels/attention_codes.h"
#include "core/kernels/key_value_cache_state.h"
#include "core/kernels/key_value_rows.h"
#include "core/kernels/packed_block.h"
#include "core/kernels/row_product.h"
#include "core/tensor/half.h"
#include "tests/quantscope_test.h"

namespace test_block_products {

using namespace quantscope;
using namespace quantscope::kernels;

namespace {

constexpr CacheFormat kFormats[] = {CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4};

std::vector<float> random_floats(std::size_t count, std::uint32_t seed, float size = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, size);
  std::vector<float> values(count);
  for (float& value : values) value = normal(random);
  return values;
}

/// A block of any format: random bytes are codes; floats are normal.
std::vector<std::byte> random_block(CacheFormat format, std::int64_t depth, std::int64_t stride,
                                    std::uint32_t seed) {
  const auto count = static_cast<std::size_t>((depth + 7) / 8 * 8 * stride + 64);
  const std::vector<float> values = random_floats(count, seed);
  std::vector<std::byte> block(count * 4);
  for (std::size_t i = 0; i < count; ++i) {
    if (format == CacheFormat::f32) {
      std::memcpy(&block[i * 4], &values[i], 4);
    } else if (format == CacheFormat::f16) {
      const std::uint16_t bits = tensor::f16_from_f32(values[i]);
      std::memcpy(&block[i * 2], &bits, 2);
    }
  }
  std::mt19937 random(seed);
  if (format == CacheFormat::int8 || format == CacheFormat::int4)
    for (std::byte& byte : block) byte = static_cast<std::byte>(random());
  return block;
}

std::int64_t whole_groups(CacheFormat format, std::int64_t depth) {
  const std::int64_t group = format == CacheFormat::int8 ? 4 : format == CacheFormat::int4 ? 8 : 1;
  return (depth + group - 1) / group * group;
}

bool product_is_within_f32(CacheFormat format, int rows, std::int64_t depth, std::int64_t lanes,
                           std::uint32_t seed) {
  const std::int64_t stride = lanes + 3, x_stride = depth + 9, out_stride = lanes + 15;
  const std::vector<std::byte> block = random_block(format, depth, stride, seed);
  std::vector<float> x = random_floats(static_cast<std::size_t>(rows * x_stride), seed + 1);
  for (int r = 0; r < rows; ++r) std::fill_n(x.begin() + r * x_stride + depth, x_stride - depth, 0.0f);
  const std::vector<float> factors = random_floats(static_cast<std::size_t>(rows), seed + 2);
  for (const float* f : {factors.data(), static_cast<const float*>(nullptr)}) {
    std::vector<float> out = random_floats(static_cast<std::size_t>(rows * out_stride + 16), seed + 3);
    std::vector<float> expected = out;
    RowProduct product{.x = x.data(),
                       .x_stride = x_stride,
                       .rows = rows,
                       .b = block.data(),
                       .format = format,
                       .b_stride = stride,
                       .depth = whole_groups(format, depth),
                       .lanes = lanes,
                       .out = out.data(),
                       .out_stride = out_stride,
                       .factors = f};
    multiply_rows(product);
    product.out = expected.data();
    multiply_rows_scalar(product);
    const double largest = format == CacheFormat::int8 ? 255 : format == CacheFormat::int4 ? 15 : 5;
    const double tolerance = (static_cast<double>(depth) + 2) * 5 * largest * 0x1p-23;
    for (int r = 0; r < rows; ++r)
      for (std::int64_t lane = 0; lane < lanes; ++lane) {
        const auto at = static_cast<std::size_t>(r * out_stride + lane);
        if (!(std::fabs(out[at] - expected[at]) <= tolerance)) return false;
      }
  }
  return true;
}

bool codes_are_exact(CodeProduct::Kind kind, CacheFormat format, int rows, std::int64_t depth,
                     std::int64_t lanes, std::uint32_t seed, bool extreme) {
  const std::int64_t stride = lanes + 5, x_stride = (depth + 15) / 8 * 8, out_stride = lanes + 15;
  std::vector<std::byte> block = random_block(format, depth, stride, seed);
  if (extreme) std::fill(block.begin(), block.end(), seed % 2 ? std::byte{255} : std::byte{0});
  std::vector<std::uint8_t> x(static_cast<std::size_t>(rows * x_stride), 0);
  std::mt19937 random(seed);
  for (int r = 0; r < rows; ++r)
    for (std::int64_t k = 0; k < depth; ++k)
      x[static_cast<std::size_t>(r * x_stride + k)] =
          extreme ? (kind == CodeProduct::Kind::keys ? 128 : 255) : static_cast<std::uint8_t>(random());
  std::vector<std::int32_t> out(static_cast<std::size_t>(rows * out_stride + 16)), expected = out;
  CodeProduct product{.kind = kind,
                      .x = x.data(),
                      .x_stride = x_stride,
                      .rows = rows,
                      .b = block.data(),
                      .format = format,
                      .b_stride = stride,
                      .depth = depth,
                      .lanes = lanes,
                      .out = out.data(),
                      .out_stride = out_stride};
  multiply_codes(product);
  product.out = expected.data();
  multiply_codes_scalar(product);
  for (int r = 0; r < rows; ++r)
    if (!std::equal(out.begin() + r * out_stride, out.begin() + r * out_stride + lanes,
                    expected.begin() + r * out_stride))
      return false;
  return true;
}

class BlockProductsTest : public QObject {
  Q_OBJECT

  template <typename Check>
  static void at_every_level(const Check& check) {
    for (base::IsaLevel level : base::available_isa_levels()) {
      base::limit_isa(level);
      check(base::isa_name(level));
    }
  }

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void products_with_blocks_are_within_f32() {
    at_every_level([](const char* level) {
      for (CacheFormat format : kFormats)
        for (int rows : {1, 2, 3, 5, 6, 7, 8, 9, 13})
          for (std::int64_t depth : {1, 4, 7, 64})
            for (std::int64_t lanes : {1, 16, 33, 40, 64, 80})
              QVERIFY2(product_is_within_f32(format, rows, depth, lanes, 7), level);
    });
  }

  void products_of_codes_are_exact() {
    at_every_level([](const char* level) {
      for (CodeProduct::Kind kind : {CodeProduct::Kind::keys, CodeProduct::Kind::values})
        for (CacheFormat format : {CacheFormat::int8, CacheFormat::int4})
          for (int rows : {1, 2, 3, 4, 5, 6, 7, 13})
            for (std::int64_t depth : {1, 4, 9, 64, 256})
              for (std::int64_t lanes : {1, 16, 33, 64, 80})
                for (bool extreme : {false, true})
                  QVERIFY2(codes_are_exact(kind, format, rows, depth, lanes, static_cast<std::uint32_t>(rows),
                                           extreme),
                           level);
    });
  }

  void any_product_of_codes_is_exact() {
    QVERIFY(rc::check("multiply_codes equals its scalar twin", [] {
      base::limit_isa(*rc::gen::elementOf(base::available_isa_levels()));
      RC_ASSERT(codes_are_exact(*rc::gen::element(CodeProduct::Kind::keys, CodeProduct::Kind::values),
                                *rc::gen::element(CacheFormat::int8, CacheFormat::int4),
                                *rc::gen::inRange(1, 20), *rc::gen::inRange(1, 300),
                                *rc::gen::inRange(1, 130), *rc::gen::arbitrary<std::uint32_t>(), false));
    }));
  }

  void blocks_unpack_as_their_scalar_twin() {
    at_every_level([](const char* level) {
      for (CacheFormat format : {CacheFormat::f16, CacheFormat::int8, CacheFormat::int4})
        for (std::int64_t size : {1, 5, 16, 40, 64})
          for (bool keys : {false, true}) {
            const std::int64_t depth = keys ? size : kBlockTokens, lanes = keys ? kBlockTokens : size;
            const std::vector<std::byte> block = random_block(format, depth, lanes, 3);
            const std::vector<float> scales = random_floats(64, 1), minima = random_floats(64, 2);
            std::vector<float> out(static_cast<std::size_t>(depth * lanes)), expected = out;
            const PackedBlock packed{block.data(), format, depth, lanes, keys, scales.data(), minima.data()};
            unpack_block(packed, out.data());
            unpack_block_scalar(packed, expected.data());
            QVERIFY2(out == expected, level);
          }
    });
  }

  void blocks_quantize_as_their_scalar_twin() {
    at_every_level([](const char* level) {
      for (int bits : {2, 4, 8})
        for (std::int64_t size : {1, 5, 16, 40, 64})
          for (bool keys : {false, true})
            for (float magnitude : {0.0f, 1e-44f, 1.0f, 1e38f}) {
              const std::int64_t depth = keys ? size : kBlockTokens, lanes = keys ? kBlockTokens : size;
              std::vector<float> values =
                  random_floats(static_cast<std::size_t>(depth * lanes), 4, magnitude);
              for (float& value : values) value = std::clamp(value, -3e38f, 3e38f);
              std::vector<std::byte> codes(static_cast<std::size_t>((depth + 3) / 4 * 4 * lanes)),
                  expected = codes;
              std::vector<float> scales(64), expected_scales(64);
              const FloatBlock block{values.data(), depth, lanes, keys};
              quantize_block(block, bits, codes.data(), scales.data());
              quantize_block_scalar(block, bits, expected.data(), expected_scales.data());
              QVERIFY2(scales == expected_scales && codes == expected, level);
            }
    });
  }

  void symmetric_codes_are_within_half_a_step() {
    at_every_level([](const char* level) {
      for (int bits = 2; bits <= 8; ++bits) {
        const std::vector<float> row = random_floats(77, 9);
        std::int8_t codes[80];
        const float scale = quantize_row(row.data(), 77, 80, bits, codes);
        const int limit = (1 << (bits - 1)) - 1;
        int largest = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
          QVERIFY2(std::fabs(static_cast<float>(codes[i]) * scale - row[i]) <= scale * 0.50001f, level);
          largest = std::max(largest, std::abs(int{codes[i]}));
        }
        QCOMPARE(largest, limit);
        QVERIFY(codes[77] == 0 && codes[79] == 0);
      }
      std::vector<float> broken = random_floats(20, 9);
      std::int8_t codes[20];
      for (float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
        broken[19] = bad;
        QVERIFY2(std::isnan(quantize_row(broken.data(), 20, 20, 8, codes)), level);
      }
    });
  }

  void asymmetric_codes_equal_their_scalar_twin() {
    at_every_level([](const char* level) {
      for (int largest : {255, 15})
        for (std::size_t count : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{129}})
          for (float magnitude : {0.0f, 1e-40f, 1.0f, 3e38f}) {
            std::vector<float> row = random_floats(count, 5, magnitude);
            for (float& value : row) value = std::clamp(value, -3.4e38f, 3.4e38f);
            std::vector<std::uint8_t> codes(count, 77), expected(count, 99);
            const auto n = static_cast<std::int64_t>(count);
            const RowRange found = quantize_asymmetric(row.data(), n, largest, codes.data());
            const RowRange exact = quantize_asymmetric_scalar(row.data(), n, largest, expected.data());
            QVERIFY2(found.scale == exact.scale && found.minimum == exact.minimum && codes == expected,
                     level);
            row[count / 2] = std::nanf("");
            QVERIFY2(std::isnan(quantize_asymmetric(row.data(), n, largest, codes.data()).minimum), level);
          }
    });
  }

  void probabilities_quantize_as_their_scalar_twin() {
    at_every_level([](const char* level) {
      for (int bits : {2, 4, 8})
        for (bool centred : {false, true}) {
          constexpr int kRows = 3;
          std::vector<float> scores(kRows * 64);
          std::mt19937 random(11);
          for (float& p : scores) p = random() % 4 ? static_cast<float>(random() % 1000) / 1000 : 0;
          std::fill_n(scores.begin(), 64, 0.0f);  // a row that sees nothing
          const std::vector<float> centres = random_floats(64, 13);
          std::vector<float> scales = random_floats(64, 12);
          for (float& scale : scales) scale = std::fabs(scale);
          std::vector<float> expected_scores = scores;
          ScoreBlock block;
          block.stride = 64;
          block.rows = kRows;
          block.begin = 16;
          block.end = 64;
          std::vector<std::uint8_t> codes(kRows * 64), expected_codes(kRows * 64);
          float steps[kRows], expected_steps[kRows], offsets[kRows] = {1, 2, 3},
                                                     expected_offsets[kRows] = {1, 2, 3};
          std::int32_t sums[kRows], expected_sums[kRows];
          const ValueCodes values{scales.data(), centred ? centres.data() : nullptr};
          block.scores = scores.data();
          quantize_probabilities(block, values, bits, {codes.data(), 64, steps, sums}, offsets);
          block.scores = expected_scores.data();
          quantize_probabilities_scalar(block, values, bits,
                                        {expected_codes.data(), 64, expected_steps, expected_sums},
                                        expected_offsets);
          QVERIFY2(codes == expected_codes, level);
          for (int r = 0; r < kRows; ++r) {
            QVERIFY2(steps[r] == expected_steps[r] && sums[r] == expected_sums[r], level);
            QVERIFY2(std::fabs(offsets[r] - expected_offsets[r]) < 1e-5f * 64, level);
          }
        }
    });
  }
};

}  // namespace

QUANTSCOPE_TEST(BlockProductsTest)

}  // namespace test_block_products

#include "test_block_products.moc"
