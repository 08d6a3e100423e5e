#include <rapidcheck.h>

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/base/cpu_features.h"
#include "core/base/error.h"
#include "core/kernels/key_value_cache.h"
#include "core/tensor/half.h"
#include "core/tensor/tensor.h"
#include "tests/quantscope_test.h"

namespace test_key_value_cache {

using namespace quantscope;
using namespace quantscope::kernels;
using tensor::Matrix;

namespace {

constexpr CacheFormat kFormats[] = {CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4};

Matrix random_matrix(std::int64_t rows, std::int64_t columns, std::uint32_t seed, float size = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.3f * size, size);
  Matrix matrix(rows, columns);
  for (float& value : matrix.values()) value = normal(random);
  return matrix;
}

/// What the format makes of one head of one token.
std::vector<float> kept(CacheFormat format, const float* row, std::int64_t size) {
  std::vector<float> values(row, row + size);
  if (format == CacheFormat::f16)
    for (float& value : values) value = tensor::f32_from_f16(tensor::f16_from_f32(value));
  if (format == CacheFormat::f32 || format == CacheFormat::f16) return values;
  const double steps = format == CacheFormat::int8 ? 255 : 15;
  const double low = *std::min_element(values.begin(), values.end());
  const double high = *std::max_element(values.begin(), values.end());
  const double scale = (high - low) / steps;
  for (float& value : values)
    value = static_cast<float>(scale > 0 ? low + scale * std::nearbyint((value - low) / scale) : low);
  return values;
}

bool reads_back(const KeyValueCache& cache, CacheFormat format, const Matrix& keys, const Matrix& values) {
  const std::int64_t size = cache.head_size();
  for (std::int64_t head = 0; head < cache.kv_heads(); ++head) {
    Matrix k(keys.rows(), size), v(keys.rows(), size);
    cache.read_keys(head, 0, keys.rows(), k.row(0));
    cache.read_values(head, 0, keys.rows(), v.row(0));
    for (std::int64_t token = 0; token < keys.rows(); ++token) {
      for (const auto& [in, out] : {std::pair{&keys, &k}, std::pair{&values, &v}}) {
        const float* row = in->row(token) + head * size;
        const std::vector<float> expected = kept(format, row, size);
        const auto [low, high] = std::minmax_element(row, row + size);
        // A ratio that is half way within f32 may round to either side.
        const double step = (double{*high} - *low) / (format == CacheFormat::int8 ? 255 : 15);
        const bool integer = format == CacheFormat::int8 || format == CacheFormat::int4;
        for (std::int64_t i = 0; i < size; ++i) {
          const double error = std::fabs(double{(*out)(token, i)} - expected[static_cast<std::size_t>(i)]);
          const double bound = integer ? step * 1e-4 + std::fabs(*low) * 1e-6 + std::fabs(*high) * 1e-6 : 0;
          const bool other_side = integer && std::fabs(error - step) <= bound &&
                                  std::fabs(double{(*out)(token, i)} - row[i]) <= step * 0.5001 + bound;
          if (!(error <= bound) && !other_side) return false;
        }
      }
    }
  }
  return true;
}

class KeyValueCacheTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { base::limit_isa(base::IsaLevel::vnni); }

  void what_is_kept_is_what_the_format_says() {
    QVERIFY(rc::check("the cache keeps each token's head in its format, however it was appended", [] {
      base::limit_isa(*rc::gen::elementOf(base::available_isa_levels()));
      const CacheFormat format =
          *rc::gen::element(CacheFormat::f32, CacheFormat::f16, CacheFormat::int8, CacheFormat::int4);
      const std::int64_t heads = *rc::gen::inRange(1, 4), size = *rc::gen::inRange(1, 70);
      const std::int64_t tokens = *rc::gen::inRange(1, 200);
      const float magnitude = *rc::gen::element(1e-3f, 1.0f, 1000.0f);
      const auto seed = *rc::gen::arbitrary<std::uint32_t>();
      const Matrix keys = random_matrix(tokens, heads * size, seed, magnitude);
      const Matrix values = random_matrix(tokens, heads * size, seed + 1, magnitude);
      KeyValueCache cache(format, heads, size, tokens + *rc::gen::inRange(0, 70));
      for (std::int64_t first = 0; first < tokens;) {
        const std::int64_t count = std::min<std::int64_t>(tokens - first, *rc::gen::inRange(1, 100));
        cache.append(keys.row(first), keys.columns(), values.row(first), values.columns(), count);
        first += count;
      }
      RC_ASSERT(cache.tokens() == tokens);
      RC_ASSERT(reads_back(cache, format, keys, values));
    }));
  }

  void a_cleared_cache_starts_anew() {
    for (CacheFormat format : kFormats) {
      KeyValueCache cache(format, 2, 24, 100);
      const Matrix first = random_matrix(100, 48, 1, 5), second = random_matrix(70, 48, 2);
      cache.append(first.row(0), 48, first.row(0), 48, 100);
      cache.clear();
      QCOMPARE(cache.tokens(), 0);
      cache.append(second.row(0), 48, second.row(0), 48, 70);
      QVERIFY(reads_back(cache, format, second, second));
    }
  }

  void rows_at_a_stride_are_found() {
    const Matrix wide = random_matrix(10, 64, 3);
    KeyValueCache cache(CacheFormat::f32, 2, 8, 10);
    cache.append(wide.row(0) + 16, 64, wide.row(0) + 40, 64, 10);
    float value[8];
    cache.read_keys(1, 9, 1, value);
    QVERIFY(std::equal(value, value + 8, wide.row(9) + 24));
    cache.read_values(0, 3, 1, value);
    QVERIFY(std::equal(value, value + 8, wide.row(3) + 40));
  }

  void packed_formats_take_their_bits() {
    // 128 tokens are two whole blocks: 2 · 4 heads · 64 values each.
    const std::uint64_t count = 128 * 4 * 64 * 2, scales = 128 * 4 * 2 * 8;
    QCOMPARE(KeyValueCache(CacheFormat::f32, 4, 64, 128).bytes(), count * 4);
    QCOMPARE(KeyValueCache(CacheFormat::f16, 4, 64, 128).bytes(), count * 2);
    QCOMPARE(KeyValueCache(CacheFormat::int8, 4, 64, 128).bytes(), count + scales);
    QCOMPARE(KeyValueCache(CacheFormat::int4, 4, 64, 128).bytes(), count / 2 + scales);
    for (CacheFormat format : kFormats)
      for (std::int64_t size : {1, 5, 40, 64})
        QCOMPARE(KeyValueCache(format, 3, size, 77).bytes(), KeyValueCache::bytes_of(format, 3, size, 77));
  }

  void extreme_values_are_kept_or_named() {
    const float infinity = std::numeric_limits<float>::infinity(),
                largest = std::numeric_limits<float>::max();
    for (CacheFormat format : {CacheFormat::int8, CacheFormat::int4}) {
      KeyValueCache cache(format, 1, 4, 8);
      const float rows[][4] = {{-largest, largest, 0, 1},
                               {1e-45f, 0, 0, 0},
                               {5, 5, 5, 5},
                               {1, std::nanf(""), 2, 3},
                               {1, infinity, 2, 3}};
      cache.append(rows[0], 4, rows[0], 4, 5);
      float out[5][4];
      cache.read_values(0, 0, 5, out[0]);
      QVERIFY(std::fabs(out[0][0] + largest) < 1e33f && out[0][1] > 0.99f * largest);
      QVERIFY(std::fabs(out[1][0]) < 1e-44f);
      for (float value : out[2]) QCOMPARE(value, 5.0f);
      for (float value : out[3]) QVERIFY(std::isnan(value));
      for (float value : out[4]) QVERIFY(std::isnan(value));
    }
    KeyValueCache half(CacheFormat::f16, 1, 2, 1);
    const float row[] = {1e6f, -65504};
    half.append(row, 2, row, 2, 1);
    float out[2];
    half.read_keys(0, 0, 1, out);
    QCOMPARE(out[0], infinity);
    QCOMPARE(out[1], -65504.0f);
  }

  void absurd_sizes_and_ranges_are_refused() {
    for (std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 62}) {
      QVERIFY_EXCEPTION_THROWN(KeyValueCache(CacheFormat::f32, bad, 8, 8), base::Error);
      QVERIFY_EXCEPTION_THROWN(KeyValueCache(CacheFormat::f32, 8, bad, 8), base::Error);
      QVERIFY_EXCEPTION_THROWN(KeyValueCache(CacheFormat::int4, 8, 8, bad), base::Error);
    }
    KeyValueCache cache(CacheFormat::f32, 1, 2, 3);
    const Matrix rows = random_matrix(4, 2, 1);
    QVERIFY_EXCEPTION_THROWN(cache.append(rows.row(0), 2, rows.row(0), 2, 4), base::Error);
    cache.append(rows.row(0), 2, rows.row(0), 2, 2);
    QVERIFY_EXCEPTION_THROWN(cache.append(rows.row(0), 2, rows.row(0), 2, 2), base::Error);
    QCOMPARE(cache.tokens(), 2);
    float out[8];
    QVERIFY_EXCEPTION_THROWN(cache.read_keys(0, 1, 2, out), base::Error);
    QVERIFY_EXCEPTION_THROWN(cache.read_keys(1, 0, 1, out), base::Error);
    QVERIFY_EXCEPTION_THROWN(cache.read_values(0, -1, 1, out), base::Error);
  }
};

}  // namespace

QUANTSCOPE_TEST(KeyValueCacheTest)

}  // namespace test_key_value_cache

#include "test_key_value_cache.moc"
