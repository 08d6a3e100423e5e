#include "core/model/checked_weights.h"

#include <fmt/format.h>

#include <atomic>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace quantscope::model {
namespace {

/// Whether the elements whose exponent bits are all ones (NaN, infinities) are none.
template <typename Bits>
bool all_finite(const std::byte* data, std::int64_t count, Bits exponent) {
  const auto* values = reinterpret_cast<const Bits*>(data);
  bool finite = true;
  for (std::int64_t i = 0; i < count; ++i) finite = finite & ((values[i] & exponent) != exponent);
  return finite;
}

/// f64 must fit f32, in which everything is computed.
bool all_fit_f32(const std::byte* data, std::int64_t count) {
  const auto* values = reinterpret_cast<const double*>(data);
  bool finite = true;
  for (std::int64_t i = 0; i < count; ++i) finite = finite & std::isfinite(static_cast<float>(values[i]));
  return finite;
}

bool all_finite(const tensor::TensorView& values, const base::Job& job) {
  using tensor::ElementType;
  std::atomic<bool> finite = true;
  const std::int64_t rows =
      std::max<std::int64_t>(1, (std::int64_t{1} << 18) / std::max<std::int64_t>(values.columns, 1));
  base::parallel_for(values.rows, rows, job, [&](base::IndexRange range) {
    const std::byte* data = values.row(range.begin);
    const std::int64_t count = range.size() * values.columns;
    bool good = true;
    switch (values.type) {
      case ElementType::f16:
        good = all_finite<std::uint16_t>(data, count, 0x7c00);
        break;
      case ElementType::bf16:
        good = all_finite<std::uint16_t>(data, count, 0x7f80);
        break;
      case ElementType::f32:
        good = all_finite<std::uint32_t>(data, count, 0x7f800000);
        break;
      default:
        good = all_fit_f32(data, count);
    }
    if (!good) finite = false;
  });
  return finite;
}

std::string expected_text(tensor::MatrixShape expected) {
  return expected.rows == 1 ? tensor::shape_text({expected.columns})
                            : tensor::shape_text({expected.rows, expected.columns});
}

}  // namespace

tensor::Tensor checked_matrix(const WeightSource& source, const std::string& name,
                              tensor::MatrixShape expected, const base::Job& job) {
  const std::optional<tensor::Shape> shape = source.shape(name);
  if (!shape)
    throw base::Error(fmt::format("there is no tensor {}", name), source.where(),
                      fmt::format("the model needs it in the shape {}", expected_text(expected)));
  if (tensor::folded(*shape) != expected)
    throw base::Error(fmt::format("{} has the shape {}", name, tensor::shape_text(*shape)), source.where(),
                      fmt::format("the configuration asks for {}", expected_text(expected)));
  tensor::Tensor values = source.read(name, job);
  if (!tensor::is_floating(values.type()))
    throw base::Error(fmt::format("{} holds {} values", name, tensor::element_name(values.type())),
                      source.where(), "weights of a model that runs are floats");
  base::Job quiet = job;
  quiet.progress = nullptr;
  if (!all_finite(values.view(), quiet))
    throw base::Error(fmt::format("{} holds NaN or infinite values", name), source.where(),
                      "the checkpoint is damaged: get it again");
  if (values.type() != tensor::ElementType::f64) return values;
  tensor::Tensor rounded(tensor::ElementType::f32, values.rows(), values.columns());
  for (std::int64_t r = 0; r < values.rows(); ++r)
    tensor::read_row_f32(values.view(), r, 0, values.columns(),
                         reinterpret_cast<float*>(rounded.mutable_data()) + r * values.columns());
  return rounded;
}

std::vector<float> checked_vector(const WeightSource& source, const std::string& name, std::int64_t size,
                                  const base::Job& job) {
  const tensor::Tensor values = checked_matrix(source, name, {1, size}, job);
  std::vector<float> result(static_cast<std::size_t>(size));
  tensor::read_row_f32(values.view(), 0, 0, size, result.data());
  return result;
}

}  // namespace quantscope::model
