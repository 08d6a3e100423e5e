#include "core/statistics/statistics_cache.h"

#include <cstring>
#include <type_traits>

#include "core/base/error.h"
#include "core/statistics/value_key.h"

namespace quantscope::statistics {
namespace {

constexpr std::string_view magic = "quantscope-statistics";
constexpr std::uint32_t version = 1;

[[noreturn]] void refuse(const char* what) {
  throw base::Error(what, "stored statistics", "delete them; the tensor is then read again");
}

/// FNV-1a, 64 bits.
std::uint64_t checksum_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  return hash;
}

class Writer {
 public:
  template <typename Plain>
  void plain(const Plain& value) {
    static_assert(std::is_arithmetic_v<Plain>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  /// Seven bits a byte, lowest first.
  void variable(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }
  void floats(const std::vector<float>& values) {
    variable(values.size());
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  }
  void text(std::string_view text) { bytes_.append(text); }
  std::string take() { return std::move(bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) refuse("cut short");
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  template <typename Plain>
  void plain(Plain& value) {
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
  }
  std::uint64_t variable() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    refuse("a number without end");
  }
  void floats(std::vector<float>& values) {
    const std::uint64_t count = variable();
    if (count > bytes_.size() / sizeof(float)) refuse("cut short");
    values.resize(count);
    if (count > 0) std::memcpy(values.data(), take(count * sizeof(float)).data(), count * sizeof(float));
  }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

/// The same numbers in the same order for both directions.
template <typename Statistics, typename Visit>
void visit_numbers(Statistics& s, Visit visit) {
  visit(s.shape.rows);
  visit(s.shape.columns);
  visit(s.count);
  visit(s.nan);
  visit(s.infinite);
  visit(s.zeros);
  visit(s.minimum);
  visit(s.maximum);
  visit(s.mean);
  visit(s.standard_deviation);
  visit(s.kurtosis);
  visit(s.skewness);
  visit(s.absmax);
  visit(s.p50);
  visit(s.p99);
  visit(s.p999);
  visit(s.p9999);
  visit(s.outlier.channel_absmax_max);
  visit(s.outlier.channel_absmax_median);
  visit(s.outlier.outlier_ratio);
}

template <typename Statistics, typename Visit>
void visit_profiles(Statistics& s, Visit visit) {
  visit(s.channels.absmax);
  visit(s.channels.minimum);
  visit(s.channels.maximum);
  visit(s.channels.mean_square);
}

/// Pairs of the distance from the last counter that is not 0, and the count; a distance of 0 ends them.
void write_counters(Writer& out, const std::vector<std::uint64_t>& counters) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < counters.size(); ++i)
    if (counters[i] > 0) {
      out.variable(i - next + 1);
      out.variable(counters[i]);
      next = i + 1;
    }
  out.variable(0);
}

void read_counters(Reader& in, ValueCounts& values) {
  const std::size_t size = std::size_t{2} * layout_of(values.key()).sign;
  std::size_t next = 0;
  while (const std::uint64_t distance = in.variable()) {
    if (distance > size - next) refuse("a counter beyond the last one");
    next += distance;
    values.counters()[next - 1] = in.variable();
  }
}

}  // namespace

std::string serialized(const TensorStatistics& statistics) {
  Writer out;
  out.text(magic);
  out.plain(version);
  out.variable(static_cast<std::uint64_t>(statistics.type));
  visit_numbers(statistics, [&](const auto& number) { out.plain(number); });
  visit_profiles(statistics, [&](const std::vector<float>& profile) { out.floats(profile); });
  out.variable(statistics.outlier.outlier_channels.size());
  for (std::int64_t channel : statistics.outlier.outlier_channels)
    out.variable(static_cast<std::uint64_t>(channel));
  out.variable(static_cast<std::uint64_t>(statistics.values.key()));
  write_counters(out, statistics.values.counters());
  out.plain(checksum_of(out.bytes()));
  return out.take();
}

TensorStatistics deserialized(std::string_view bytes) {
  if (!bytes.starts_with(magic)) refuse("not statistics of quantscope");
  std::uint64_t checksum = 0;
  std::uint32_t found_version = 0;
  if (bytes.size() < magic.size() + sizeof found_version + sizeof checksum) refuse("cut short");
  std::memcpy(&found_version, bytes.data() + magic.size(), sizeof found_version);
  if (found_version != version) refuse("written by another version");
  std::memcpy(&checksum, bytes.data() + bytes.size() - sizeof checksum, sizeof checksum);
  bytes.remove_suffix(sizeof checksum);
  if (checksum_of(bytes) != checksum) refuse("damaged (the checksum differs)");

  Reader in(bytes.substr(magic.size() + sizeof found_version));
  TensorStatistics result;
  const std::uint64_t type = in.variable();
  if (type > static_cast<std::uint64_t>(tensor::ElementType::u64)) refuse("an unknown element type");
  result.type = static_cast<tensor::ElementType>(type);
  visit_numbers(result, [&](auto& number) { in.plain(number); });
  visit_profiles(result, [&](std::vector<float>& profile) { in.floats(profile); });
  for (std::uint64_t left = in.variable(); left > 0; --left) {
    const std::uint64_t channel = in.variable();
    if (channel >= result.channels.absmax.size()) refuse("an outlier beyond the last channel");
    result.outlier.outlier_channels.push_back(static_cast<std::int64_t>(channel));
  }
  const std::uint64_t key = in.variable();
  if (key > static_cast<std::uint64_t>(ValueCounts::Key::integer_top18)) refuse("an unknown kind of counts");
  result.values = ValueCounts(static_cast<ValueCounts::Key>(key));
  read_counters(in, result.values);
  if (!in.at_end()) refuse("more bytes than statistics have");
  return result;
}

}  // namespace quantscope::statistics
